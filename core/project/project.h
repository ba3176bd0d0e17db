// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "core/files/json.h"
#include "core/preparation/recipe.h"
#include "core/project/run.h"
#include "core/samples/samples.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Where the data of a project is.
struct DataReference {
    enum class Source { None, File, Sample };
    Source source = Source::None;
    std::string path;         ///< File: as last opened (absolute)
    std::string relativePath; ///< File: from the project's folder, tried first
    std::string sample;       ///< Sample: key
    GeneratorOptions generator;
    CsvOptions csv;
    std::int64_t bytes = 0; ///< File: size and hash when it was read
    std::string sha256;

    bool operator==(const DataReference&) const = default;
};

/// "file", "sample" or "none".
std::string_view sourceName(DataReference::Source source);

/// A member of the project file that this version does not know; kept as it is.
struct UnknownMember {
    std::string name;
    std::string bytes;
    bool operator==(const UnknownMember&) const = default;
};

/// A project: data reference, recipe, and its runs, of which one is current: the one that is edited, trained, shown. A
/// plain value.
struct Project {
    DataReference data;
    Recipe recipe;
    std::vector<Run> runs{Run{}}; ///< never empty
    std::size_t current = 0;      ///< place in `runs`
    std::string thumbnailPng;     ///< picture of the diagram, may be empty
    std::vector<UnknownMember> unknown;
    std::vector<JsonMember> unknownFields; ///< of project.json; kept as they are
    bool readOnly = false; ///< written by a newer version; a copy that is saved has this version's format

    Run& run() { return runs[current]; }
    const Run& run() const { return runs[current]; }
    /// Null where no run has this id.
    const Run* findRun(std::string_view id) const;
    /// An id that no run has.
    std::string freeRunId() const;
    /// Adds a run that begins as a copy of the current one, without what was trained, and makes it the current one.
    /// @returns the new run
    Run& addRun(std::string name);
    /// What the current run was trained to before stays as a run of its own, with its id, before the current one, which
    /// gets another.
    /// @param earlier  the current run as it was
    /// @param name  of the current one from now on
    void keepRun(Run earlier, std::string name);
    /// Removes the run at a place; the last one cannot be removed. The current one stays, or becomes the one before.
    void removeRun(std::size_t place);
};

} // namespace netloom
