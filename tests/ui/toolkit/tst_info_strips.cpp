// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/info_strips.h"

#include <QFrame>
#include <QLabel>
#include <QTest>
#include <QVBoxLayout>

using namespace netloom;

/// Lines of information above the work area.
class TestInfoStrips : public QObject
{
    Q_OBJECT

    const QString kLong = QStringLiteral("Column \"area\": 177 numbers were read without their thousands marks.");
    const QString kMiddle = QStringLiteral("177 numbers were read in some way.");
    const QString kShort = QStringLiteral("2 remarks.");

private slots:
    void aWarningHasItsOwnTone()
    {
        InfoStrips strips;
        strips.show(QStringLiteral("a"), InfoStrips::Kind::Warning, QStringLiteral("Careful."));
        QCOMPARE(strips.findChild<QFrame*>("strip")->property("tone").toString(), QStringLiteral("warning"));
        strips.show(QStringLiteral("a"), InfoStrips::Kind::Information, QStringLiteral("By the way."));
        QVERIFY(!strips.findChild<QFrame*>("strip")->property("tone").isValid());
    }

    void aLowWindowHasTheFirstTextThatFits_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("shown");
        QTest::newRow("wide") << 900 << kLong;
        QTest::newRow("narrow") << 420 << kMiddle;
        QTest::newRow("narrower") << 200 << kShort;
    }
    void aLowWindowHasTheFirstTextThatFits()
    {
        QFETCH(const int, width);
        QFETCH(const QString, shown);
        const auto picture = [&](const QString& text, const QStringList& shorter) {
            QWidget window;
            auto* column = new QVBoxLayout(&window);
            auto* strips = new InfoStrips(&window);
            column->addWidget(strips);
            column->addStretch();
            window.resize(width, 600);
            window.show();
            strips->show(QStringLiteral("a"), InfoStrips::Kind::Warning, text, {}, {}, shorter);
            QApplication::processEvents();
            auto* line = strips->findChild<QWidget*>("oneLine");
            return line->isVisible() ? line->grab().toImage() : QImage();
        };
        const QImage seen = picture(kLong, {kMiddle, kShort});
        QVERIFY(!seen.isNull());
        QCOMPARE(seen, picture(shown, {}));
    }

    void inAVeryLowWindowTheNewestInformationStandsAlone()
    {
        QWidget window;
        auto* strips = new InfoStrips(&window);
        QVBoxLayout column(&window);
        column.addWidget(strips);
        strips->show("first", InfoStrips::Kind::Information, "first");
        strips->show("warned", InfoStrips::Kind::Warning, "warned");
        strips->show("second", InfoStrips::Kind::Information, "second");
        const auto seen = [&] {
            QStringList keys;
            for (const auto* strip : strips->findChildren<QFrame*>("strip"))
                if (strip->isVisible())
                    keys << strip->property("key").toString();
            return keys;
        };
        window.resize(500, 600);
        window.show();
        QTRY_COMPARE(seen(), QStringList({"first", "warned", "second"}));
        window.resize(500, 400);
        QTRY_COMPARE(seen(), QStringList({"warned", "second"}));
        strips->setYielding(true); // to a remark of the coach's
        QCOMPARE(seen(), QStringList({"warned"}));
        strips->setYielding(false);
        strips->remove("second"); // the one before it takes its place
        strips->remove("warned");
        QCOMPARE(seen(), QStringList({"first"}));
    }
};

QTEST_MAIN(TestInfoStrips)
#include "tst_info_strips.moc"
