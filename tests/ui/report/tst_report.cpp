// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/weights_epoch.h"
#include "tests/support/trained_document.h"
#include "ui/document/current_model.h"
#include "ui/report/model_report.h"

#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>
#include <random>

using namespace netloom;

class TestReport : public QObject
{
    Q_OBJECT

private:
    static ReportSubject subjectOf(ProjectDocument& document)
    {
        return {document.project(),        "flowers.netloom",
                document.sharedPrepared(), *document.currentModel().model(),
                WhichWeights::Last,        {}};
    }

private slots:
    void everySectionIsThere_data()
    {
        QTest::addColumn<QByteArray>("sample");
        QTest::newRow("three classes") << QByteArray("iris");
        QTest::newRow("two classes") << QByteArray("breast_cancer");
        QTest::newRow("a number") << QByteArray("plane");
    }
    void everySectionIsThere()
    {
        QFETCH(const QByteArray, sample);
        ProjectDocument document;
        TrainingController training(document);
        testing::openSample(document, training, sample.constData(), "", 15);
        const ReportDocument report = modelReport(reportFigures(subjectOf(document)));
        const QString html = QString::fromUtf8(report.html());
        for (const char* section : {"1. Summary", "2. Data", "3. Model", "4. Performance", "5. By subgroup",
                                    "6. Errors", "7. Explanation", "8. Use", "9. Reproduce"})
            QVERIFY2(html.contains(QLatin1String(section)), section);
        // What nobody has said is told so, and every figure has its number of rows.
        QVERIFY(html.contains("not stated"));
        QVERIFY(html.contains(QStringLiteral("test (%1 rows)").arg(document.prepared()->split.test.size())));
        QVERIFY(html.contains("95 % interval"));
        // Nothing is fetched from elsewhere: the pictures are inside.
        QVERIFY(html.contains("data:image/png;base64,"));
        QVERIFY(!html.contains("netloom:"));
        QVERIFY(!html.contains("http"));
        // Every class has its curve; whether the predicted class is right is one question for all of them.
        if (sample == "iris") {
            for (const char* name : {"setosa", "versicolor", "virginica"})
                QVERIFY2(html.contains(QStringLiteral("<h3>ROC curve: %1</h3>").arg(QLatin1String(name))), name);
            QVERIFY(html.contains("<h3>Calibration</h3>"));
        }
        QVERIFY(report.pdf().startsWith("%PDF"));
        QVERIFY(!report.pdf().contains("/CreationDate"));
    }

    void namesFromFilesAreNoMarkup()
    {
        auto table = std::make_shared<Table>();
        table->rows = 80;
        Column input;
        input.name = "<b>size & \"weight\"</b>";
        input.kind = ColumnKind::Number;
        Column target;
        target.name = "<script>kind</script>";
        target.kind = ColumnKind::Text;
        target.dictionary = {"<i>no</i>", "yes"};
        for (int i = 0; i < 80; ++i) {
            input.numbers.push_back(i % 9 + (i % 2 ? 5 : 0));
            target.codes.push_back(i % 2);
        }
        table->columns = {input, target};
        ProjectDocument document;
        TrainingController training(document);
        document.adopt(newProject({}, *table, target.name), table);
        document.setSetting("epochs", "5");
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        const QString html = QString::fromUtf8(modelReport(reportFigures(subjectOf(document))).html());
        QVERIFY(!html.contains("<script>") && !html.contains("<b>size") && !html.contains("<i>no"));
        QVERIFY(html.contains("&lt;script&gt;kind"));
    }

    void itSaysWhichWeightsAndWhatIsKnownAgainstThem()
    {
        ProjectDocument document;
        TrainingController training(document);
        testing::openSample(document, training, "wine", "", 40);
        const Run& run = document.project().run();
        const QString html = QString::fromUtf8(modelReport(reportFigures(subjectOf(document))).html());
        QVERIFY(areOfBestEpoch(run, WhichWeights::Last)); // the rule puts the best ones back
        QVERIFY(html.contains(QStringLiteral("of the best epoch, %1").arg(run.checkpoint.history.bestEpoch + 1)));
        QVERIFY(html.contains("Judged by 27 rows only")); // 15 % of 178
        QVERIFY(html.contains("Rows of each class"));
        QVERIFY(html.contains("no test row is equal to a training row"));
        QVERIFY(html.contains("Along "));
        QVERIFY(html.contains("<thead>"));         // repeated where a table goes on on the next page
        QVERIFY(!html.contains("No row to show")); // the diagram is that of the weights
    }

