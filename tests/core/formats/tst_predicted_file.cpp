// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/data/column_values.h"
#include "core/formats/predicted_file.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/prepared_data.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace netloom;

class TestPredictedFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const char* name, const QByteArray& text)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the test's folder cannot be written");
        return file.fileName().toStdString();
    }

    /// A line through two features, of which one is computed; the kernel is 2 and 3.
    /// @param mark  stands behind the numbers of the feature
    Project trained(const QByteArray& mark = {})
    {
        QByteArray text = "x;kind;y\n";
        for (int i = 0; i < 40; ++i)
            text += QByteArray::number(i) + ",5" + mark + ';' + (i % 2 ? "a" : "b") + ';' + QByteArray::number(i * i) +
                    '\n';
        Project project;
        project.data.source = DataReference::Source::File;
        project.data.path = write("train.csv", text);
        auto table = loadTable(project.data, {});
        project.recipe = guessRecipe(*table, "y");
        project.recipe.columns[1].role = ColumnRole::Ignore;
        project.recipe.columns.push_back(parseComputed("xx = x*x"));
        for (ColumnRecipe& column : project.recipe.columns)
            column.scale = "none";
        table = withComputedColumns(table, project.recipe);
        const PreparedData data = prepare(table, project.recipe, {});
        project.run().network.layers = {
            {"dense", "output", {{"units", std::int64_t(1)}, {"activation", std::string("linear")}}}};
        project.run().fitted = data.fitted;
        project.run().checkpoint.weights = {{"output", "kernel", {2, 1}, {2, 3}, true},
                                            {"output", "bias", {1}, {0}, true}};
        return project;
    }

