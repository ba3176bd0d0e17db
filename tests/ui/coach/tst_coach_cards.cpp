// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trained_document.h"
#include "ui/coach/coach_cards.h"
#include "ui/coach/coach_watch.h"
#include "ui/coach/rate_finder_dialog.h"
#include "ui/plots/xy_plot.h"
#include "ui/toolkit/motion.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace netloom;
using namespace netloom::testing;

namespace {

struct Shown {
    ProjectDocument document;
    TrainingController training{document};
    CoachWatch watch{document, training};
    QWidget window;
    CoachCards cards{watch, &window};

    Shown()
    {
        auto* column = new QVBoxLayout(&window);
        column->addWidget(&cards);
        column->addStretch(1);
        window.resize(1000, 600);
        window.show();
    }
    QStringList said() const
    {
        QStringList keys;
        for (const QFrame* card : cards.findChildren<QFrame*>("strip"))
            if (card->isVisible())
                keys << card->property("remark").toString();
        return keys;
    }
    template<typename T>
    T* find(const char* name) const
    {
        for (T* each : cards.findChildren<T*>(QString::fromLatin1(name)))
            if (each->isVisible())
                return each;
        return nullptr;
    }
    void setLayers(const char* layers)
    {
        NetworkSpec network = document.network();
        network.layers = parseLayers(layers);
        document.setNetwork(network, "Layers");
    }
    /// Units that all start at 0 stay there.
    void neverLearns()
    {
        openSample(document, training, "iris", "", 0);
        setLayers("dense 16 relu kernel_initializer=zeros, dense 3 softmax");
        document.setSetting("optimizer", "sgd");
        document.setSetting("schedule", "constant");
        document.setSetting("early_stopping", "false");
        document.setSetting("learning_rate", "0.01");
        document.setSetting("epochs", "50");
        train();
        QTRY_VERIFY_WITH_TIMEOUT(said().contains("not_learning") && said().contains("dead_units"), 20000);
    }
    void train()
    {
        QSignalSpy ended(&training, &TrainingController::ended);
        training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30000);
    }
    /// A rate at which nothing can be learned.
    void diverge()
    {
        openSample(document, training, "bumps", "", 0);
        document.setSetting("optimizer", "sgd");
        document.setSetting("schedule", "constant");
        document.setSetting("learning_rate", "1000");
        train();
        QTRY_VERIFY_WITH_TIMEOUT(said().contains("diverged"), 20000);
    }
};

} // namespace

