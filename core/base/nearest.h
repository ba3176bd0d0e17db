// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A remedy for a mistyped name: "Did you mean "epochs"?", or the list of what is known where nothing is near.
std::string didYouMean(std::string_view typed, const std::vector<std::string>& known);

} // namespace netloom
