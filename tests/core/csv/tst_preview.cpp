// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancelled.h"
#include "core/csv/csv_preview.h"
#include "core/csv/csv_reader.h"
#include "core/csv/inspect.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;

namespace {

QString joined(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list.join(QLatin1Char(' '));
}

/// "2+ a|b!": line 2, a gap above, cells with their marks: ~ missing, ! unfit, ^ absent, > surplus.
QString shown(const PreviewRow& row)
{
    QStringList cells;
    for (const PreviewCell& cell : row.cells)
        cells.append(QString::fromStdString(cell.text) +
                     QStringList{"", "~", "!", "^", ">"}.at(static_cast<int>(cell.mark)));
    return QString::number(row.line) + (row.gap ? QStringLiteral("+ ") : QStringLiteral(" ")) +
           cells.join(QLatin1Char('|'));
}

QString shown(const CsvPreview& preview)
{
    QStringList rows;
    for (const PreviewRow& row : preview.rows)
        rows.append(shown(row));
    return rows.join(QLatin1Char('\n'));
}

} // namespace

/// The look at a file before it is read, and what is told about it once it has been.
class TestPreview : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string file(const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("table.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the table cannot be written");
        return file.fileName().toStdString();
    }

private slots:
    void marksCellsThatDoNotFit()
    {
        CsvOptions wishes;
        wishes.kinds = {{"size", ColumnKind::Number}, {"name", ColumnKind::Text}};
        const CsvPreview preview = previewCsv(file("name,size\n"
                                                   "ant,1.5\n"
                                                   "bee,large\n"
                                                   "\n"
                                                   ",NA\n"
                                                   "cat\n"
                                                   "dog,7,8\n"
                                                   "\"eel\nand\nfly\",9\n"
                                                   "gnu,1e400\n"
                                                   "hen,1e-400\n"),
                                              wishes, {}, 20);
        QCOMPARE(joined(preview.names), QStringLiteral("name size"));
        QVERIFY(preview.kinds == (std::vector<ColumnKind>{ColumnKind::Text, ColumnKind::Number}));
        QCOMPARE(shown(preview), QStringLiteral("2 ant|1.5\n"
                                                "3 bee|large!\n"
                                                "5 ~|NA~\n"
                                                "6 cat|^\n"
                                                "7 dog|7>\n"
                                                "8 eel\nand\nfly|9\n"
                                                "11 gnu|1e400!\n"
                                                "12 hen|1e-400"));
        QVERIFY(preview.rows[1].cells[1].isProblem());
        QVERIFY(!preview.rows[2].cells[1].isProblem());
        QVERIFY(preview.options.header.value());
        QCOMPARE(preview.options.delimiter.value(), ',');
        QCOMPARE(QString::fromStdString(preview.options.encoding.value()), QStringLiteral("utf-8"));
        QVERIFY(preview.options.kinds.empty());
        QVERIFY(!preview.encodingGuessed);
    }

    void delimitersTooManyAreNoCells()
    {
        const CsvPreview preview =
            previewCsv(file("name,size\nant,1\nbee,2,\ncat,3,,,\ndog,4,,5\neel,6\n"), {}, {}, 20);
        QCOMPARE(shown(preview), QStringLiteral("2 ant|1\n3 bee|2\n4 cat|3\n5 dog|4>\n6 eel|6"));
    }

    void longCellsAreCutBetweenCharacters()
    {
        // 200 bytes: one letter, then characters of two bytes; the 200th byte is in the middle of one.
        const QByteArray text = "x" + QByteArray("é").repeated(150);
        const CsvPreview preview = previewCsv(file("a,b\n1," + text + "\n2,y\n"), {}, {}, 10);
        QCOMPARE(QByteArray::fromStdString(preview.rows[0].cells[1].text), "x" + QByteArray("é").repeated(99) + "…");
        QCOMPARE(QByteArray::fromStdString(preview.rows[1].cells[1].text), QByteArray("y"));
    }

    void rowsFurtherDown_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::newRow("LF") << QByteArray("\n");
        QTest::newRow("CRLF") << QByteArray("\r\n");
        QTest::newRow("CR") << QByteArray("\r");
    }
    void rowsFurtherDown()
    {
        QFETCH(QByteArray, end);
        QByteArray bytes = "number,square" + end;
        for (int i = 2; i <= 100; ++i)
            bytes += QByteArray::number(i) + "," + QByteArray::number(i * i) + end;
        // 8 rows from the top, then two at each place; what is shown already is not shown again, nor what is not there.
        const CsvPreview preview = previewCsv(file(bytes), {}, {3, 10, 50, 51, 53, 99, 100, 200}, 8);
        QCOMPARE(preview.rows.size(), std::size_t(16));
        const QStringList lines = shown(preview).split(QLatin1Char('\n'));
        QCOMPARE(lines.mid(6), (QStringList{"8 8|64", "9 9|81", "10 10|100", "11 11|121", "50+ 50|2500", "51 51|2601",
                                            "53+ 53|2809", "54 54|2916", "99+ 99|9801", "100 100|10000"}));
    }

    void headersInBetweenAreNotShown()
    {
        const CsvPreview preview = previewCsv(file("a,b\n1,x\na,b\n\na,b\n2,y\n"), {}, {}, 8);
        QCOMPARE(shown(preview), QStringLiteral("2 1|x\n6 2|y"));
    }

    void linesAreCountedAcrossBlocks()
    {
        // A block of the file is a mebibyte; here its last byte is the CR of a CRLF, which is one line end, not two.
        constexpr int kBlock = 1 << 20;
        QByteArray bytes = "number,text\r\n";
        while (bytes.size() + 4000 < kBlock)
            bytes += "1," + QByteArray(997, 'a') + "\r\n";
        bytes += "2," + QByteArray(kBlock - 1 - bytes.size() - 2, 'b') + "\r\n";
        QCOMPARE(bytes.at(kBlock - 1), '\r');
        const Index line = static_cast<Index>(bytes.count('\n')) + 1;
        bytes += "3,c\r\n4,d\r\n";
        const CsvPreview preview = previewCsv(file(bytes), {}, {line}, 8);
        QCOMPARE(preview.rows.size(), std::size_t(10));
        QCOMPARE(shown(preview.rows[8]), QStringLiteral("%1+ 3|c").arg(line));
        QCOMPARE(shown(preview.rows[9]), QStringLiteral("%1 4|d").arg(line + 1));
    }

    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<bool>("guessed");
        const QString text = QStringLiteral("name,n\nMüller,1\nJosé,2\n");
        const QByteArray wide(reinterpret_cast<const char*>(text.utf16()), 2 * text.size());
        QByteArray swapped = wide;
        for (qsizetype i = 0; i + 1 < swapped.size(); i += 2)
            std::swap(swapped[i], swapped[i + 1]);
        QTest::newRow("UTF-8") << text.toUtf8() << QString() << "utf-8" << false;
        QTest::newRow("mark") << "\xEF\xBB\xBF" + text.toUtf8() << QString() << "utf-8" << false;
        QTest::newRow("Latin-1") << text.toLatin1() << QString() << "iso-8859-1" << true;
        QTest::newRow("asked for") << text.toLatin1() << "windows-1252"
                                   << "windows-1252" << false;
        QTest::newRow("UTF-16LE") << "\xFF\xFE" + wide << QString() << "utf-16le" << false;
        QTest::newRow("UTF-16BE") << "\xFE\xFF" + swapped << QString() << "utf-16be" << false;
    }
    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, wish);
        QFETCH(QString, encoding);
        QFETCH(bool, guessed);
        CsvOptions wishes;
        if (!wish.isEmpty())
            wishes.encoding = wish.toStdString();
        const CsvPreview preview = previewCsv(file(bytes), wishes, {2, 3}, 8);
        QCOMPARE(joined(preview.names), QStringLiteral("name n"));
        QCOMPARE(shown(preview), QStringLiteral("2 Müller|1\n3 José|2"));
        QCOMPARE(QString::fromStdString(preview.options.encoding.value()), encoding);
        QCOMPARE(preview.encodingGuessed, guessed);
    }

    void aCutCharacterIsNoOtherEncoding()
    {
        // The mebibyte that is looked at ends within a character of two bytes, in the middle of a row.
        QByteArray bytes = "n,text\n";
        while (bytes.size() < (1 << 20) + 100)
            bytes += "1," + QByteArray("é").repeated(60) + "\n";
        const CsvPreview preview = previewCsv(file(bytes), {}, {}, 8);
        QCOMPARE(QString::fromStdString(preview.options.encoding.value()), QStringLiteral("utf-8"));
        QVERIFY(!preview.encodingGuessed);
    }

    void refusalsAndCancelling()
    {
        for (const char* bytes : {"", "\n\n"}) {
            try {
                previewCsv(file(bytes), {}, {}, 8);
                QFAIL("an empty file has nothing to show");
            } catch (const CsvError& error) {
                QCOMPARE(error.errorClass, std::string("empty"));
                QVERIFY2(QString::fromStdString(error.message()).contains(QLatin1String("table.csv")), error.what());
            }
        }
        QVERIFY_EXCEPTION_THROWN(previewCsv(m_folder.filePath("absent.csv").toStdString(), {}, {}, 8), CsvError);
        std::stop_source source;
        source.request_stop();
        QByteArray bytes = "a,b\n";
        for (int i = 0; i < 50; ++i)
            bytes += "1,2\n";
        QVERIFY_EXCEPTION_THROWN(previewCsv(file(bytes), {}, {40}, 8, source.get_token()), Cancelled);
    }

    void aFileInWords()
    {
        const CsvResult result = readCsvText("a;b;when\n1,5;x;2020-01-02\n2;;2020-01-03\n-3;y;2020-01-04\n", "t.csv");
        QCOMPARE(QString::fromStdString(inspectText(result, 2)),
                 QStringLiteral("3 rows, 3 columns, semicolon, decimal comma, utf-8, header\n"
                                "1  a  number\n"
                                "2  b  text, 1 missing\n"
                                "3  when  datetime\n"
                                "1.5\tx\t2020-01-02\n"
                                "2\t\t2020-01-03\n"));
        QCOMPARE(QString::fromStdString(inspectJson(result, 2)),
                 QStringLiteral("{\"outcome\":\"table\",\"rows\":3,\"columns\":3,\"header\":true,\"delimiter\":\";\","
                                "\"decimal\":\",\",\"encoding\":\"utf-8\",\"names\":[\"a\",\"b\",\"when\"],"
                                "\"types\":[\"number\",\"text\",\"datetime\"],\"missing\":1,"
                                "\"missing_by_column\":[0,1,0],\"warnings\":[],"
                                "\"data\":[[1.5,\"x\",\"2020-01-02\"],[2.0,null,\"2020-01-03\"]]}\n"));
        QVERIFY(!QString::fromStdString(inspectJson(result, 0)).contains(QLatin1String("\"data\"")));
    }

    void delimitersInWords_data()
    {
        QTest::addColumn<QByteArray>("delimiter");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* delimiter, const char* word) {
            QTest::newRow(word) << QByteArray(delimiter) << QString(word);
        };
        row(",", "comma");
        row(";", "semicolon");
        row("\t", "tab");
        row("|", "bar");
        row(" ", "blanks");
        row(":", "\":\"");
    }
    void delimitersInWords()
    {
        QFETCH(QByteArray, delimiter);
        QFETCH(QString, word);
        CsvOptions wishes;
        wishes.delimiter = delimiter.at(0);
        wishes.header = false;
        QByteArray bytes = "1,true\n2,false\n";
        bytes.replace(',', delimiter);
        const std::string text = inspectText(readCsvText(bytes.toStdString(), "t", wishes), 0);
        QVERIFY2(QString::fromStdString(text).startsWith(
                     QStringLiteral("2 rows, 2 columns, %1, decimal point, utf-8, no header\n").arg(word)),
                 text.c_str());
    }

    void encodingsAndNotes()
    {
        const CsvResult marked = readCsvText("\xEF\xBB\xBFi,b\n12345678901234567890,yes\n1,no\n2,yes\n", "t");
        const QString json = QString::fromStdString(inspectJson(marked, 3));
        QVERIFY2(json.contains(QLatin1String("\"encoding\":\"utf-8-sig\"")), qPrintable(json));
        QVERIFY2(json.contains(QLatin1String("[1,false],[2,true]")), qPrintable(json));
        const QString words = QString::fromStdString(inspectText(marked, 0));
        QVERIFY2(words.contains(QLatin1String("\nnote: line 2: column \"i\": 1 whole number is too long for a double")),
                 qPrintable(words));
        const QString latin = QString::fromStdString(inspectText(readCsvText("a,b\nM\xFCller,1\nx,2\n", "t"), 1));
        QVERIFY2(
            latin.startsWith(QLatin1String("2 rows, 2 columns, comma, decimal point, latin-1 (a guess), header\n")),
            qPrintable(latin));
        QVERIFY2(latin.endsWith(QStringLiteral("Müller\t1\n")), qPrintable(latin));
        CsvWarning warning;
        warning.text = "something";
        QCOMPARE(warningText(warning), std::string("something"));
        warning.line = 7;
        QCOMPARE(warningText(warning), std::string("line 7: something"));
    }

    void refusalsAsJson()
    {
        QCOMPARE(inspectErrorJson(CsvError("ragged", "t.csv, line 3: it \"broke\".", 3, 0)),
                 std::string("{\"outcome\":\"error\",\"class\":\"ragged\",\"message\":\"t.csv, line 3: it "
                             "\\\"broke\\\".\",\"line\":3,\"column\":null}\n"));
        QCOMPARE(inspectErrorJson(CsvError("encoding", "a\xFF.", 0, 2)),
                 std::string("{\"outcome\":\"error\",\"class\":\"encoding\",\"message\":\"a\xEF\xBF\xBD.\","
                             "\"line\":null,\"column\":2}\n"));
        QCOMPARE(inspectErrorJson(Error("it is gone", "t.csv")),
                 std::string("{\"outcome\":\"error\",\"class\":\"unreadable\",\"message\":\"t.csv: it is gone.\","
                             "\"line\":null,\"column\":null}\n"));
    }
};

QTEST_APPLESS_MAIN(TestPreview)
#include "tst_preview.moc"
