// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/other_table.h"

#include "core/csv/csv_reader.h"
#include "core/formats/recognize.h"
#include "core/preparation/computed_columns.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr Index kRowsCompared = 1000;

} // namespace

CsvOptions otherTableOptions(const Project& project, const CsvOptions& wishes)
{
    CsvOptions options = wishes;
    if (project.data.source == DataReference::Source::File) {
        const CsvOptions& trained = project.data.csv;
        if (!options.missingWords)
            options.missingWords = trained.missingWords;
        // A file without names has none in its first row either; one with names may come with or without them.
        if (!options.header && trained.header == false)
            options.header = false;
        options.usual = usualReading(trained);
        if (options.clocks.empty())
            options.clocks = trained.clocks;
        for (const auto& kind : trained.kinds) {
            const bool wished = std::any_of(options.kinds.begin(), options.kinds.end(),
                                            [&](const auto& other) { return other.first == kind.first; });
            const ColumnRecipe* column = project.recipe.find(kind.first);
            if (!wished && column && column->role == ColumnRole::Input && kind.second != ColumnKind::Empty)
                options.kinds.push_back(kind);
        }
    }
    return options;
}

OtherTable readOtherTable(const Project& project, const std::string& path, const CsvOptions& wishes,
                          const std::stop_token& stop, const ProgressFunction& progress)
{
    requireTable(path);
    CsvResult result = readCsv(path, otherTableOptions(project, wishes), stop, progress);
    const std::optional<FittedRecipe>& trained = project.run().fitted;
    return {withComputedColumns(std::make_shared<const Table>(std::move(result.table)),
                                trained ? trained->recipe() : project.recipe),
            std::move(result.options), std::move(result.warnings), result.byteOrderMark};
}

std::vector<std::string> contradictionsOf(const Project& project, const std::string& path, const std::stop_token& stop)
{
    requireTable(path);
    CsvOptions options = otherTableOptions(project, {});
    options.maxRows = kRowsCompared;
    std::vector<std::string> found;
    for (const CsvWarning& warning : readCsv(path, options, stop).warnings)
        if (!warning.contradiction.empty())
            found.push_back(warning.contradiction);
    return found;
}

CsvOptions asTrainingDataWere(const Project& project)
{
    CsvOptions wishes;
    if (project.data.source == DataReference::Source::File) {
        const UsualReading trained = usualReading(project.data.csv);
        wishes.decimal = trained.numbers.decimal;
        wishes.thousands = trained.numbers.thousands;
        wishes.dates = trained.dates;
        if (!trained.marks.empty())
            wishes.marks = trained.marks;
    }
    return wishes;
}

Table loadCells(const std::string& path, const OtherTable& other)
{
    CsvOptions options = other.options;
    options.missingWords = std::vector<std::string>();
    for (auto& kind : options.kinds)
        kind.second = ColumnKind::Text;
    return readCsv(path, options).table;
}

} // namespace netloom
