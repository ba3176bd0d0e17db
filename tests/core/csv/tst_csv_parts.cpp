// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_error.h"
#include "core/csv/csv_parts.h"
#include "core/csv/csv_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;

class TestCsvParts : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const QByteArray& text)
    {
        QFile file(m_folder.filePath("table.csv"));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(text);
        return file.fileName().toStdString();
    }

private slots:
    void partsTogetherAreTheFile()
    {
        // About 20 MB: three parts. A title, cells with line ends and delimiters, a word for missing.
        QByteArray text = "A table\n\nid;amount;words\n";
        Index rows = 0;
        for (; text.size() < 20'000'000; ++rows)
            text += QByteArray::number(rows) + ';' +
                    (rows % 7 == 0 ? QByteArray("NA") : QByteArray::number(rows / 8) + ",5") +
                    ";\"several; words,\nin two lines " + QByteArray::number(rows % 100) + "\"\n";
        const std::string path = write(text);
        QVERIFY(canReadInParts(path, {}, 1'000'000));
        QVERIFY(!canReadInParts(path, {}, 100'000'000));
        const CsvResult whole = readCsv(path);
        int parts = 0;
        Index seen = 0;
        readCsvInParts(path, {}, [&](const CsvPart& part) {
            ++parts;
            QCOMPARE(part.firstRow, seen);
            QCOMPARE(part.cells.rows, part.result.table.rows);
            QCOMPARE(part.result.table.columns.size(), whole.table.columns.size());
            for (std::size_t c = 0; c < whole.table.columns.size(); ++c) {
                const Column& column = part.result.table.columns[c];
                QCOMPARE(column.name, whole.table.columns[c].name);
                QCOMPARE(column.kind, whole.table.columns[c].kind);
                for (const Index row : {Index(0), column.size() / 2, column.size() - 1}) {
                    QCOMPARE(column.isMissing(row), whole.table.columns[c].isMissing(seen + row));
                    QCOMPARE(column.text(row), whole.table.columns[c].text(seen + row));
                }
            }
            const Index last = part.cells.rows - 1;
            QCOMPARE(part.cells.columns[1].text(last),
                     (seen + last) % 7 == 0 ? std::string("NA") : std::to_string((seen + last) / 8) + ",5");
            seen += part.result.table.rows;
        });
        QCOMPARE(seen, rows);
        QCOMPARE(parts, 3);
    }

    void linesOfWarningsAreThoseOfTheFile()
    {
        QByteArray text = "a,b\n";
        while (text.size() < 9'000'000)
            text += "1.25,2.5\n";
        const auto lines = text.count('\n');
        text += "oops,2.5\n1.25,2.5\n";
        std::vector<CsvWarning> warnings;
        readCsvInParts(write(text), {}, [&](const CsvPart& part) { mergeWarnings(warnings, part.result.warnings); });
        QCOMPARE(warnings.size(), std::size_t(1));
        QCOMPARE(warnings.front().line, Index(lines + 1));
        QCOMPARE(warnings.front().count, Index(1));
    }

    void linesOfErrorsAreThoseOfTheFile()
    {
        QByteArray text = "a,b\n";
        while (text.size() < 20'000'000)
            text += "1.25,2.5\n";
        const auto lines = text.count('\n');
        text += "1,2,3,4,5\n1.25,2.5\n"; // among two million rows no sample sees it
        try {
            readCsvInParts(write(text), {}, [](const CsvPart&) {});
            QFAIL("an uneven row was read");
        } catch (const CsvError& error) {
            QCOMPARE(QString::fromStdString(error.errorClass), QStringLiteral("ragged"));
            QCOMPARE(error.line, Index(lines + 1));
        }
    }

    void sameWarningsAreCountedTogether()
    {
        std::vector<CsvWarning> warnings{{"3 cells are not numbers", 5, 2, 3}};
        mergeWarnings(warnings, {{"4 cells are not numbers", 90, 2, 4}, {"4 cells are not numbers", 90, 3, 4}});
        QCOMPARE(warnings.size(), std::size_t(2));
        QCOMPARE(warnings[0].text, std::string("7 cells are not numbers"));
        QCOMPARE(warnings[0].line, Index(5));
        QCOMPARE(warnings[1].text, std::string("4 cells are not numbers"));
    }
};

QTEST_APPLESS_MAIN(TestCsvParts)
#include "tst_csv_parts.moc"
