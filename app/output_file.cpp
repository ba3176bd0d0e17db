// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output_file.h"

#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/formats/recognize.h"
#include "core/formats/registry.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <unistd.h>

namespace netloom {

namespace fs = std::filesystem;

namespace {

struct Kind {
    OutputKind kind;
    std::string_view name;
    std::string_view mark; ///< first bytes of such a file; empty: told by the list of formats
};

constexpr Kind kKinds[] = {{OutputKind::Project, "a Netloom project", ""},
                           {OutputKind::Csv, "a text file", ""},
                           {OutputKind::Png, "a PNG picture", "\x89PNG"},
                           {OutputKind::Html, "a web page", "<!DOCTYPE html"},
                           {OutputKind::Svg, "an SVG picture", "<"},
                           {OutputKind::Pdf, "a PDF document", "%PDF"},
                           {OutputKind::Sweep, "the results of a sweep", "{\n \"format\": \"netloom sweep\""},
                           {OutputKind::Tikz, "a TikZ picture", "% TikZ"},
                           {OutputKind::Webp, "a WebP picture", "RIFF"},
                           {OutputKind::Gif, "a GIF picture", "GIF8"}};

const Kind& infoOf(OutputKind kind)
{
    return *std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& each) { return each.kind == kind; });
}

/// What the file there is, where that is not `kind`; empty: it may be replaced.
std::string_view otherKind(const FileGlimpse& there, OutputKind kind)
{
    for (const Kind& each : kKinds)
        if (!each.mark.empty() && there.head.starts_with(each.mark))
            return each.kind == kind ? std::string_view() : each.name;
    const FileFormat& format = formatOf(there);
    switch (format.reader) {
    case FormatReader::Project:
        return kind == OutputKind::Project ? std::string_view() : format.name;
    case FormatReader::Table:
        return kind == OutputKind::Csv ? std::string_view() : format.name;
    case FormatReader::None:
        break;
    }
    return format.name;
}

void requirePlace(const std::string& path)
{
    std::error_code ignored;
    const std::string folder = folderOf(path);
    std::string problem;
    if (fs::is_directory(path, ignored))
        problem = "it is a folder";
    else if (!fs::is_directory(folder, ignored))
        problem = "there is no folder " + netloom::quoted(folder, 255);
    else if (::access(folder.c_str(), W_OK) != 0)
        problem = "files in its folder may not be written: " + std::generic_category().message(errno);
    else if (fs::exists(path, ignored) && ::access(path.c_str(), W_OK) != 0)
        problem = "it may not be changed: " + std::generic_category().message(errno);
    if (!problem.empty())
        throw Error("the file cannot be written: " + problem, path, "Choose another place.");
}

} // namespace

std::vector<InputFile> dataFilesOf(const Project& project, const std::string& projectPath)
{
    const DataReference& data = project.data;
    if (data.source != DataReference::Source::File)
        return {};
    std::vector<InputFile> files{{data.path, "data"}};
    if (!data.relativePath.empty())
        files.push_back({(fs::path(folderOf(projectPath)) / data.relativePath).string(), "data"});
    return files;
}

void requireOutput(const std::string& path, OutputKind kind, const std::vector<InputFile>& inputs)
{
    std::error_code ignored;
    for (const InputFile& input : inputs)
        if (!input.path.empty() && (path == input.path || fs::equivalent(path, input.path, ignored)))
            throw UsageError("the output would replace the " + input.what + " " + netloom::quoted(input.path, 255) +
                             ". Give another name.");
    requirePlace(path);
    const std::optional<FileGlimpse> there = glimpseOf(path);
    if (!there)
        return;
    if (const std::string_view other = otherKind(*there, kind); !other.empty()) {
        std::string problem = "the output would replace " + netloom::quoted(path, 255) + ", which is ";
        problem.append(other).append(" and not ").append(infoOf(kind).name);
        throw UsageError(problem + ". Give another name.");
    }
}

OutputKind outputKind(const std::string& format)
{
    return format == "png"    ? OutputKind::Png
           : format == "svg"  ? OutputKind::Svg
           : format == "pdf"  ? OutputKind::Pdf
           : format == "tex"  ? OutputKind::Tikz
           : format == "webp" ? OutputKind::Webp
           : format == "gif"  ? OutputKind::Gif
                              : OutputKind::Csv;
}

} // namespace netloom
