// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_file.h"

#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/files/npy.h"
#include "core/files/zip_archive.h"
#include "core/project/project_json.h"
#include "core/project/project_timeline.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <new>
#include <set>

namespace netloom {

namespace {

constexpr const char* kMimeType = "application/x-netloom";
constexpr const char* kMimeMember = "mimetype";
constexpr const char* kHeaderMember = "project.json";
constexpr const char* kThumbnailMember = "thumbnail.png";
constexpr std::size_t kLongestPart = 100;
constexpr const char* kRemedy = "The file is damaged; open another copy of it.";

/// A name as part of a path in the archive: letters, digits and "-_." stay, other bytes become %XX.
std::string pathPart(std::string_view name)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || c == '-' || c == '_' || (c == '.' && !out.empty()))
            out += c;
        else
            out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
        if (out.size() > kLongestPart)
            break;
    }
    return out.empty() ? "%" : out;
}

/// A tensor's name with its slot ("kernel/m") as a path.
std::string tensorPath(std::string_view name)
{
    std::string path;
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('/', start), name.size());
        path += '/';
        path += pathPart(name.substr(start, end - start));
        start = end + 1;
    }
    return path;
}

/// Members of the archive in the order in which they are written, none twice.
class ArchiveBuilder
{
public:
    void add(std::string name, std::string bytes, bool compressed = false)
    {
        m_names.insert(name);
        m_members.push_back({std::move(name), std::move(bytes), compressed});
    }

    /// As `path`.npy, or with a number where that is taken.
    std::string addArray(const std::string& path, std::string bytes)
    {
        std::string name = path + ".npy";
        for (int number = 2; m_names.contains(name); ++number)
            name = path + "~" + std::to_string(number) + ".npy";
        add(name, std::move(bytes));
        return name;
    }

    bool contains(const std::string& name) const { return m_names.contains(name); }
    std::vector<ZipMember>& members() { return m_members; }

private:
    std::vector<ZipMember> m_members;
    std::set<std::string> m_names;
};

std::vector<ArrayEntry> addTensors(ArchiveBuilder& archive, const std::string& folder, const ParameterSet& tensors)
{
    std::vector<ArrayEntry> entries;
    for (const NamedTensor& tensor : tensors) {
        if (tensor.shape.size() != static_cast<Index>(tensor.values.size()))
            throw Error("the project cannot be saved: the weights " + netloom::quoted(tensor.name) +
                            " do not have their shape",
                        "layer " + netloom::quoted(tensor.layer), "Train again.");
        const std::string path = folder + "/" + pathPart(tensor.layer) + tensorPath(tensor.name);
        entries.push_back(
            {tensor.layer, tensor.name, tensor.trainable,
             archive.addArray(path, npyBytes(tensor.shape.axes(), std::span<const Scalar>(tensor.values)))});
    }
    return entries;
}

/// Members of an archive by name; what nobody asked for is left over.
class ArchiveReader
{
public:
    ArchiveReader(std::vector<ZipMember> members, std::string where)
        : m_members(std::move(members)), m_where(std::move(where))
    {
        for (ZipMember& member : m_members)
            m_byName[member.name] = &member;
    }

    std::string place(const std::string& name) const { return m_where + ", " + name; }

    /// The bytes of a member, which then counts as known; null where there is none.
    std::string* take(const std::string& name)
    {
        const auto found = m_byName.find(name);
        if (found == m_byName.end())
            return nullptr;
        m_taken.insert(name);
        return &found->second->bytes;
    }

    NpyArray array(const std::string& name)
    {
        if (m_taken.contains(name))
            throw Error("two entries of project.json share this array", place(name), kRemedy);
        std::string* bytes = take(name);
        if (!bytes)
            throw Error("the array is missing", place(name), kRemedy);
        NpyArray result = readNpy(*bytes, place(name));
        *bytes = {}; // a large model is not kept twice
        return result;
    }

    std::vector<UnknownMember> rest()
    {
        std::vector<UnknownMember> list;
        for (ZipMember& member : m_members)
            if (!m_taken.contains(member.name))
                list.push_back({std::move(member.name), std::move(member.bytes)});
        return list;
    }

private:
    std::vector<ZipMember> m_members;
    std::string m_where;
    std::map<std::string, ZipMember*> m_byName;
    std::set<std::string> m_taken;
};

