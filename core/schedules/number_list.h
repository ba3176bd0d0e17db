// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace netloom {

/// "0.1, 0.01" to numbers, with a decimal point whatever the locale.
/// @param where  name of the field, for the message
/// @throws Error naming the part that is no finite number
std::vector<double> parseNumberList(std::string_view text, std::string_view where);

} // namespace netloom
