// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/registry.h"

#include <algorithm>

namespace netloom {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kOpenOther = "Open a project (*.netloom) or a table."sv;
constexpr std::string_view kMakeProject = "Make a project of a table with \"netloom new\"."sv;

bool at(const FileGlimpse& file, std::size_t place, std::string_view bytes)
{
    return std::string_view(file.head).substr(std::min(place, file.head.size())).starts_with(bytes);
}

/// Formats that tell themselves by a stored first member "mimetype" have it at this place.
bool hasMimeType(const FileGlimpse& file, std::string_view type)
{
    constexpr std::size_t kNamePlace = 30;
    constexpr std::string_view kName = "mimetype"sv;
    return file.isZip() && at(file, kNamePlace, kName) && at(file, kNamePlace + kName.size(), type);
}

/// By its name too: a damaged project is one still, and its reader says what is wrong.
bool isProject(const FileGlimpse& file)
{
    constexpr std::string_view kSuffix = ".netloom"sv;
    const bool named =
        file.name.size() >= kSuffix.size() &&
        std::equal(kSuffix.begin(), kSuffix.end(), file.name.end() - static_cast<std::ptrdiff_t>(kSuffix.size()),
                   [](char small, char c) { return small == (c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c); });
    return named || hasMimeType(file, "application/x-netloom"sv) ||
           (file.hasMember("mimetype"sv) && file.hasMember("project.json"sv));
}

bool isKeras(const FileGlimpse& file)
{
    return file.hasMember("config.json"sv) &&
           (file.hasMember("metadata.json"sv) || file.hasMember("model.weights.h5"sv));
}

bool isExcel(const FileGlimpse& file)
{
    return file.hasFolder("xl/"sv);
}

bool isOpenSpreadsheet(const FileGlimpse& file)
{
    return hasMimeType(file, "application/vnd.oasis.opendocument.spreadsheet"sv);
}

bool isOfficeDocument(const FileGlimpse& file)
{
    return hasMimeType(file, "application/vnd.oasis.opendocument."sv) || file.hasMember("[Content_Types].xml"sv);
}

bool isPyTorch(const FileGlimpse& file)
{
    return std::any_of(file.members.begin(), file.members.end(),
                       [](const std::string& member) { return member == "data.pkl" || member.ends_with("/data.pkl"); });
}

bool isNumpyArchive(const FileGlimpse& file)
{
    return !file.members.empty() && std::all_of(file.members.begin(), file.members.end(),
                                                [](const std::string& member) { return member.ends_with(".npy"); });
}

bool isZip(const FileGlimpse& file)
{
    return file.isZip();
}

bool isHdf5(const FileGlimpse& file)
{
    return at(file, 0, "\x89HDF\r\n\x1a\n"sv);
}

/// Both begin with the number of a version, as field 1 of a message; what comes next is field 2 or later.
bool isSavedModel(const FileGlimpse& file)
{
    return at(file, 0, "\x08\x01\x12"sv);
}
bool isOnnx(const FileGlimpse& file)
{
    constexpr std::string_view kNext = "\x12\x1a\x22\x28\x32\x3a\x42"sv;
    return file.head.size() > 2 && file.head[0] == '\x08' && file.head[1] > 0 && file.head[1] < 64 &&
           kNext.find(file.head[2]) != std::string_view::npos;
}

bool isTensorFlowLite(const FileGlimpse& file)
{
    return at(file, 2, "\0\0TFL3"sv);
}

/// The length of the header in 8 bytes, then the header in JSON.
bool isSafetensors(const FileGlimpse& file)
{
    return at(file, 4, "\0\0\0\0{\""sv);
}

bool isAnything(const FileGlimpse&)
{
    return true;
}

} // namespace

bool FileGlimpse::isZip() const
{
    return head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv);
}

bool FileGlimpse::hasMember(std::string_view member) const
{
    return std::find(members.begin(), members.end(), member) != members.end();
}

bool FileGlimpse::hasFolder(std::string_view folder) const
{
    return std::any_of(members.begin(), members.end(),
                       [&](const std::string& member) { return member.starts_with(folder); });
}

std::span<const FileFormat> fileFormats()
{
    using enum FormatReader;
    static constexpr FileFormat list[] = {
        {"project", "a Netloom project", Project, "Open it as a project.", &isProject},
        {"keras", "a Keras model", None, kOpenOther, &isKeras},
        {"xlsx", "an Excel workbook", Table, kMakeProject, &isExcel},
        {"ods", "an OpenDocument spreadsheet", Table, kMakeProject, &isOpenSpreadsheet},
        {"office", "an office document", None, "Save the table in it as CSV and open that.", &isOfficeDocument},
        {"pytorch", "a PyTorch model", None, kOpenOther, &isPyTorch},
        {"npz", "a NumPy archive", None, "Save its arrays as CSV and open that.", &isNumpyArchive},
        {"zip", "a zip archive", None, "Unpack it and open the project or the table in it.", &isZip},
        {"hdf5", "an HDF5 file, as older Keras models are", None, kOpenOther, &isHdf5},
        {"saved_model", "a TensorFlow SavedModel", None, kOpenOther, &isSavedModel},
        {"onnx", "an ONNX model", None, kOpenOther, &isOnnx},
        {"tflite", "a TensorFlow Lite model", None, kOpenOther, &isTensorFlowLite},
        {"safetensors", "a safetensors file", None, kOpenOther, &isSafetensors},
        // Its reader knows more kinds of files that are no text, and says so.
        {"table", "a text file", Table, kMakeProject, &isAnything},
    };
    return list;
}

const FileFormat& formatOf(const FileGlimpse& glimpse)
{
    const auto list = fileFormats();
    return *std::find_if(list.begin(), list.end(), [&](const FileFormat& format) { return format.matches(glimpse); });
}

} // namespace netloom
