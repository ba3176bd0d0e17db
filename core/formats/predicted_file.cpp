// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/predicted_file.h"

#include "core/base/error.h"
#include "core/csv/csv_parts.h"
#include "core/csv/csv_writer.h"
#include "core/csv/encoding.h"
#include "core/data/column_values.h"
#include "core/evaluation/prediction_remarks.h"
#include "core/evaluation/predictions.h"
#include "core/formats/recognize.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Empty for UTF-8.
std::string encodingOf(const CsvOptions& options)
{
    const std::string name = options.encoding.value_or(std::string());
    return name == encodingName(Encoding::Utf8) ? std::string() : name;
}

/// predictTable() of rows that follow others; a cell that cannot be used is told with its row in the whole file.
Predictions predictPart(const Model& model, const Table& table, Index firstRow)
{
    try {
        return predictTable(model, table);
    } catch (const Error& error) {
        constexpr std::string_view kRow = ", row "; // as cellPlace() ends
        const std::size_t at = error.where().rfind(kRow);
        const std::optional<double> row =
            at == std::string::npos ? std::nullopt : labelNumber(error.where().substr(at + kRow.size()));
        if (!row || firstRow == 0)
            throw;
        throw Error(error.problem(),
                    error.where().substr(0, at + kRow.size()) + numberLabel(*row + static_cast<double>(firstRow)),
                    error.remedy());
    }
}

} // namespace

void requirePredictable(const Project& project, const Model& model, const std::string& path, const CsvOptions& wishes,
                        const std::stop_token& stop)
{
    constexpr Index kRows = 200;
    CsvOptions some = wishes;
    some.maxRows = std::min(wishes.maxRows.value_or(kRows), kRows);
    predictTable(model, *readOtherTable(project, path, some, stop).table);
}

PredictedFile predictFile(const Project& project, const Model& model, const std::string& path, const CsvOptions& wishes,
                          PredictedForm form, const std::function<void(std::string_view)>& write,
                          const std::stop_token& stop, const ProgressFunction& progress, std::size_t partsFrom)
{
    requireTable(path);
    const bool asRead = form == PredictedForm::AsRead;
    const auto formOf = [&](const CsvOptions& options) { return asRead ? CsvForm::of(options) : CsvForm(); };
    PredictedFile result;
    const CsvOptions options = otherTableOptions(project, wishes);
    if (!canReadInParts(path, options, partsFrom)) {
        const OtherTable other = readOtherTable(project, path, wishes, stop, progress);
        const Predictions predictions = predictTable(model, *other.table);
        const Table cells = loadCells(path, other); // as they are in the file
        if (asRead && other.byteOrderMark)
            write(kByteOrderMark);
        write(predictionsCsv(*other.table, *model.preparation, predictions, &cells, true, formOf(other.options)));
        return {other.table->rows, other.warnings, predictions.warnings, predictions.remarks,
                encodingOf(other.options)};
    }
    PredictionRemarks remarks;
    readCsvInParts(
        path, options,
        [&](const CsvPart& part) {
            const Table& table = part.result.table;
            const Predictions predictions = predictPart(model, table, part.firstRow);
            if (asRead && part.firstRow == 0 && part.result.byteOrderMark)
                write(kByteOrderMark);
            write(predictionsCsv(table, *model.preparation, predictions, &part.cells, part.firstRow == 0,
                                 formOf(part.result.options)));
            result.encoding = encodingOf(part.result.options);
            remarks.add(*model.preparation, table, part.firstRow);
            mergeWarnings(result.reading, part.result.warnings);
            result.rows += table.rows;
        },
        stop, progress);
    result.warnings = remarks.warnings();
    result.remarks = remarks.remarks();
    return result;
}

} // namespace netloom
