// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/trained_document.h"
#include "ui/plots/parallel_plot.h"
#include "ui/plots/xy_plot.h"
#include "ui/sweep/sweep_dialog.h"
#include "ui/toolkit/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace netloom;
using namespace netloom::testing;

namespace {

struct Shown {
    ProjectDocument document;
    TrainingController training{document};
    SweepDialog dialog{document, training};

    explicit Shown(const char* epochs = "6")
    {
        openSample(document, training, "iris", "", 0);
        document.setSetting("epochs", epochs);
        document.setSetting("early_stopping", "no");
        dialog.show();
        [[maybe_unused]] const bool there = QTest::qWaitFor([this] { return values().size() == 3; });
    }
    template<typename T>
    T* find(const char* name) const
    {
        return dialog.findChild<T*>(QString::fromLatin1(name));
    }
    QList<QLineEdit*> values() const
    {
        QList<QLineEdit*> found;
        for (QLineEdit* each : dialog.findChildren<QLineEdit*>("axisValues"))
            if (each->isVisible())
                found << each;
        return found;
    }
    QString preview() const { return find<QLabel>("preview")->text(); }
    QTableWidget* table() const { return find<QTableWidget>("trials"); }
    void type(int line, const char* text)
    {
        values()[line]->selectAll();
        QTest::keyClicks(values()[line], text);
    }
    void run()
    {
        QTest::mouseClick(find<QPushButton>("startSweep"), Qt::LeftButton);
        QVERIFY(find<QPushButton>("stopSweep")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>("stopSweep")->isVisible(), 60000);
    }
};

} // namespace

class TestSweepDialog : public QObject
{
    Q_OBJECT

private slots:
    void saysHowManyBeforeItStarts()
    {
        Shown s;
        QTRY_VERIFY(s.preview().startsWith("24 trials")); // 4 rates, 3 sizes, 2 dropouts
        s.type(0, "0.01, 0.02");
        QTRY_VERIFY(s.preview().startsWith("12 trials"));
        s.type(0, "0.01,,");
        QTRY_VERIFY(s.preview().contains("a value is missing"));
        QVERIFY(!s.find<QPushButton>("startSweep")->isEnabled());
        s.type(0, "0.001..0.1 log");
        QTRY_VERIFY(s.preview().contains("range cannot be gone through"));
        s.find<QComboBox>("how")->setCurrentIndex(1);
        s.find<QSpinBox>("count")->setValue(7);
        QTRY_VERIFY(s.preview().startsWith("7 trials"));
    }

    void saysWhatCannotBeTriedBeforeItStarts()
    {
        Shown s;
        const auto faulty = [&](int line) { return s.values()[line]->property("faulty").toBool(); };
        s.values()[0]->clear();
        QTRY_COMPARE(s.preview(),
                     QString("Learning rate: there are no values. Type some, separated by commas, or remove the "
                             "setting."));
        QVERIFY(faulty(0));
        s.type(0, "abc");
        QTRY_COMPARE(s.preview(), QString("Learning rate: expected a number with a decimal point, found \"abc\"."));
        s.type(0, "0.01");
        s.type(1, "0, 8");
        QTRY_VERIFY2(
            s.preview().endsWith(". 2 of them will fail. Hidden units: must be at least 1 and at most 65536, is 0."),
            qPrintable(s.preview()));
        QVERIFY(!faulty(0) && faulty(1) && !faulty(2));
        QVERIFY(s.find<QPushButton>("startSweep")->isEnabled()); // the others can be tried
        s.type(1, "8");
        s.type(2, "1.5");
        QTRY_COMPARE(s.preview(), QString("Hidden dropout: must be at least 0 and at most 1, is 1.5."));
        QVERIFY(!faulty(1) && faulty(2));
        QVERIFY(!s.find<QPushButton>("startSweep")->isEnabled());
        s.dialog.findChildren<QComboBox*>("axisKey")[2]->setCurrentIndex(0);
        QTRY_COMPARE(s.preview(), QString("Learning rate: it is there twice. Put its values into one line."));
        QVERIFY(!faulty(0) && faulty(2));
        for (int left = 3; left > 0; --left) {
            for (QToolButton* each : s.dialog.findChildren<QToolButton*>())
                if (each->accessibleName() == QStringLiteral("Remove") && each->isVisible()) {
                    QTest::mouseClick(each, Qt::LeftButton);
                    break;
                }
        }
        QTRY_COMPARE(s.preview(), QString("There is nothing to try. Choose at least one setting and its values."));
    }