ParameterSet readTensors(ArchiveReader& archive, const std::vector<ArrayEntry>& entries)
{
    ParameterSet tensors;
    for (const ArrayEntry& entry : entries) {
        NpyArray array = archive.array(entry.file);
        if (array.shape.empty() || array.shape.size() > Shape::kMostAxes)
            throw Error("one to four dimensions are expected", archive.place(entry.file), kRemedy);
        NamedTensor tensor{entry.layer, entry.name, Shape(array.shape), {}, entry.trainable};
        if (auto* values = std::get_if<std::vector<float>>(&array.values))
            tensor.values.assign(values->begin(), values->end());
        else
            throw Error("numbers of the kind float32 are expected", archive.place(entry.file), kRemedy);
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

void readHistory(ArchiveReader& archive, const std::vector<ArrayEntry>& entries, History& history)
{
    for (const ArrayEntry& entry : entries) {
        NpyArray array = archive.array(entry.file);
        auto* values = std::get_if<std::vector<double>>(&array.values);
        if (!values || array.shape.size() != 1)
            throw Error("a list of float64 numbers is expected", archive.place(entry.file), kRemedy);
        if (!history.columns.empty() && history.columns.front().size() != values->size())
            throw Error("the columns of the history are not equally long", archive.place(entry.file), kRemedy);
        if (history.find(entry.name))
            throw Error("the history has this column twice", archive.place(entry.file), kRemedy);
        history.keys.push_back(entry.name);
        history.columns.emplace_back(*values);
    }
    if (history.bestEpoch >= static_cast<int>(history.epochs()))
        throw Error("the best epoch is not in the history", archive.place(kHeaderMember), kRemedy);
}

/// project.json, read once before anything is written: a file that cannot be opened again must not replace a good one.
std::string checkedHeaderText(const ProjectHeader& header)
{
    std::string text = projectHeaderText(header);
    try {
        projectHeaderFromText(text, kHeaderMember);
    } catch (const Error& e) {
        throw Error("the project cannot be saved: " + e.problem(), e.where(), "Correct this value and save again.");
    }
    return text;
}

Project readMembers(ArchiveReader& archive, ProjectHeader header)
{
    Project project = std::move(header.project);
    for (std::size_t i = 0; i < project.runs.size(); ++i) {
        Checkpoint& checkpoint = project.runs[i].checkpoint;
        const RunArrays& arrays = header.arrays[i];
        checkpoint.weights = readTensors(archive, arrays.weights);
        checkpoint.bestWeights = readTensors(archive, arrays.bestWeights);
        checkpoint.optimizerState = readTensors(archive, arrays.optimizer);
        readHistory(archive, arrays.history, checkpoint.history);
        checkpoint.timeline = restoreTimeline(
            arrays.timeline, checkpoint, [&](const std::string& file) { return archive.array(file); },
            archive.place(kHeaderMember));
    }
    if (std::string* picture = archive.take(kThumbnailMember))
        project.thumbnailPng = std::move(*picture);
    project.unknown = archive.rest();
    return project;
}

RunArrays addArrays(ArchiveBuilder& archive, const std::string& folder, const Checkpoint& checkpoint)
{
    RunArrays arrays;
    arrays.weights = addTensors(archive, folder + "weights", checkpoint.weights);
    arrays.bestWeights = addTensors(archive, folder + "best_weights", checkpoint.bestWeights);
    arrays.optimizer = addTensors(archive, folder + "optimizer", checkpoint.optimizerState);
    const History& history = checkpoint.history;
    for (std::size_t i = 0; i < history.keys.size(); ++i) {
        const HistoryColumn column = i < history.columns.size() ? history.columns[i] : HistoryColumn();
        const Index length = static_cast<Index>(column.size());
        const std::string bytes = npyBytes(std::span<const Index>(&length, 1), std::span<const double>(column));
        arrays.history.push_back(
            {{}, history.keys[i], false, archive.addArray(folder + "history/" + pathPart(history.keys[i]), bytes)});
    }
    arrays.timeline = storeTimeline(checkpoint, [&](const char* part, const NamedTensor& tensor, std::string bytes) {
        const std::string place = pathPart(tensor.layer) + tensorPath(tensor.name);
        return archive.addArray(folder + "timeline/" + part + "/" + place, std::move(bytes));
    });
    return arrays;
}

/// All of a project that project.json holds: weights and curves have members of their own.
Project withoutArrays(const Project& project)
{
    Project plain;
    plain.data = project.data;
    plain.recipe = project.recipe;
    plain.current = project.current;
    plain.unknownFields = project.unknownFields;
    plain.runs.clear();
    for (const Run& run : project.runs) {
        Checkpoint counters;
        counters.counters = run.checkpoint.counters;
        counters.history.bestEpoch = run.checkpoint.history.bestEpoch;
        counters.history.events = run.checkpoint.history.events;
        plain.runs.push_back({run.id, run.name, run.color, run.split, run.network, run.training, run.fitted,
                              std::move(counters), run.unknown});
    }
    return plain;
}

} // namespace

std::string projectBytes(const Project& project)
{
    ArchiveBuilder archive;
    archive.add(kMimeMember, kMimeType);
    archive.add(kHeaderMember, {}, true);

    ProjectHeader header{withoutArrays(project), std::vector<RunArrays>(project.runs.size())};
    // The current run's weights are where people look for them; the others have folders of their own.
    header.arrays[project.current] = addArrays(archive, {}, project.run().checkpoint);
    for (std::size_t i = 0; i < project.runs.size(); ++i)
        if (i != project.current)
            header.arrays[i] = addArrays(archive, "runs/" + project.runs[i].id + "/", project.runs[i].checkpoint);
    if (!project.thumbnailPng.empty())
        archive.add(kThumbnailMember, project.thumbnailPng);
    for (const UnknownMember& member : project.unknown)
        if (!archive.contains(member.name))
            archive.add(member.name, member.bytes, true);
    archive.members()[1].bytes = checkedHeaderText(header);
    return zipBytes(archive.members());
}

Project projectFromBytes(const std::string& bytes, const std::string& name)
try {
    ArchiveReader archive(readZip(bytes, name), name);
    const std::string* mimeType = archive.take(kMimeMember);
    if (!mimeType || *mimeType != kMimeType)
        throw Error("this archive is not a Netloom project", name, "Choose a project file (*.netloom).");
    const std::string* text = archive.take(kHeaderMember);
    if (!text)
        throw Error("project.json is missing", name, kRemedy);
    ProjectHeader header = projectHeaderFromText(*text, archive.place(kHeaderMember));
    return readMembers(archive, std::move(header));
} catch (const std::bad_alloc&) {
    throw Error("the project does not fit the memory that is left", name, "Close other programs and try again.");
}

Project readProject(const std::string& path)
{
    Project project = projectFromBytes(readWholeFile(path), std::filesystem::path(path).filename().string());
    removeInterruptedSave(path);
    return project;
}

void writeProject(const Project& project, const std::string& path)
{
    writeCheckedFile(path, projectBytes(project));
}

} // namespace netloom
