// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "ui/document/project_document.h"
#include "ui/layers/layers_panel.h"
#include "ui/suggestion/candidates_dialog.h"
#include "ui/suggestion/suggestion_controller.h"
#include "ui/training/yardstick_watch.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace netloom;

namespace {

/// y = a · b, or 2 a - b with noise.
std::shared_ptr<const Table> tableOf(int rows, bool product)
{
    Rng rng(5, "test");
    std::string text = "a,b,y\n";
    for (int i = 0; i < rows; ++i) {
        const double a = rng.uniform(-1, 1);
        const double b = rng.uniform(-1, 1);
        const double y = product ? a * b : 2 * a - b + 0.5 * rng.normal();
        text += std::to_string(a) + ',' + std::to_string(b) + ',' + std::to_string(y) + '\n';
    }
    return std::make_shared<const Table>(readCsvText(text, "t.csv").table);
}

struct Shown {
    ProjectDocument document;
    LayersPanel panel{document};
    SuggestionController& suggestions = panel.suggestions();

    explicit Shown(std::shared_ptr<const Table> table)
    {
        panel.resize(300, 700);
        panel.show();
        document.adopt(newProject({}, *table, "y"), table);
    }
    QWidget* card() const { return panel.findChild<QWidget*>("suggestionCard"); }
    template<typename T>
    T* find(const char* name) const
    {
        return card()->findChild<T*>(QString::fromLatin1(name));
    }
    QString title() const { return find<QLabel>("heading")->text(); }
};

#define WAIT_UNTIL_MEASURED(s)                                                                                         \
    QTRY_VERIFY_WITH_TIMEOUT(!(s).suggestions.isMeasuring() && (s).suggestions.choice(), 60'000)

} // namespace

class TestSuggestionCard : public QObject
{
    Q_OBJECT

private slots:
    void newDataAreMeasuredByThemselves()
    {
        Shown s(tableOf(80, true));
        QVERIFY(s.card()->isVisible());
        QCOMPARE(s.title(), QString("Suggested network"));
        QVERIFY(s.suggestions.isMeasuring());
        QVERIFY(!s.document.undoStack()->canUndo()); // nothing is changed by itself
        WAIT_UNTIL_MEASURED(s);
        QVERIFY(!s.document.undoStack()->canUndo());
        QVERIFY(!s.suggestions.wasAsked());
    }

    void theChoiceIsOneUndoStep()
    {
        Shown s(tableOf(300, false));
        WAIT_UNTIL_MEASURED(s);
        const NetworkSpec before = s.document.network();
        const TrainingConfig trainingBefore = s.document.training();
        const std::size_t chosen = s.suggestions.choice()->chosen;
        QVERIFY(s.suggestions.choice()->choice().isLinear); // the table is a line
        auto* use = s.find<QPushButton>("useMeasured");
        QVERIFY(use->isVisible());
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(s.document.undoStack()->count(), 1);
        QVERIFY(s.suggestions.isTaken(chosen));
        QCOMPARE(s.document.network().layers.size(), std::size_t(1));
        QCOMPARE(s.title(), QString("Measured choice"));
        QVERIFY(!use->isVisible());
        s.document.undoStack()->undo();
        QVERIFY(s.document.network() == before);
        QVERIFY(s.document.training() == trainingBefore);
        QCOMPARE(s.title(), QString("Suggested network"));
        QVERIFY(use->isVisible());
    }

    void theReasonsAreShownOnRequest()
    {
        Shown s(tableOf(80, true));
        QVERIFY(s.find<QLabel>("reason") == nullptr || !s.find<QLabel>("reason")->isVisible());
        QTest::mouseClick(s.find<QPushButton>("why"), Qt::LeftButton);
        QVERIFY(s.find<QLabel>("reason")->isVisible());
        QVERIFY(s.card()->findChildren<QLabel*>("reason").size() >= 4);
        QTest::mouseClick(s.find<QToolButton>("closeSuggestion"), Qt::LeftButton);
        QVERIFY(!s.card()->isVisible());
        s.panel.findChild<QAction*>("whyThisNetwork")->trigger();
        QVERIFY(s.card()->isVisible());
    }

    void theTableOfCandidates()
    {
        Shown s(tableOf(80, true));
        WAIT_UNTIL_MEASURED(s);
        QTest::mouseClick(s.find<QPushButton>("compare"), Qt::LeftButton);
        auto* dialog = s.panel.findChild<CandidatesDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* trials = dialog->findChild<QTableWidget*>("trials");
        QCOMPARE(trials->rowCount(), static_cast<int>(s.suggestions.choice()->trials.size()));
        QCOMPARE(trials->currentRow(), static_cast<int>(s.suggestions.choice()->chosen));
        QVERIFY(trials->item(0, 1)->text().contains(QStringLiteral("±")));
        const int other = trials->rowCount() - 1;
        trials->selectRow(other);
        QTest::mouseClick(dialog->findChild<QPushButton*>("useSelected"), Qt::LeftButton);
        QVERIFY(s.suggestions.isTaken(static_cast<std::size_t>(other)));
        QCOMPARE(s.document.undoStack()->count(), 1);
        QVERIFY(!dialog->findChild<QPushButton*>("useSelected")->isEnabled());
        // The network in use is one of the candidates: it is one row and counts once.
        const int count = trials->rowCount();
        QTest::mouseClick(dialog->findChild<QPushButton*>("tryAgain"), Qt::LeftButton);
        WAIT_UNTIL_MEASURED(s);
        QTRY_COMPARE(trials->rowCount(), count);
        const MeasuredChoice& choice = *s.suggestions.choice();
        QVERIFY(QString::fromStdString(choice.summary).startsWith(QString::number(count)));
        QCOMPARE(std::count_if(choice.trials.begin(), choice.trials.end(), [](const Trial& t) { return t.isOwn; }), 1);
    }

