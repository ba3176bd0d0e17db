// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/number_box.h"

#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace netloom;

/// A field for one number, in a window that has an undo of its own.
class TestNumberBox : public QObject
{
    Q_OBJECT
public:
    /// Before Qt asks for the locale of the system.
    static void initMain() { qputenv("LC_ALL", "de_DE.UTF-8"); }

private slots:
    void theDecimalMarkOfTheSystemIsUnderstood()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        FieldInfo rate;
        rate.type = FieldType::Real;
        rate.max = 10;
        NumberBox box(rate);
        const auto typed = [&](const char* text) {
            box.selectAll();
            QTest::keyClicks(&box, QLatin1String(text));
            QTest::keyClick(&box, Qt::Key_Return);
            return std::get<double>(box.value());
        };
        QCOMPARE(typed("0,25"), 0.25);
        QCOMPARE(box.text(), QStringLiteral("0.25")); // shown as all numbers are
        QCOMPARE(typed("0.5"), 0.5);
        QCOMPARE(typed("1,5,5"), 0.5);
        QVERIFY(!box.refusal().isEmpty());
        QLocale::setDefault(before);
    }

    void undoIsTheWindowsOnceTheNumberIsConfirmed()
    {
        QWidget window;
        FieldInfo rate;
        rate.type = FieldType::Real;
        rate.initial = 0.01;
        rate.min = 0;
        rate.max = 1e6;
        auto* box = new NumberBox(rate, &window);
        (new QVBoxLayout(&window))->addWidget(box);
        QShortcut undo(QKeySequence::Undo, &window);
        QSignalSpy undone(&undo, &QShortcut::activated);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        box->setFocus();
        QTRY_VERIFY(box->hasFocus());

        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("0.5"));
        QTest::keyClick(box, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone.count(), 0); // what is being typed is taken back, here
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("0.5"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(std::get<double>(box->value()), 0.5);
        QTest::keyClick(box, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone.count(), 1);
        QCOMPARE(std::get<double>(box->value()), 0.5); // the window decides what is undone
    }
};

QTEST_MAIN(TestNumberBox)
#include "tst_number_box.moc"
