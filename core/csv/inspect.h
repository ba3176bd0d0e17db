// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/csv/csv_error.h"
#include "core/csv/csv_result.h"

#include <string>

namespace netloom {

/// One JSON object in one line, with its end:
/// {"outcome":"table","rows","columns","header","delimiter","decimal","encoding","names":[…],
/// "types":[…],"missing","missing_by_column":[…],"warnings":[…]} and, where `cells` > 0, "data": the first `cells`
/// rows, each a list with a number, text, true or false, a date as text, or null where missing, for every column. The
/// encoding is called as Python calls it: utf-8, utf-8-sig (with a byte order mark), utf-16le, utf-16be, windows-1252,
/// latin-1.
std::string inspectJson(const CsvResult& result, Index cells);

/// {"outcome":"error","class","message","line","column"}; line and column are null where there is no place.
std::string inspectErrorJson(const CsvError& error);
std::string inspectErrorJson(const Error& error);

/// The same as `inspectJson` for people: a few lines on the file, then a line for every column, then the warnings.
std::string inspectText(const CsvResult& result, Index cells);

/// A warning with its place: "line 812: column "age": 3 of 10000 values …".
std::string warningText(const CsvWarning& warning);

} // namespace netloom
