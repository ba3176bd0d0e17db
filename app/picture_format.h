// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace netloom {

/// The ending of an output file in lower case ("png"), where it is one of `allowed`. @throws UsageError naming them
std::string outputFormat(const std::string& path, const std::vector<std::string>& allowed);

} // namespace netloom
