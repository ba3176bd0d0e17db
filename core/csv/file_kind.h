// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom {

/// Only what the first bytes say for certain, whatever the encoding may be.
std::string foreignSignature(std::string_view head);
/// What a file that is no text table seems to be ("a PNG picture", "an Excel workbook"), from its first bytes; empty
/// where it may be a table.
std::string foreignKind(std::string_view head);

} // namespace netloom
