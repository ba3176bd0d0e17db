// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_archive.h"

#include "core/base/error.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

namespace netloom {

namespace {

constexpr std::size_t kMostMembers = 100000;
constexpr std::size_t kLongestName = 4096;
constexpr std::uint64_t kFreeBytes = std::uint64_t(64) << 20;
constexpr std::uint64_t kMostRatio = 100;
// 1 January 1980, noon: the first day that the format knows, and one that no time zone shifts out of it.
constexpr zip_uint16_t kDate = (1 << 5) | 1;
constexpr zip_uint16_t kTime = 12 << 11;

struct SourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct ArchiveDiscard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FileClose {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Source = std::unique_ptr<zip_source_t, SourceFree>;
using Archive = std::unique_ptr<zip_t, ArchiveDiscard>;
using File = std::unique_ptr<zip_file_t, FileClose>;

/// Room for libzip's report of a failure.
class ZipError
{
public:
    ZipError() { zip_error_init(&m_error); }
    ~ZipError() { zip_error_fini(&m_error); }
    ZipError(const ZipError&) = delete;
    ZipError& operator=(const ZipError&) = delete;

    zip_error_t* get() { return &m_error; }
    std::string text() { return zip_error_strerror(&m_error); }

private:
    zip_error_t m_error = {};
};

[[noreturn]] void bad(const std::string& problem, const std::string& where)
{
    throw Error(problem, where, "The file is damaged; open another copy of it.");
}

std::string reason(zip_t* archive)
{
    return zip_error_strerror(zip_get_error(archive));
}

/// What is odd about a name, or an empty string.
std::string complaint(std::string_view name)
{
    if (name.empty() || name.size() > kLongestName)
        return "the name of a member is empty or too long";
    if (name.front() == '/' || name.find('\\') != std::string_view::npos)
        return "the name " + netloom::quoted(name) + " is not allowed in an archive";
    if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return "the name " + netloom::quoted(name) + " is not allowed in an archive";
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('/', start), name.size());
        const std::string_view part = name.substr(start, end - start);
        const bool lastOfFolder = part.empty() && end == name.size();
        if (part == "." || part == ".." || (part.empty() && !lastOfFolder))
            return "the name " + netloom::quoted(name) + " is not allowed in an archive";
        start = end + 1;
    }
    return {};
}

[[noreturn]] void failed(zip_t* archive)
{
    throw Error("The archive cannot be made (" + reason(archive) + ")", {}, "Free some memory and try again.");
}

void addMember(zip_t* archive, const ZipMember& member)
{
    Source source(zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0));
    if (!source)
        failed(archive);
    const zip_int64_t index = zip_file_add(archive, member.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0)
        failed(archive);
    (void)source.release(); // the archive's own from here on
    const auto place = static_cast<zip_uint64_t>(index);
    if (zip_file_set_dostime(archive, place, kTime, kDate, 0) != 0 ||
        zip_set_file_compression(archive, place, member.compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) != 0)
        failed(archive);
}

/// The directory, checked as far as that goes without reading a member.
std::vector<zip_stat_t> directory(zip_t* archive, std::uint64_t archiveBytes, const std::string& where)
{
    const zip_int64_t entries = zip_get_num_entries(archive, 0);
    if (entries < 0 || static_cast<std::size_t>(entries) > kMostMembers)
        bad("the archive has too many members", where);
    std::vector<zip_stat_t> list;
    std::set<std::string_view> names;
    std::uint64_t total = 0;
    const std::uint64_t most = kFreeBytes + kMostRatio * archiveBytes;
    constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                    ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    for (zip_int64_t i = 0; i < entries; ++i) {
        zip_stat_t info;
        zip_stat_init(&info);
        if (zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &info) != 0 || (info.valid & needed) != needed)
            bad("the archive's directory cannot be read (" + reason(archive) + ")", where);
        if (const std::string odd = complaint(info.name); !odd.empty())
            bad(odd, where);
        if (!names.insert(info.name).second)
            bad("the member " + netloom::quoted(info.name) + " is there twice", where);
        const bool stored = info.comp_method == ZIP_CM_STORE;
        if ((!stored && info.comp_method != ZIP_CM_DEFLATE) || info.encryption_method != ZIP_EM_NONE)
            bad("it is encrypted or compressed in a way that is not known", where + ", " + info.name);
        if (info.comp_size > archiveBytes || (stored && info.comp_size != info.size))
            bad("its size does not fit the archive", where + ", " + info.name);
        if (info.size > most || (total += info.size) > most)
            bad("unpacked it would be far larger than the archive", where + ", " + info.name);
        if (std::string_view(info.name).back() != '/')
            list.push_back(info);
    }
    return list;
}

