// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_file.h"
#include "core/csv/csv_options.h"
#include "core/csv/csv_result.h"
#include "core/sheets/sheet_text.h"

#include <stop_token>
#include <vector>

namespace netloom {

/// The chosen sheet of an XLSX or ODS file as a text to be read, and how.
struct SheetSource {
    SheetText sheet;
    CsvOptions wishes; ///< those of the user, with what is known of the text
    std::vector<CsvWarning> warnings;
};

/// @throws CsvError of class "sheet", Cancelled
SheetSource readSheetSource(const CsvFile& file, const CsvOptions& wishes, const std::stop_token& stop);

} // namespace netloom
