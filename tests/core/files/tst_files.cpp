// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/files/json.h"
#include "core/files/npy.h"
#include "core/files/zip_archive.h"
#include "tests/support/message_of.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <csignal>
#include <functional>
#include <limits>
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace netloom;
using namespace std::string_literals;

/// Of the runtime that counts coverage; null in other builds.
extern "C" void __gcov_dump() __attribute__((weak));

namespace {

QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

/// Runs `work` in a child process. @returns its result, or -1 where it crashed
int inChild(const std::function<int()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int result = 99;
        try {
            result = work();
        } catch (...) {
        }
        if (__gcov_dump) { // what a child has run counts too
            if (::seteuid(::getuid()) == 0)
                __gcov_dump();
        }
        ::_exit(result);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// 0 where saving fails with that reason, the old file is whole, and nothing is left beside it.
int failsCleanly(const std::string& path, const std::string& bytes, const std::string& old, const char* reason)
{
    try {
        writeCheckedFile(path, bytes);
        return 1;
    } catch (const Error& e) {
        if (e.message().find(reason) == std::string::npos || e.where() != path)
            return 2;
    }
    if (readWholeFile(path) != old)
        return 3;
    const QString folder = QFileInfo(QString::fromStdString(path)).absolutePath();
    return filesIn(folder).size() == 1 ? 0 : 4;
}

mode_t modeOf(const std::string& path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

} // namespace

class TestFiles : public QObject
{
    Q_OBJECT

private:
    std::string path(const char* name) const { return (m_folder->path() + "/" + name).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesAndReads()
    {
        const std::string bytes = "a\0b\n"s + std::string(3000000, 'x');
        writeCheckedFile(path("a"), bytes);
        QVERIFY(readWholeFile(path("a")) == bytes);
        writeCheckedFile(path("a"), "");
        QVERIFY(readWholeFile(path("a")).empty());
        QCOMPARE(filesIn(m_folder->path()), QStringList{"a"});
    }

    void writesInTheCurrentFolder()
    {
        const QString before = QDir::currentPath();
        QDir::setCurrent(m_folder->path());
        writeCheckedFile("plain", "1");
        QDir::setCurrent(before);
        QVERIFY(readWholeFile(path("plain")) == "1");
    }

    void longNamesAreSaved()
    {
        const std::string name(255, 'n');
        writeCheckedFile(path(name.c_str()), "1");
        QVERIFY(readWholeFile(path(name.c_str())) == "1");
    }

    void modeIsKept()
    {
        writeCheckedFile(path("a"), "1");
        for (const mode_t mode : {0600U, 0644U, 0755U, 0660U}) {
            ::chmod(path("a").c_str(), mode);
            writeCheckedFile(path("a"), "2");
            QCOMPARE(modeOf(path("a")), mode);
        }
    }

    void whatIsNotFinishedLeavesTheOldFile()
    {
        writeCheckedFile(path("a"), "old");
        {
            CheckedFileWriter writer(path("a"));
            writer.write("half of ");
        }
        QVERIFY(readWholeFile(path("a")) == "old");
        CheckedFileWriter writer(path("a"));
        writer.write("all ");
        writer.write("of it");
        QVERIFY(readWholeFile(path("a")) == "old");
        writer.finish();
        QVERIFY(readWholeFile(path("a")) == "all of it");
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aLinkStaysALink()
    {
        QVERIFY(QDir(m_folder->path()).mkdir("real"));
        writeCheckedFile(path("real/a"), "1");
        QVERIFY(::symlink("real/a", path("link").c_str()) == 0);
        QVERIFY(::symlink("real/new", path("dangling").c_str()) == 0);
        QVERIFY(::symlink("loop", path("loop").c_str()) == 0);
        QVERIFY(::symlink("far", path("chain").c_str()) == 0); // a link to a dangling link
        QVERIFY(::symlink("real/last", path("far").c_str()) == 0);
        writeCheckedFile(path("chain"), "5");
        QVERIFY(QFileInfo(m_folder->filePath("chain")).isSymLink() && QFileInfo(m_folder->filePath("far")).isSymLink());
        QVERIFY(readWholeFile(path("real/last")) == "5");
        writeCheckedFile(path("link"), "2");
        writeCheckedFile(path("dangling"), "3");
        QVERIFY(QFileInfo(m_folder->filePath("link")).isSymLink());
        QVERIFY(readWholeFile(path("real/a")) == "2");
        QVERIFY(readWholeFile(path("real/new")) == "3");
        QVERIFY(messageOf([&] { writeCheckedFile(path("loop"), "4"); }).contains("link"));
    }

    void refusalsNameFileAndReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no folder") << "none/a"
                                   << "No such file or directory";
        QTest::newRow("folder is a file") << "file/a"
                                          << "Not a directory";
        QTest::newRow("a folder") << "folder"
                                  << "Is a directory";
        QTest::newRow("no name") << "folder/"
                                 << "it has no name";
        QTest::newRow("name too long") << QString(300, 'n') << "File name too long";
    }
    void refusalsNameFileAndReason()
    {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        writeCheckedFile(path("file"), "1");
        QVERIFY(QDir(m_folder->path()).mkdir("folder"));
        const QString message = messageOf([&] { writeCheckedFile(path(name.toUtf8().constData()), "1"); });
        QVERIFY2(message.contains(reason) && message.startsWith(m_folder->filePath(name)), qPrintable(message));
        QCOMPARE(filesIn(m_folder->path()).size(), 2);
    }

    void devicesAreRefused()
    {
        QVERIFY(messageOf([] { writeCheckedFile("/dev/full", "1"); }).contains("device"));
        QVERIFY(messageOf([] { readWholeFile("/dev/zero"); }).contains("device"));
        QVERIFY(::mkfifo(path("pipe").c_str(), 0600) == 0);
        QVERIFY(messageOf([&] { readWholeFile(path("pipe")); }).contains("device"));
    }

    void readingRefusesWhatIsNotThereOrTooLarge()
    {
        QVERIFY(messageOf([&] { readWholeFile(path("none")); }).contains("not there"));
        QVERIFY(messageOf([&] { readWholeFile(m_folder->path().toStdString()); }).contains("Is a directory"));
        writeCheckedFile(path("a"), "12345");
        QVERIFY(readWholeFile(path("a"), 5) == "12345");
        QVERIFY(messageOf([&] { readWholeFile(path("a"), 4); }).contains("5 bytes"));
        QFile sparse(m_folder->filePath("sparse"));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(qint64(1) << 42));
        QVERIFY(messageOf([&] { readWholeFile(path("sparse")); }).contains("4398046511104 bytes"));
    }

    void aFolderThatMayNotBeWrittenKeepsItsFile()
    {
        writeCheckedFile(path("a"), "old");
        const std::string folder = m_folder->path().toStdString();
        const int result = inChild([&] {
            ::chmod(path("a").c_str(), 0666);
            ::chmod(folder.c_str(), 0555);
            if (::geteuid() == 0 && ::seteuid(65534) != 0)
                return 98;
            return failsCleanly(path("a"), "new", "old", "Permission denied");
        });
        ::chmod(folder.c_str(), 0755);
        QCOMPARE(result, 0);
    }

    void aFileThatMayNotBeWrittenIsKept()
    {
        writeCheckedFile(path("a"), "old");
        const std::string folder = m_folder->path().toStdString();
        const int result = inChild([&] {
            ::chmod(path("a").c_str(), 0444);
            ::chmod(folder.c_str(), 0777);
            if (::geteuid() == 0 && ::seteuid(65534) != 0)
                return 98;
            return failsCleanly(path("a"), "new", "old", "Permission denied");
        });
        QCOMPARE(result, 0);
    }

    void aLimitOnTheFileSizeKeepsTheOldFile()
    {
        writeCheckedFile(path("a"), "old");
        const int result = inChild([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{100000, 100000}; // the first write is a short one
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return failsCleanly(path("a"), std::string(250000, 'x'), "old", "File too large");
        });
        QCOMPARE(result, 0);
    }

    void aFullDiskKeepsTheOldFile()
    {
        constexpr int kNoNamespace = 77;
        const std::string folder = m_folder->path().toStdString();
        const int result = inChild([&] {
            const bool root = ::geteuid() == 0;
            if (::unshare(root ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
                ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
                ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=300k") != 0)
                return kNoNamespace;
            const std::string old(100000, 'o');
            writeCheckedFile(path("a"), old);
            // The space ends within a write: part of it is written, as in the middle of a real save.
            return failsCleanly(path("a"), std::string(250001, 'x'), old, "No space left on device");
        });
        if (result == kNoNamespace)
            QSKIP("no file system of our own can be mounted here");
        QCOMPARE(result, 0);
    }

    void whatAKilledSaveLeftIsRemoved()
    {
        writeCheckedFile(path("a"), "old");
        const auto interrupted = [&] {
            return inChild([&] {
                // The size limit's signal kills in the middle of writing.
                const rlimit limit{1000, 1000};
                ::setrlimit(RLIMIT_FSIZE, &limit);
                std::signal(SIGXFSZ, SIG_DFL);
                writeCheckedFile(path("a"), std::string(5000, 'x'));
                return 0;
            });
        };
        QCOMPARE(interrupted(), -1);
        QCOMPARE(filesIn(m_folder->path()).size(), 2);
        QVERIFY(readWholeFile(path("a")) == "old");
        writeCheckedFile(path("a"), "new");
        QCOMPARE(filesIn(m_folder->path()), QStringList{"a"});
        QCOMPARE(interrupted(), -1);
        removeInterruptedSave(path("a"));
        QCOMPARE(filesIn(m_folder->path()), QStringList{"a"});
        QVERIFY(readWholeFile(path("a")) == "new");
    }

    void aSaveThatIsGoingOnIsLeftAlone()
    {
        const std::string other = path(".a.netloom-part");
        const int fd = ::open(other.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(::flock(fd, LOCK_EX) == 0);
        writeCheckedFile(path("a"), "new");
        removeInterruptedSave(path("a"));
        QCOMPARE(filesIn(m_folder->path()), (QStringList{".a.netloom-part", "a"}));
        ::close(fd);
    }

    void jsonComesBack_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"null",
                                 "true",
                                 "0",
                                 "-1",
                                 "9223372036854775807",
                                 "-9223372036854775808",
                                 "18446744073709551615",
                                 "0.1",
                                 "-0.0",
                                 "1.0",
                                 "1e+22",
                                 "5e-324",
                                 "1.7976931348623157e+308",
                                 "0.30000000000000004",
                                 "\"\"",
                                 "\"a\\\"\\\\\\u0001\\n é €\"",
                                 "[]",
                                 "{}",
                                 "[1, 2.0, \"a\"]",
                                 "{\n \"b\": 1,\n \"a\": []\n}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void jsonComesBack()
    {
        QFETCH(QByteArray, text);
        const JsonValue value = parseJson(text.toStdString(), "t");
        QCOMPARE(QByteArray::fromStdString(jsonText(value)).trimmed(), text);
        QVERIFY(parseJson(jsonText(value), "t") == value);
    }

    void jsonErrorsNameThePlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QByteArray() << "t, line 1, column 1: this is not JSON";
        QTest::newRow("second line") << QByteArray("{\n \"a\": x}") << "t, line 2, column 7: this is not JSON";
        QTest::newRow("twice") << QByteArray("{\"a\":1,\"a\":2}") << "t: the member \"a\" is there twice";
        QTest::newRow("too large") << QByteArray("[1e999]") << "t";
        QTest::newRow("deep") << QByteArray(65, '[') << "t: there are more than 64 levels";
        QTest::newRow("very deep") << QByteArray(10000000, '[') << "t: there are more than 64 levels";
        QTest::newRow("many") << QByteArray("[") + QByteArray("1,").repeated(5000001) + "1]"
                              << "t: there are more";
        QTest::newRow("not UTF-8") << QByteArray("\"\xff\"") << "t, line 1";
        QTest::newRow("rest") << QByteArray("1 2") << "t, line 1, column 3: this is not JSON";
    }
    void jsonErrorsNameThePlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        const QString message = messageOf([&] { parseJson(text.toStdString(), "t"); });
        QVERIFY2(message.startsWith(expected), qPrintable(message));
    }

    void jsonInOneLine()
    {
        JsonValue json;
        json["peer"] = "a\xff\"\n";
        json["rows"] = 3U;
        json["rows"] = 4; // a member is there once
        json["values"] = std::vector<double>{100000.0, 1e22, -0.0, std::nan(""), -INFINITY};
        json["none"] = std::optional<int>();
        json["some"] = std::optional<std::string>("s");
        json["table"] = std::vector<std::vector<std::int64_t>>{{1, 2}, {}};
        json["parts"] = JsonValue::object({{"train", std::size_t(7)}, {"sound", true}});
        json["list"].append(std::string_view("x"));
        json["list"].append(JsonValue());
        QCOMPARE(QByteArray::fromStdString(jsonLine(json)),
                 QByteArray("{\"peer\":\"a\xEF\xBF\xBD\\\"\\n\",\"rows\":4,"
                            "\"values\":[100000.0,1e+22,-0.0,null,null],\"none\":null,\"some\":\"s\","
                            "\"table\":[[1,2],[]],\"parts\":{\"train\":7,\"sound\":true},\"list\":[\"x\",null]}\n"));
        QCOMPARE(QByteArray::fromStdString(jsonLine(UINT64_MAX)), QByteArray("18446744073709551615\n"));
    }

    void jsonReplacesWhatIsNoText() { QVERIFY(jsonText(JsonValue("a\xff")) == "\"a\xEF\xBF\xBD\"\n"); }

    void npyHasNumpysBytes()
    {
        // numpy.save() of numpy.array([[1, 2, 3], [4, 5, 6]], dtype="<f4"), as its format's description says
        // (numpy/lib/format.py): magic, version 1.0, length 118 (128 in all), the dictionary, blanks, a line feed.
        const std::vector<Index> shape{2, 3};
        const std::vector<float> values{1, 2, 3, 4, 5, 6};
        const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        std::string expected = "\x93NUMPY\x01\x00\x76\x00"s + header + std::string(117 - header.size(), ' ') + "\n";
        QCOMPARE(expected.size(), std::size_t(128));
        expected += "\x00\x00\x80\x3f\x00\x00\x00\x40\x00\x00\x40\x40\x00\x00\x80\x40\x00\x00\xa0\x40\x00\x00\xc0\x40"s;
        QVERIFY(npyBytes(shape, std::span<const float>(values)) == expected);
    }

    void npyComesBack()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto again = [](std::vector<Index> shape, auto values) {
            using Values = decltype(values);
            const NpyArray array = readNpy(npyBytes(shape, std::span<const typename Values::value_type>(values)), "n");
            const auto* read = std::get_if<Values>(&array.values);
            return read && array.shape == shape && read->size() == values.size() &&
                   (values.empty() ||
                    std::memcmp(read->data(), values.data(), values.size() * sizeof(typename Values::value_type)) == 0);
        };
        QVERIFY(again({3}, std::vector<double>{0.1, -0.0, nan}));
        QVERIFY(again({}, std::vector<double>{1}));
        QVERIFY(again({0}, std::vector<float>{}));
        QVERIFY(again({0, 7}, std::vector<float>{}));
        QVERIFY(again({2, 1, 2}, std::vector<std::int64_t>{1, 2, 3, std::numeric_limits<std::int64_t>::min()}));
    }

    void npyFortranOrderIsTurned()
    {
        std::vector<Index> shape{2, 3};
        const std::vector<float> columns{1, 4, 2, 5, 3, 6};
        std::string bytes = npyBytes(shape, std::span<const float>(columns));
        bytes.replace(bytes.find("False"), 5, "True ");
        const NpyArray array = readNpy(bytes, "n");
        QVERIFY(std::get<std::vector<float>>(array.values) == (std::vector<float>{1, 2, 3, 4, 5, 6}));
    }

    void npyErrors_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* header, const char* expected) {
            QTest::newRow(header) << QByteArray(header) << QString(expected);
        };
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "asks for 12 bytes, there are 8");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "asks for 4 bytes, there are 8");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "more bytes than any");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905,), }", "more bytes than any");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }", "shape is not understood");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "shape is not understood");
        row("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "not known");
        row("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "not known");
        row("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "not understood");
        row("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "True or False");
        row("{'descr': '<f4', 'shape': (2,), }", "incomplete");
        row("{'descr': '<f4', 'descr': '<f4', 'shape': (2,), }", "not expected");
        row("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } + 1", "incomplete");
        row("{'descr': '<f4", "not understood");
        row("", "not understood");
    }
    void npyErrors()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, expected);
        const std::string bytes = "\x93NUMPY\x01\x00"s + static_cast<char>(header.size()) + '\0' +
                                  header.toStdString() + std::string(8, '\0');
        const QString message = messageOf([&] { readNpy(bytes, "w.npy"); });
        QVERIFY2(message.startsWith("w.npy: ") && message.contains(expected), qPrintable(message));
    }

    void npyCutAnywhereIsRefused()
    {
        const std::vector<Index> shape{2};
        const std::vector<double> values{1, 2};
        const std::string bytes = npyBytes(shape, std::span<const double>(values));
        for (std::size_t length = 0; length < bytes.size(); ++length)
            QVERIFY(messageOf([&] { readNpy(bytes.substr(0, length), "n"); }) != "no error");
    }

    void zipComesBack()
    {
        const std::vector<ZipMember> members{
            {"mimetype", "x", false}, {"b/ä.txt", std::string(100000, 'z'), true}, {"a", "", false}};
        const std::string bytes = zipBytes(members);
        QVERIFY(readZip(bytes, "z") == members);
        QVERIFY(bytes.size() < 2000);
    }

    void zipHasNoClockAndNoPlace()
    {
        const std::vector<ZipMember> members{{"a", "1", false}, {"b", "2", true}};
        const QByteArray before = qgetenv("TZ");
        const std::string bytes = zipBytes(members);
        for (const char* zone : {"UTC", "Asia/Kathmandu", "America/St_Johns", "XXX+12", "YYY-14"}) {
            qputenv("TZ", zone);
            ::tzset();
            QVERIFY(zipBytes(members) == bytes);
        }
        before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
        ::tzset();
    }

    void zipRefusesOddNames_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"/etc/passwd", "../a", "a/../../b", "a/./b", "a//b", "a\\b", "a\nb", ".."})
            QTest::newRow(name) << QByteArray(name);
    }
    void zipRefusesOddNames()
    {
        QFETCH(QByteArray, name);
        QVERIFY(messageOf([&] { zipBytes({{name.toStdString(), "", false}}); }) != "no error");
        const std::string plain(static_cast<std::size_t>(name.size()), 'n');
        std::string bytes = zipBytes({{plain, "", false}});
        for (std::size_t at = 0; (at = bytes.find(plain, at)) != std::string::npos;)
            bytes.replace(at, plain.size(), name.toStdString());
        const QString message = messageOf([&] { readZip(bytes, "z"); });
        QVERIFY2(message.contains("not allowed"), qPrintable(message));
    }

    void zipRefusesTwins()
    {
        std::string bytes = zipBytes({{"first", "1", false}, {"other", "2", false}});
        for (std::size_t at = 0; (at = bytes.find("other", at)) != std::string::npos;)
            bytes.replace(at, 5, "first");
        QVERIFY(messageOf([&] { readZip(bytes, "z"); }) != "no error");
        QVERIFY(messageOf([&] { zipBytes({{"a", "", false}, {"a", "", false}}); }) != "no error");
    }

    void zipRefusesBombs()
    {
        // 100 MB of zeros in 100 kB: far more than the archive may hold.
        const std::string bytes = zipBytes({{"bomb", std::string(std::size_t(100) << 20, '\0'), true}});
        QVERIFY(bytes.size() < 300000);
        QVERIFY(messageOf([&] { readZip(bytes, "z"); }).contains("far larger"));
    }

    void zipRefusesALieAboutSizes()
    {
        // The unpacked size stands at byte 24 of the directory's entry and at 22 of the member's own header.
        const std::string good = zipBytes({{"a", std::string(1000, 'x'), true}});
        for (const char change : {'\x01', '\x7f'}) {
            std::string bytes = good;
            bytes[bytes.rfind("PK\1\2") + 25] = change;
            bytes[23] = change;
            const QString message = messageOf([&] { readZip(bytes, "z"); });
            QVERIFY2(message.startsWith("z"), qPrintable(message));
        }
    }

    void zipNoticesEveryChangedByte()
    {
        const std::vector<ZipMember> members{{"mimetype", "x", false}, {"a/b", "some text, some text", true}};
        const std::string good = zipBytes(members);
        for (std::size_t i = 0; i < good.size() * 8; ++i) {
            std::string bytes = good;
            bytes[i / 8] = static_cast<char>(bytes[i / 8] ^ (1 << (i % 8)));
            try {
                std::vector<ZipMember> read = readZip(bytes, "z");
                QVERIFY2(read == members, qPrintable(QString::number(i)));
            } catch (const Error&) {
            }
        }
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY(messageOf([&] { readZip(good.substr(0, length), "z"); }) != "no error");
    }
};

QTEST_APPLESS_MAIN(TestFiles)
#include "tst_files.moc"
