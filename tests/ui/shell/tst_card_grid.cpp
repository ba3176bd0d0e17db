// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/card_grid.h"

#include <QSet>
#include <QTest>

using namespace netloom;

namespace {

class Card final : public QWidget
{
public:
    using QWidget::QWidget;
    QSize minimumSizeHint() const override { return {100, 50}; }
    QSize sizeHint() const override { return {160, 50}; }
};

} // namespace

class TestCardGrid : public QObject
{
    Q_OBJECT

private slots:
    void asManyStandInARowAsFit_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        // Cards of at least 100, gaps of 12.
        QTest::newRow("all") << 560 << 5;
        QTest::newRow("all, barely") << 548 << 5;
        QTest::newRow("two rows of three") << 547 << 3; // four fit; three and two are more even than four and one
        QTest::newRow("two") << 220 << 2;
        QTest::newRow("one") << 110 << 1;
    }
    void asManyStandInARowAsFit()
    {
        QFETCH(const int, width);
        QFETCH(const int, columns);
        QWidget page;
        CardGrid grid(&page);
        QList<QWidget*> cards;
        for (int i = 0; i < 5; ++i) {
            cards.append(new Card(&grid));
            grid.add(cards.back());
        }
        page.show();
        grid.resize(width, 400);
        QCoreApplication::processEvents();
        QSet<int> places;
        for (const QWidget* card : cards) {
            places.insert(card->x());
            QVERIFY(card->width() >= 100);
            QVERIFY(card->geometry().right() < width);
        }
        QCOMPARE(static_cast<int>(places.size()), columns);
    }
};

QTEST_MAIN(TestCardGrid)
#include "tst_card_grid.moc"
