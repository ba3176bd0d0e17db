// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace netloom {

/// A whole number in groups of three: "14448" gives "14,448". Locale-free.
std::string countText(std::int64_t value);
/// With what is counted, in the plural where it is not one: "1 trial", "24 trials".
std::string countText(std::int64_t value, const std::string& noun);

} // namespace netloom
