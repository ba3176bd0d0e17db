// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A sheet as the text of a table: commas, quotes ", decimal points; one line for every row of the sheet from the first
/// on, unless cells hold line ends.
struct SheetText {
    std::string text;
    std::vector<std::string> names; ///< of all sheets
    std::size_t chosen = 0;
    std::size_t filledDown = 0; ///< cells that have the value of a cell merged over several rows
    bool points = false;        ///< some number has a decimal point
};

/// Whether a file is a zip archive as XLSX and ODS are; by its first bytes.
bool mayBeSheet(std::string_view head);

/// Reads a sheet of an XLSX or ODS file: dates by their formats, booleans as TRUE and FALSE, errors by their names.
/// @param sheet  its name or number; empty: the first
/// @param range  "A3:F40"; empty: all
/// @throws Error naming `where`, also where the archive is no sheet, is damaged or grows past all measure
SheetText sheetAsText(std::string_view bytes, const std::string& sheet, const std::string& range,
                      const std::string& where);

} // namespace netloom
