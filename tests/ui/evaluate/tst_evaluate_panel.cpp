// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/answers.h"
#include "tests/support/trained_document.h"
#include "ui/document/current_model.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/evaluate/evaluation_job.h"
#include "ui/evaluate/figures_table.h"
#include "ui/evaluate/rows_stepper.h"
#include "ui/evaluate/threshold_row.h"
#include "ui/evaluate/weights_choice.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/xy_plot.h"
#include "ui/toolkit/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>

#include <cmath>

using namespace netloom;

namespace {

/// The text of a figure in a column of a table, or nothing.
QString cell(const FiguresTable& table, const QString& figure, int column)
{
    for (int row = 0; row < table.rowCount(); ++row)
        if (table.item(row, 0)->text() == figure)
            return table.item(row, column)->text();
    return {};
}

} // namespace

class TestEvaluatePanel : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    testing::Answers m_answers;
    std::unique_ptr<TrainingController> m_training;
    std::unique_ptr<EvaluatePanel> m_panel;

    void open(const char* sample, const char* target, int epochs)
    {
        m_panel.reset();
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, sample, target, epochs);
        m_panel = std::make_unique<EvaluatePanel>(m_document, *m_training);
        m_panel->resize(320, 900);
        m_panel->show();
    }
    FiguresTable& figures() const { return *m_panel->findChild<FiguresTable*>("figures"); }
    MatrixPlot& matrix() const { return *m_panel->findChild<MatrixPlot*>("matrix"); }
    QComboBox& choice(const char* name) const { return *m_panel->findChild<QComboBox*>(QLatin1String(name)); }
    void waitForFigures() const { QTRY_VERIFY_WITH_TIMEOUT(figures().rowCount() > 3, 20000); }

