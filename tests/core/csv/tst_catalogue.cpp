// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/csv/csv_cases.h"
#include "tests/core/csv/csv_shown.h"
#include "tests/core/csv/written_cases.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;
using namespace netloom::testing;

namespace {

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

/// A cell of a Markdown table: one line, nothing that it would read as its own.
QString cell(QString text)
{
    for (const auto& [from, to] : {std::pair("\n", "\\n"), std::pair("\r", "\\r"), std::pair("|", "\\|")})
        text.replace(QLatin1String(from), QLatin1String(to));
    text.replace(QRegularExpression(QStringLiteral("[\\x00-\\x1f]")), QStringLiteral("?"));
    return text.size() > 160 ? text.left(160) + QStringLiteral("…") : text;
}

} // namespace

/// The catalogue of bad and odd tables: every case with its file, what was expected and what came out. With
/// NETLOOM_REPORT=FILE the table is also written there, as Markdown.
class TestCatalogue : public QObject
{
    Q_OBJECT

private:
    QStringList m_report;

    void report(const std::string& name, const QString& fixture, const std::string& expected, const std::string& seen)
    {
        m_report << QStringLiteral("| %1 | %2 | %3 | %4 |")
                        .arg(cell(text(name)), cell(fixture), cell(text(expected)),
                             seen == expected ? QStringLiteral("the same")
                                              : QStringLiteral("**") + cell(text(seen)) + "**");
    }

private slots:
    void file_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<CsvCase> cases = csvCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }

    void file()
    {
        QFETCH(int, index);
        const CsvCase test = csvCases()[static_cast<std::size_t>(index)];
        const std::string path = catalogueFolder() + '/' + test.file;
        const CsvOptions options = optionsFrom(test.options);
        std::string message;
        CsvResult result;
        std::string seen = refusalOf([&] { result = readCsv(path, options); }, &message);
        const bool refused = seen != "not refused";
        if (!refused) {
            seen = shown(result.table);
            message = warningsOf(result);
        }
        const bool says = test.says == "-" ? message.empty() : message.find(test.says) != std::string::npos;
        report(test.name,
               QStringLiteral("`%1`").arg(text(test.file)) + (test.options.empty() ? "" : " " + text(test.options)),
               test.expected, says ? seen : seen + ", says " + message);
        QCOMPARE(text(seen), text(test.expected));
        QVERIFY2(says, message.c_str());
        if (refused)
            QVERIFY2(message.find(test.file) == 0, message.c_str());
        else // what was found is complete: it gives the same table again
            QCOMPARE(text(shown(readCsv(path, result.options).table)), text(seen));
    }

    void written_data() { rows(); }

    void written()
    {
        QFETCH(int, index);
        const WrittenCase test = writtenCases()[static_cast<std::size_t>(index)];
        const QTemporaryDir folder;
        const std::string seen = test.run(folder.path().toStdString());
        report(test.name, text(test.fixture), test.expected, seen);
        QCOMPARE(text(seen), text(test.expected));
    }

    // A file that nobody reads tests nothing.
    void everyFileIsListed()
    {
        QSet<QString> listed = {"cases.tsv"};
        for (const CsvCase& test : csvCases())
            listed << text(test.file);
        const QStringList files = QDir(text(catalogueFolder())).entryList(QDir::Files);
        QCOMPARE(QSet<QString>(files.begin(), files.end()), listed);
    }

    // A1 … A42; A41, files dropped on the window, is tried with the window.
    void everyEntryHasACase()
    {
        QSet<QString> entries;
        for (const CsvCase& test : csvCases())
            entries << text(test.name).section(' ', 0, 0);
        for (const WrittenCase& test : writtenCases())
            entries << text(test.name).section(' ', 0, 0);
        for (int i = 1; i <= 42; ++i)
            QVERIFY2(i == 41 || entries.contains(QStringLiteral("A%1").arg(i)), qPrintable(QString::number(i)));
    }

    void cleanupTestCase()
    {
        const QString path = qEnvironmentVariable("NETLOOM_REPORT");
        QFile out(path);
        if (path.isEmpty() || !out.open(QIODevice::WriteOnly))
            return;
        out.write("| case | file | expected | came out |\n|---|---|---|---|\n" + m_report.join('\n').toUtf8() + '\n');
    }

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        const std::vector<WrittenCase> cases = writtenCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name.c_str()) << static_cast<int>(i);
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
