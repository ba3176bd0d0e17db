// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace netloom {

/// The CSV file of a bundled sample as it is in resources/samples, or empty for an unknown key. Lives as long as the
/// program.
std::string_view bundledCsv(std::string_view key);

} // namespace netloom