ZipMember readMember(zip_t* archive, const zip_stat_t& info, const std::string& where)
{
    ZipMember member{info.name, {}, info.comp_method != ZIP_CM_STORE};
    const std::string place = where + ", " + member.name;
    const File file(zip_fopen_index(archive, info.index, 0));
    if (!file)
        bad("it cannot be read (" + reason(archive) + ")", place);
    member.bytes.resize(info.size);
    std::size_t have = 0;
    char beyond = 0;
    while (true) {
        const bool full = have == member.bytes.size();
        const zip_int64_t count = full ? zip_fread(file.get(), &beyond, 1)
                                       : zip_fread(file.get(), member.bytes.data() + have, member.bytes.size() - have);
        if (count < 0)
            bad(std::string("it cannot be read (") + zip_file_strerror(file.get()) + ")", place);
        if (count > 0 && full)
            bad("it is longer than the archive says", place);
        if (count == 0)
            break; // the checksum was compared here
        have += static_cast<std::size_t>(count);
    }
    if (have != member.bytes.size())
        bad("it is shorter than the archive says", place);
    return member;
}

} // namespace

std::string zipBytes(const std::vector<ZipMember>& members)
{
    std::set<std::string_view> names;
    for (const ZipMember& member : members) {
        const std::string odd = complaint(member.name);
        if (!odd.empty() || member.name.back() == '/' || !names.insert(member.name).second)
            throw Error(odd.empty() ? "the name " + netloom::quoted(member.name) + " cannot be used" : odd);
    }
    ZipError error;
    const Source target(zip_source_buffer_create(nullptr, 0, 0, error.get()));
    if (!target)
        throw Error("The archive cannot be made (" + error.text() + ")");
    zip_source_keep(target.get()); // one reference for the archive, one for reading it afterwards
    Archive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, error.get()));
    if (!archive) {
        zip_source_free(target.get());
        throw Error("The archive cannot be made (" + error.text() + ")");
    }
    for (const ZipMember& member : members)
        addMember(archive.get(), member);
    if (zip_close(archive.get()) != 0)
        failed(archive.get());
    (void)archive.release();

    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_source_open(target.get()) != 0 || zip_source_stat(target.get(), &info) != 0)
        throw Error("The archive cannot be made: its bytes cannot be read");
    std::string bytes(info.size, '\0');
    const zip_int64_t count = zip_source_read(target.get(), bytes.data(), bytes.size());
    zip_source_close(target.get());
    if (count < 0 || static_cast<std::size_t>(count) != bytes.size())
        throw Error("The archive cannot be made: its bytes cannot be read");
    return bytes;
}

std::vector<ZipMember> readZip(std::string_view bytes, const std::string& where)
{
    if (bytes.empty()) // libzip takes this for an archive without members
        bad("the file is empty", where);
    ZipError error;
    Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, error.get()));
    if (!source)
        throw Error("The archive cannot be read (" + error.text() + ")", where);
    const Archive archive(zip_open_from_source(source.get(), ZIP_RDONLY | ZIP_CHECKCONS, error.get()));
    if (!archive)
        bad("this is not a whole archive (" + error.text() + ")", where);
    (void)source.release(); // the archive's own from here on
    std::vector<ZipMember> members;
    for (const zip_stat_t& info : directory(archive.get(), bytes.size(), where))
        members.push_back(readMember(archive.get(), info, where));
    return members;
}

} // namespace netloom
