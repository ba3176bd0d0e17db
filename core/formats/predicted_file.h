// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_result.h"
#include "core/formats/other_table.h"
#include "core/project/model.h"

#include <functional>
#include <string>
#include <vector>

namespace netloom {

/// What came of predicting a file.
struct PredictedFile {
    Index rows = 0;
    std::vector<CsvWarning> reading;   ///< what was found while it was read
    std::vector<std::string> warnings; ///< as Predictions has them
    std::vector<std::string> remarks;
    std::string encoding; ///< of the file that was read; empty where it is UTF-8, which is what is written
};

/// Where a file is read in parts rather than at once.
inline constexpr std::size_t kReadInPartsFrom = std::size_t{32} << 20;

/// How the file of predictions is written.
enum class PredictedForm {
    Plain, ///< comma, decimal point: what programs expect
    AsRead ///< delimiter, decimal mark and byte order mark of the file: what the spreadsheet that wrote it expects
};

/// Reads some rows of a file and predicts them, so that a table that does not fit is refused before it is asked where
/// the predictions shall go. @throws Error, CsvError, Cancelled
void requirePredictable(const Project& project, const Model& model, const std::string& path,
                        const CsvOptions& wishes = {}, const std::stop_token& stop = {});

/// Predicts every row of a file and gives it away as CSV, its cells letter for letter with the predictions behind them
/// (predictionsCsv()), in UTF-8: in pieces of some megabytes, so that a file of any size takes the memory of a few.
/// @param write  takes the text, piece by piece  @throws Error, CsvError, Cancelled, and what `write` throws
PredictedFile predictFile(const Project& project, const Model& model, const std::string& path, const CsvOptions& wishes,
                          PredictedForm form, const std::function<void(std::string_view)>& write,
                          const std::stop_token& stop = {}, const ProgressFunction& progress = {},
                          std::size_t partsFrom = kReadInPartsFrom);

} // namespace netloom
