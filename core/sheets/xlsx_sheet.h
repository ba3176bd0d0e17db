// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sheets/sheet_book.h"

namespace netloom {

/// The sheets of an XLSX workbook (ECMA-376) and the cells of the wanted one.
/// @param members  of the archive, unpacked
/// @param wanted   name or number of a sheet, as chooseSheet() takes it
/// @param where    names the file in messages
/// @throws Error where the parts do not make a spreadsheet, the sheet is not there, or it is beyond the bounds
SheetBook readXlsx(const std::vector<ZipMember>& members, const std::string& wanted, const std::string& where);

} // namespace netloom
