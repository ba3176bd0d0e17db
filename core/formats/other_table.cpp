// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/other_table.h"

#include "core/csv/csv_reader.h"
#include "core/formats/recognize.h"

namespace netloom {

std::shared_ptr<const Table> loadOtherTable(const Project& project, const std::string& path,
                                            const std::stop_token& stop, const ProgressFunction& progress)
{
    CsvOptions options;
    if (project.data.source == DataReference::Source::File) {
        const CsvOptions& trained = project.data.csv;
        options.missingWords = trained.missingWords;
        // A file without names has none in its first row either; one with names may come with or without them.
        if (trained.header == false)
            options.header = false;
        for (const auto& kind : trained.kinds) {
            const ColumnRecipe* column = project.recipe.find(kind.first);
            if (column && column->role == ColumnRole::Input && kind.second != ColumnKind::Empty)
                options.kinds.push_back(kind);
        }
    }
    requireTable(path);
    return std::make_shared<const Table>(readCsv(path, options, stop, progress).table);
}

} // namespace netloom
