// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_preview.h"
#include "core/csv/csv_reader.h"
#include "core/files/zip_archive.h"
#include "core/sheets/cell_range.h"
#include "core/sheets/cell_value.h"
#include "tests/core/csv/csv_shown.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;
using namespace netloom::testing;

namespace {

const QString kData = QStringLiteral(NETLOOM_SOURCE_DIR "/tests/data/");

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

std::string bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

/// XLSX and ODS: book.* were written by LibreOffice 7.4 from one document.
class TestSheets : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const char* name, const std::string& bytes)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(bytes.data(), qint64(bytes.size()));
        return path.toStdString();
    }

private slots:
    void booksAreRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("xlsx") << "book.xlsx";
        QTest::newRow("ods") << "book.ods";
    }
    void booksAreRead()
    {
        QFETCH(QString, file);
        const std::string path = (kData + file).toStdString();
        const CsvResult first = readCsv(path);
        QCOMPARE(text(shown(first.table)),
                 QStringLiteral("Ort:text,Tag:datetime,Beginn:datetime,Dauer:number,Anteil:number,Wert:number,"
                                "Verhältnis:number,gut:number"
                                "|Łódź,2024-02-29,2024-02-29 13:30:00,3723,0.125,1.5,·,1"
                                "|Łódź,2024-03-01,2024-03-01 00:00:00,93600,0.5,1234567.25,0.5,0"
                                "|a \"b\", c,1999-12-31,1999-12-31 23:59:00,30,1,-3,0.25,1"
                                "|x,2000-01-01,2000-01-01 12:00:00,600,0,100000,0.75,0"));
        const std::string warnings = warningsOf(first);
        for (const char* said :
             {"the first of 2 sheets is read, \"Messung\"; the others are \"Noten & mehr\" (--sheet)",
              "1 cell has the value of the merged cell", "2 lines above the table left out"})
            QVERIFY2(warnings.find(said) != std::string::npos, warnings.c_str());
        QCOMPARE(text(first.options.sheet.value_or("")), QStringLiteral("Messung"));
        QCOMPARE(text(shown(readCsv(path, first.options).table)), text(shown(first.table)));

        for (const char* sheet : {"Noten & mehr", "2"}) {
            CsvOptions options;
            setCsvOption(options, "sheet", sheet);
            QCOMPARE(text(shown(readCsv(path, options).table)), QStringLiteral("id:number,note:number|1,2.5|2,3.5"));
        }
        CsvOptions options;
        setCsvOption(options, "range", "A3:B5");
        QCOMPARE(text(shown(readCsv(path, options).table)),
                 QStringLiteral("Ort:text,Tag:datetime|Łódź,2024-02-29|Łódź,2024-03-01"));
        options = {};
        options.sheet = "none";
        std::string message;
        QCOMPARE(refusalOf([&] { readCsv(path, options); }, &message), std::string("!sheet 0 0"));
        QVERIFY2(message.find("Use one of \"Messung\", \"Noten & mehr\"") != std::string::npos, message.c_str());

        const CsvPreview preview = previewCsv(path, {}, {}, 100);
        QCOMPARE(preview.names.size(), std::size_t(8));
        QCOMPARE(preview.rows.size(), std::size_t(4));
        QCOMPARE(preview.rows[0].line, Index(4)); // the row of the sheet
    }

    // Damaged files end in a table or a sentence.
    void damage_data() { booksAreRead_data(); }
    void damage()
    {
        QFETCH(QString, file);
        const std::string whole = bytesOf(kData + file);
        QVERIFY(whole.size() > 1000);
        int refused = 0;
        const auto tryOut = [&](const std::string& bytes) {
            const std::string path = write("damaged", bytes);
            std::string message;
            const std::string seen = refusalOf([&] { readCsv(path); }, &message);
            refused += seen != "not refused";
            if (seen != "not refused")
                QVERIFY2(message.find("damaged") == 0, message.c_str());
        };
        for (std::size_t cut = 0; cut < whole.size(); cut += 211)
            tryOut(whole.substr(0, cut));
        const int cuts = refused;
        QVERIFY(cuts > 20);
        for (std::size_t at = 0; at < whole.size(); at += 37) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
            tryOut(bytes);
        }
        QVERIFY(refused > cuts + 100);
    }

    void hostileBooksAreRefused_data()
    {
        QTest::addColumn<QByteArray>("workbook");
        QTest::addColumn<QString>("says");
        QTest::newRow("entities") << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><workbook/>")
                                  << "entities of its own";
        QTest::newRow("depth") << QByteArray("<a>").repeated(100000) << "nested too deep";
        QTest::newRow("no XML") << QByteArray("hello") << "damaged";
        QTest::newRow("no sheet") << QByteArray("<workbook/>") << "no sheet in the file";
        QTest::newRow("sheet that is not there")
            << QByteArray("<workbook><sheets><sheet name=\"S\" r:id=\"r9\" xmlns:r=\"u\"/></sheets></workbook>")
            << "are not in the file";
        QTest::newRow("bomb") << QByteArray(80 << 20, ' ') << "";
    }
    void hostileBooksAreRefused()
    {
        QFETCH(QByteArray, workbook);
        QFETCH(QString, says);
        const std::string path =
            write("book.xlsx", zipBytes({{"xl/workbook.xml", workbook.toStdString(), true},
                                         {"xl/_rels/workbook.xml.rels", "<Relationships/>", false}}));
        std::string message;
        QCOMPARE(refusalOf([&] { readCsv(path); }, &message), std::string("!sheet 0 0"));
        QVERIFY2(text(message).contains(says), message.c_str());
    }

    // What a spreadsheet can hold and LibreOffice did not write.
    void smallBook()
    {
        const std::string sheet =
            "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>day</t></is></c>"
            "<c r=\"C2\" t=\"str\"><v>ok</v></c><c r=\"D2\" t=\"s\"><v>0</v></c></row>"
            "<row><c r=\"B3\" s=\"1\"><v>45351.5</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#DIV/0!</v></c></row>"
            "<row r=\"4\"><c r=\"B4\" s=\"1\"><v>45352</v></c><c r=\"C4\" t=\"b\"><v>0</v></c><c "
            "r=\"D4\"><v>1E-3</v></c></row>"
            "</sheetData></worksheet>";
        const std::string path = write(
            "small.xlsx",
            zipBytes(
                {{"xl/workbook.xml",
                  "<workbook xmlns:r=\"u\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>", true},
                 {"xl/_rels/workbook.xml.rels",
                  "<Relationships><Relationship Id=\"r1\" Target=\"/xl/s.xml\"/></Relationships>", true},
                 {"xl/sharedStrings.xml", "<sst><si><r><t>ra</t></r><r><t>te</t></r><rPh><t>no</t></rPh></si></sst>",
                  true},
                 {"xl/styles.xml",
                  "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-407]dd/mm/yyyy hh:mm\"/></numFmts>"
                  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
                  true},
                 {"xl/s.xml", sheet, true}}));
        QCOMPARE(text(shown(readCsv(path).table)),
                 QStringLiteral("day:datetime,ok:boolean,rate:number|2024-02-29 12:00:00,TRUE,·|2024-03-01 00:00:00,"
                                "FALSE,0.001"));
    }

    void formats()
    {
        for (const char* code : {"dd.mm.yyyy", "yyyy-mm-dd", "mmm-yy", "[$-409]d-mmm-yy;@", "m/d/yy h:mm"})
            QVERIFY2(meaningOfCode(code) == CellMeaning::Date, code);
        for (const char* code : {"h:mm:ss", "[h]:mm:ss", "mm:ss.0", "[mm]:ss"})
            QVERIFY2(meaningOfCode(code) == CellMeaning::Time, code);
        for (const char* code : {"General", "0.00", "#,##0.00 \"days\"", "0.0%", "[Red]-0", "0.00E+00", "\\d0", "@"})
            QVERIFY2(meaningOfCode(code) == CellMeaning::Number, code);
        QCOMPARE(cellText("1", CellMeaning::Date, false), std::string("1900-01-01"));
        QCOMPARE(cellText("61", CellMeaning::Date, false), std::string("1900-03-01"));
        QCOMPARE(cellText("0", CellMeaning::Date, true), std::string("1904-01-01"));
        QCOMPARE(cellText("1e300", CellMeaning::Date, false), std::string("1e300"));
        QCOMPARE(cellText("1.5", CellMeaning::Time, false), std::string("36:00:00"));
    }

    void ranges()
    {
        const auto range = rangeFromText("B3:AA40");
        QVERIFY(range);
        QCOMPARE(range->firstRow, std::size_t(2));
        QCOMPARE(range->firstColumn, std::size_t(1));
        QCOMPARE(range->lastRow, std::size_t(39));
        QCOMPARE(range->lastColumn, std::size_t(26));
        QVERIFY(rangeFromText("$A$1:$B$2") && rangeFromText("A:F") && rangeFromText("3:40") && rangeFromText("C5"));
        for (const char* wrong : {"", ":", "A0", "B2:A1", "A1:B2:C3", "AAAAAAAA1", "A99999999", "hello world", "1A"})
            QVERIFY2(!rangeFromText(wrong), wrong);
    }
};

QTEST_GUILESS_MAIN(TestSheets)
#include "tst_sheets.moc"
