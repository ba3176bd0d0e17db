// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_options.h"
#include "core/csv/number_mark.h"
#include "core/data/column_values.h"
#include "core/data/date_text.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

/// Dates and import options as text.
class TestTexts : public QObject
{
    Q_OBJECT

private slots:
    void longNumbersAreShortenedForSentences()
    {
        QCOMPARE(shortCell("4.067551775905288"), std::string("4.06755"));
        QCOMPARE(shortCell("-0.9630278035081495"), std::string("-0.963028"));
        QCOMPARE(shortCell("12.5"), std::string("12.5"));
        QCOMPARE(shortCell("123456789012"), std::string("123456789012")); // an id stays what it is
        QCOMPARE(shortCell("version 1.23456789"), std::string("version 1.23456789"));
        QCOMPARE(shortCell(""), std::string());
    }
    void datesAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("order");
        QTest::addColumn<double>("seconds");
        const auto row = [](const char* text, DateOrder order, double seconds) {
            QTest::newRow(text) << QString(text) << static_cast<int>(order) << seconds;
        };
        // Seconds as `date -u -d TEXT +%s` gives them.
        row("1970-01-01", DateOrder::YearMonthDay, 0);
        row("1969-12-31 23:59:59", DateOrder::YearMonthDay, -1);
        row("2024-02-29", DateOrder::YearMonthDay, 1709164800);
        row("2000/2/29", DateOrder::YearMonthDay, 951782400);
        row("31.01.2024", DateOrder::DayMonthYear, 1706659200);
        row("01/31/2024", DateOrder::MonthDayYear, 1706659200);
        row("2024-01-31T23:59", DateOrder::YearMonthDay, 1706745540);
        row("2024-01-31 23:59:59.125", DateOrder::YearMonthDay, 1706745599.125);
        row("2024-01-31 23:59:59,5Z", DateOrder::YearMonthDay, 1706745599.5);
        row("2024-01-31 1:02:03z", DateOrder::YearMonthDay, 1706662923);
        row("2024-01-31T12:00:00+01:00", DateOrder::YearMonthDay, 1706698800);
        row("2024-01-31T12:00:00 -0530", DateOrder::YearMonthDay, 1706722200);
        row("2024-01-31T12:00+02", DateOrder::YearMonthDay, 1706695200);
        row("0001-01-01", DateOrder::YearMonthDay, -62135596800);
        row("Jan 31, 2024", DateOrder::YearMonthDay, 1706659200);
        row("January 31st, 2024", DateOrder::DayMonthYear, 1706659200);
        row("31-Jan-24", DateOrder::MonthDayYear, 1706659200);
        row("31. Januar 2024", DateOrder::DayMonthYear, 1706659200);
        row("Wed, 31 Jan 2024", DateOrder::DayMonthYear, 1706659200);
        row("2024-Jan-31", DateOrder::YearMonthDay, 1706659200);
        row("Jan 2024", DateOrder::YearMonthDay, 1704067200);
        row("31.01.24", DateOrder::DayMonthYear, 1706659200);
        row("31 de enero de 2024", DateOrder::DayMonthYear, 1706659200);
        row("31st of January 2024", DateOrder::DayMonthYear, 1706659200);
        row("20240131", DateOrder::YearMonthDay, 1706659200);
        row("2024年1月31日", DateOrder::YearMonthDay, 1706659200);
        row("31/Jan/2024:23:59:00 +0000", DateOrder::DayMonthYear, 1706745540);
        row("31JAN2024:23:59:00", DateOrder::DayMonthYear, 1706745540);
        row("Wed Jan 31 23:59:00 2024", DateOrder::MonthDayYear, 1706745540);
        row("1/31/24", DateOrder::MonthDayYear, 1706659200);
        row("1/31/69", DateOrder::MonthDayYear, -28944000);
        row("1/31/24 11:59 PM", DateOrder::MonthDayYear, 1706745540);
        row("01/31/2024 12:00:00 AM", DateOrder::MonthDayYear, 1706659200);
    }
    void datesAreRead()
    {
        QFETCH(QString, text);
        QFETCH(int, order);
        QFETCH(double, seconds);
        const ParsedDate parsed = parseDate(text.toStdString(), static_cast<DateOrder>(order));
        QVERIFY(parsed.valid);
        QCOMPARE(parsed.seconds, seconds);
        QCOMPARE(parsed.timeOfDay, text.contains(QLatin1Char(':')));
    }

    void whatIsNoDate()
    {
        for (const char* text : {"",
                                 "2024",
                                 "2024-01",
                                 "1900-02-29",
                                 "2023-02-29",
                                 "2024-13-01",
                                 "2024-00-10",
                                 "2024-01-32",
                                 "2024-01-00",
                                 "2024-04-31",
                                 "0000-01-01",
                                 "24-01-31 ",
                                 "2024-01/31",
                                 "2024_01_31",
                                 "2024-01-31x",
                                 "2024-01-31 ",
                                 "2024-01-31 24:00",
                                 "2024-01-31 12:60",
                                 "2024-01-31 12",
                                 "2024-01-31 12:3",
                                 "2024-01-31 12:00:61",
                                 "2024-01-31 12:00:0",
                                 "2024-01-31 12:00:00.",
                                 "2024-01-31 12:00:00.x",
                                 "2024-01-31 12:00:00 CET",
                                 "2024-01-31 12:00:00+19:00",
                                 "2024-01-31 12:00:00+1:00",
                                 "2024-01-31 12:00:00+01:60",
                                 "2024-01-31 12:00:00+01:0",
                                 "2024-01-31 12:00:00+01:00x",
                                 "2024-01-31 13:00 PM",
                                 "2024-01-31:12:00",
                                 "2024年1月31",
                                 "202401311",
                                 "2024013",
                                 "20241301",
                                 "2024年1日",
                                 "Wed Jan 31 23:59:00 24",
                                 "A:b 2024 2024",
                                 "Janx 31, 2024",
                                 "31 Foo 2024",
                                 "Feb 30, 2024",
                                 "Jan 31, 204",
                                 "2024-01-31 12:00:00.0000000000000000000000"})
            QVERIFY2(!parseDate(text, DateOrder::YearMonthDay).valid, text);
        for (const char* text : {"31-01/2024", "31012024", "x1.01.2024", "31.1.24", "32.01.2024", "29.02.2023"})
            QVERIFY2(!parseDate(text, DateOrder::DayMonthYear).valid, text);
        QVERIFY(!parseDate("31/01/2024", DateOrder::MonthDayYear).valid);
        QVERIFY(!parseDate("Mo24 23:4 23:2", DateOrder::YearMonthDay).valid); // two times of day, no year behind them
    }

    void datesAreWritten()
    {
        QCOMPARE(dateToText(0, false), std::string("1970-01-01"));
        QCOMPARE(dateToText(-1, true), std::string("1969-12-31 23:59:59"));
        QCOMPARE(dateToText(1706745599.125, true), std::string("2024-01-31 23:59:59.125"));
        QCOMPARE(dateToText(-62135596800, false), std::string("0001-01-01"));
        QCOMPARE(dateToText(-62135596801, true), std::string("0000-12-31 23:59:59"));
        QCOMPARE(dateToText(-62198755201, false), std::string("-0002-12-31")); // a leap and a plain year, a second more
        QCOMPARE(dateToText(253402300800, false), std::string("10000-01-01"));
        // Whole microseconds fit 64 bits up to 9.22e12 seconds; beyond there is no text rather than a wrong one.
        QVERIFY(dateToText(8.9e12, false).starts_with("2839"));
        for (const double seconds : {9.5e12, -9.5e12, 1e300, std::numeric_limits<double>::infinity(), std::nan("")})
            QVERIFY(dateToText(seconds, true).empty());
    }

    void everyDayComesBack()
    {
        // 1 March 1600 to 1 March 2000 is a whole cycle of the Gregorian calendar: 146097 days.
        QCOMPARE(daysFromCivil(2000, 3, 1) - daysFromCivil(1600, 3, 1), std::int64_t(146097));
        for (std::int64_t day = daysFromCivil(1895, 1, 1); day < daysFromCivil(2105, 1, 1); ++day) {
            const double seconds = static_cast<double>(day) * 86400;
            QCOMPARE(parseDate(dateToText(seconds, false), DateOrder::YearMonthDay).seconds, seconds);
        }
    }

    void marksOfNumbers_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<double>("value");
        const auto row = [](const char* cell, const char* mark, double value) {
            QTest::newRow(cell) << QString::fromUtf8(mark) << value;
        };
        const double none = std::numeric_limits<double>::quiet_NaN();
        row("$5", "$", 5);
        row("-$1,234.50", "$", -1234.5);
        row("$-2", "$", -2);
        row("5 €", "€", 5);
        row("5\u00a0€", "€", 5);
        row("USD 7.5", "USD", 7.5);
        row("12%", "%", 12);
        row("+3 ‰", "‰", 3);
        row("5", "", none);
        row("$", "", none);
        row("$$5", "", none);
        row("-$-5", "", none);
        row("$5%", "", none);
        row("$5 each", "", none);
        row("ABC 5", "", none);
        row("P0", "", none);
        row("12 Downing Street", "", none);
        row("160lbs", "lbs", 160);
        row("43.1 m²", "m²", 43.1);
        row("43 m2", "m2", 43);
        row("5 kg", "kg", 5);
        row("12abc", "abc", 12);          // a word, not a unit that is known
        row("844 216.68 zł", "zł", none); // blanks between thousands are not this file's
        row("₹ 69,61,970", "₹", 6961970);
        row("€77.5M", "€", 77500000);
        row("8.2M", "", 8200000);
        row("313K €", "€", 313000);
        row("7 MW", "MW", 7);
        row("3 Mio. €", "€", 3000000);
        row("10,000+", "", 10000);
        row("<0.05", "", 0.05);
        row("< 0.5", "", 0.5);
        row("≥ 3 mg/l", "mg/l", 3);
        row("(243.50)", "", -243.5);
        row("($1,234)", "$", -1234);
        row("268.75-", "", -268.75);
        row("-268.75-", "", none);
        row("−5", "", -5);
        row("64.9 b", "b", 64.9);
    }
    void marksOfNumbers()
    {
        const std::string cell = QTest::currentDataTag();
        QFETCH(QString, mark);
        QFETCH(double, value);
        const std::optional<DressedNumber> number = undressed(cell);
        QCOMPARE(number ? QString::fromUtf8(number->mark.data(), qsizetype(number->mark.size())) : QString(), mark);
        const ParsedNumber parsed = number ? valueOf(*number, {'.', ','}) : ParsedNumber();
        QCOMPARE(parsed.kind == NumberText::NotANumber, std::isnan(value));
        if (!std::isnan(value))
            QCOMPARE(parsed.value, value);
    }

    void optionsAreRefusedInWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* name, const char* value) {
            QTest::addRow("%s=%s", name, value) << QString(name) << QString(value);
        };
        row("delimiter", "ab");
        row("delimiter", "");
        row("delimiter", "none");
        row("delimiter", "\"");
        row("delimiter", "\n");
        row("delimiter", "é");
        row("quote", "ab");
        row("decimal", "x");
        row("decimal", "");
        row("thousands", "x");
        row("encoding", "utf-7");
        row("header", "perhaps");
        row("units", "true");
        row("skip-lines", "-1");
        row("skip-lines", "1.5");
        row("skip-lines", "99999999999999999999");
        row("max-rows", "0");
        row("type", "size");
        row("type", "size=long");
        row("ragged", "bend");
        row("speed", "fast");
    }
    void optionsAreRefusedInWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        CsvOptions options;
        try {
            setCsvOption(options, name.toStdString(), value.toStdString());
            QFAIL("no error");
        } catch (const Error& error) {
            const QString message = QString::fromStdString(error.message());
            QVERIFY2(message.contains(name), qPrintable(message));
        }
        QVERIFY(options == CsvOptions());
    }

    void optionsComeBackAsText()
    {
        CsvOptions options;
        const auto set = [&](const char* name, const char* value) { setCsvOption(options, name, value); };
        set("delimiter", "tab");
        set("quote", "none");
        set("decimal", ",");
        set("thousands", "'");
        set("encoding", "iso-8859-1");
        set("header", "false");
        set("units", "no");
        set("skip-lines", "2");
        set("comment", "#'");
        set("missing", "NA,a\\,b,\\\\");
        set("type", "size=number");
        set("type", "x=y=text");
        set("type", "size=boolean"); // said twice: the later counts
        set("ragged", "skip");
        set("max-rows", "500");
        QVERIFY(options.delimiter == '\t');
        QVERIFY(options.quote == '\0');
        QVERIFY(options.thousands == '\'');
        QVERIFY(options.header == false);
        QVERIFY(options.units == false);
        QVERIFY(options.skipLines == Index(2));
        QVERIFY(options.missingWords == (std::vector<std::string>{"NA", "a,b", "\\"}));
        QVERIFY(options.kinds == (std::vector<std::pair<std::string, ColumnKind>>{{"size", ColumnKind::Boolean},
                                                                                  {"x=y", ColumnKind::Text}}));
        QVERIFY(options.ragged == RaggedRows::Skip);
        QVERIFY(options.maxRows == Index(500));
        CsvOptions again;
        for (const auto& [name, value] : csvOptionsToText(options))
            setCsvOption(again, name, value);
        QVERIFY(again == options);
        // For a POSIX shell: a quote within single quotes is '\'' there.
        const QString arguments = QString::fromStdString(csvOptionsToArguments(options));
        QVERIFY2(arguments.contains(QLatin1String("--comment '#'\\'''")), qPrintable(arguments));
        QVERIFY2(arguments.contains(QLatin1String("--skip-lines 2")), qPrintable(arguments));

        for (const std::vector<std::string>& words :
             {std::vector<std::string>{}, std::vector<std::string>{""}, std::vector<std::string>{"", "x"},
              std::vector<std::string>{"x", ""}, std::vector<std::string>{","}, std::vector<std::string>{"\\", ","}}) {
            CsvOptions missing;
            missing.missingWords = words;
            again = {};
            for (const auto& [name, value] : csvOptionsToText(missing))
                setCsvOption(again, name, value);
            QVERIFY2(again == missing, words.empty() ? "none" : words.front().c_str());
        }
        for (const char* yes : {"yes", "true"}) {
            again = {};
            setCsvOption(again, "header", yes);
            QVERIFY(again.header == true);
        }
    }
};

QTEST_APPLESS_MAIN(TestTexts)
#include "tst_texts.moc"
