// SPDX-License-Identifier: GPL-3.0-or-later
// The data panel: roles of columns, division of the rows, generated samples; used by clicks and keys.
#include "core/io/workspace.h"
#include "ui/data/columns_model.h"
#include "ui/data/data_panel.h"
#include "ui/document/project_document.h"
#include "ui/layers/number_box.h"
#include "ui/shell/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace netloom;

namespace {

struct Shown {
    ProjectDocument document;
    DataPanel panel{document};

    explicit Shown(const char* sample)
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = sample;
        auto table = loadTable(reference, {});
        document.adopt(newProject(reference, *table), table);
        panel.resize(320, 800);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    QTableView& view() { return *panel.findChild<QTableView*>("columns"); }
    QString texts() const
    {
        QStringList result;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                result.append(label->text());
        return result.join(QLatin1Char('\n'));
    }
};

void type(QWidget& box, const QString& text)
{
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&box, text);
    QTest::keyClick(&box, Qt::Key_Return);
}

} // namespace

class TestData : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(ThemeChoice::Light); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void everyColumnIsListedWithItsKindAndMissingCells()
    {
        Shown s("wine");
        QAbstractItemModel* model = s.view().model();
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model->rowCount(), static_cast<int>(s.document.table()->columns.size()));
        for (int row = 0; row < model->rowCount(); ++row) {
            const Column& column = s.document.table()->columns[static_cast<std::size_t>(row)];
            QCOMPARE(model->index(row, ColumnsModel::Name).data().toString(), QString::fromStdString(column.name));
            QCOMPARE(model->index(row, ColumnsModel::Missing).data().toString(), QString::number(column.missing));
            QVERIFY(!model->index(row, ColumnsModel::Summary).data().toString().isEmpty());
        }
        QVERIFY(s.texts().contains("178 rows"));
    }

    void aRoleIsChangedByKeysAndUndone()
    {
        Shown s("iris");
        const QModelIndex cell = s.view().model()->index(0, ColumnsModel::Role);
        s.view().setFocus();
        s.view().setCurrentIndex(cell);
        auto* box = s.view().findChild<QComboBox*>();
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(cell.data().toString(), QStringLiteral("Split"));
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(cell.data().toString(), QStringLiteral("Ignore"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(s.document.inputs(), Index(3));
        s.document.undoStack()->setIndex(0);
        QCOMPARE(s.document.inputs(), Index(4));
        QCOMPARE(cell.data().toString(), QStringLiteral("Input"));
    }

    void withoutATargetTheReasonIsSaid()
    {
        Shown s("iris");
        QAbstractItemModel* model = s.view().model();
        const int target = model->rowCount() - 1;
        QCOMPARE(model->index(target, ColumnsModel::Role).data().toString(), QStringLiteral("Target"));
        QVERIFY(model->setData(model->index(target, ColumnsModel::Role), static_cast<int>(ColumnRole::Ignore)));
        QVERIFY(!s.document.canTrain());
        QVERIFY2(s.texts().contains("No column is the target"), qPrintable(s.texts()));
        s.document.undoStack()->undo();
        QVERIFY(s.document.canTrain());
        QVERIFY(!s.texts().contains("No column is the target"));
    }

    void sharesDivideTheRows()
    {
        Shown s("iris");
        auto* share = s.panel.findChild<NumberBox*>("split.test");
        QVERIFY(share);
        type(*share, "0.3");
        QCOMPARE(s.document.project().split.test, 0.3);
        const Split& split = s.document.workspace()->split;
        QCOMPARE(split.test.size() + split.train.size() + split.validation.size(), std::size_t(150));
        QCOMPARE(split.test.size(), std::size_t(45));
        QVERIFY2(s.texts().contains("45 to test"), qPrintable(s.texts()));
        type(*share, "1.5");
        QCOMPARE(s.document.project().split.test, 0.3);
        QVERIFY2(s.texts().contains("Until then it stays 0.3."), qPrintable(s.texts()));
        QCOMPARE(s.document.undoStack()->count(), 1);
    }

    void pointsNoiseAndSeedOfAGeneratedSample()
    {
        Shown s("moons");
        type(*s.panel.findChild<NumberBox*>("points"), "123");
        QCOMPARE(s.document.table()->rows, Index(123));
        const std::vector<double> before = s.document.table()->columns[0].numbers;
        type(*s.panel.findChild<NumberBox*>("noise"), "0.3");
        QVERIFY(s.document.table()->columns[0].numbers != before);
        QTest::mouseClick(s.panel.findChild<QPushButton*>("regenerate"), Qt::LeftButton);
        QCOMPARE(s.panel.findChild<NumberBox*>("seed")->text(), QStringLiteral("43"));
        for (int i = 0; i < 3; ++i)
            s.document.undoStack()->undo();
        QCOMPARE(s.document.table()->rows, Index(500));
        QCOMPARE(s.panel.findChild<NumberBox*>("points")->text(), QStringLiteral("500"));
    }

    void onlyGeneratedSamplesCanBeRegenerated()
    {
        Shown s("wine");
        QVERIFY(!s.panel.findChild<QPushButton*>("regenerate")->isVisible());
    }
};

QTEST_MAIN(TestData)

#include "tst_data.moc"
