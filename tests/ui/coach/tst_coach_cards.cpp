// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trained_document.h"
#include "ui/coach/coach_cards.h"
#include "ui/coach/coach_watch.h"
#include "ui/coach/rate_finder_dialog.h"
#include "ui/plots/xy_plot.h"

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
        (new QVBoxLayout(&window))->addWidget(&cards);
        window.resize(1000, 260);
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
        QVERIFY(s.said().size() <= 2);
        const int steps = s.document.undoStack()->count();
        auto* remedy = s.find<QPushButton>("remarkRemedy");
        QVERIFY(remedy);
        QCOMPARE(remedy->text(), QString("Divide the learning rate by 10"));
        QSignalSpy remedied(&s.cards, &CoachCards::remedied);
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(remedied.count(), 1);
        QCOMPARE(s.document.undoStack()->count(), steps + 1);
        QCOMPARE(s.document.undoStack()->undoText(), QString("Divide the learning rate by 10"));
        QCOMPARE(s.document.training().learningRate(), 100.0);
        QVERIFY(!s.cards.isVisible()); // it speaks of other settings
        s.document.undoStack()->undo();
        QCOMPARE(s.document.training().learningRate(), 1000.0);
        QTRY_VERIFY(s.said().contains("diverged"));
    }

    void whyAndClose()
    {
        Shown s;
        s.diverge();
        auto* why = s.find<QPushButton>("remarkWhy");
        QVERIFY(!s.find<QLabel>("muted"));
        QTest::mouseClick(why, Qt::LeftButton);
        QVERIFY(s.find<QLabel>("muted") && s.find<QLabel>("muted")->text().contains("tenth of the rate"));
        const int before = static_cast<int>(s.said().size());
        QTest::mouseClick(s.find<QToolButton>("remarkClose"), Qt::LeftButton);
        QTRY_COMPARE(static_cast<int>(s.said().size()), before - 1);
        QVERIFY(!s.said().contains("diverged"));
        s.train(); // speaks again of the next one
        QTRY_VERIFY_WITH_TIMEOUT(s.said().contains("diverged"), 20000);
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
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(s.document.training().learningRate(), 0.0025);
        QVERIFY(!dialog.isVisible());
        s.document.undoStack()->undo();
        QCOMPARE(s.document.training().learningRate(), 0.01);
    }
};

QTEST_MAIN(TestCoachCards)
#include "tst_coach_cards.moc"
