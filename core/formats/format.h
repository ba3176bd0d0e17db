// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// What is looked at to tell which kind a file is; never all of a large one.
struct FileGlimpse {
    std::string name;                 ///< without the folder
    std::string head;                 ///< the first bytes
    std::vector<std::string> members; ///< of a zip, as zipNames() gives them

    bool isZip() const;
    bool hasMember(std::string_view member) const;
    bool hasFolder(std::string_view folder) const; ///< "xl/"
};

/// Who reads a file of a format.
enum class FormatReader {
    Project, ///< core/project
    Table,   ///< core/csv
    None
};

/// A kind of file that is told from others.
struct FileFormat {
    std::string_view key;  ///< short and stable
    std::string_view name; ///< in a sentence: "a Keras model"
    FormatReader reader = FormatReader::None;
    std::string_view remedy; ///< a sentence: what to do with such a file where it is not read
    bool (*matches)(const FileGlimpse&) = nullptr;
};

} // namespace netloom
