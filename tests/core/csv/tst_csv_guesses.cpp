// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_reader.h"
#include "tests/core/csv/csv_shown.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <iconv.h>

using namespace netloom;
using namespace netloom::testing;

/// What a file is taken for where nobody says how it is written.
class TestCsvGuesses : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    CsvResult read(const QByteArray& text)
    {
        QFile file(m_folder.filePath("table.csv"));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(text);
        file.close();
        return readCsv(file.fileName().toStdString());
    }

    static QByteArray encoded(QByteArray text, const char* encoding)
    {
        const iconv_t converter = iconv_open(encoding, "UTF-8");
        QByteArray out(4 * text.size() + 16, '\0');
        char* from = text.data();
        char* to = out.data();
        auto left = static_cast<std::size_t>(text.size());
        auto room = static_cast<std::size_t>(out.size());
        const bool done = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
        iconv_close(converter);
        return done ? out.left(out.size() - static_cast<qsizetype>(room)) : QByteArray();
    }

private slots:
    void encodings_data()
    {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<QByteArray>("cells");
        const auto add = [](const char* language, const char* encoding, const char* names, const char* cells) {
            QTest::newRow(language) << QByteArray(encoding) << QByteArray(names) << QByteArray(cells);
        };
        add("Czech", "CP1250", "město;počet;třída", "Žďár;7;ano|Ústí;8;ne");
        add("Czech labels", "CP1250", "město;počet;třída", "Žďár;7;ano|Žďár;8;ne");
        add("Polish", "CP1250", "miasto;liczba;płeć", "Łódź;7;mężczyzna|Gdańsk;8;kobieta");
        add("Hungarian", "CP1250", "város;szám;osztály", "Győr;7;férfi|Szeged;8;nő");
        add("Slovak", "CP1250", "mesto;počet;trieda", "Košice;7;áno|Trenčín;8;nie");
        add("German", "CP1252", "Stadt;Größe;Wärme", "Köln;7;größer|München;8;kleiner");
        add("French", "CP1252", "prénom;âge;réponse", "Zoë;7;oui|Anaïs;8;peut-être");
        add("Danish", "CP1252", "by;størrelse;køn", "Ærø;7;mænd|Tønder;8;kvinder");
        add("Portuguese", "CP1252", "cidade;avaliação;gênero", "São Paulo;7;não|Belém;8;sim");
        add("Russian", "CP1251", "город;число;класс", "Москва;7;да|Омск;8;нет");
        add("Russian in KOI8", "KOI8-R", "город;число;класс", "Москва;7;да|Омск;8;нет");
        add("Japanese", "SHIFT_JIS", "都市;人数;種類", "東京;7;はい|横浜市;8;いいえ");
        add("Chinese", "GB18030", "城市;人数;类别", "北京;7;是的|广州市;8;不是");
    }

    void encodings()
    {
        QFETCH(const QByteArray, encoding);
        QFETCH(const QByteArray, names);
        QFETCH(const QByteArray, cells);
        const QList<QByteArray> rows = cells.split('|');
        QByteArray text = names + '\n';
        for (int i = 0; i < 20; ++i)
            text += rows[i % 2] + '\n';
        const QByteArray bytes = encoded(text, encoding.constData());
        QVERIFY(!bytes.isEmpty());
        const CsvResult result = read(bytes);
        QByteArrayList read;
        for (const Column& column : result.table.columns)
            read << QByteArray::fromStdString(column.name);
        QCOMPARE(read.join(';'), names);
        QCOMPARE(QByteArray::fromStdString(result.table.columns[0].text(0)), rows[0].split(';')[0]);
        QVERIFY2(warningsOf(result).find("is a guess") != std::string::npos, warningsOf(result).c_str());
    }

    void durationsWithUnits_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<double>("seconds");
        QTest::newRow("hours and minutes") << QByteArray("2h 14m") << 8040.0;
        QTest::newRow("together") << QByteArray("1h30m") << 5400.0;
        QTest::newRow("words") << QByteArray("1 hour 2 minutes") << 3720.0;
        QTest::newRow("days") << QByteArray("1d 2h 3m 4s") << 93784.0;
        QTest::newRow("ISO 8601") << QByteArray("PT1H30M") << 5400.0;
        QTest::newRow("French") << QByteArray("14h30") << 52200.0;
        QTest::newRow("decimals") << QByteArray("1 min 2.5 s") << 62.5;
        QTest::newRow("negative") << QByteArray("-1h 1m") << -3660.0;
    }

    void durationsWithUnits()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const double, seconds);
        const CsvResult result = read("t,y\n" + first + ",1\n45m,2\n3h,3\n");
        QCOMPARE(result.table.columns[0].kind, ColumnKind::Number);
        QCOMPARE(result.table.columns[0].numbers[0], seconds);
        QCOMPARE(result.table.columns[0].numbers[1], 2700.0);
        QCOMPARE(result.table.columns[0].numbers[2], 10800.0);
        QVERIFY2(warningsOf(result).find("3 times were read as seconds") != std::string::npos,
                 warningsOf(result).c_str());
    }

    void durationsOfDaysAndAClock()
    {
        const CsvResult result =
            read("job,t\na,2 days 03:04:05\nb,\"1 day, 0:00:30\"\nc,-1 days +23:59:00\nd,0 days 00:00:00.5\n");
        const std::vector<double>& seconds = result.table.columns[1].numbers;
        QCOMPARE(QList<double>(seconds.begin(), seconds.end()), QList<double>({183845.0, 86430.0, -60.0, 0.5}));
        QCOMPARE(read("t,y\n2 days x,1\n3 days 4:00 days 5:00:00,2\n").table.columns[0].kind, ColumnKind::Text);
    }

    void aMinusBesideAPlusIsAValue()
    {
        const CsvResult result = read("test,y\n+,1\n-,2\n0,3\n-,4\n+,5\n");
        QCOMPARE(result.table.columns[0].missing, Index(0));
        QCOMPARE(result.table.columns[0].text(1), std::string("-"));
        QCOMPARE(read("word,y\nup,1\n-,2\ndown,3\n").table.columns[0].missing, Index(1));
    }

    void errorsOfSpreadsheetsInOtherLanguages()
    {
        const CsvResult result = read("a;b\n1,5;#WERT!\n2,5;#BEZUG!\n3,5;#NV\n4,5;3,25\n5,5;n.d.\n");
        QCOMPARE(result.table.columns[1].kind, ColumnKind::Number);
        QCOMPARE(result.table.columns[1].missing, Index(4));
        QVERIFY2(warningsOf(result).find("3 cells hold an error of a spreadsheet") != std::string::npos,
                 warningsOf(result).c_str());
    }

    void whereTheUsualWordsForMissingAreThoseOfAnEarlierVersion()
    {
        CsvOptions options;
        const auto words = defaultMissingWords();
        options.missingWords = std::vector<std::string>(words.begin(), words.begin() + 44);
        read("a,sign\n1,+\n2,-\n3,+\n");
        const CsvResult result = readCsv(m_folder.filePath("table.csv").toStdString(), options);
        QCOMPARE(result.table.columns[1].missing, Index(0)); // signs are values beside signs, as ever
    }

    void numbersBeforeTwoWordsAreTold()
    {
        QByteArray text = "account,balance\n";
        for (int i = 0; i < 20; ++i)
            text += QByteArray::number(i) + ',' + QByteArray::number(i * 1.25 + 0.5) + (i % 2 ? " DR\n" : " CR\n");
        const CsvResult result = read(text);
        QCOMPARE(result.table.columns[1].kind, ColumnKind::Text);
        QVERIFY2(warningsOf(result).find("\"balance\" is read as text") != std::string::npos,
                 warningsOf(result).c_str());
    }

    void oneFlagBehindMostOfTheNumbers()
    {
        QByteArray text = "geo\tshare\n";
        for (int i = 0; i < 20; ++i)
            text += "A" + QByteArray::number(i) + '\t' + QByteArray::number(i + 0.5) + (i % 3 ? " p\n" : "\n");
        const CsvResult result = read(text);
        QCOMPARE(result.table.columns[1].kind, ColumnKind::Number);
        QCOMPARE(result.table.columns[1].numbers[1], 1.5);
        QVERIFY2(warningsOf(result).find("without the flags behind") != std::string::npos, warningsOf(result).c_str());
    }

    void aDashInPlaceOfCents()
    {
        const CsvResult result =
            read("v;w\n1.234,- €;2,5\n99,50 €;3,5\n2.000,\xe2\x80\x93 €;4,5\n12,-;5,5\n-3,-;6,5\n");
        const std::vector<double>& values = result.table.columns[0].numbers;
        QCOMPARE(QList<double>(values.begin(), values.end()), QList<double>({1234, 99.5, 2000, 12, -3}));
        QCOMPARE(result.table.columns[1].numbers[0], 2.5);
        QCOMPARE(read("v;w\n268,75-;1\n3,50;2\n").table.columns[0].numbers[0], -268.75); // a minus behind
    }

    void millionsBehindACurrency()
    {
        const CsvResult result = read("v,w\n\xc2\xa3"
                                      "1.2m,1\n\xc2\xa3"
                                      "3.4b,2\n\xc2\xa3"
                                      "250k,3\n");
        const std::vector<double>& values = result.table.columns[0].numbers;
        QCOMPARE(QList<double>(values.begin(), values.end()), QList<double>({1.2e6, 3.4e9, 250e3}));
        QCOMPARE(read("v,w\n1.2m,1\n3.4m,2\n").table.columns[0].numbers[0], 1.2); // metres
    }

    void datesAndTimesOfSeveralCountries_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("Czech") << QByteArray("5. 1. 2021") << QByteArray("2021-01-05");
        QTest::newRow("German clock") << QByteArray("05.01.2021 14:05 Uhr") << QByteArray("2021-01-05 14:05:00");
        QTest::newRow("ISO 8601 without marks") << QByteArray("20210105T140530Z") << QByteArray("2021-01-05 14:05:30");
        QTest::newRow("the same, short") << QByteArray("20210105T1405") << QByteArray("2021-01-05 14:05:00");
    }
    void datesAndTimesOfSeveralCountries()
    {
        QFETCH(const QByteArray, cell);
        QFETCH(const QByteArray, shown);
        const CsvResult result = read("v;w\n" + cell + ";1\n" + cell + ";2\n" + cell + ";3\n");
        QCOMPARE(result.table.columns[0].kind, ColumnKind::DateTime);
        QCOMPARE(QByteArray::fromStdString(result.table.columns[0].text(0)), shown);
        QCOMPARE(read("v;w\n20210105T14;1\n20210105T99999;2\n").table.columns[0].kind, ColumnKind::Text);
    }

    void aTableInMarkdown()
    {
        const CsvResult result =
            read("| a | b | c |\n|---|:-:|---|\n| 1 | 2.5 | x |\n| 2 | 3.5 | y |\n| 3 | 4.5 | x |\n");
        QCOMPARE(result.table.rows, Index(3));
        QCOMPARE(result.table.columns[1].name, std::string("a"));
        QCOMPARE(result.table.columns[2].numbers[0], 2.5);
        QCOMPARE(read("a,b\n--,--\n1,2\n--,4\n").table.rows, Index(3)); // missing words are no rule
    }

    void footnotesBehindNumbers()
    {
        QByteArray text = "g,v\n";
        for (int i = 0; i < 20; ++i)
            text += "g," + QByteArray::number(i + 0.5) + (i % 4 == 1 ? " [1]\n" : i % 4 == 2 ? "(e)\n" : "\n");
        const CsvResult result = read(text);
        QCOMPARE(result.table.columns[1].kind, ColumnKind::Number);
        QCOMPARE(result.table.columns[1].numbers[1], 1.5);
        QCOMPARE(result.table.columns[1].numbers[2], 2.5);
        QCOMPARE(read("v,y\n1 (20),2\n2 (40),3\n3,4\n").table.columns[0].kind, ColumnKind::Text);
    }

    void monthsByTheirNames_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("Russian") << QByteArray("3 января 2020") << QByteArray("14 Мая 2021");
        QTest::newRow("Czech") << QByteArray("3. ledna 2020") << QByteArray("14. května 2021");
        QTest::newRow("Finnish") << QByteArray("3. tammikuuta 2020") << QByteArray("14. toukokuuta 2021");
        QTest::newRow("Turkish") << QByteArray("3 Ocak 2020") << QByteArray("14 Mayıs 2021");
        QTest::newRow("French in capitals") << QByteArray("3 JANVIER 2020") << QByteArray("14 MAI 2021");
    }
    void monthsByTheirNames()
    {
        QFETCH(const QByteArray, first);
        QFETCH(const QByteArray, second);
        const CsvResult result = read("day;y\n" + first + ";1\n" + second + ";2\n" + first + ";3\n");
        QCOMPARE(result.table.columns[0].kind, ColumnKind::DateTime);
        QCOMPARE(result.table.columns[0].text(0), std::string("2020-01-03"));
        QCOMPARE(result.table.columns[0].text(1), std::string("2021-05-14"));
    }

    void doubleColonsAroundCommas()
    {
        const CsvResult result =
            read("1::Heat, The::Drama|War::5\n2::Wave, A::Comedy::4\n3::End, An::War|Western::1\n");
        QCOMPARE(result.table.columns.size(), std::size_t(4));
        QCOMPARE(result.table.columns[1].text(0), std::string("Heat, The"));
    }

    void commasWithinCellsThatCaretsDivide()
    {
        const CsvResult result = read("name^age^city\nDoe, J.^34^Rome, IT\nRoe, R.^28^Oslo, NO\nPoe, P.^51^Bern, CH\n");
        QCOMPARE(shown(result.table), std::string("name:text,age:number,city:text|Doe, J.,34,Rome, IT|Roe, R.,28,Oslo, "
                                                  "NO|Poe, P.,51,Bern, CH"));
    }

    void aRuleAboveTheNotesBelow()
    {
        const CsvResult result =
            read("Ort;Zahl;Dichte\nA;10;1,5\nB;20;2,5\nC;30;3,5\n\n__________\n© Amt 2021\nStand: 31.12.2020\n");
        QCOMPARE(result.table.rows, Index(3));
        QVERIFY2(warningsOf(result).find("3 lines below the table left out") != std::string::npos,
                 warningsOf(result).c_str());
    }

    void unitsAloneAreNoDurations()
    {
        const CsvResult metres = read("height,y\n45m,1\n12m,2\n3m,3\n");
        QCOMPARE(metres.table.columns[0].numbers[0], 45.0);
        QCOMPARE(read("t,y\n2m 3h,1\n1h 1h,2\n5x 1m,3\n").table.columns[0].kind, ColumnKind::Text);
    }

    void aTypographicMinusIsAMinus()
    {
        const CsvResult result = read("v;y\n\xe2\x88\x92"
                                      "1,5;1\n2,5;0\n\xe2\x88\x92"
                                      "3;1\n");
        QCOMPARE(result.table.columns[0].numbers[0], -1.5);
        QCOMPARE(result.table.columns[0].numbers[2], -3.0);
        QCOMPARE(warningsOf(result), std::string());
    }

    void wholeNumbersThatLookLikeDatesAreToldAndCanBeRead()
    {
        const QByteArray text = "when,y\n20190515,1\n20190601,0\n20191231,1\n";
        const CsvResult numbers = read(text);
        QCOMPARE(numbers.table.columns[0].kind, ColumnKind::Number);
        QVERIFY(warningsOf(numbers).find("look like dates") != std::string::npos);
        CsvOptions options;
        options.kinds.emplace_back("when", ColumnKind::DateTime);
        const CsvResult dates = readCsv(m_folder.filePath("table.csv").toStdString(), options);
        QCOMPARE(dates.table.columns[0].kind, ColumnKind::DateTime);
        QCOMPARE(dates.table.columns[0].text(1), std::string("2019-06-01"));
        QCOMPARE(warningsOf(read("code,y\n20190515,1\n20191301,0\n20191231,1\n")), std::string());
    }

    void aMinusBehindTheNumberOrItsMark()
    {
        const CsvResult result = read("v;y\n1,50- EUR;1\n2,50 EUR-;0\n3,50 EUR;1\n4,50-;0\n");
        QCOMPARE(QList<double>(result.table.columns[0].numbers.begin(), result.table.columns[0].numbers.end()),
                 QList<double>({-1.5, -2.5, 3.5, -4.5}));
        QCOMPARE(read("v,y\n3-pack,1\n6-pack,0\n12-pack,1\n").table.columns[0].kind, ColumnKind::Text);
    }

    void namesDividedByBlanksAndRowsByTabsToo()
    {
        const CsvResult result = read("  a   b    c\n  1 \t 0.50   p\n  2 \t 1.50   n\n  3 \t 2.50   p\n");
        QCOMPARE(result.table.columns.size(), std::size_t(3));
        QCOMPARE(result.table.columns[2].name, std::string("c"));
        QCOMPARE(result.table.columns[1].numbers[2], 2.5);
        // Words with blanks between tabs stay whole.
        QCOMPARE(read("city\tpeople\nNew York\t8\nLos Angeles\t4\n").table.columns.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestCsvGuesses)

#include "tst_csv_guesses.moc"
