// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/csv/encoding.h"
#include "core/csv/inspect.h"
#include "core/data/number_text.h"
#include "core/files/json.h"
#include "tests/core/csv/csv_shown.h"
#include "tests/core/csv/failing_disk.h"
#include "tests/fuzz/csv_invariants.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <charconv>
#include <clocale>
#include <set>
#include <string>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#ifdef NETLOOM_LIBCSV
#include <csv.h>
#endif

using namespace netloom;
using namespace netloom::testing;

namespace {

void compareText(const std::string& actual, const std::string& expected)
{
    QCOMPARE(QString::fromStdString(actual), QString::fromStdString(expected));
}

std::string readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

const QString kSource = QStringLiteral(NETLOOM_SOURCE_DIR);

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const QByteArray& name, std::string_view bytes)
    {
        const std::string path = (m_folder.path().toUtf8() + '/' + name).toStdString();
        FILE* const file = std::fopen(path.c_str(), "wb");
        if (!file)
            return {};
        std::fwrite(bytes.data(), 1, bytes.size(), file);
        std::fclose(file);
        return path;
    }

private slots:
    // The public csv-spectrum cases that are not among the others, as JSON of that package describes them.
    void spectrum_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("comma in quotes")
            << QByteArray("first,last,address,city,zip\nJohn,Doe,120 any st.,\"Anytown, WW\",08123\n")
            << "first:text,last:text,address:text,city:text,zip:text|John,Doe,120 any st.,Anytown, WW,08123";
        QTest::newRow("empty") << QByteArray("a,b,c\n1,\"\",\"\"\n2,3,4\n") << "a:number,b:number,c:number|1,·,·|2,3,4";
        QTest::newRow("json")
            << QByteArray("key,val\n1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"\n")
            << "key:number,val:text|1,{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}";
        QTest::newRow("newlines") << QByteArray("a,b,c\r\n1,2,3\r\n\"Once upon \r\na time\",5,6\r\n7,8,9\r\n")
                                  << "a:text,b:number,c:number|1,2,3|Once upon \r\na time,5,6|7,8,9";
        QTest::newRow("quotes and newlines")
            << QByteArray("a,b\n1,\"ha \n\"\"ha\"\" \nha\"\n3,4\n") << "a:number,b:text|1,ha \n\"ha\" \nha|3,4";
        QTest::newRow("utf8") << QByteArray("a,b,c\n1,2,3\n4,5,ʤ\n") << "a:number,b:number,c:text|1,2,3|4,5,ʤ";
    }

    void spectrum()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        compareText(shown(readCsvText(bytes.toStdString(), "spectrum.csv").table), expected.toStdString());
    }

    // Facts counted with other programs and written down with the data sets.
    void dataSets_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("form"); ///< delimiter, decimal, header, encoding
        QTest::addColumn<int>("missing");
        QTest::newRow("iris") << "resources/samples/iris.csv" << 150 << 5 << ",.1utf-8" << 0;
        QTest::newRow("wine") << "resources/samples/wine.csv" << 178 << 14 << ",.1utf-8" << 0;
        QTest::newRow("breast_cancer") << "resources/samples/breast_cancer.csv" << 569 << 31 << ",.1utf-8" << 0;
        QTest::newRow("digits") << "resources/samples/digits.csv" << 1797 << 65 << ",.1utf-8" << 0;
        QTest::newRow("field notes") << "tests/data/field_notes.csv" << 60 << 17 << ",.1utf-8" << 65;
        QTest::newRow("carnet") << "tests/data/carnet_bom.csv" << 60 << 10 << ",.1utf-8-sig" << 7;
        QTest::newRow("laboratory") << "tests/data/laboratory_eu.csv" << 65 << 12 << ";,1utf-8" << 0;
        QTest::newRow("echoes") << "tests/data/echoes_noheader.csv" << 60 << 35 << ",.0utf-8" << 0;
        QTest::newRow("hires") << "tests/data/hires_latin1.csv" << 60 << 14 << ",.1latin-1" << 0;
    }

    void dataSets()
    {
        QFETCH(QString, file);
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(QString, form);
        QFETCH(int, missing);
        const CsvResult result = readCsv((kSource + '/' + file).toStdString());
        const JsonValue json = parseJson(inspectJson(result, 3), "answer");
        const auto at = [&](std::string_view name) { return *json.find(name); };
        QVERIFY(at("outcome") == "table");
        QVERIFY(at("rows") == rows);
        QVERIFY(at("columns") == columns);
        QVERIFY(at("missing") == missing);
        compareText(*at("delimiter").text() + *at("decimal").text() + (*at("header").boolean() ? "1" : "0") +
                        *at("encoding").text(),
                    form.toStdString());
        QCOMPARE(static_cast<int>(at("names").items()->size()), columns);
        QCOMPARE(static_cast<int>(at("types").items()->size()), columns);
        QCOMPARE(static_cast<int>(at("missing_by_column").items()->size()), columns);
        QCOMPARE(static_cast<int>(at("data").items()->size()), 3);
        requireSoundTable(result.table);
    }

    void inspectJsonOfCellsAndErrors()
    {
        const CsvResult result = readCsvText("a,b,c,d\n1,x,yes,2024-01-31\n2.5,,no,2024-02-01\n", "t.csv");
        const JsonValue json = parseJson(inspectJson(result, 10), "answer");
        compareText(jsonLine(*json.find("data")),
                    "[[1.0,\"x\",true,\"2024-01-31\"],[2.5,null,false,\"2024-02-01\"]]\n");
        compareText(jsonLine(*json.find("types")), "[\"number\",\"text\",\"boolean\",\"datetime\"]\n");
        QVERIFY(!parseJson(inspectJson(result, 0), "answer").find("data"));
        const JsonValue error =
            parseJson(inspectErrorJson(CsvError("ragged", "t.csv, line 3: \xff odd", 3, 0)), "answer");
        compareText(*error.find("outcome")->text() + *error.find("class")->text(), "errorragged");
        QVERIFY(*error.find("line") == 3);
        QVERIFY(error.find("column")->isNull());
    }

    void namesBeyondMeasure()
    {
        const std::string name(10000, 'n'); // A24
        const CsvResult result = readCsvText(name + ",b\n1,2\n", "names.csv");
        compareText(result.table.columns[0].name, name);
        QCOMPARE(readCsvText("x,y\n3,4\n", "n.csv").table.find("y"), 1);
        QCOMPARE(readCsvText("3,4\n5,6\n", "n.csv").table.find("2"), 1);
    }

    void optionsAsText()
    {
        const CsvOptions options = optionsFrom("delimiter=tab quote=single decimal=comma thousands=none "
                                               "encoding=latin-1 header=no skip-lines=3 units=yes comment=# "
                                               "missing=,NA,x\\,y type=a=b=text ragged=pad max-rows=7");
        compareText(*options.encoding, "iso-8859-1");
        QCOMPARE(static_cast<int>(options.missingWords->size()), 3);
        compareText(options.missingWords->at(2), "x,y");
        compareText(options.kinds[0].first, "a=b");
        CsvOptions again;
        for (const auto& [name, value] : csvOptionsToText(options))
            setCsvOption(again, name, value);
        QVERIFY(again == options);
        QVERIFY(csvOptionsToArguments(options).starts_with("--delimiter tab --quote single"));
        QVERIFY_EXCEPTION_THROWN(setCsvOption(again, "decimal", "x"), Error);
        QVERIFY_EXCEPTION_THROWN(setCsvOption(again, "nonsense", "x"), Error);
    }

    void oddFileNames() // A28
    {
        for (const QByteArray& name :
             {QByteArray("a b.csv"), QByteArray("%1.csv"), QByteArray("ü.csv"), QByteArray("-x.csv"),
              QByteArray("a\nb.csv"), QByteArray("\xff.csv"), QByteArray(251, 'x') + ".csv"}) {
            const std::string path = write(name, "a,b\n1,2\n");
            QCOMPARE(readCsv(path).table.rows, 1);
            ::unlink(path.c_str());
        }
        std::string message;
        const std::string bad = write("a\nb.csv", "a,b\n1\n");
        compareText(refusalOf([&] { readCsv(bad); }, &message), "!ragged 2 1");
        QVERIFY2(message.starts_with("a\\nb.csv, line 2"), message.c_str());
        compareText(refusalOf([&] { readCsv(std::string(5000, 'x')); }), "!unreadable 0 0");
    }

    void notRegularFiles() // A37, A38
    {
        QElapsedTimer timer;
        timer.start();
        const std::string folder = m_folder.path().toStdString();
        compareText(refusalOf([&] { readCsv(folder); }), "!not_a_file 0 0");
        const std::string pipe = folder + "/pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        compareText(refusalOf([&] { readCsv(pipe); }), "!not_a_file 0 0");
        compareText(refusalOf([&] { readCsv("/dev/zero"); }), "!not_a_file 0 0");
        std::string message;
        compareText(refusalOf([&] { readCsv(folder + "/none.csv"); }, &message), "!unreadable 0 0");
        QVERIFY2(message.find("No such file") != std::string::npos, message.c_str());
        const std::string loop = folder + "/loop";
        QCOMPARE(::symlink(loop.c_str(), loop.c_str()), 0);
        compareText(refusalOf([&] { readCsv(loop); }), "!unreadable 0 0");
        const std::string sparse = write("sparse.csv", "a,b\n1,2\n");
        QCOMPARE(::truncate(sparse.c_str(), 50LL << 30), 0);
        compareText(refusalOf([&] { readCsv(sparse); }), "!binary 0 0");
        QVERIFY(timer.elapsed() < 2000);
    }

    void readErrorInTheMiddle() // A39
    {
        const std::string path = write("eio.csv", "a,b\n1,2\n3,4\n");
        std::string message;
        failingOffset = 6;
        const std::string refusal = refusalOf([&] { readCsv(path); }, &message);
        failingOffset = -1;
        compareText(refusal, "!unreadable 0 0");
        QVERIFY2(message.find("byte 6") != std::string::npos, message.c_str());
        QCOMPARE(readCsv(path).table.rows, 2);
    }

    void tooLargeForMemory() // A29: refused before it is loaded, with the rows that fit
    {
        std::string text = "a,b\n";
        for (int i = 0; i < 100000; ++i)
            text += std::to_string(i) + ",1.5\n";
        const std::string path = write("large.csv", text);
        CsvLimits limits;
        limits.memory = 200000;
        std::string message;
        compareText(refusalOf([&] { readCsv(path, {}, {}, {}, limits); }, &message), "!too_large 0 0");
        QVERIFY2(message.find("--max-rows") != std::string::npos, message.c_str());
        try {
            readCsv(path, {}, {}, {}, limits);
        } catch (const CsvError& error) {
            QVERIFY(error.rowsThatFit > 1000 && error.rowsThatFit < 20000); // a row takes about 7 + 16 bytes
        }

        CsvOptions sample;
        sample.maxRows = 1000;
        const CsvResult result = readCsv(path, sample, {}, {}, limits);
        QCOMPARE(result.table.rows, 1000);
        QCOMPARE(result.table.columns[0].numbers[0], 0.0);
        QCOMPARE(result.table.columns[0].numbers[999], 99900.0); // every hundredth row
        QVERIFY2(warningsOf(result).find("1000 of 100000 rows") != std::string::npos, warningsOf(result).c_str());
    }

    void wideTable() // A30
    {
        std::string text;
        for (const char* cell : {"c", "1", "2.5"}) {
            for (int i = 0; i < 20000; ++i) {
                text.append(i > 0 ? "," : "");
                text += cell;
                if (*cell == 'c')
                    text += std::to_string(i);
            }
            text += '\n';
        }
        const CsvResult result = readCsvText(text, "wide.csv");
        QCOMPARE(static_cast<int>(result.table.columns.size()), 20000);
        QCOMPARE(result.table.rows, 2);
        QCOMPARE(result.table.columns[19999].numbers[1], 2.5);
    }

    void shapesWithoutEnd() // A31, with limits made small
    {
        CsvLimits limits;
        limits.maxLine = std::size_t{1} << 20;
        limits.maxField = std::size_t{1} << 16;
        const auto refusal = [&](const std::string& text) {
            return refusalOf([&] { readCsvText(text, "x.csv", {}, limits); });
        };
        compareText(refusal(std::string(2 << 20, 'x')), "!line_too_long 1 0");
        compareText(refusal(std::string(2 << 20, '"')), "!line_too_long 1 0");
        compareText(refusal("a,b\n1,\"" + std::string(100000, 'x') + "\"\n2,3\n"), "!field_too_long 2 0");
        compareText(refusal("a,b\nx," + std::string(100000, 'x') + "\n"), "!field_too_long 2 0");
        compareText(refusal(std::string(4 << 20, '\n')), "!empty 0 0");
        CsvLimits wide;
        compareText(refusalOf([&] { readCsvText(std::string(2 << 20, ','), "x.csv", {}, wide); }),
                    "!too_many_columns 1 0");
    }

    void raggedReportIsBounded() // A32
    {
        std::string text = "a,b\n";
        for (int i = 0; i < 3000; ++i)
            text += "1,2\n" + std::string(static_cast<std::size_t>(i % 500), ',') + "x\n";
        std::string message;
        QVERIFY(refusalOf([&] { readCsvText(text, "x.csv"); }, &message).starts_with("!ragged 3 1"));
        QVERIFY2(message.size() < 500 && message.find("more rows have") != std::string::npos, message.c_str());
    }

    void manyCategories() // A27
    {
        std::string text = "kind,y\n";
        for (int i = 0; i < 1000; ++i)
            text += 'k' + std::to_string(i % 200) + (i == 7 ? ",rare\n" : ",usual\n");
        const CsvResult result = readCsvText(text, "kinds.csv");
        QCOMPARE(static_cast<int>(result.table.columns[0].dictionary.size()), 200);
        QCOMPARE(static_cast<int>(result.table.columns[1].dictionary.size()), 2);
        QCOMPARE(readCsvText("a,b\n1,x\n2,y\n", "two.csv").table.rows, 2);
    }

    void manyWords() // A33
    {
        std::string text = "id,word\n";
        for (int i = 0; i < 200000; ++i)
            text += std::to_string(i) + ",w" + std::to_string(i) + '\n';
        const CsvResult result = readCsvText(text, "words.csv");
        QCOMPARE(static_cast<int>(result.table.columns[1].dictionary.size()), 200000);
        compareText(result.table.columns[1].text(199999), "w199999");
    }

    void lateSurprises() // A21: what the samples of the sniffer do not show
    {
        std::string text = "n,t,d,e\n";
        const int rows = 300000;
        for (int i = 0; i < rows; ++i) {
            const bool odd = i == 70001 || i == 70003;
            text += (odd ? "oops" : std::to_string(i)) + (i == 70010 ? ",word" : ",5") +
                    (i >= 100000 && i < 160000 ? ",31.12.2020" : ",7") + (i == 70020 ? ",late\n" : ",\n");
        }
        const CsvResult result = readCsvText(text, "late.csv");
        const Table& table = result.table;
        compareText(std::string(kindName(table.columns[0].kind)), "number");
        QCOMPARE(table.columns[0].missing, 2);
        compareText(std::string(kindName(table.columns[2].kind)), "text");
        compareText(table.columns[2].text(120000), "31.12.2020");
        compareText(std::string(kindName(table.columns[3].kind)), "text");
        compareText(table.columns[3].text(70020), "late");
        const std::string warnings = warningsOf(result);
        QVERIFY2(warnings.find("line 70003: column \"n\": 2 of 300000 values cannot be read as numbers") !=
                     std::string::npos,
                 warnings.c_str());
        QVERIFY2(warnings.find("line 100002: column \"d\" is read as text: 60000 values") != std::string::npos,
                 warnings.c_str());
    }

    void threadsDoNotMatter()
    {
        // Quoted cells with lines that look like rows, so that guesses of where rows begin go wrong.
        std::string text = "id,text,x\n";
        for (int i = 0; i < 40000; ++i)
            text += std::to_string(i) + (i % 3 == 0 ? ",\"1,a,2\n3,b,4\n5,c,6\n7,d \"\"q\"\" \"," : ",plain,") +
                    std::to_string(i * 0.25 > 50 ? i : -i) + '\n';
        for (int i = 0; i < 3; ++i)
            text += text.substr(10);
        CsvLimits one;
        one.threads = 1;
        const CsvResult alone = readCsvText(text, "t.csv", {}, one);
        for (const std::size_t threads : {2, 3, 5, 8}) {
            CsvLimits many;
            many.threads = threads;
            const CsvResult together = readCsvText(text, "t.csv", {}, many);
            QVERIFY(sameTable(alone.table, together.table));
            QCOMPARE(together.table.columns[1].dictionary, alone.table.columns[1].dictionary);
        }
    }

    // A29: the same table and the same lines in messages, whether the text is given back while it is read or not.
    void textGivenBack_data()
    {
        QTest::addColumn<QString>("lineEnd");
        QTest::newRow("LF") << "\n";
        QTest::newRow("CR LF") << "\r\n";
    }

    void textGivenBack()
    {
        QFETCH(QString, lineEnd);
        const std::string end = lineEnd.toStdString();
        std::string text = "\xef\xbb\xbfid,n,t,late" + end;
        const int rows = 700000;
        for (int i = 0; i < rows; ++i) {
            text += std::to_string(i) + (i == 400000 || i == 690000 ? ",oops," : ",1.5,");
            text +=
                i % 100000 == 7 ? "\"two" + end + "1,2,3,4" + end + "lines\"," : "word and some more to fill the line,";
            text += (i >= 150000 && i < 300000 ? "x" : std::to_string(i % 7)) + end; // read again as text
        }
        const std::string path = write("back.csv", text);
        const auto read = [&](std::size_t giveBack, std::size_t threads) {
            CsvLimits limits;
            limits.giveBack = giveBack;
            limits.threads = threads;
            return readCsv(path, {}, {}, {}, limits);
        };
        const CsvResult whole = read(SIZE_MAX, 2);
        QCOMPARE(whole.table.rows, Index(rows));
        const std::string warnings = warningsOf(whole);
        const int line = 1 + 400000 + 2 * 4 + 1; // header, rows, four cells of three lines
        QVERIFY2(warnings.find("line " + std::to_string(line) + ": column \"n\": 2 of 700000") != std::string::npos,
                 warnings.c_str());
        for (const std::size_t threads : {1, 2, 4}) {
            const CsvResult result = read(0, threads);
            QVERIFY(sameTable(result.table, whole.table));
            compareText(warningsOf(result), warnings);
        }
        write("back.csv", text + "1,2,3" + end);
        for (const std::size_t giveBack : {std::size_t(0), SIZE_MAX})
            compareText(refusalOf([&] { read(giveBack, 2); }), "!ragged " + std::to_string(rows + 7 * 2 + 2) + " 3");
    }

    void changedAfterItWasGivenBack()
    {
        std::string text = "a,b\n";
        for (int i = 0; i < 3000000; ++i)
            text += i == 100 ? "oops,2.5\n" : "1,2.5\n";
        const std::string path = write("later.csv", text);
        CsvLimits limits;
        limits.giveBack = 0;
        limits.threads = 1; // the share is told by the first part only
        const auto cut = [&](double share) {
            if (share > 0.9 && ::truncate(path.c_str(), 50) != 0)
                QFAIL("the file cannot be cut");
        };
        compareText(refusalOf([&] { readCsv(path, {}, {}, cut, limits); }), "!changed 0 0");
    }

    void fileThatChanges() // A34, A35: another thread cuts and grows the file while it is read
    {
        std::string text = "a,b\n";
        for (int i = 0; i < 400000; ++i)
            text += "1,2.5\n";
        const std::string path = write("moving.csv", text);
        std::atomic<bool> done = false;
        std::thread changer([&] {
            while (!done) {
                if (::truncate(path.c_str(), 1000) != 0)
                    break;
                write("moving.csv", text);
            }
        });
        const auto stop = qScopeGuard([&] {
            done = true;
            changer.join();
        });
        for (int i = 0; i < 30; ++i) {
            try {
                const CsvResult result = readCsv(path);
                QVERIFY(result.table.rows > 0);
            } catch (const CsvError& error) {
                // A page that is cut away while it is looked at reads as zeros, which no text has.
                static const std::set<std::string> allowed{"changed", "empty", "no_rows", "ragged", "binary"};
                QVERIFY2(allowed.contains(error.errorClass), error.what());
            }
        }
    }

    void cancels()
    {
        std::string text = "a,b,c\n";
        for (int i = 0; i < 1000000; ++i)
            text += "1,2.5,x\n";
        const std::string path = write("cancel.csv", text);
        std::stop_source source;
        double last = -1;
        bool rising = true;
        const auto cancel = [&](double share) {
            rising = rising && share >= last && share <= 1;
            last = share;
            if (share > 0.31)
                source.request_stop();
        };
        QElapsedTimer timer;
        timer.start();
        QVERIFY_EXCEPTION_THROWN(readCsv(path, {}, source.get_token(), cancel), Cancelled);
        QVERIFY(rising);
        QVERIFY(last < 0.9);
        readCsv(path, {}, {}, [&](double share) { last = share; });
        QCOMPARE(last, 1.0);
    }

    void deletedAfterOpening() // A36
    {
        std::string text = "a,b\n";
        for (int i = 0; i < 300000; ++i)
            text += "1,2.5\n";
        const std::string path = write("gone.csv", text);
        const CsvResult result = readCsv(path, {}, {}, [&](double) { ::unlink(path.c_str()); });
        QCOMPARE(result.table.rows, 300000);
    }

    void commaLocaleMakesNoDifference() // A13, R8
    {
        const bool found = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
        const CsvResult result = readCsvText("a,b\n1.5,2\n2.5,3\n", "t.csv");
        const std::string json = inspectJson(result, 2);
        std::setlocale(LC_ALL, "C");
        compareText(shown(result.table), "a:number,b:number|1.5,2|2.5,3");
        QVERIFY(json.find("1.5") != std::string::npos);
        if (!found)
            QSKIP("the locale de_DE is not installed");
    }

    // A22: from_chars of the standard library is the reference.
    void numbersAreExact()
    {
        Rng rng(7, "csv numbers");
        std::string text = "x\n";
        std::vector<double> expected;
        for (int i = 0; i < 20000; ++i) {
            const auto bits = rng.next();
            std::string digits;
            const int form = static_cast<int>(bits % 4);
            if (form == 0) {
                digits = std::to_string(rng.next() % 1000000) + '.' + std::to_string(rng.next());
                digits.resize(std::min<std::size_t>(digits.size(), 2 + rng.next() % 22));
            } else if (form == 1) {
                digits = std::string(bits & 8 ? "-" : "").append(std::to_string(1 + (rng.next() >> (rng.next() % 60))));
            } else if (form == 2) {
                digits = std::to_string(rng.next()) + 'e' + std::to_string(static_cast<int>(rng.next() % 500) - 300);
            } else {
                digits = "0." + std::string(rng.next() % 15, '0') + std::to_string(1 + rng.next() % 100000000);
            }
            double value = 0;
            const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size())
                continue;
            text += digits + '\n';
            expected.push_back(value);
        }
        CsvOptions options;
        options.kinds = {{"x", ColumnKind::Number}};
        options.header = true;
        const CsvResult result = readCsvText(text, "numbers.csv", options);
        QCOMPARE(result.table.rows, static_cast<Index>(expected.size()));
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(result.table.columns[0].numbers[i] == expected[i], std::to_string(i).c_str());
    }

