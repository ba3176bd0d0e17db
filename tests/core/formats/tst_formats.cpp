// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/zip_archive.h"
#include "core/files/zip_names.h"
#include "core/formats/recognize.h"
#include "core/formats/registry.h"
#include "core/project/project_file.h"
#include "tests/support/message_of.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sys/stat.h>

using namespace netloom;
using namespace std::string_literals;

namespace {

std::string zipOf(const std::vector<std::string>& names)
{
    std::vector<ZipMember> members;
    for (const std::string& name : names)
        members.push_back({name, "some bytes", true});
    return zipBytes(members);
}

std::string mimeZip(const std::string& type)
{
    return zipBytes({{"mimetype", type}, {"content.xml", "<x/>", true}});
}

std::string kerasZip()
{
    return zipOf({"metadata.json", "config.json", "model.weights.h5"});
}

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const QString& name, const std::string& bytes) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), qint64(bytes.size())) != qint64(bytes.size()))
            qFatal("the test's folder cannot be written");
        return path.toStdString();
    }

private slots:
    void eachIsToldByItsContent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("key");
        const auto row = [](const char* name, const std::string& bytes, const char* key) {
            QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(bytes.data(), qsizetype(bytes.size()))
                                << QByteArray(key);
        };
        const std::string project = projectBytes(Project());
        row("p.netloom", project, "project");
        row("project under another name.zip", project, "project");
        row("packed again.zip", zipOf({"project.json", "mimetype"}), "project");
        row("cut.netloom", project.substr(0, 60), "project");
        row("cut under another name.bak", project.substr(0, 60), "project");
        row("zeros.netloom", std::string(500, '\0'), "project");
        row("first byte lost.NetLoom", project.substr(1), "project");
        row("a.keras", kerasZip(), "keras");
        row("keras as.zip", kerasZip(), "keras");
        row("keras with much behind its head.keras",
            zipBytes({{"x", std::string(100000, 'x')}, {"metadata.json", "{}"}, {"config.json", "{}"}}), "keras");
        row("cut.keras", kerasZip().substr(0, kerasZip().size() - 30), "keras");
        row("a.xlsx", zipOf({"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"}), "xlsx");
        row("a.ods", mimeZip("application/vnd.oasis.opendocument.spreadsheet"), "ods");
        row("a.odt", mimeZip("application/vnd.oasis.opendocument.text"), "office");
        row("a.docx", zipOf({"[Content_Types].xml", "word/document.xml"}), "office");
        row("a.pt", zipOf({"model/data.pkl", "model/version"}), "pytorch");
        row("a.npz", zipOf({"x.npy", "y.npy"}), "npz");
        row("a.epub", mimeZip("application/epub+zip"), "zip");
        row("a.zip", zipOf({"data.csv", "x.npy"}), "zip");
        row("empty.zip", "PK\x05\x06"s + std::string(18, '\0'), "zip");
        row("only its first bytes.zip", "PK\x03\x04", "zip");
        row("a.h5", "\x89HDF\r\n\x1a\n"s + std::string(100, '\0'), "hdf5");
        row("saved_model.pb", "\x08\x01\x12\x90\x03", "saved_model");
        row("a.onnx", "\x08\x08\x12\x07pytorch", "onnx");
        row("a.tflite", "\x1c\0\0\0TFL3"s, "tflite");
        row("a.safetensors", "\x40\0\0\0\0\0\0\0{\"w\":{"s, "safetensors");
        row("a.csv", "a,b\n1,2\n", "table");
        row("text named.keras", "a,b\n1,2\n", "table");
        row("starts like a zip.csv", "PK,b\n1,2\n", "table");
        row("starts like a model.csv", "1234TFL3,b\n1,2\n", "table");
        row("a.png", "\x89PNG\r\n\x1a\n", "table"); // its reader says what it is
    }
    void eachIsToldByItsContent()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, key);
        const std::string path = write(name, content.toStdString());
        const auto glimpse = glimpseOf(path);
        QVERIFY(glimpse);
        QCOMPARE(QByteArray(formatOf(*glimpse).key.data()), key);
        QCOMPARE(isProjectFile(path), key == "project");
        QCOMPARE(messageOf([&] { requireProject(path); }) == QLatin1String("no error"), key == "project");
        QCOMPARE(messageOf([&] { requireTable(path); }) == QLatin1String("no error"),
                 key == "table" || key == "xlsx" || key == "ods");
    }

    void everyFormatHasItsWords()
    {
        std::set<std::string_view> keys;
        for (const FileFormat& format : fileFormats()) {
            QVERIFY2(keys.insert(format.key).second, format.key.data());
            QVERIFY(!format.name.empty() && format.remedy.ends_with('.') && format.matches);
        }
        QVERIFY(fileFormats().back().matches({}));
    }

    void whatItIsAndWhatToDo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("asProject");
        QTest::addColumn<QString>("asTable");
        const auto row = [](const char* name, const std::string& bytes, const char* asProject, const char* asTable) {
            QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(bytes.data(), qsizetype(bytes.size()))
                                << QString::fromLatin1(asProject) << QString::fromLatin1(asTable);
        };
        const char* keras =
            "model.keras is a Keras model; Netloom does not read those yet. Open a project (*.netloom) or a table.";
        row("model.keras", kerasZip(), keras, keras);
        row("book.xlsx", zipOf({"xl/workbook.xml"}),
            "book.xlsx is an Excel workbook, not a Netloom project. Make a project of a table with \"netloom new\".",
            "no error");
        row("p.netloom", projectBytes(Project()), "no error", "p.netloom is a Netloom project. Open it as a project.");
        row("a.csv", "a,b\n1,2\n",
            "a.csv is a text file, not a Netloom project. Make a project of a table with \"netloom new\".", "no error");
        row("wide.csv", "\xff\xfe"s + "a\0,\0b\0\n\0"s,
            "wide.csv is a text file, not a Netloom project. Make a project of a table with \"netloom new\".",
            "no error");
        row("a.png", "\x89PNG\r\n\x1a\n",
            "a.png is not a Netloom project but looks like a PNG picture. Choose a project file (*.netloom).",
            "no error");
    }
    void whatItIsAndWhatToDo()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const std::string path = write(name, content.toStdString());
        QTEST(messageOf([&] { requireProject(path); }), "asProject");
        QTEST(messageOf([&] { requireTable(path); }), "asTable");
    }

    void aDamagedProjectIsRefusedByItsReader()
    {
        const std::string bytes = projectBytes(Project());
        const std::string path = write("damaged.netloom", bytes.substr(0, bytes.size() / 2));
        requireProject(path);
        QVERIFY(messageOf([&] { readProject(path); }).endsWith("The file is damaged; open another copy of it."));
    }

    void whatCannotBeLookedAtIsLeftToItsReader()
    {
        const std::string folder = m_folder.path().toStdString();
        const std::string pipe = folder + "/pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        for (const std::string& path : {folder, folder + "/gone.csv", pipe, write("empty.csv", {})}) {
            QVERIFY(!glimpseOf(path));
            QVERIFY(!isProjectFile(path));
            requireProject(path);
            requireTable(path);
        }
        QVERIFY(isProjectFile(folder + "/gone.netloom"));
    }

    void aLargeFileIsNotReadAsAWhole()
    {
        // With a hole of 1 TB between its ends.
        const std::string path = write("large.zip", kerasZip());
        QFile file(QString::fromStdString(path));
        if (!file.resize(qint64(1) << 40))
            QSKIP("no files with holes here");
        const auto glimpse = glimpseOf(path);
        QVERIFY(glimpse && glimpse->head.size() == 65536);
        QCOMPARE(formatOf(*glimpse).key, std::string_view("keras")); // by the headers at its front
        file.remove();
    }

    void namesOfDamagedArchives()
    {
        const std::string bytes = kerasZip();
        const std::vector<std::string> names{"metadata.json", "config.json", "model.weights.h5"};
        QCOMPARE(zipNames({}, bytes), names);
        QCOMPARE(zipNames(bytes, {}), names);
        QCOMPARE(zipNames(bytes, bytes), names);
        QCOMPARE(zipNames({}, {}), std::vector<std::string>());
        // As archives of more than 4 GB are: two more records between the directory and the end.
        std::string large = bytes;
        large.insert(bytes.size() - 22, std::string(76, '\1'));
        QCOMPARE(zipNames({}, large), names);
        // Every cut and every changed byte gives some names and stays within the bytes.
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            QVERIFY(zipNames(bytes.substr(0, i), bytes.substr(i)).size() <= 3);
            for (const char c : {'\0', '\x7f', '\xff'}) {
                std::string changed = bytes;
                changed[i] = c;
                QVERIFY(zipNames(changed, changed).size() <= 3);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