class TestCoachCards : public QObject
{
    Q_OBJECT

private slots:
    void silentWhereNothingIsWrong()
    {
        Shown s;
        openSample(s.document, s.training, "iris", "", 60);
        QSignalSpy changed(&s.watch, &CoachWatch::changed);
        s.train(); // on from there: what was asked is answered again
        QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, 20000);
        QVERIFY(!s.cards.isVisible());
        QCOMPARE(s.said(), QStringList());
    }

    void aDivergedTrainingAndItsRemedy()
    {
        Shown s;
        s.diverge();
        QVERIFY(s.cards.isVisible());
        QCOMPARE(s.said().first(), QString("diverged"));
        QCOMPARE(s.find<QFrame>("strip")->property("tone").toString(), QString("error"));
        QVERIFY(s.said().size() <= 2);
        const int steps = s.document.undoStack()->count();
        auto* remedy = s.find<QPushButton>("remarkRemedy");
        QVERIFY(remedy);
        QCOMPARE(remedy->text(), QString("Use a learning rate of 0.01"));
        QSignalSpy remedied(&s.cards, &CoachCards::remedied);
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(remedied.count(), 1);
        QCOMPARE(s.document.undoStack()->count(), steps + 1);
        QCOMPARE(s.document.undoStack()->undoText(), QString("Use a learning rate of 0.01"));
        QCOMPARE(s.document.training().learningRate(), 0.01);
        QVERIFY(!s.cards.isVisible()); // it speaks of other settings
        s.document.undoStack()->undo();
        QCOMPARE(s.document.training().learningRate(), 1000.0);
        QTRY_VERIFY(s.said().contains("diverged"));
    }

    void aNewRunHasNoRemarksOfTheOldOne()
    {
        Shown s;
        s.diverge();
        s.document.addRun("next");
        QCOMPARE(s.said(), QStringList());
    }

    void remarksComeAfterTheFilm()
    {
        Shown s;
        s.neverLearns();
        motion::setChoice(motion::Choice::Full);
        const Pace before = pace();
        setPace(Pace::Watch);
        QSignalSpy ended(&s.training, &TrainingController::ended);
        s.training.train();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30000);
        QVERIFY(s.training.isFilm());
        QTRY_VERIFY(s.training.progress().epoch > 70); // it has answered long ago
        QVERIFY(s.training.isFilm());
        QCOMPARE(s.said(), QStringList());
        s.training.skipFilm();
        QTRY_VERIFY_WITH_TIMEOUT(s.said().contains("not_learning"), 20000);
        setPace(before);
        motion::setChoice(motion::Choice::System);
    }

    void whyAndClose()
    {
        Shown s;
        s.diverge();
        auto* why = s.find<QPushButton>("remarkWhy");
        QVERIFY(!s.find<QLabel>("muted"));
        QTest::mouseClick(why, Qt::LeftButton);
        QVERIFY(s.find<QLabel>("muted") && s.find<QLabel>("muted")->text().contains("A smaller rate"));
        const int before = static_cast<int>(s.said().size());
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_COMPARE(static_cast<int>(s.said().size()), before - 1);
        QVERIFY(!s.said().contains("diverged"));
        s.train(); // speaks again of the next one
        QTRY_VERIFY_WITH_TIMEOUT(s.said().contains("diverged"), 20000);
    }

    void inALowWindowARemarkIsShortUntilOneAsks()
    {
        Shown s;
        s.diverge();
        s.window.resize(700, 700);
        const auto* text = s.find<QLabel>("remarkText");
        QTRY_VERIFY(text->text().contains(": "));
        const QString whole = text->text();
        s.window.resize(700, 400);
        QTRY_COMPARE(text->text(), whole.section(": ", 0, 0));
        QCOMPARE(text->toolTip(), whole);
        // What it is asked lies over what is below, which keeps its height.
        QTest::qWait(50);
        const int before = s.cards.height();
        const auto over = [&s]() -> QFrame* {
            for (auto* each : s.window.findChildren<QFrame*>(QStringLiteral("remarkOver")))
                if (each->isVisible())
                    return each;
            return nullptr;
        };
        QVERIFY(!over());
        QTest::mouseClick(s.find<QPushButton>("remarkWhy"), Qt::LeftButton);
        QTRY_VERIFY(over());
        QVERIFY(over()->findChild<QLabel*>()->text().startsWith(whole));
        QVERIFY(over()->findChild<QLabel*>()->text().contains("A smaller rate"));
        QTest::qWait(50);
        QCOMPARE(s.cards.height(), before);
        QVERIFY(over()->y() >= s.cards.geometry().top() + before && over()->height() > 20);
        QVERIFY(s.window.rect().contains(over()->geometry()));
        s.window.resize(700, 700);
        QTRY_COMPARE(text->text(), whole);
        QVERIFY(!over());
        QVERIFY(s.find<QLabel>("muted"));
        s.window.resize(700, 400);
        QTRY_VERIFY(over());
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_VERIFY(!over());
    }

    void aLowWindowHasOneRemarkAtATime()
    {
        Shown s;
        QSignalSpy spoke(&s.cards, &CoachCards::spoke);
        s.neverLearns();
        QVERIFY(spoke.last().at(0).toBool());
        const QStringList both = s.said();
        QCOMPARE(both.size(), 2);
        s.window.resize(1000, 400);
        QTRY_COMPARE(s.said(), both.first(1));
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_COMPARE(s.said(), both.last(1));
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_VERIFY(!spoke.last().at(0).toBool());
    }

    void theEvidenceIsMarked()
    {
        Shown s;
        s.diverge();
        QSignalSpy evidence(&s.cards, &CoachCards::evidenceMeant);
        QSignalSpy layer(&s.cards, &CoachCards::layerMeant);
        const auto* text = s.find<QLabel>("remarkText");
        QTest::mouseMove(s.window.windowHandle(), text->mapTo(&s.window, QPoint(20, 5)));
        QTRY_COMPARE(evidence.count(), 1); // under the mouse
        QCOMPARE(evidence.last(), QVariantList({1, 1}));
        QTest::mouseMove(s.window.windowHandle(), QPoint(500, 255));
        QTRY_COMPARE(evidence.last(), QVariantList({0, 0}));
        auto* show = s.find<QPushButton>("remarkShow");
        QVERIFY(show);
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(layer.count(), 1);
        QTest::mouseMove(s.window.windowHandle(), QPoint(500, 250));
        QTest::qWait(1);                                 // events of the mouse
        QCOMPARE(evidence.last(), QVariantList({1, 1})); // it was chosen
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_COMPARE(evidence.last(), QVariantList({0, 0}));
    }

    void deadUnitsAreChosenOneAfterAnother()
    {
        Shown s;
        s.neverLearns();
        std::vector<Index> dead;
        for (const CoachRemark& remark : s.watch.remarks())
            if (remark.key == "dead_units")
                dead = remark.units;
        QCOMPARE(dead.size(), std::size_t(16));
        QSignalSpy units(&s.cards, &CoachCards::unitMeant);
        QPushButton* show = nullptr;
        for (QFrame* card : s.cards.findChildren<QFrame*>("strip"))
            if (card->isVisible() && card->property("remark") == "dead_units")
                show = card->findChild<QPushButton*>("remarkShow");
        QVERIFY(show);
        for (const Index unit : {dead[0], dead[1]}) {
            QTest::mouseClick(show, Qt::LeftButton);
            QCOMPARE(units.last().at(0).toInt(), 0);
            QCOMPARE(units.last().at(1).value<Index>(), unit);
        }
    }

    void aNetworkThatDoesNotLearnGetsOneThatDoes()
    {
        Shown s;
        s.neverLearns();
        QPushButton* remedy = nullptr;
        for (QFrame* card : s.cards.findChildren<QFrame*>("strip"))
            if (card->isVisible() && card->property("remark") == "not_learning")
                remedy = card->findChild<QPushButton*>("remarkRemedy");
        QVERIFY(remedy);
        QVERIFY2(remedy->text().startsWith("SiLU, Adam, rate 0.0"), qPrintable(remedy->text()));
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(s.document.training().optimizer.type, std::string("adam"));
        s.train();
        const auto* accuracy = s.training.history().find("accuracy");
        QVERIFY(accuracy && accuracy->back() > 0.9);
        s.document.undoStack()->undo(); // one step
        QCOMPARE(s.document.training().optimizer.type, std::string("sgd"));
    }

    void forgottenWithTheProject()
    {
        Shown s;
        s.diverge();
        openSample(s.document, s.training, "iris", "", 0);
        QVERIFY(!s.cards.isVisible());
    }

    void theRateFinderMarksARateAndUsesIt()
    {
        Shown s;
        openSample(s.document, s.training, "breast_cancer", "", 0);
        RateFinderDialog dialog(s.document);
        dialog.show();
        auto* use = dialog.findChild<QPushButton*>("useRate");
        QTRY_VERIFY_WITH_TIMEOUT(use->isEnabled(), 20000);
        auto* plot = dialog.findChild<XyPlot*>("ratePlot");
        QCOMPARE(plot->series().size(), std::size_t(2));
        QVERIFY(dialog.findChild<QLabel*>("rateWords")->text().contains("falls most steeply"));
        emit plot->markerMoved(-2.6); // as when the mark is dragged
        QVERIFY(use->text().contains("0.0025"));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(s.document.training().learningRate(), 0.0025);
        QVERIFY(!dialog.isVisible());
        s.document.undoStack()->undo();
        QCOMPARE(s.document.training().learningRate(), 0.01);
    }
};

QTEST_MAIN(TestCoachCards)
#include "tst_coach_cards.moc"
