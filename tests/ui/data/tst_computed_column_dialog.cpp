// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/computed_columns.h"
#include "core/project/new_project.h"
#include "tests/core/data/table_builder.h"
#include "ui/data/computed_column_dialog.h"
#include "ui/data/data_panel.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace netloom;

class TestComputedColumnDialog : public QObject
{
    Q_OBJECT

private:
    ProjectDocument m_document;
    std::unique_ptr<DataPanel> m_panel;

    ComputedColumnDialog& openDialog(const char* button)
    {
        QTest::mouseClick(m_panel->findChild<QPushButton*>(button), Qt::LeftButton);
        auto* dialog = m_panel->findChild<ComputedColumnDialog*>();
        Q_ASSERT(dialog);
        (void)QTest::qWaitForWindowExposed(dialog);
        return *dialog;
    }
    static QString said(const ComputedColumnDialog& dialog) { return dialog.findChild<QLabel*>("fieldRemark")->text(); }
    static QPushButton& ok(const ComputedColumnDialog& dialog)
    {
        return *dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
    }
    static void type(ComputedColumnDialog& dialog, const char* name, const char* formula)
    {
        for (const auto& [field, text] : {std::pair("computedName", name), std::pair("computedFormula", formula)}) {
            auto* line = dialog.findChild<QLineEdit*>(field);
            line->selectAll();
            QTest::keyClicks(line, QString::fromUtf8(text));
        }
    }

private slots:
    void init()
    {
        applyTheme(ThemeChoice::Light);
        std::vector<double> x;
        std::vector<double> y;
        std::vector<std::string> words;
        for (int i = 0; i < 40; ++i) {
            x.push_back(0.5 + i);
            words.emplace_back(i % 2 == 0 ? "a" : "b");
            y.push_back(0.25 * i * i);
        }
        const auto table = std::make_shared<const Table>(
            testing::table({testing::numbers("x", x), testing::texts("my kind", words), testing::numbers("y", y)}));
        m_document.adopt(newProject({}, *table, "y"), table);
        m_panel = std::make_unique<DataPanel>(m_document);
        m_panel->resize(320, 1000);
        m_panel->show();
        (void)QTest::qWaitForWindowExposed(m_panel.get());
    }
    void cleanup() { m_panel.reset(); }

    void aColumnIsAddedAsOneUndoStep()
    {
        const Index before = m_document.inputs();
        ComputedColumnDialog& dialog = openDialog("computeColumn");
        QVERIFY(!ok(dialog).isEnabled());
        type(dialog, "xx", "x*x");
        const auto* values = dialog.findChild<QLabel*>("computedValues");
        QVERIFY(values->text().startsWith(QStringLiteral("0.25")));
        QVERIFY(values->heightForWidth(values->width()) <= values->height()); // nothing of it is cut
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_COMPARE(m_document.inputs(), before + 1);
        const Table& table = *m_document.table();
        QCOMPARE(table.columns.back().name, std::string("xx"));
        QCOMPARE(table.columns.back().numbers[3], 12.25);
        QVERIFY(m_document.prepared()->fitted.steps("xx").front() == "= x*x");
        QCOMPARE(m_document.undoStack()->count(), 1);
        m_document.undoStack()->undo();
        QCOMPARE(m_document.inputs(), before);
        QCOMPARE(m_document.table()->columns.size(), std::size_t(3));
        m_document.undoStack()->redo();
        QCOMPARE(m_document.inputs(), before + 1);
    }

    void whatIsWrongIsSaidWhileTyping()
    {
        ComputedColumnDialog& dialog = openDialog("computeColumn");
        type(dialog, "xx", "z + 1");
        QVERIFY2(said(dialog).contains(QStringLiteral("\"z\"")), qPrintable(said(dialog)));
        QVERIFY(!ok(dialog).isEnabled());
        type(dialog, "y", "x + 1");
        QVERIFY(said(dialog).contains(QStringLiteral("already")));
        QVERIFY(!ok(dialog).isEnabled());
        type(dialog, "is a", "[my kind] = \"a\"");
        QCOMPARE(said(dialog), QString());
        QVERIFY(dialog.findChild<QLabel*>("computedValues")->text().startsWith(QStringLiteral("yes")));
        QVERIFY(ok(dialog).isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(m_document.undoStack()->count(), 0);
    }

    void itIsChangedAndRemovedWhereTheColumnIsShown()
    {
        Recipe recipe = m_document.project().recipe;
        for (const char* text : {"xx = x*x", "x4 = xx*xx"})
            recipe.columns.push_back(parseComputed(text));
        m_document.setComputedColumns(recipe, withComputedColumns(m_document.sharedTable(), recipe), "add");
        auto* view = m_panel->findChild<QTableView*>("columns");
        view->setCurrentIndex(view->model()->index(3, 0));
        QVERIFY(m_panel->findChild<QLabel*>("formula")->text().contains(QStringLiteral("x*x")));
        ComputedColumnDialog& dialog = openDialog("changeComputed");
        type(dialog, "xx", "x + 1");
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_COMPARE(m_document.table()->columns[3].numbers[1], 2.5);
        QCOMPARE(m_document.table()->columns[4].numbers[1], 6.25); // follows
        view->setCurrentIndex(view->model()->index(3, 0));
        QTest::mouseClick(m_panel->findChild<QPushButton*>("removeComputed"), Qt::LeftButton);
        QCOMPARE(m_document.table()->columns.size(), std::size_t(3)); // with what was made of it
        m_document.undoStack()->undo();
        QCOMPARE(m_document.table()->columns.size(), std::size_t(5));
    }
};

QTEST_MAIN(TestComputedColumnDialog)
#include "tst_computed_column_dialog.moc"