private slots:
    void init() { Dialogs::install(&m_answers); }
    void cleanup()
    {
        m_panel.reset();
        m_training.reset();
        Dialogs::install(nullptr);
    }

    void anUntrainedNetworkSaysWhatToDo()
    {
        open("iris", "species", 0);
        bool said = false;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const QLabel* label : m_panel->findChildren<QLabel*>())
                    said = said || (label->isVisible() && label->text().contains("not been trained"));
                return said;
            }(),
            5000);
        QVERIFY(!figures().isVisible());
    }

    void withoutDataTheyCanBeOpened()
    {
        m_document.close();
        m_training = std::make_unique<TrainingController>(m_document);
        m_panel = std::make_unique<EvaluatePanel>(m_document, *m_training);
        m_panel->show();
        QSignalSpy wanted(m_panel.get(), &EvaluatePanel::openDataRequested);
        auto* empty = m_panel->findChild<EmptyState*>();
        QVERIFY(empty && empty->isVisible());
        QTest::mouseClick(empty->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void aNarrowTableNeedsNoScrolling()
    {
        open("iris", "species", 40);
        m_panel->resize(250, 900);
        waitForFigures();
        FiguresTable& classes = *m_panel->findChild<FiguresTable*>("classes");
        QTRY_VERIFY(classes.rowCount() > 3);
        for (FiguresTable* table : {&figures(), &classes}) {
            QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
            QCOMPARE(table->verticalScrollBar()->maximum(), 0);
        }
        // What was copied names its columns in full, however narrow they are.
        QVERIFY(classes.asText().startsWith(QLatin1String("class\trows\tprecision")));
    }

    void groupsOfLongNamesNeedNoScrolling()
    {
        Figure accuracy;
        accuracy.info.key = "accuracy";
        accuracy.info.name = "accuracy";
        accuracy.value = 0.9125;
        Figure loss = accuracy;
        loss.info.key = "log_loss";
        loss.value = 1.25;
        const QStringList names{QStringLiteral("Adelie Penguin (Pygoscelis adeliae)"),
                                QStringLiteral("Chinstrap penguin (Pygoscelis antarctica)"),
                                QStringLiteral("Gentoo penguin (Pygoscelis papua)"),
                                QStringLiteral("0.0123456 … 0.0987654"), QStringLiteral("Donaudampfschifffahrt")};
        FiguresTable table;
        table.resize(300, 300);
        table.showGroups(names, std::vector(5, std::vector{accuracy, loss}), std::vector<Index>(5, 1234));
        table.show();
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        for (int c = 1; c < table.columnCount(); ++c) { // what is cut is told in full
            QCOMPARE(table.horizontalHeaderItem(c)->toolTip(), names[c - 1]);
            QVERIFY(table.horizontalHeaderItem(c)->text().size() > 2);
        }
        table.resize(2000, 300); // with room enough each name stands in one line
        for (int c = 1; c < table.columnCount(); ++c)
            QCOMPARE(table.horizontalHeaderItem(c)->text(), names[c - 1]);
    }

    void theThresholdRenewsTheSubgroups()
    {
        open("breast_cancer", "", 30);
        waitForFigures();
        QComboBox& column = choice("groupColumn");
        column.setFocus();
        QTest::keyClick(&column, Qt::Key_Down);
        FiguresTable* groups = nullptr;
        for (FiguresTable* each : m_panel->findChildren<FiguresTable*>())
            if (each->accessibleName() == QLatin1String("Figures of each subgroup"))
                groups = each;
        QTRY_VERIFY_WITH_TIMEOUT(groups && groups->isVisibleTo(m_panel.get()) && groups->columnCount() > 2, 20000);
        auto* slider = m_panel->findChild<QSlider*>();
        slider->setValue(slider->maximum()); // nobody is called positive
        const auto recalls = [&] {
            QStringList all;
            for (int c = 1; c < groups->columnCount(); ++c)
                all << cell(*groups, QStringLiteral("recall"), c);
            all.removeAll(QStringLiteral("–"));
            all.removeDuplicates();
            return all;
        };
        QTRY_COMPARE_WITH_TIMEOUT(recalls(), QStringList{QStringLiteral("0")}, 20000);
    }

    void figuresAreThoseOfTheMatrix()
    {
        open("iris", "species", 60);
        waitForFigures();
        const Index rows = static_cast<Index>(m_document.prepared()->split.test.size());
        QCOMPARE(matrix().matrix().rows(), rows);
        const double accuracy = static_cast<double>(matrix().matrix().correct()) / static_cast<double>(rows);
        QCOMPARE(cell(figures(), "accuracy", 1), FiguresTable::text(accuracy));
        // Two yardsticks beside it, and intervals after a while.
        QCOMPARE(figures().columnCount(), 5);
        QTRY_VERIFY_WITH_TIMEOUT(cell(figures(), "accuracy", 2).contains(QStringLiteral("…")), 20000);
    }

    /// Weights that are no numbers, as a file may hold them: no row can be judged, and the remark says why.
    void aBrokenNetworkIsSaid()
    {
        open("iris", "species", 3);
        waitForFigures();
        ParameterSet broken = m_document.project().run().checkpoint.weights.get();
        for (NamedTensor& tensor : broken)
            std::fill(tensor.values.begin(), tensor.values.end(), std::nanf(""));
        m_document.setWeights(std::move(broken), "broken");
        QTRY_VERIFY(m_panel->findChild<QLabel*>("warningRemark")->text().contains("is not a number"));
    }

    void partsStandSideBySide()
    {
        open("iris", "species", 20);
        waitForFigures();
        choice("beside").setCurrentIndex(1);
        emit choice("beside").activated(1);
        QCOMPARE(figures().columnCount(), 4);
        const Split& split = m_document.prepared()->split;
        QCOMPARE(cell(figures(), "rows", 1), QString::number(split.train.size()));
        QCOMPARE(cell(figures(), "rows", 3), QString::number(split.test.size()));
    }

    void theThresholdMovesTheMatrixAndNothingElse()
    {
        open("breast_cancer", "", 30);
        waitForFigures();
        const Index rows = matrix().matrix().rows();
        const QString auc = cell(figures(), "ROC AUC", 1);
        QVERIFY(!auc.isEmpty());
        auto* slider = m_panel->findChild<QSlider*>();
        QVERIFY(slider && slider->isVisibleTo(m_panel.get()));
        slider->setValue(slider->maximum()); // no probability is above 1
        QCOMPARE(matrix().matrix().rows(), rows);
        QCOMPARE(matrix().matrix().predicted(1), Index(0));
        QCOMPARE(cell(figures(), "ROC AUC", 1), auc);
        slider->setValue(0);
        QVERIFY(matrix().matrix().predicted(1) > matrix().matrix().predicted(0));
    }

    void aRuleChoosesOnTheValidationRows()
    {
        open("breast_cancer", "", 30);
        waitForFigures();
        auto* row = m_panel->findChild<ThresholdRow*>();
        emit row->ruleChosen({ThresholdRule::Kind::Youden});
        bool said = false;
        for (const QLabel* label : row->findChildren<QLabel*>())
            said = said || label->text().contains("validation rows");
        QVERIFY(said);
        QVERIFY(row->threshold() > 0 && row->threshold() < 1);
    }

    void aCellListsItsRowsOneAfterTheOther()
    {
        open("iris", "species", 60);
        waitForFigures();
        QSignalSpy selected(&m_document, &ProjectDocument::rowSelected);
        emit matrix().cellClicked(0, 0);
        const Index count = matrix().matrix().counts[0][0];
        QVERIFY(count > 1);
        QVERIFY(m_document.selectedRow() >= 0);
        const Column& species = m_document.table()->columns.back();
        auto* stepper = m_panel->findChild<RowsStepper*>();
        QVERIFY(stepper->isVisibleTo(m_panel.get()));
        QSet<Index> seen;
        for (Index i = 0; i < count; ++i) {
            QCOMPARE(species.text(m_document.selectedRow()),
                     m_document.target()->classes[0]); // rows of that class, and no others
            seen.insert(m_document.selectedRow());
            QTest::mouseClick(stepper->findChild<QWidget*>("rowNext"), Qt::LeftButton);
        }
        QCOMPARE(seen.size(), static_cast<qsizetype>(count));
    }

    void whichWeightsIsChosenOnceForAll()
    {
        open("iris", "species", 40);
        waitForFigures();
        auto* weights = m_panel->findChild<WeightsChoice*>();
        const Checkpoint& checkpoint = m_document.project().run().checkpoint;
        QVERIFY(!checkpoint.bestWeights.empty());
        QVERIFY(m_document.currentModel().model()->weights.shares(checkpoint.weights));
        weights->setCurrentIndex(1);
        emit weights->activated(1);
        QVERIFY(m_document.currentModel().model()->weights.shares(checkpoint.bestWeights));
        m_document.currentModel().setWhich(WhichWeights::Last);
        QCOMPARE(weights->currentIndex(), 0);
    }

    void everyPlotOfTheTaskHasContent_data()
    {
        QTest::addColumn<QByteArray>("sample");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("plots");
        QTest::newRow("two classes") << QByteArray("breast_cancer") << QByteArray() << 6;
        QTest::newRow("three classes") << QByteArray("iris") << QByteArray("species") << 6;
        QTest::newRow("numbers") << QByteArray("plane") << QByteArray() << 5;
    }
    void everyPlotOfTheTaskHasContent()
    {
        QFETCH(const QByteArray, sample);
        QFETCH(const QByteArray, target);
        QFETCH(const int, plots);
        open(sample.constData(), target.constData(), 15);
        waitForFigures();
        QComboBox& plot = choice("plot");
        QCOMPARE(plot.count(), plots);
        auto* shown = m_panel->findChildren<XyPlot*>().constFirst();
        for (int i = 0; i < plot.count(); ++i) {
            plot.setCurrentIndex(i);
            emit plot.activated(i);
            QVERIFY2(!shown->series().empty(), qPrintable(plot.itemText(i)));
            QVERIFY(shown->csv().count('\n') > 1);
            for (const char* format : {"png", "svg", "pdf"})
                QVERIFY(shown->picture(format, {300, 200}, 1).size() > 500);
        }
    }

    void anotherTableIsEvaluatedToo()
    {
        open("iris", "species", 40);
        waitForFigures();
        QTemporaryDir folder;
        QFile file(folder.filePath("new.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray text;
        const Table& table = *m_document.table();
        for (const Column& column : table.columns)
            text += QByteArray::fromStdString(column.name) + (&column == &table.columns.back() ? "\n" : ",");
        for (const Index row : {0, 60, 120})
            for (const Column& column : table.columns)
                text += QByteArray::fromStdString(column.text(row)) + (&column == &table.columns.back() ? "\n" : ",");
        file.write(text);
        file.close();
        m_answers.open = file.fileName();
        QComboBox& part = choice("part");
        part.setCurrentIndex(part.count() - 1);
        emit part.activated(part.count() - 1);
        QTRY_VERIFY_WITH_TIMEOUT(part.currentText().contains("new.csv"), 20000);
        QCOMPARE(matrix().matrix().rows(), Index(3));
        // What there is to be said of how a file was read is said beside its figures.
        QFile old(folder.filePath("old.csv"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write(text + '\x1a');
        old.close();
        m_answers.open = old.fileName();
        part.setCurrentIndex(part.count() - 1);
        emit part.activated(part.count() - 1);
        const auto* remarks = m_panel->findChild<QLabel*>("warningRemark");
        QTRY_VERIFY_WITH_TIMEOUT(remarks->isVisible() && remarks->text().contains("end mark"), 20000);
        QVERIFY(part.currentText().contains("old.csv"));
        m_answers.open = folder.filePath("gone.csv");
        emit part.activated(part.count() - 1);
        QTRY_COMPARE(m_answers.errors.size(), 1);
        // A table without what is predicted is refused in words, and the figures there are stay.
        QFile other(folder.filePath("other.csv"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.write("a,b\n1,2\n3,4\n");
        other.close();
        m_answers.open = other.fileName();
        emit part.activated(part.count() - 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers.errors.size(), 2, 20000);
        QVERIFY2(m_answers.errors.back().contains(QStringLiteral("\"species\"")), qPrintable(m_answers.errors.back()));
        QTRY_VERIFY(part.currentText().startsWith(QLatin1String("Test rows")));
        QVERIFY(figures().isVisible());
    }
};

QTEST_MAIN(TestEvaluatePanel)
#include "tst_evaluate_panel.moc"
