// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/checked_file.h"

#include "core/base/error.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace netloom {

namespace {

constexpr int kMostNameAttempts = 100;
constexpr const char* kTemporarySuffix = ".netloom-part";

/// What to do about a failed system call, for the errors a person can do something about.
std::string remedyFor(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return "Free some space, or save in another place.";
    case EFBIG:
        return "The file would be larger than this system allows; save in another place.";
    case EACCES:
    case EPERM:
        return "Choose a folder in which you may write, or change the permissions.";
    case EROFS:
        return "Save in another place.";
    case ENOENT:
    case ENOTDIR:
        return "Check that the folder exists.";
    case EIO:
        return "Check the disk, and save in another place.";
    default:
        return "Try again, or choose another place.";
    }
}

std::string reason(int error)
{
    return std::generic_category().message(error);
}

Error writeError(const std::string& path, int error, const std::string& step)
{
    return Error("The file cannot be saved: " + step + " failed (" + reason(error) + "). Nothing was changed", path,
                 remedyFor(error));
}

/// A descriptor that is closed on every way out.
class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }
    /// Closes and tells whether that worked; some file systems report a failed write only here.
    bool close() { return ::close(std::exchange(m_fd, -1)) == 0 || errno == EINTR; }

private:
    int m_fd;
};

/// A file that is removed unless it has taken its place.
class TemporaryFile
{
public:
    explicit TemporaryFile(std::string path) : m_path(std::move(path)) {}
    ~TemporaryFile()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& path() const { return m_path; }
    void keep() { m_path.clear(); }

private:
    std::string m_path;
};

/// The file that a path means: the end of a chain of symbolic links, so that a link stays a link.
std::string targetOf(const std::string& path)
{
    struct stat info = {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISLNK(info.st_mode))
        return path;
    const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr), &std::free);
    if (resolved)
        return resolved.get();
    if (errno != ENOENT)
        throw writeError(path, errno, "following the link");
    // The last link points to a file that is not there yet.
    constexpr int kMostLinks = 40; // as Linux follows
    std::string place = path;
    for (int links = 0; links < kMostLinks; ++links) {
        std::array<char, PATH_MAX> buffer = {};
        const ssize_t length = ::readlink(place.c_str(), buffer.data(), buffer.size());
        if (length <= 0 || static_cast<std::size_t>(length) == buffer.size())
            throw writeError(path, length < 0 ? errno : ENAMETOOLONG, "following the link");
        const std::string aim(buffer.data(), static_cast<std::size_t>(length));
        const std::size_t slash = place.rfind('/');
        place = aim.front() == '/' || slash == std::string::npos ? aim : place.substr(0, slash + 1) + aim;
        if (::lstat(place.c_str(), &info) != 0 || !S_ISLNK(info.st_mode))
            return place;
    }
    throw writeError(path, ELOOP, "following the link");
}

std::string folderOf(const std::string& path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

/// Beside the target, hidden, and short, so that a name of the greatest length still has one.
std::string temporaryName(const std::string& target, const std::string& suffix)
{
    const std::size_t slash = target.rfind('/');
    const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
    return target.substr(0, start) + '.' + target.substr(start, 100) + suffix;
}

bool sameFile(int fd, const std::string& path)
{
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(fd, &opened) == 0 && ::lstat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

/// Removes a temporary file whose owner was killed; a live one holds its lock. @returns false where it is in use
bool removeIfStale(const std::string& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.get() < 0)
        return errno == ENOENT;
    return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && sameFile(file.get(), path) && ::unlink(path.c_str()) == 0;
}

/// An empty temporary file, locked by us. @returns its descriptor, or -1 with errno set
int createTemporary(const std::string& target, std::string& path)
{
    static std::atomic<unsigned> counter = 0;
    path = temporaryName(target, kTemporarySuffix);
    for (int attempt = 0; attempt < kMostNameAttempts; ++attempt) {
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd >= 0) {
            // Somebody may have taken it for a stale one before it was locked.
            if (::flock(fd, LOCK_EX | LOCK_NB) == 0 ? sameFile(fd, path) : errno != EWOULDBLOCK)
                return fd;
            ::close(fd);
        } else if (errno != EEXIST && errno != EINTR) {
            return -1;
        } else if (!removeIfStale(path)) {
            std::string own = ".";
            own += std::to_string(::getpid()) + "-" + std::to_string(counter++) + kTemporarySuffix;
            path = temporaryName(target, own);
        }
    }
    errno = EEXIST;
    return -1;
}

/// Name of the step that failed with errno set, or null.
const char* writeAll(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            if (written == 0)
                errno = ENOSPC;
            return "writing";
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return nullptr;
}

int syncDescriptor(int fd)
{
    int result = 0;
    do
        result = ::fsync(fd);
    while (result != 0 && errno == EINTR);
    return result;
}

/// The name of a file lives in its folder; without this a power cut may bring the old one back.
void syncFolder(const std::string& folder, const std::string& path)
{
    Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // A folder that may be written but not read cannot be synced, and some file systems do not know the call.
    if (descriptor.get() < 0 && errno == EACCES)
        return;
    if (descriptor.get() < 0 || (syncDescriptor(descriptor.get()) != 0 && errno != EINVAL))
        throw Error("The file was written, but the disk did not confirm it (" + reason(errno) + ")", path,
                    remedyFor(EIO));
}

