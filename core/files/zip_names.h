// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Names of an archive's members as far as both its ends tell, for recognizing what it is: nothing is unpacked or
/// checked, no name may be trusted, some may be missing or there twice. `tail` ends where the file does and may overlap
/// `head`, which is its start. Never fails; what is damaged gives fewer names.
std::vector<std::string> zipNames(std::string_view head, std::string_view tail);

} // namespace netloom