    void templatesAreOneStepEach()
    {
        Shown s(tableOf(80, true));
        for (const char* key : {"tutorial", "perceptron", "one_hidden_layer", "playground"}) {
            const int before = s.document.undoStack()->index();
            s.panel.findChild<QAction*>(QStringLiteral("template_") + QLatin1String(key))->trigger();
            QCOMPARE(s.document.undoStack()->index(), before + 1);
            QVERIFY(!s.document.followsRule());
            QVERIFY(s.document.canTrain());
            QCOMPARE(s.title(), QString::fromStdString(findNetworkTemplate(key)->title));
        }
        s.document.setLayerField(0, "units", std::int64_t(9));
        QCOMPARE(s.title(), QString("Your own network"));
        s.panel.findChild<QAction*>("template_suggested")->trigger();
        QVERIFY(s.document.followsRule());
    }

    void anUntouchedNetworkFollowsTheData()
    {
        Shown s(tableOf(80, true));
        QVERIFY(s.document.followsRule());
        ColumnRecipe ignored = *s.document.project().recipe.find("a");
        ignored.role = ColumnRole::Ignore;
        s.document.setColumnRecipe(ignored, "role", "Ignore a");
        QVERIFY(s.document.followsRule()); // with another brake, as there are fewer inputs
        s.document.undoStack()->undo();
        QVERIFY(s.document.followsRule());
        // One's own network stays.
        s.document.setLayerField(0, "units", std::int64_t(9));
        s.document.setColumnRecipe(ignored, "role", "Ignore a");
        QVERIFY(!s.document.followsRule());
        QCOMPARE(s.document.network().layers.front().fields.integer("units"), std::int64_t(9));
    }

    void whatWasMeasuredIsForgottenWithTheData()
    {
        Shown s(tableOf(80, true));
        WAIT_UNTIL_MEASURED(s);
        s.document.close();
        QVERIFY(!s.suggestions.choice());
        QVERIFY(!s.card()->isVisible());
    }

    void tooFewRowsAreSaidSo()
    {
        Shown s(tableOf(8, true));
        QTRY_VERIFY(!s.suggestions.isMeasuring());
        QVERIFY(s.suggestions.problem().contains("too few"));
        QCOMPARE(s.find<QLabel>("measured")->text(), s.suggestions.problem());
    }

    void yardsticksOfATrainedNetwork()
    {
        ProjectDocument document;
        const auto table = tableOf(80, false);
        document.adopt(newProject({}, *table, "y"), table);
        document.setSetting("epochs", "1");
        document.setSetting("learning_rate", "0.000001"); // so that there is something to remark on
        YardstickWatch watch(document);
        QVERIFY(!watch.standing());
        Session session;
        session.start(document.network(), document.training(), document.prepared()->data, std::nullopt, false);
        session.wait();
        document.setCheckpoint(session.checkpoint());
        QTRY_VERIFY(watch.standing().has_value());
        QCOMPARE(watch.standing()->part, std::string("validation"));
        QVERIFY(watch.standing()->linear.value > 0.5);
        QVERIFY(watch.standing()->constant.value < 0.1);
        // While it trains the numbers would be those of yesterday's weights.
        Progress running;
        running.state = SessionState::Running;
        watch.setProgress(running);
        QVERIFY(!watch.standing());
        running.state = SessionState::Finished;
        watch.setProgress(running);
        QTRY_VERIFY(watch.standing().has_value());
        QVERIFY(!watch.remark().isEmpty());
        // A verdict is of a training that has ended.
        running.state = SessionState::Paused;
        watch.setProgress(running);
        QVERIFY(watch.standing() && watch.remark().isEmpty());
        running.state = SessionState::Stopped;
        watch.setProgress(running);
        QVERIFY(!watch.remark().isEmpty());
        // A film shows what was before it.
        watch.setFilm(true);
        QVERIFY(!watch.standing() && watch.remark().isEmpty());
        watch.setFilm(false);
        QTRY_VERIFY(!watch.remark().isEmpty());
        // That it diverged is said elsewhere.
        Checkpoint diverged = document.project().run().checkpoint;
        diverged.history.events.push_back(
            {HistoryEvent::Kind::Diverged, static_cast<int>(diverged.history.epochs()), "diverged"});
        document.setCheckpoint(std::move(diverged));
        QTRY_VERIFY(watch.standing().has_value());
        QVERIFY(watch.remark().isEmpty());
    }

    void otherSettingsAreNoOtherNetwork()
    {
        Shown s(tableOf(80, true));
        s.document.setSetting("epochs", "7");
        QCOMPARE(s.title(), QString("Suggested network"));
        bool said = false;
        for (const QLabel* label : s.card()->findChildren<QLabel*>("muted"))
            said = said || label->text().contains("settings of your own");
        QVERIFY(said);
        s.document.setLayerField(0, "units", std::int64_t(3));
        QCOMPARE(s.title(), QString("Your own network"));
    }
};

QTEST_MAIN(TestSuggestionCard)

#include "tst_suggestion_card.moc"