    void aNewSweepShowsItsOwnBest()
    {
        Shown s;
        s.type(0, "0.0001, 0.02");
        s.type(1, "4, 8");
        s.run();
        s.table()->setCurrentCell(7, 0);
        s.run();
        QCOMPARE(s.table()->currentRow(), 0);
    }

    void nothingMovesWhenItBegins()
    {
        applyTheme(ThemeChoice::Light); // in its style the two buttons are not alike
        Shown s("300000");
        const auto place = [&] { return s.find<ParallelPlot>("parallel")->mapTo(&s.dialog, QPoint(0, 0)); };
        const QPoint before = place();
        const QSize start = s.find<QPushButton>("startSweep")->size();
        s.type(0, "0.01");
        QTest::mouseClick(s.find<QPushButton>("startSweep"), Qt::LeftButton);
        QTRY_VERIFY(s.find<QPushButton>("stopSweep")->isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(place(), before);
        QCOMPARE(s.find<QPushButton>("stopSweep")->size(), start);
        QTest::mouseClick(s.find<QPushButton>("stopSweep"), Qt::LeftButton);
        QTRY_VERIFY(s.find<QPushButton>("startSweep")->isVisible());
        QCOMPARE(place(), before);
    }

    void runsAndRanks()
    {
        Shown s;
        s.type(0, "0.0001, 0.02");
        s.type(1, "4, 8");
        s.run();
        QCOMPARE(s.table()->rowCount(), 8);
        QCOMPARE(s.table()->item(0, 0)->text(), QString("1"));
        QVERIFY(s.table()->item(0, 2)->text().contains("±"));
        QCOMPARE(s.table()->horizontalHeaderItem(2)->text(), QString("Accuracy"));
        QCOMPARE(s.table()->horizontalHeaderItem(5)->text(), QString("Learning rate"));
        QVERIFY(s.find<ParallelPlot>("parallel")->readoutText().startsWith("Learning rate "));
        QCOMPARE(s.table()->currentRow(), 0); // the best one
        // Sorted by another column, and the choice follows into the plot.
        QCOMPARE(s.table()->horizontalHeaderItem(0)->text(), QString("Rank ▴"));
        s.table()->horizontalHeader()->setSortIndicator(3, Qt::DescendingOrder);
        QCOMPARE(s.table()->horizontalHeaderItem(3)->text(), QString("Loss ▾"));
        QVERIFY(s.table()->item(0, 3)->text().toDouble() >= s.table()->item(7, 3)->text().toDouble());
        s.table()->setCurrentCell(3, 0);
        QCOMPARE(s.find<ParallelPlot>("parallel")->highlighted(), s.table()->item(3, 0)->data(Qt::UserRole).toInt());
        // A curve for each trial, the chosen one last and in colour, as long as it was trained.
        const std::vector<XySeries>& curves = s.find<XyPlot>("curves")->series();
        QCOMPARE(curves.size(), std::size_t(8));
        const auto coloured = [&] {
            return std::count_if(curves.begin(), curves.end(),
                                 [](const XySeries& one) { return one.role == XySeries::Role::Main; });
        };
        QCOMPARE(coloured(), 1);
        QVERIFY(curves.back().role == XySeries::Role::Main);
        const int key = s.table()->item(3, 0)->data(Qt::UserRole).toInt();
        QCOMPARE(curves.back().name, QStringLiteral("trial %1").arg(key + 1));
        QCOMPARE(s.table()->item(3, 1)->text(), QString::number(key + 1));
        QCOMPARE(QString::number(curves.back().x.size()), s.table()->item(3, 4)->text());
        QCOMPARE(s.document.project().runs.size(), std::size_t(1)); // nothing was changed
    }

    void aTrialBecomesARun()
    {
        Shown s;
        s.type(0, "0.0001, 0.02");
        s.type(1, "4, 8");
        s.run();
        const std::size_t runs = s.document.project().runs.size();
        const NetworkSpec before = s.document.network();
        s.table()->setFocus();
        QTest::keyClick(s.table(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(s.document.project().runs.size(), runs + 1, 20000);
        QTRY_VERIFY(!s.document.project().run().checkpoint.empty());
        QVERIFY(!s.dialog.isVisible());
        const Run& run = s.document.project().run();
        QVERIFY(QString::fromStdString(run.name).startsWith("Trial "));
        QVERIFY2(run.name.find(": learning rate 0.") != std::string::npos, run.name.c_str());
        QCOMPARE(s.document.training().learningRate(), s.table()->item(0, 5)->text().toDouble());
        QCOMPARE(run.checkpoint.history.epochs(), std::size_t(6));
        QVERIFY(s.document.undoStack()->canUndo());
        s.document.undoStack()->undo();
        QCOMPARE(s.document.network(), before);
        s.document.undoStack()->redo();
        QVERIFY(!s.document.project().run().checkpoint.empty());
        QCOMPARE(s.table()->rowCount(), 8); // the results stay
    }

    void theFocusStaysOnTheButtonThatStartsAndStops()
    {
        Shown s("300000");
        s.dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&s.dialog));
        auto* start = s.find<QPushButton>("startSweep");
        auto* stop = s.find<QPushButton>("stopSweep");
        start->setFocus();
        QTest::keyClick(start, Qt::Key_Space);
        QTRY_VERIFY(stop->hasFocus());
        QTest::keyClick(stop, Qt::Key_Space);
        QTRY_VERIFY(start->hasFocus());
    }

    void returnStarts()
    {
        Shown s;
        s.type(0, "0.01");
        s.type(1, "4");
        QTRY_VERIFY(s.preview().startsWith("2 trials"));
        QTest::keyClick(s.values()[1], Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(s.table()->rowCount(), 2, 20000);
        QTRY_VERIFY_WITH_TIMEOUT(s.find<QPushButton>("startSweep")->isVisible(), 20000);
    }

    void stopsAndKeepsWhatIsThere()
    {
        Shown s("300000");
        s.type(0, "0.01");
        s.type(1, "4, 8, 16");
        QTest::mouseClick(s.find<QPushButton>("startSweep"), Qt::LeftButton);
        QTRY_VERIFY(s.find<QPushButton>("stopSweep")->isVisible());
        QVERIFY(!s.values()[0]->isEnabled());
        QTest::mouseClick(s.find<QPushButton>("stopSweep"), Qt::LeftButton);
        QTRY_VERIFY(s.find<QPushButton>("startSweep")->isVisible());
        QVERIFY(s.values()[0]->isEnabled());
        QCOMPARE(s.table()->rowCount(), 6);
        QVERIFY(s.dialog.findChildren<QLabel*>("muted").last()->text().startsWith("Stopped after 0 of 6 trials."));
        QCOMPARE(s.table()->item(5, s.table()->columnCount() - 1)->text().trimmed(), QString("not tried"));
    }

    void forgottenWithTheData()
    {
        Shown s;
        s.type(0, "0.01");
        s.type(1, "4");
        s.run();
        QVERIFY(s.table()->rowCount() > 0);
        SplitConfig split = s.document.project().run().split;
        split.seed = 7;
        s.document.setSplit(split, "Other rows");
        QTRY_COMPARE(s.table()->rowCount(), 0);
    }
};

QTEST_MAIN(TestSweepDialog)
#include "tst_sweep_dialog.moc"