#ifdef NETLOOM_LIBCSV
    // libcsv 3.0.3 as the other reader, on random well-formed text.
    void agreesWithLibcsv()
    {
        Rng rng(11, "csv differential");
        for (int round = 0; round < 300; ++round) {
            const std::size_t columns = 2 + rng.next() % 4;
            const std::size_t rows = 1 + rng.next() % 20;
            std::string text;
            for (std::size_t c = 0; c < columns; ++c)
                text += (c > 0 ? ",name" : "name") + std::to_string(c);
            text += '\n';
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c) {
                    std::string cell;
                    for (std::size_t i = 0, size = 1 + rng.next() % 6; i < size; ++i)
                        cell += "abc,\"\n xyz;"[rng.next() % 11];
                    std::string quotedCell = "\"";
                    for (const char ch : cell)
                        quotedCell += ch == '"' ? "\"\"" : std::string(1, ch);
                    text.append(c > 0 ? "," : "").append(quotedCell).append("\"");
                }
                text += rng.next() % 2 ? "\n" : "\r\n";
            }
            std::vector<std::string> fields;
            csv_parser parser;
            csv_init(&parser, CSV_STRICT);
            const auto onField = [](void* data, std::size_t size, void* out) {
                static_cast<std::vector<std::string>*>(out)->emplace_back(static_cast<const char*>(data), size);
            };
            const auto onRow = [](int, void*) {};
            QCOMPARE(csv_parse(&parser, text.data(), text.size(), onField, onRow, &fields), text.size());
            csv_fini(&parser, onField, onRow, &fields);
            csv_free(&parser);

            CsvOptions options;
            options.header = true;
            options.delimiter = ',';
            options.quote = '"';
            options.comment = "";
            options.skipLines = 0;
            options.missingWords = std::vector<std::string>();
            for (std::size_t c = 0; c < columns; ++c)
                options.kinds.emplace_back("name" + std::to_string(c), ColumnKind::Text);
            const CsvResult result = readCsvText(text, "random.csv", options);
            QCOMPARE(static_cast<std::size_t>(result.table.rows), rows);
            QCOMPARE(fields.size(), (rows + 1) * columns);
            for (std::size_t r = 0; r < rows; ++r) {
                for (std::size_t c = 0; c < columns; ++c)
                    compareText(result.table.columns[c].text(static_cast<Index>(r)), fields[(r + 1) * columns + c]);
            }
        }
    }
