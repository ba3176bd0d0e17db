// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_sensitivity.h"
#include "tests/support/trained_document.h"
#include "ui/document/explained_path.h"
#include "ui/explain/explain_panel.h"
#include "ui/explain/explanation_source.h"
#include "ui/explain/row_answer.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/beeswarm_plot.h"
#include "ui/plots/heat_plot.h"
#include "ui/plots/xy_plot.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

#include <cmath>

using namespace netloom;

class TestExplainPanel : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    std::unique_ptr<TrainingController> m_training;
    std::unique_ptr<ExplainPanel> m_panel;

    void open(const char* sample, const char* target, int epochs)
    {
        m_panel.reset();
        m_training = std::make_unique<TrainingController>(m_document);
        testing::openSample(m_document, *m_training, sample, target, epochs);
        m_panel = std::make_unique<ExplainPanel>(m_document, *m_training);
        m_panel->resize(320, 1200);
        m_panel->show();
    }
    BarPlot& bars(const char* name) const { return *m_panel->findChild<BarPlot*>(QLatin1String(name)); }
    bool says(const char* words) const
    {
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QLatin1String(words)))
                return true;
        return false;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("QString::arg"))); }
    void cleanup()
    {
        m_panel.reset();
        m_training.reset();
    }

    void unitsAreRankedByWhatTheyDo()
    {
        open("iris", "species", 40);
        QTest::mouseClick(m_panel->findChild<QToolButton*>("modelPage"), Qt::LeftButton);
        auto* button = m_panel->findChild<QPushButton*>("rankUnits");
        QTRY_VERIFY(button->isVisible());
        QVERIFY2(button->text().contains(QLatin1String("48 units")), qPrintable(button->text())); // 32 and 16
        QTest::mouseClick(button, Qt::LeftButton);
        BarPlot& plot = bars("units");
        QTRY_VERIFY_WITH_TIMEOUT(plot.isVisible() && plot.content().bars.size() == 13, 60000);
        for (std::size_t i = 1; i < 12; ++i)
            QVERIFY(plot.content().bars[i].to <= plot.content().bars[i - 1].to);
        // The first one is a unit of the diagram that it names, with the effect that the engine finds for it.
        QTest::mouseClick(&plot, Qt::LeftButton, {}, {plot.width() / 2, plot.height() / 26});
        const SelectedUnit chosen = m_document.selectedUnit();
        QVERIFY(chosen.column == 1 || chosen.column == 2);
        QCOMPARE(plot.content().bars.front().name,
                 QStringLiteral("h%1 unit %2").arg(chosen.column).arg(chosen.unit + 1));
        QString why;
        const auto source = ExplanationSource::of(m_document, why);
        QVERIFY(source);
        ExplainedModel model = source->explained(ExplainedScale::Default);
        const Matrix x = model.prepared(model.table(), source->data->split.test);
        const auto effects = unitSensitivity(model.network(), x, static_cast<std::size_t>(chosen.column - 1), 0);
        QCOMPARE(plot.content().bars.front().to, effects[static_cast<std::size_t>(chosen.unit)].meanAbsAblation);
    }

    void anUntrainedNetworkSaysWhatToDo()
    {
        open("iris", "species", 0);
        QTRY_VERIFY(says("not been trained"));
    }

    void theBarsAddUpToThePrediction_data()
    {
        QTest::addColumn<QByteArray>("sample");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("three classes") << QByteArray("iris") << QByteArray("species");
        QTest::newRow("two classes, sampled") << QByteArray("breast_cancer") << QByteArray();
        QTest::newRow("a number") << QByteArray("plane") << QByteArray();
    }
    void theBarsAddUpToThePrediction()
    {
        QFETCH(const QByteArray, sample);
        QFETCH(const QByteArray, target);
        open(sample.constData(), target.constData(), 30);
        BarPlot& plot = bars("waterfall");
        QTRY_VERIFY_WITH_TIMEOUT(!plot.content().bars.empty(), 60000);
        const BarPlot::Content& content = plot.content();
        // From below: each begins where the one below it ends.
        double at = *content.start;
        for (auto bar = content.bars.rbegin(); bar != content.bars.rend(); ++bar) {
            QVERIFY(std::abs(bar->from - at) < 1e-12);
            at = bar->to;
        }
        QVERIFY2(std::abs(at - *content.end) < 1e-6, qPrintable(QString::number(at - *content.end)));
        // What is printed adds up too, to the digit.
        const auto number = [](QString text) {
            text.replace(QStringLiteral("−"), QStringLiteral("-")).remove('+');
            return QLocale().toDouble(text);
        };
        double printed = 0;
        for (const BarPlot::Bar& bar : content.bars)
            printed += number(bar.text);
        const qsizetype decimals = content.bars.front().text.section('.', 1).size();
        const double scale = std::pow(10.0, static_cast<double>(decimals));
        QCOMPARE(std::llround(printed * scale),
                 std::llround(*content.end * scale) - std::llround(*content.start * scale));
    }

    void whatIsKnownOfARowIsUsedAgain()
    {
        open("breast_cancer", "", 5);
        QString why;
        const auto source = ExplanationSource::of(m_document, why);
        QVERIFY2(source, qPrintable(why));
        RowQuestion question{*source, 3, -1, ExplainedScale::Default, {}};
        int steps = 0;
        const auto count = [&steps](double) { ++steps; };
        const RowAnswer first = answerRow(question, false, nullptr, {}, count);
        QVERIFY(first.explanation && !first.gradients);
        QVERIFY(steps > 0);
        steps = 0;
        const RowAnswer second = answerRow(question, true, &first, {}, count);
        QCOMPARE(second.explanation.get(), first.explanation.get());
        QVERIFY(second.gradients);
        QCOMPARE(steps, 0);
        QCOMPARE(second.actual, first.actual);
        question.scale = ExplainedScale::Probability;
        const RowAnswer other = answerRow(question, true, &second, {}, count);
        QVERIFY(other.explanation.get() != first.explanation.get());
        QCOMPARE(other.gradients->scale, ExplainedScale::Probability);
        QVERIFY(steps > 0);
        question.row = 4;
        QCOMPARE(answerRow(question, false, &other, {}, count).explanation->row, Index(4));
    }

    void anotherClassCostsNothing()
    {
        open("wine", "", 5);
        QString why;
        const auto source = ExplanationSource::of(m_document, why);
        QVERIFY2(source, qPrintable(why));
        RowQuestion question{*source, 3, 0, ExplainedScale::Default, {}};
        const RowAnswer first = answerRow(question, false, nullptr, {}, {});
        int steps = 0;
        const auto count = [&steps](double) { ++steps; };
        question.output = 2;
        const RowAnswer other = answerRow(question, false, &first, {}, count);
        QCOMPARE(steps, 0);
        const RowAnswer anew = answerRow(question, false, nullptr, {}, count);
        QVERIFY(steps > 0);
        QCOMPARE(other.explanation->words(), anew.explanation->words());
        QCOMPARE(other.explanation->prediction, anew.explanation->prediction);
        QCOMPARE(other.actual, anew.actual);
        question.output = -1;
        QCOMPARE(answerRow(question, false, &other, {}, {}).explanation->outputName, first.explanation->predictedText);
    }

    void valuesAreThoseOfTheFile()
    {
        open("iris", "species", 30);
        m_document.selectRow(120);
        BarPlot& plot = bars("waterfall");
        QTRY_VERIFY_WITH_TIMEOUT(!plot.content().bars.empty() && plot.content().end, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (const BarPlot::Bar& bar : plot.content().bars) {
                    const Index column = m_document.table()->find(bar.name.toStdString());
                    if (column < 0 || bar.value.toStdString() !=
                                          m_document.table()->columns[static_cast<std::size_t>(column)].text(120))
                        return false;
                }
                return plot.content().bars.size() == 4;
            }(),
            20000);
    }

    void theSelectedRowIsExplained()
    {
        open("iris", "species", 30);
        BarPlot& plot = bars("waterfall");
        QTRY_VERIFY_WITH_TIMEOUT(!plot.content().bars.empty(), 20000);
        const QString first = plot.content().endText;
        m_document.selectRow(140);
        QTRY_VERIFY_WITH_TIMEOUT(plot.content().endText != first, 20000);
    }

    void aBarLightsItsColumnInTheDiagram()
    {
        open("iris", "species", 30);
        m_document.selectRow(70);
        BarPlot& plot = bars("waterfall");
        QTRY_VERIFY_WITH_TIMEOUT(!plot.content().bars.empty(), 20000);
        emit plot.barClicked(1);
        QCOMPARE(m_document.explainedPath().column(), plot.content().bars[1].name.toStdString());
        QVERIFY(says(("which links carry " + plot.content().bars[1].name).toUtf8().constData()));
        emit plot.barClicked(1);
        QVERIFY(!m_document.explainedPath().isChosen());
        const Index first = m_document.prepared()->split.test.front();
        m_document.selectRow(-1); // the first test row is explained then, and looked at in the diagram too
        QTRY_VERIFY_WITH_TIMEOUT(plot.content().bars.size() > 1 &&
                                     plot.content().bars[1].value.toStdString() ==
                                         m_document.table()
                                             ->columns[static_cast<std::size_t>(
                                                 m_document.table()->find(plot.content().bars[1].name.toStdString()))]
                                             .text(first),
                                 20000);
        emit plot.barClicked(1);
        QCOMPARE(m_document.selectedRow(), first);
        QVERIFY(m_document.explainedPath().isChosen());
    }

    void itSaysWhatWouldHaveToChange()
    {
        open("iris", "species", 60);
        QTRY_VERIFY_WITH_TIMEOUT(!bars("waterfall").content().bars.empty(), 20000);
        QTest::mouseClick(m_panel->findChild<QPushButton*>("whatIf"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(says("not of the world"), 60000);
    }

    void theModelPageRanksColumnsAndShowsOneAlong()
    {
        open("iris", "species", 60);
        QTest::mouseClick(m_panel->findChild<QToolButton*>("modelPage"), Qt::LeftButton);
        BarPlot& plot = bars("importance");
        QTRY_VERIFY_WITH_TIMEOUT(plot.content().bars.size() == 4, 30000);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(plot.content().bars[i - 1].to >= plot.content().bars[i].to);
        auto* dependence = m_panel->findChild<XyPlot*>("dependence");
        QTRY_VERIFY_WITH_TIMEOUT(!dependence->series().empty(), 30000);
        auto* second = m_panel->findChild<QComboBox*>("pairColumn");
        QCOMPARE(second->count(), 4); // none, and the three others
        QVERIFY(!m_panel->findChild<HeatPlot*>("pairMap")->isVisible());
        QVERIFY(second->findText(m_panel->findChild<QComboBox*>("dependenceColumn")->currentText()) < 0);
        second->setFocus();
        QTest::keyClick(second, Qt::Key_Down);
        auto* map = m_panel->findChild<HeatPlot*>("pairMap");
        QTRY_VERIFY_WITH_TIMEOUT(!map->content().cells.empty(), 30000);
        QCOMPARE(map->content().y.name, second->currentText());
        QCOMPARE(map->csv().count('\n'),
                 static_cast<qsizetype>(1 + map->content().x.values.size() * map->content().y.values.size()));
        QVERIFY(map->cellText(0, 0).contains(second->currentText()));
        QTest::mouseClick(m_panel->findChild<QPushButton*>("swarmButton"), Qt::LeftButton);
        auto* swarm = m_panel->findChild<BeeswarmPlot*>("swarm");
        QTRY_VERIFY_WITH_TIMEOUT(swarm->isVisible(), 60000);
        QCOMPARE(swarm->csv().count('\n'), 151); // a line per row, and the names
    }

    void decimalsShowThreeDigits()
    {
        QCOMPARE(decimalsFor(123), 0);
        QCOMPARE(decimalsFor(1.5), 2);
        QCOMPARE(decimalsFor(0.15), 3);
        QCOMPARE(decimalsFor(0), 3);
    }
};

QTEST_MAIN(TestExplainPanel)
#include "tst_explain_panel.moc"