Error readError(const std::string& path, int error)
{
    const bool away = error == ENOENT || error == ENOTDIR;
    return Error(away ? "The file is not there" : "The file cannot be read (" + reason(error) + ")", path,
                 away ? "Check the name, or choose another file." : "Check that you may read it.");
}

} // namespace

class CheckedFileWriter::Private
{
public:
    explicit Private(std::string name) : path(std::move(name)) {}

    std::string path;
    std::string target;
    struct stat old = {};
    bool replaces = false;
    std::unique_ptr<Descriptor> file;
    std::unique_ptr<Descriptor> lock; ///< held until the file has its name
    std::unique_ptr<TemporaryFile> temporary;
    std::uintmax_t written = 0;
};

CheckedFileWriter::CheckedFileWriter(std::string path) : d(std::make_unique<Private>(std::move(path)))
{
    if (d->path.empty() || d->path.back() == '/')
        throw Error("The file cannot be saved: it has no name", d->path, "Choose a file name.");
    d->target = targetOf(d->path);
    d->replaces = ::stat(d->target.c_str(), &d->old) == 0;
    if (d->replaces && S_ISDIR(d->old.st_mode))
        throw writeError(d->path, EISDIR, "opening");
    if (d->replaces && !S_ISREG(d->old.st_mode))
        throw Error("The file cannot be saved: this is a device, not a file", d->path, "Choose a file name.");
    // A rename does not ask whether the file itself may be written.
    if (d->replaces && ::faccessat(AT_FDCWD, d->target.c_str(), W_OK, AT_EACCESS) != 0)
        throw writeError(d->path, errno, "opening");

    std::string temporaryPath;
    d->file = std::make_unique<Descriptor>(createTemporary(d->target, temporaryPath));
    if (d->file->get() < 0)
        throw writeError(d->path, errno, "opening a file in the folder");
    d->lock = std::make_unique<Descriptor>(::fcntl(d->file->get(), F_DUPFD_CLOEXEC, 0));
    d->temporary = std::make_unique<TemporaryFile>(std::move(temporaryPath));
}

CheckedFileWriter::~CheckedFileWriter() = default;

void CheckedFileWriter::write(std::string_view bytes)
{
    if (const char* step = writeAll(d->file->get(), bytes))
        throw writeError(d->path, errno, step);
    d->written += bytes.size();
}

void CheckedFileWriter::finish()
{
    const std::string& path = d->path;
    if (d->replaces) {
        // Only root may give files away; for others the mode without the group's rights is what can be kept.
        mode_t mode = d->old.st_mode & 07777;
        if ((d->old.st_uid != ::geteuid() || d->old.st_gid != ::getegid()) &&
            ::fchown(d->file->get(), d->old.st_uid, d->old.st_gid) != 0)
            mode &= static_cast<mode_t>(~06000);
        if (::fchmod(d->file->get(), mode) != 0 && errno != EPERM && errno != ENOTSUP)
            throw writeError(path, errno, "keeping the permissions");
    }
    if (syncDescriptor(d->file->get()) != 0)
        throw writeError(path, errno, "writing to the disk");
    struct stat info = {};
    if (::fstat(d->file->get(), &info) != 0)
        throw writeError(path, errno, "checking the size");
    if (static_cast<std::uintmax_t>(info.st_size) != d->written)
        throw writeError(path, EIO, "checking the size");
    if (!d->file->close())
        throw writeError(path, errno, "closing");
    if (::rename(d->temporary->path().c_str(), d->target.c_str()) != 0)
        throw writeError(path, errno, "renaming");
    d->temporary->keep();
    syncFolder(folderOf(d->target), path);
}

void writeCheckedFile(const std::string& path, std::string_view bytes)
{
    CheckedFileWriter file(path);
    file.write(bytes);
    file.finish();
}

void removeInterruptedSave(const std::string& path)
{
    try {
        removeIfStale(temporaryName(targetOf(path), kTemporarySuffix));
    } catch (const Error&) {
        // Nothing that could be removed can be there either.
    }
}

std::string readWholeFile(const std::string& path, std::size_t limit)
{
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)); // a pipe must not hang the window
    struct stat info = {};
    if (file.get() < 0 || ::fstat(file.get(), &info) != 0)
        throw readError(path, errno);
    if (S_ISDIR(info.st_mode))
        throw readError(path, EISDIR);
    if (!S_ISREG(info.st_mode))
        throw Error("This is a device, not a file", path, "Choose another file.");
    const auto size = static_cast<std::uintmax_t>(info.st_size);
    if (size > limit)
        throw Error("The file has " + std::to_string(size) + " bytes; at most " + std::to_string(limit) +
                        " are accepted",
                    path, "Choose another file.");
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + have, bytes.size() - have);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw readError(path, errno);
        if (count == 0)
            break; // somebody made it shorter meanwhile; what is there is what the file is
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

} // namespace netloom
