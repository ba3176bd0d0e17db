// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/wrapped_label.h"

#include <QTest>

using namespace netloom;

class TestWrappedLabel : public QObject
{
    Q_OBJECT
private slots:
    void aLongWordAsksForLinesNotForWidth()
    {
        const QString word(120, QLatin1Char('w'));
        WrappedLabel label;
        label.setText(word);
        QLabel plain;
        plain.setWordWrap(true);
        plain.setText(word);
        const int width = plain.minimumSizeHint().width() / 3;
        QVERIFY(label.minimumSizeHint().width() < width);
        // A third of the width needs three lines at least, and not many more.
        const int lines = label.heightForWidth(width) / label.fontMetrics().lineSpacing();
        QVERIFY2(lines >= 3 && lines <= 5, qPrintable(QString::number(lines)));
        label.resize(width, label.heightForWidth(width));
        const QImage picture = label.grab().toImage().convertToFormat(QImage::Format_RGB32);
        int last = 0; // the lowest row that is not ground
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (picture.pixel(x, y) != picture.pixel(picture.width() - 1, 0))
                    last = y;
        QVERIFY(last > label.fontMetrics().lineSpacing() * 2);
    }

    void wordsThatFitStandAsEver()
    {
        WrappedLabel label;
        label.setText("Three short words");
        QLabel plain("Three short words");
        plain.setWordWrap(true);
        for (const int width : {60, 100, 400})
            QCOMPARE(label.heightForWidth(width), plain.heightForWidth(width));
    }
};

QTEST_MAIN(TestWrappedLabel)
#include "tst_wrapped_label.moc"
