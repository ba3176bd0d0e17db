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
private slots:
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
