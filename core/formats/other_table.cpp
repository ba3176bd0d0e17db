// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/other_table.h"

#include "core/csv/csv_reader.h"
#include "core/formats/recognize.h"
#include "core/preparation/computed_columns.h"

#include <algorithm>

namespace netloom {

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

Table loadCells(const std::string& path, const OtherTable& other)
{
    CsvOptions options = other.options;
    options.missingWords = std::vector<std::string>();
    for (auto& kind : options.kinds)
        kind.second = ColumnKind::Text;
    return readCsv(path, options).table;
}

} // namespace netloom
