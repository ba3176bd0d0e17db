// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/recognize.h"

#include "core/base/error.h"
#include "core/csv/encoding.h"
#include "core/csv/file_kind.h"
#include "core/files/zip_names.h"
#include "core/formats/registry.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace netloom {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kHeadBytes = std::uint64_t(64) << 10;
constexpr std::uint64_t kTailBytes = std::uint64_t(1) << 20; ///< holds the directory of some 10 000 members

std::string readPart(std::ifstream& file, std::uint64_t from, std::uint64_t count)
{
    std::string bytes(count, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(from));
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return bytes;
}

[[noreturn]] void refuse(const FileGlimpse& glimpse, const FileFormat& format)
{
    std::string problem = glimpse.name;
    problem.append(" is ").append(format.name);
    if (format.reader == FormatReader::None)
        problem.append("; Netloom does not read those yet");
    throw Error(problem, {}, std::string(format.remedy));
}

/// What the reader of tables would say of a file that is no text; empty for text.
std::string binaryKind(const FileGlimpse& glimpse)
{
    const EncodingMark mark = detectMark(glimpse.head);
    if (glimpse.isZip())
        return {}; // its format is told by its members
    const bool wide = mark.encoding == Encoding::Utf16Le || mark.encoding == Encoding::Utf16Be;
    return wide || mark.utf32 ? std::string() : foreignKind(glimpse.head);
}

} // namespace

std::optional<FileGlimpse> glimpseOf(const std::string& path)
{
    // What comes through a pipe can be read only once, and not by this look.
    std::error_code problem;
    if (!fs::is_regular_file(path, problem))
        return {};
    const std::uint64_t size = fs::file_size(path, problem);
    std::ifstream file(path, std::ios::binary);
    if (problem || !file || size == 0)
        return {};
    FileGlimpse glimpse{fs::path(path).filename().string(), readPart(file, 0, std::min(size, kHeadBytes)), {}};
    if (glimpse.head.empty())
        return {};
    if (glimpse.isZip()) {
        const std::uint64_t count = std::min(size, kTailBytes);
        glimpse.members = zipNames(glimpse.head, readPart(file, size - count, count));
    }
    return glimpse;
}

bool isProjectFile(const std::string& path)
{
    const std::optional<FileGlimpse> glimpse = glimpseOf(path);
    return formatOf(glimpse ? *glimpse : FileGlimpse{fs::path(path).filename().string(), {}, {}}).reader ==
           FormatReader::Project;
}

void requireProject(const std::string& path)
{
    const std::optional<FileGlimpse> glimpse = glimpseOf(path);
    if (!glimpse)
        return;
    const FileFormat& format = formatOf(*glimpse);
    if (format.reader == FormatReader::Project)
        return;
    if (const std::string kind = format.reader == FormatReader::Table ? binaryKind(*glimpse) : ""; !kind.empty()) {
        std::string problem = glimpse->name;
        problem.append(" is not a Netloom project but looks like ").append(kind);
        throw Error(problem, {}, "Choose a project file (*.netloom).");
    }
    if (format.reader == FormatReader::Table) {
        std::string problem = glimpse->name;
        problem.append(" is ").append(format.name).append(", not a Netloom project");
        throw Error(problem, {}, std::string(format.remedy));
    }
    refuse(*glimpse, format);
}

void requireTable(const std::string& path)
{
    const std::optional<FileGlimpse> glimpse = glimpseOf(path);
    if (!glimpse)
        return;
    if (const FileFormat& format = formatOf(*glimpse); format.reader != FormatReader::Table)
        refuse(*glimpse, format);
}

} // namespace netloom
