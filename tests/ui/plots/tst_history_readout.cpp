// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_readout.h"
#include "ui/plots/plot_library.h"
#include "ui/toolkit/theme.h"

#include <QTest>

using namespace netloom;

namespace {

const QString kText = QStringLiteral("Epoch 8\ntrain  0.1774\nvalidation  0.1582\nlogistic regression  100.0 %");
const QString kShorter = QStringLiteral("Epoch 8\ntrain  0.1774\nvalidation  0.1582");

QCPItemText* boxOf(const QCustomPlot& plot)
{
    for (int i = 0; i < plot.itemCount(); ++i)
        if (auto* text = qobject_cast<QCPItemText*>(plot.item(i)))
            return text;
    return nullptr;
}

} // namespace

/// What the cursor says, and where.
class TestHistoryReadout : public QObject
{
    Q_OBJECT

private slots:
    void rowsSayWhatIsThere()
    {
        const std::vector<HistoryReadout::Value> curves{{"loss", "0.5", "loss", true},
                                                        {"val loss", "0.6", "val_loss", true},
                                                        {"accuracy", "90.0 %", "accuracy", true}};
        QCOMPARE(HistoryReadout::text(1234, curves, {"batch size 16"}, {{"mean", "0.7"}}),
                 QStringLiteral("Epoch 1,234\nloss  0.5 · val 0.6\naccuracy  90.0 %\nbatch size 16\nmean  0.7"));
    }

    void theBoxIsWholeAndBesideItsLine_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("epoch");
        QTest::addColumn<bool>("whole");
        for (const int epoch : {0, 50, 100}) {
            QTest::addRow("wide, epoch %d", epoch) << QSize(800, 200) << epoch << true;
            QTest::addRow("low, epoch %d", epoch) << QSize(800, 60) << epoch << true;
        }
        QTest::addRow("narrow") << QSize(250, 140) << 45 << false;
    }
    void theBoxIsWholeAndBesideItsLine()
    {
        QFETCH(const QSize, size);
        QFETCH(const int, epoch);
        QFETCH(const bool, whole);
        QCustomPlot plot;
        plot.resize(size);
        plot.setViewport(QRect(QPoint(), size));
        plot.addLayer(QStringLiteral("cursor"));
        plot.xAxis->setRange(0, 100);
        HistoryReadout readout(plot);
        readout.setTheme(Theme::light());
        plot.replot();
        readout.show(epoch, kText, kShorter);
        plot.replot();
        const QCPItemText* box = boxOf(plot);
        QVERIFY(box && box->visible());
        QCOMPARE(box->text().contains(QLatin1String("logistic")), whole && size.height() > 100);
        const QRectF area(box->topLeft->pixelPosition(), box->bottomRight->pixelPosition());
        // The border is drawn one pixel further, and a plot does not draw its last row.
        QVERIFY2(area.left() >= 0 && area.right() < size.width(), qPrintable(QString::number(area.right())));
        QVERIFY2(area.top() >= 0 && area.bottom() + 1 < size.height(), qPrintable(QString::number(area.bottom())));
        const double line = plot.xAxis->coordToPixel(epoch);
        QVERIFY(line < area.left() || line > area.right());
        readout.hide();
        QVERIFY(!box->visible());
    }
};

QTEST_MAIN(TestHistoryReadout)
#include "tst_history_readout.moc"
