// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/checked_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

/// The next call of that name fails so, or does something odd; then all is as usual again.
struct Fault {
    std::string call;
    int error = 0;    ///< errno; 0: see `result`
    long result = -1; ///< what the call returns
    int after = 0;    ///< so many calls are let through before
    bool met = false;
};

Fault fault;

bool strikes(const char* call)
{
    if (fault.call != call)
        return false;
    if (fault.after-- > 0)
        return false;
    fault.call.clear();
    fault.met = true;
    errno = fault.error;
    return true;
}

} // namespace

// The program's own definitions stand before those of the C library.
extern "C" {

ssize_t write(int fd, const void* bytes, size_t size)
{
    if (strikes("write"))
        return fault.result;
    return ::syscall(SYS_write, fd, bytes, size);
}

ssize_t read(int fd, void* bytes, size_t size)
{
    if (strikes("read"))
        return fault.result;
    return ::syscall(SYS_read, fd, bytes, size);
}

int fsync(int fd)
{
    if (strikes("fsync"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_fsync, fd));
}

int fchmod(int fd, mode_t mode) noexcept
{
    if (strikes("fchmod"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_fchmod, fd, mode));
}

int fchown(int fd, uid_t user, gid_t group) noexcept
{
    if (strikes("fchown"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_fchown, fd, user, group));
}

int close(int fd)
{
    const long result = ::syscall(SYS_close, fd);
    if (strikes("close"))
        return static_cast<int>(fault.result);
    return static_cast<int>(result);
}

int rename(const char* from, const char* to) noexcept
{
    if (strikes("rename"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int open(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (strikes((flags & O_DIRECTORY) != 0 ? "open folder" : (flags & O_CREAT) != 0 ? "open new" : "open"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

int faccessat(int folder, const char* path, int mode, int flags) noexcept
{
    if (strikes("faccessat"))
        return static_cast<int>(fault.result);
    return static_cast<int>(::syscall(SYS_faccessat2, folder, path, mode, flags));
}
}

using namespace netloom;

/// Saving and reading when the system refuses: nothing is lost, and the message says what happened and what to do.
class TestFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    std::string path() const { return m_folder->filePath(QStringLiteral("a")).toStdString(); }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    /// Saves with a fault; the message, or "saved".
    QString save(const Fault& wanted, const char* bytes = "new")
    {
        fault = wanted;
        QString message = QStringLiteral("saved");
        try {
            writeCheckedFile(path(), bytes);
        } catch (const Error& error) {
            message = QString::fromStdString(error.message());
        }
        fault.call.clear();
        return message;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        writeCheckedFile(path(), "old");
    }

    void aRefusedStepKeepsTheOldFile_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("after");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* call, int error, const char* words, const char* remedy, int after = 0) {
            QTest::addRow("%s %d", call, error) << QString(call) << error << after << QString(words) << QString(remedy);
        };
        row("write", ENOSPC, "writing failed (No space left on device)", "Free some space, or save in another place.");
        row("write", EDQUOT, "writing failed (Disk quota exceeded)", "Free some space, or save in another place.");
        row("write", EFBIG, "writing failed (File too large)",
            "The file would be larger than this system allows; save in another place.");
        row("write", EIO, "writing failed (Input/output error)", "Check the disk, and save in another place.");
        row("write", 0, "writing failed (No space left on device)", "Free some space, or save in another place.");
        row("fsync", EIO, "writing to the disk failed (Input/output error)",
            "Check the disk, and save in another place.");
        row("fchmod", EIO, "keeping the permissions failed (Input/output error)", "Check the disk");
        row("close", EIO, "closing failed (Input/output error)", "Check the disk");
        row("rename", EXDEV, "renaming failed (Invalid cross-device link)", "Try again, or choose another place.");
        row("open new", EROFS, "opening a file in the folder failed (Read-only file system)", "Save in another place.");
        row("open new", EMFILE, "opening a file in the folder failed (Too many open files)", "Try again");
        row("faccessat", EACCES, "opening failed (Permission denied)",
            "Choose a folder in which you may write, or change the permissions.");
        row("faccessat", EROFS, "opening failed (Read-only file system)", "Save in another place.");
    }
    void aRefusedStepKeepsTheOldFile()
    {
        QFETCH(QString, call);
        QFETCH(int, error);
        QFETCH(int, after);
        QFETCH(QString, words);
        QFETCH(QString, remedy);
        Fault wanted;
        wanted.call = call.toStdString();
        wanted.error = error;
        wanted.after = after;
        if (error == 0)
            wanted.result = 0; // nothing was written, and no reason given
        const QString message = save(wanted);
        QVERIFY(fault.met);
        QVERIFY2(message.startsWith(QStringLiteral("%1: The file cannot be saved: %2. Nothing was changed. %3")
                                        .arg(QString::fromStdString(path()), words, remedy)),
                 qPrintable(message));
        QVERIFY(readWholeFile(path()) == "old");
        QCOMPARE(files(), QStringList{"a"});
    }

    void whatCanBeDoneAgainIs_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("result");
        const auto row = [](const char* call, int error, int result) {
            QTest::addRow("%s %d %d", call, error, result) << QString(call) << error << result;
        };
        row("write", EINTR, -1);
        row("fsync", EINTR, -1);
        row("close", EINTR, -1); // Linux has closed it all the same
        row("open new", EINTR, -1);
        row("fchmod", EPERM, -1); // a file system without permissions
        row("fchmod", ENOTSUP, -1);
    }
    void whatCanBeDoneAgainIs()
    {
        QFETCH(QString, call);
        QFETCH(int, error);
        QFETCH(int, result);
        Fault wanted;
        wanted.call = call.toStdString();
        wanted.error = error;
        wanted.result = result;
        QCOMPARE(save(wanted), QStringLiteral("saved"));
        QVERIFY(fault.met);
        QVERIFY(readWholeFile(path()) == "new");
        QCOMPARE(files(), QStringList{"a"});
    }

    void aLyingDiskIsFoundOut()
    {
        Fault wanted;
        wanted.call = "write";
        wanted.result = 3; // three bytes written, it says
        const QString message = save(wanted);
        QVERIFY(fault.met);
        QVERIFY2(message.contains(QLatin1String("checking the size failed (Input/output error)")), qPrintable(message));
        QVERIFY(readWholeFile(path()) == "old");
        QCOMPARE(files(), QStringList{"a"});
    }

    void anUnconfirmedFolderIsTold()
    {
        // The file has its new name by then; only its survival of a power cut is in doubt.
        Fault wanted;
        wanted.call = "fsync";
        wanted.error = EIO;
        wanted.after = 1;
        QString message = save(wanted);
        QVERIFY2(message.contains(QLatin1String("The file was written, but the disk did not confirm it (Input/output "
                                                "error). Check the disk, and save in another place.")),
                 qPrintable(message));
        QVERIFY(readWholeFile(path()) == "new");
        wanted.call = "open folder";
        wanted.after = 0;
        wanted.error = EMFILE;
        message = save(wanted, "newer");
        QVERIFY2(message.contains(QLatin1String("did not confirm it (Too many open files)")), qPrintable(message));
        for (const auto& [call, error] : {std::pair("open folder", EACCES), std::pair("fsync", EINVAL)}) {
            wanted.call = call; // a folder that may not be read, a file system that does not know the call
            wanted.error = error;
            wanted.after = wanted.call == "fsync" ? 1 : 0;
            QCOMPARE(save(wanted, "newest"), QStringLiteral("saved"));
            QVERIFY(fault.met);
        }
        QVERIFY(readWholeFile(path()) == "newest");
    }

    void aFileOfSomebodyElseLosesItsSpecialBits()
    {
        if (::geteuid() != 0)
            QSKIP("only root can make a file of somebody else");
        QVERIFY(::chown(path().c_str(), 65534, 65534) == 0);
        QVERIFY(::chmod(path().c_str(), 06755) == 0);
        struct stat info = {};
        QCOMPARE(save({}), QStringLiteral("saved"));
        QVERIFY(::stat(path().c_str(), &info) == 0);
        QCOMPARE(info.st_uid, uid_t(65534)); // root can give it back
        QCOMPARE(info.st_mode & 07777, mode_t(06755));
        Fault wanted;
        wanted.call = "fchown";
        wanted.error = EPERM;
        QCOMPARE(save(wanted, "newer"), QStringLiteral("saved"));
        QVERIFY(fault.met);
        QVERIFY(::stat(path().c_str(), &info) == 0);
        QCOMPARE(info.st_mode & 07777, mode_t(0755)); // others would have got the rights of the new owner
        QVERIFY(readWholeFile(path()) == "newer");
    }

    void readingIsRepeatedAndRefused()
    {
        const auto reading = [&](const char* call, int error, long result) {
            fault = {};
            fault.call = call;
            fault.error = error;
            fault.result = result;
            QString text;
            try {
                text = QString::fromStdString(readWholeFile(path()));
            } catch (const Error& e) {
                text = QString::fromStdString(e.message());
            }
            fault.call.clear();
            return text;
        };
        QCOMPARE(reading("read", EINTR, -1), QStringLiteral("old"));
        QCOMPARE(reading("read", 0, 0), QString()); // it became shorter meanwhile
        const QString name = QString::fromStdString(path());
        QCOMPARE(reading("read", EIO, -1),
                 name + QStringLiteral(": The file cannot be read (Input/output error). Check that you may read it."));
        QCOMPARE(reading("open", EACCES, -1),
                 name + QStringLiteral(": The file cannot be read (Permission denied). Check that you may read it."));
        QCOMPARE(reading("open", ENOTDIR, -1),
                 name + QStringLiteral(": The file is not there. Check the name, or choose another file."));
    }

    void linksThatCannotBeFollowed()
    {
        // One leads to a folder that is not there, one to itself.
        QVERIFY(::symlink("/nowhere/x", (path() + "-absolute").c_str()) == 0);
        QVERIFY_EXCEPTION_THROWN(writeCheckedFile(path() + "-absolute", "1"), Error);
        const std::string loop = path() + "-loop";
        QVERIFY(::symlink(loop.c_str(), loop.c_str()) == 0);
        removeInterruptedSave(loop); // nothing to remove, nothing to complain of
        QVERIFY_EXCEPTION_THROWN(writeCheckedFile(loop, "1"), Error);
        QCOMPARE(files().size(), 1); // dangling links are not listed; nothing else was made
    }
};

QTEST_APPLESS_MAIN(TestFaults)
#include "tst_faults.moc"
