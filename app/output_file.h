// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string>
#include <vector>

namespace netloom {

/// What a command writes into a file.
enum class OutputKind { Project, Csv, Png, Svg, Pdf, Html, Sweep, Tikz, Webp, Gif };

/// A file that a command reads, as a message calls it: "data", "project".
struct InputFile {
    std::string path;
    std::string what;
};

/// The data file of a project, where it has one: beside the project, and where it was opened last.
std::vector<InputFile> dataFilesOf(const Project& project, const std::string& projectPath);

/// The one check of every file that a command writes, before anything else is done: hours of work must not end with a
/// file that cannot be written, and nothing is written over what is read or over a file of another kind.
/// @param inputs  files that it must not be
/// @throws UsageError where it would replace another file, Error where the place is none
void requireOutput(const std::string& path, OutputKind kind, const std::vector<InputFile>& inputs);

/// The kind that the ending of a picture's name stands for ("png", "svg", "pdf", "csv").
OutputKind outputKind(const std::string& format);

} // namespace netloom
