// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/prepared_data.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/data/column_values.h"
#include "core/data/outlying_values.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/recipe_guess.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace netloom {

namespace {

namespace fs = std::filesystem;

/// The file of a reference: beside the project if it is there, else where it was opened last.
std::string locate(const DataReference& reference, const std::string& projectFolder)
{
    std::error_code ignored;
    if (!reference.relativePath.empty() && !projectFolder.empty()) {
        const fs::path beside = fs::path(projectFolder) / reference.relativePath;
        if (fs::is_regular_file(beside, ignored))
            return fs::absolute(beside, ignored).lexically_normal().string();
    }
    if (reference.path.empty())
        throw Error("The data file " + netloom::quoted(reference.relativePath) + " was not found", {},
                    "Choose the file again, or put it beside the project.");
    const fs::path absolute = fs::absolute(reference.path, ignored);
    return ignored ? reference.path : absolute.lexically_normal().string();
}

std::string hashOfFile(const std::string& path, std::int64_t& bytes, const std::stop_token& stop)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error("The file cannot be opened", path, "Check that it is there and that you may read it.");
    Sha256 hash;
    std::string buffer(std::size_t(1) << 20, '\0');
    bytes = 0;
    while (file) {
        if (stop.stop_requested())
            throw Cancelled();
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        const auto count = static_cast<std::size_t>(file.gcount());
        hash.add(std::string_view(buffer).substr(0, count));
        bytes += static_cast<std::int64_t>(count);
    }
    if (!file.eof())
        throw Error("The file cannot be read to its end", path, "Check the disk, or copy the file elsewhere.");
    return hash.hex();
}

/// What a file lies in, links followed: "../" and links do not lead out of the project's folder unseen.
bool isInside(const std::string& path, const std::string& folder)
{
    std::error_code problem;
    const fs::path file = fs::weakly_canonical(path, problem);
    const fs::path base = fs::weakly_canonical(folder, problem);
    return !problem && std::mismatch(base.begin(), base.end(), file.begin(), file.end()).first == base.end();
}

/// A project from somebody else must not make the program read any file that it names. A hash gives nothing away.
void requireOwnData(const DataReference& reference, const std::string& path, std::int64_t bytes,
                    const std::string& hash)
{
    if (reference.sha256 == hash && reference.bytes == bytes)
        return;
    std::error_code problem;
    const fs::path led = fs::weakly_canonical(path, problem); // where a link leads
    throw Error("The project names data outside its folder, and that file is not the one it was saved with",
                problem ? path : led.string(),
                "If these are the right data, choose the file yourself (--data), or put it beside the project.");
}

} // namespace

std::shared_ptr<const Table> loadTable(DataReference& reference, const std::string& projectFolder,
                                       std::vector<CsvWarning>* warnings, const std::stop_token& stop,
                                       const ProgressFunction& progress)
{
    switch (reference.source) {
    case DataReference::Source::None:
        break;
    case DataReference::Source::Sample:
        return std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
    case DataReference::Source::File: {
        const std::string path = locate(reference, projectFolder);
        std::int64_t bytes = 0;
        std::string hash;
        const bool doubtful = !projectFolder.empty() && !isInside(path, projectFolder);
        if (doubtful) { // what is in it is looked at only when it is known
            hash = hashOfFile(path, bytes, stop);
            requireOwnData(reference, path, bytes, hash);
        }
        CsvResult result = readCsv(path, reference.csv, stop, progress);
        if (!doubtful)
            hash = hashOfFile(path, bytes, stop);
        if (!reference.sha256.empty() && reference.sha256 != hash)
            result.warnings.push_back({"The data file has changed since the project was saved (SHA-256 then " +
                                           reference.sha256.substr(0, 12) + "…, now " + hash.substr(0, 12) + "…).",
                                       0, 0, 1});
        reference.path = path;
        reference.csv = std::move(result.options);
        reference.bytes = bytes;
        reference.sha256 = hash;
        if (warnings)
            *warnings = std::move(result.warnings);
        return std::make_shared<const Table>(std::move(result.table));
    }
    }
    throw Error("The project has no data yet", {}, "Open a CSV file or a sample.");
}

PreparedData prepare(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split)
{
    PreparedData prepared;
    table = withComputedColumns(std::move(table), recipe);
    const std::vector<Index> rows = rowsWithTarget(recipe, *table);
    if (rows.empty())
        throw Error(table->rows == 0 ? "The data has no rows" : "No row has a target", {},
                    "Choose another target column, or load other data.");
    prepared.split = makeSplit(split, *table, rows, stratifyBy(*table, recipe));
    prepared.parts = partsOf(prepared.split, table->rows);
    prepared.fitted = FittedRecipe::fit(recipe, *table, prepared.split.train);
    prepared.facts = tableFacts(*table, prepared.fitted, prepared.split);
    const auto make = [&](const std::vector<Index>& part) {
        return std::make_shared<const Dataset>(prepared.fitted.transform(*table, part));
    };
    prepared.data.train = make(prepared.split.train);
    prepared.data.validation = make(prepared.split.validation);
    prepared.test = make(prepared.split.test);
    if (const Index left = table->rows - static_cast<Index>(rows.size()); left > 0)
        prepared.warnings.push_back({"Rows without a target are left out.", 0, 0, left});
    for (const ColumnRecipe& column : recipe.columns) {
        const Index place =
            column.role == ColumnRole::Input || column.role == ColumnRole::Target ? table->find(column.column) : -1;
        const std::string outlying =
            place < 0 ? std::string() : outlyingValues(table->columns[static_cast<std::size_t>(place)]).words();
        if (!outlying.empty() && !column.clip)
            prepared.warnings.push_back({"column " + netloom::quoted(column.column, 40) + ": " + outlying +
                                             ", and the scaling follows them; correct or clear the cells.",
                                         0, 0, 1});
    }
    if (prepared.fitted.target().task == Task::Regression && prepared.fitted.target().names.size() > 1) {
        for (const std::string& name : prepared.fitted.target().names) {
            const Index place = table->find(name);
            const Column* column = place < 0 ? nullptr : &table->columns[static_cast<std::size_t>(place)];
            if (column && readsAsClasses(*column) && countLabels(*column, rows).size() == 2)
                prepared.warnings.push_back({"The target " + netloom::quoted(name, 40) +
                                                 " has two values and is predicted as a number beside amounts.",
                                             0, 0, 1});
        }
    }
    prepared.table = std::move(table);
    return prepared;
}

} // namespace netloom
