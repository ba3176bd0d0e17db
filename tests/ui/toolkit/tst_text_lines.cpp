// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/text_lines.h"

#include <QTest>

using namespace netloom;

class TestTextLines : public QObject
{
    Q_OBJECT

private slots:
    void aTextIsBrokenBetweenWords()
    {
        const QFontMetrics metrics{QFont()};
        const int width = metrics.horizontalAdvance("share of the class");
        QCOMPARE(inLines("share of the class found", metrics, width, 2), QStringLiteral("share of the class\nfound"));
        QCOMPARE(inLines("lift", metrics, width, 2), QStringLiteral("lift"));
        const QString cut = inLines("share of the class found in a table that has many rows", metrics, width, 2);
        QCOMPARE(cut.count(QLatin1Char('\n')), 1);
        QVERIFY(cut.contains(QChar(0x2026)));
    }
};

QTEST_MAIN(TestTextLines)
#include "tst_text_lines.moc"
