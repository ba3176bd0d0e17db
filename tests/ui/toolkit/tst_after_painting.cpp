// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/after_painting.h"

#include <QPaintEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWidget>

using namespace netloom;

namespace {

class Painted final : public QWidget
{
public:
    int count = 0;

protected:
    void paintEvent(QPaintEvent*) override { ++count; }
};

} // namespace

class TestAfterPainting : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhenWhatWaitedIsPainted_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("marked at once") << false;
        QTest::newRow("marked by a timer of no duration") << true;
    }
    void tellsWhenWhatWaitedIsPainted()
    {
        QFETCH(bool, later);
        Painted widget;
        widget.resize(100, 100);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QTRY_VERIFY(widget.count > 0);
        QCoreApplication::processEvents();
        const int before = widget.count;
        int painted = -1;
        AfterPainting after;
        connect(&after, &AfterPainting::painted, &widget, [&] { painted = widget.count; });
        const auto mark = [&widget] { widget.update(); };
        if (later)
            QTimer::singleShot(0, &widget, mark);
        else
            mark();
        after.ask();
        QCOMPARE(painted, -1);
        QTRY_VERIFY(painted >= 0);
        QVERIFY(painted > before);
    }

    void askedAgainItTellsOnce()
    {
        AfterPainting after;
        QSignalSpy told(&after, &AfterPainting::painted);
        after.ask();
        after.ask();
        QTRY_COMPARE(told.count(), 1);
        QTest::qWait(20);
        QCOMPARE(told.count(), 1);
        after.ask();
        QTRY_COMPARE(told.count(), 2);
    }
};

QTEST_MAIN(TestAfterPainting)
#include "tst_after_painting.moc"