#endif

    void cutAtEveryByte()
    {
        const std::string text = "\xef\xbb\xbfname;\"zahl\nzwei\";Tag\r\n\"Mül\"\"ler\";1.234,5;31.12.2024\r\n# "
                                 "x\r\n\"a;b\r\nc\";-2,5;01.01.2025\r\n;NA;\r\n";
        for (std::size_t size = 0; size <= text.size(); ++size)
            checkCsvReader(std::string("\0\0", 2) + text.substr(0, size));
    }

    void randomBytes()
    {
        Rng rng(5, "csv noise");
        static constexpr std::string_view kAlphabet = "ab12,;\t\"'\r\n .-#NA\xc3\xa9\xff";
        for (int i = 0; i < 4000; ++i) {
            std::string text;
            for (std::size_t size = rng.next() % 60; size > 0; --size)
                text += i % 4 == 0 ? static_cast<char>(rng.next()) : kAlphabet[rng.next() % kAlphabet.size()];
            checkCsvReader(text);
            checkCsvSniffer(text);
        }
    }

    void replaysFuzzCorpus()
    {
        for (const char* target : {"fuzz_csv_reader", "fuzz_csv_sniffer"}) {
            const QDir folder(kSource + "/tests/fuzz/corpus/" + target);
            const QStringList files = folder.entryList(QDir::Files);
            QVERIFY(files.size() > 50);
            for (const QString& file : files) {
                const std::string bytes = readAll(folder.filePath(file));
                checkCsvReader(bytes);
                checkCsvSniffer(bytes);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csv_reader.moc"