private slots:
    void partsGiveTheSameTextAsTheWhole()
    {
        const Project project = trained();
        const Model model = *modelOf(project.run());
        QByteArray text = "x;kind;note\n";
        while (text.size() < 18'000'000)
            text += "2,5;a;00012\n;b;\"two\nlines\"\n1,0;c;=1+1\n";
        const std::string path = write("new.csv", text);
        std::string whole;
        std::string parts;
        const PredictedFile once = predictFile(
            project, model, path, {}, PredictedForm::AsRead, [&](std::string_view more) { whole += more; }, {}, {},
            100'000'000);
        int pieces = 0;
        const PredictedFile often = predictFile(
            project, model, path, {}, PredictedForm::AsRead,
            [&](std::string_view more) {
                parts += more;
                ++pieces;
            },
            {}, {}, 1'000'000);
        QVERIFY(pieces >= 2);
        QCOMPARE(often.rows, once.rows);
        QVERIFY(whole == parts);
        QCOMPARE(often.remarks, once.remarks);
        QCOMPARE(often.warnings, once.warnings);
        // 2 · 2.5 + 3 · 6.25
        QVERIFY2(whole.starts_with("x;kind;note;predicted_y\n2,5;a;00012;23,75\n"), whole.substr(0, 80).c_str());
    }

    void theFormOfTheFileIsKept_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("predicted");
        QTest::addColumn<QByteArray>("encoding");
        // 2 · 2.5 + 3 · 6.25, and 2 · 1 + 3
        QTest::newRow("decimal comma") << QByteArray("x;kind\n2,5;a\n1,0;\"b;c\"\n")
                                       << QByteArray("x;kind;predicted_y\n2,5;a;23,75\n1,0;\"b;c\";5\n")
                                       << QByteArray();
        QTest::newRow("tabs") << QByteArray("x\tkind\n2.5\ta, b\n1.0\tb\n")
                              << QByteArray("x\tkind\tpredicted_y\n2.5\ta, b\t23.75\n1.0\tb\t5\n") << QByteArray();
        QTest::newRow("commas") << QByteArray("x,kind\n2.5,a\n1.0,NA\n")
                                << QByteArray("x,kind,predicted_y\n2.5,a,23.75\n1.0,NA,5\n") << QByteArray();
        QTest::newRow("commas, decimal comma")
            << QByteArray("x,kind\n\"2,5\",a\n\"1,0\",b\n")
            << QByteArray("x,kind,predicted_y\n\"2,5\",a,\"23,75\"\n\"1,0\",b,5\n") << QByteArray();
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFx;kind\n2,5;a\n1,0;b\n")
                                         << QByteArray("\xEF\xBB\xBFx;kind;predicted_y\n2,5;a;23,75\n1,0;b;5\n")
                                         << QByteArray();
        QTest::newRow("another encoding")
            << QByteArray("x;kind\n2,5;Gen\xE8ve 5\x80\n1,0;Z\xFCrich\n")
            << QByteArray("x;kind;predicted_y\n2,5;Genève 5€;23,75\n1,0;Zürich;5\n") << QByteArray("windows-1252");
    }
    void theFormOfTheFileIsKept()
    {
        QFETCH(const QByteArray, file);
        const Project project = trained();
        std::string text;
        const PredictedFile result = predictFile(project, *modelOf(project.run()), write("form.csv", file), {},
                                                 PredictedForm::AsRead, [&](std::string_view more) { text += more; });
        QTEST(QByteArray::fromStdString(text), "predicted");
        QTEST(QByteArray::fromStdString(result.encoding), "encoding");
    }

    void thePlainFormIsTheSameForEveryFile()
    {
        const Project project = trained();
        std::string text;
        predictFile(project, *modelOf(project.run()), write("plain.csv", "\xEF\xBB\xBFx;kind\n2,5;a\n1,0;b\n"), {},
                    PredictedForm::Plain, [&](std::string_view more) { text += more; });
        QCOMPARE(text, std::string("x,kind,predicted_y\n\"2,5\",a,23.75\n\"1,0\",b,5\n"));
    }

    void cellsAreNamedByTheirRowInTheFile()
    {
        Project project = trained();
        project.recipe.columns[0].log = true; // log(1 + x) needs x > -1
        const auto table = loadTable(project.data, {});
        project.run().fitted = prepare(table, project.recipe, {}).fitted;
        QByteArray text = "x;kind\n";
        Index rows = 0;
        for (; text.size() < 10'000'000; ++rows)
            text += "2,5;a\n";
        text += "-7,5;a\n";
        try {
            predictFile(
                project, *modelOf(project.run()), write("log.csv", text), {}, PredictedForm::Plain,
                [](std::string_view) {}, {}, {}, 1'000'000);
            QFAIL("predicted");
        } catch (const Error& error) {
            QCOMPARE(error.where(), cellPlace("x", rows));
        }
    }

    /// "2.50" has no marks of thousands in it, and the training data had a decimal comma.
    void numbersThatContradictThoseOfTrainingAreTold()
    {
        const Project project = trained();
        const Model model = *modelOf(project.run());
        QByteArray text = "x;kind\n";
        while (text.size() < 3'000'000)
            text += "2.50;a\n1.00;b\n";
        const std::string path = write("points.csv", text);
        QCOMPARE(contradictionsOf(project, path).size(), std::size_t(1));
        QVERIFY(contradictionsOf(project, project.data.path).empty());
        for (const std::size_t partsFrom : {std::size_t(1'000'000), kReadInPartsFrom}) {
            std::string written;
            const auto take = [&](std::string_view more) { written += more; };
            const PredictedFile result =
                predictFile(project, model, path, {}, PredictedForm::Plain, take, {}, {}, partsFrom);
            QCOMPARE(std::count_if(result.reading.begin(), result.reading.end(),
                                   [](const CsvWarning& warning) { return !warning.contradiction.empty(); }),
                     1);
            QVERIFY(written.starts_with("x,kind,predicted_y\n2.50,a,23.75\n1.00,b,5\n"));
        }
        // Read as the training data were, no cell is a number.
        const PredictedFile asTraining = predictFile(project, model, path, asTrainingDataWere(project),
                                                     PredictedForm::Plain, [](std::string_view) {});
        QCOMPARE(asTraining.warnings.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(asTraining.warnings[0]).contains(QStringLiteral("\"x\"")));
        QVERIFY(std::all_of(asTraining.reading.begin(), asTraining.reading.end(),
                            [](const CsvWarning& warning) { return warning.contradiction.empty(); }));
    }

    void signsAndUnitsThatContradictThoseOfTrainingAreTold_data()
    {
        QTest::addColumn<QByteArray>("trained");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("contradict");
        QTest::newRow("same") << QByteArray("%") << QByteArray("%") << false;
        QTest::newRow("no percent") << QByteArray("%") << QByteArray() << true;
        QTest::newRow("percent") << QByteArray() << QByteArray("%") << true;
        QTest::newRow("pounds for kilograms") << QByteArray(" kg") << QByteArray(" lb") << true;
        QTest::newRow("no unit") << QByteArray(" kg") << QByteArray() << false;
        QTest::newRow("a unit") << QByteArray() << QByteArray(" kg") << false;
    }
    void signsAndUnitsThatContradictThoseOfTrainingAreTold()
    {
        QFETCH(const QByteArray, trained);
        QFETCH(const QByteArray, now);
        QFETCH(const bool, contradict);
        const Project project = this->trained(trained);
        const std::string path = write("marks.csv", "x;kind\n2,5" + now + ";a\n1,0" + now + ";b\n");
        QCOMPARE(contradictionsOf(project, path).size(), std::size_t(contradict ? 1 : 0));
        if (!contradict)
            return;
        std::string text;
        const auto take = [&](std::string_view more) { text += more; };
        predictFile(project, *modelOf(project.run()), path, {}, PredictedForm::Plain, take);
        QVERIFY(text.find(",23.75\n") != std::string::npos); // as the file looks
        const PredictedFile asTraining = predictFile(project, *modelOf(project.run()), path,
                                                     asTrainingDataWere(project), PredictedForm::Plain, take);
        QCOMPARE(asTraining.warnings.size(), std::size_t(1)); // no cell can be read
    }

    /// The bytes are Greek names in windows-1253, and nothing tells them from other encodings.
    void theEncodingOfTrainingIsTriedFirst()
    {
        Project project = trained();
        project.data.csv.encoding = "windows-1253";
        std::string text;
        predictFile(project, *modelOf(project.run()), write("greek.csv", "x;\xF0\xFC\xEB\xE7\n2,5;\xC1\n1,0;\xC2\n"),
                    {}, PredictedForm::Plain, [&](std::string_view more) { text += more; });
        QCOMPARE(text, std::string("x,πόλη,predicted_y\n\"2,5\",Α,23.75\n\"1,0\",Β,5\n"));
    }

    void missingColumnsAreNamed()
    {
        const Project project = trained();
        try {
            predictFile(project, *modelOf(project.run()), write("other.csv", "a;b\n1;2\n3;4\n"), {},
                        PredictedForm::Plain, [](std::string_view) {});
            QFAIL("predicted from nothing");
        } catch (const std::exception& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(QStringLiteral("\"x\"")), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestPredictedFile)
#include "tst_predicted_file.moc"