    void aNetworkThatLearnedNothingIsCalledSo()
    {
        auto table = std::make_shared<Table>();
        table->rows = 200;
        Column input;
        input.name = "noise";
        input.kind = ColumnKind::Number;
        Column target;
        target.name = "kind";
        target.kind = ColumnKind::Text;
        target.dictionary = {"rare", "common"};
        for (int i = 0; i < 200; ++i) {
            input.numbers.push_back((i * 37) % 101);
            target.codes.push_back(i % 10 == 0 ? 0 : 1);
        }
        table->columns = {input, target};
        ProjectDocument document;
        TrainingController training(document);
        document.adopt(newProject({}, *table, target.name), table);
        document.setSetting("epochs", "3");
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        const QString html = QString::fromUtf8(modelReport(reportFigures(subjectOf(document))).html());
        QVERIFY(html.contains("is no better than always answering the same"));
        QVERIFY(!html.contains("None was found automatically"));
    }

    /// Every second row comes from a site whose labels have nothing to do with the input.
    void theWorstRegionIsNamed()
    {
        auto table = std::make_shared<Table>();
        table->rows = 600;
        Column size;
        size.name = "size";
        size.kind = ColumnKind::Number;
        Column site;
        site.name = "site";
        site.kind = ColumnKind::Text;
        site.dictionary = {"north", "south"};
        Column target;
        target.name = "kind";
        target.kind = ColumnKind::Text;
        target.dictionary = {"no", "yes"};
        std::mt19937 random(7);
        for (int i = 0; i < 600; ++i) {
            const double value = static_cast<double>(random() % 1000) / 100;
            size.numbers.push_back(value);
            site.codes.push_back(i % 2);
            target.codes.push_back(i % 2 ? static_cast<int>(random() % 2) : value > 5);
        }
        table->columns = {size, site, target};
        ProjectDocument document;
        TrainingController training(document);
        document.adopt(newProject({}, *table, target.name), table);
        document.setSetting("epochs", "40");
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        const ReportFigures figures = reportFigures(subjectOf(document));
        QVERIFY(std::any_of(figures.weaknesses.begin(), figures.weaknesses.end(), [](const std::string& each) {
            return each.starts_with("Worst region: site south. On these ");
        }));
    }

    /// The last row lies beyond all others; rows in the order of the file, so that it is a test row.
    void rowsBeyondTheTrainingAreCounted()
    {
        auto table = std::make_shared<Table>();
        table->rows = 100;
        Column size;
        size.name = "size";
        size.kind = ColumnKind::Number;
        Column target;
        target.name = "price";
        target.kind = ColumnKind::Number;
        for (int i = 0; i < 100; ++i) {
            size.numbers.push_back(i == 99 ? 1000 : (i * 37) % 50);
            target.numbers.push_back((i * 37) % 50);
        }
        table->columns = {size, target};
        ProjectDocument document;
        TrainingController training(document);
        document.adopt(newProject({}, *table, target.name), table);
        document.setSetting("split.order", "file");
        document.setSetting("epochs", "5");
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        const ReportFigures figures = reportFigures(subjectOf(document));
        QVERIFY(std::any_of(figures.weaknesses.begin(), figures.weaknesses.end(), [](const std::string& each) {
            return each.starts_with("Inputs outside the training range: 1 of 15 test rows");
        }));
    }

    void theSameProjectGivesTheSameReport()
    {
        ProjectDocument document;
        TrainingController training(document);
        testing::openSample(document, training, "iris", "species", 10);
        QCOMPARE(modelReport(reportFigures(subjectOf(document))).html(),
                 modelReport(reportFigures(subjectOf(document))).html());
    }
};

QTEST_MAIN(TestReport)
#include "tst_report.moc"
