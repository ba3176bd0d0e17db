// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom
{

/// What a file that is no text table seems to be ("a PNG picture", "an Excel workbook"), from its first bytes; empty
/// where it may be a table.
std::string foreignKind(std::string_view head);

} // namespace netloom
