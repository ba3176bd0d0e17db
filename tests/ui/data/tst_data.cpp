// SPDX-License-Identifier: GPL-3.0-or-later
// The data panel and its window: roles, preparation and classes of columns, division of the rows, their list, generated
// samples; used by clicks and keys.
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/support/tutorial_project.h"
#include "ui/data/columns_model.h"
#include "ui/data/columns_view.h"
#include "ui/data/data_panel.h"
#include "ui/data/data_window.h"
#include "ui/data/histogram_view.h"
#include "ui/data/rows_model.h"
#include "ui/document/project_document.h"
#include "ui/evaluate/cross_validation_dialog.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QIdentityProxyModel>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

#include <QToolButton>

#include <cmath>
#include <numeric>
#include <set>

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
        Project project = newProject(reference, *table);
        netloom::testing::useTutorial(project, *table);
        document.adopt(std::move(project), table);
        show();
    }
    explicit Shown(Table table)
    {
        const auto shared = std::make_shared<const Table>(std::move(table));
        document.adopt(newProject({}, *shared), shared);
        show();
    }
    void show()
    {
        panel.resize(320, 1000);
        panel.show();
        panel.activateWindow();
        (void)QTest::qWaitForWindowExposed(&panel);
    }
    QTableView& view() { return *panel.findChild<QTableView*>("columns"); }
    template<typename T>
    T& child(const char* name) const
    {
        return *panel.findChild<T*>(QLatin1String(name));
    }
    void chooseColumn(const char* name)
    {
        const auto at = static_cast<int>(document.table()->find(name));
        view().setFocus();
        view().setCurrentIndex(view().model()->index(at, ColumnsModel::Name));
    }
    const ColumnRecipe& recipe(const char* column) const { return *document.project().recipe.find(column); }
    QString cell(int row, ColumnsModel::Column column) { return view().model()->index(row, column).data().toString(); }
    DataWindow& window()
    {
        QTest::mouseClick(&child<QPushButton>("columnsAndRows"), Qt::LeftButton);
        return *panel.findChild<DataWindow*>();
    }
    QString texts() const
    {
        QStringList result;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                result.append(label->text());
        return result.join(QLatin1Char('\n'));
    }
};

Column numbers(const char* name, std::vector<double> values)
{
    Column column;
    column.name = name;
    column.kind = ColumnKind::Number;
    column.numbers = std::move(values);
    column.integers = true;
    for (const double value : column.numbers) {
        column.missing += std::isnan(value) ? 1 : 0;
        column.integers = column.integers && (std::isnan(value) || value == std::floor(value));
    }
    return column;
}

Table tableOf(std::vector<Column> columns)
{
    Table table;
    table.rows = columns.front().size();
    table.columns = std::move(columns);
    return table;
}

/// x and what follows from it: 40 rows, y = 2x + 0.5, down = -x, always = 7.
Table lineTable()
{
    std::vector<double> x, y, down, odd;
    for (int i = 0; i < 40; ++i) {
        x.push_back(i + (i % 3) * 0.25);
        y.push_back(2 * x.back() + 0.5);
        down.push_back(-x.back());
        odd.push_back(i % 2);
    }
    return tableOf({numbers("x", x), numbers("always", std::vector<double>(40, 7.0)), numbers("odd", odd),
                    numbers("down", down), numbers("y", y)});
}

void choose(QComboBox& box, const QString& text)
{
    const int wanted = box.findText(text);
    QVERIFY2(wanted >= 0, qPrintable(text));
    box.setFocus();
    while (box.currentIndex() > wanted)
        QTest::keyClick(&box, Qt::Key_Up);
    while (box.currentIndex() < wanted)
        QTest::keyClick(&box, Qt::Key_Down);
    QCOMPARE(box.currentText(), text);
}

void tick(QCheckBox& box)
{
    QTest::mouseClick(&box, Qt::LeftButton, {}, QPoint(8, box.height() / 2));
}

/// Counts the cells that a view asks for.
class Counter final : public QIdentityProxyModel
{
public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (role == Qt::DisplayRole)
            rows.insert(index.row());
        return QIdentityProxyModel::data(index, role);
    }
    mutable std::set<int> rows;
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
        QTest::keyClick(&s.view(), Qt::Key_F2);
        auto* box = s.view().findChild<QComboBox*>();
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(cell.data().toString(), QStringLiteral("Split"));
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(cell.data().toString(), QStringLiteral("Ignore"));
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(s.document.inputs(), Index(3));
        QCOMPARE(s.document.project().run().split.order, std::string("stratified"));
        s.document.undoStack()->setIndex(0);
        QCOMPARE(s.document.inputs(), Index(4));
        QCOMPARE(cell.data().toString(), QStringLiteral("Input"));
    }

    void whatIsKnownOfAColumn()
    {
        Shown s(lineTable());
        QTRY_COMPARE(s.cell(0, ColumnsModel::WithTarget), QStringLiteral("+1.00"));
        QCOMPARE(s.cell(3, ColumnsModel::WithTarget), QString(QChar(0x2212)) + QStringLiteral("1.00"));
        QCOMPARE(s.cell(4, ColumnsModel::WithTarget), QString());
        QCOMPARE(s.cell(0, ColumnsModel::Summary), QStringLiteral("0 … 39, mean 19.74")); // 789.75 / 40
        s.chooseColumn("x");
        QVERIFY2(s.texts().contains("With the target: +1.00 (Pearson r)"), qPrintable(s.texts()));
        QVERIFY2(s.texts().contains("tells"), qPrintable(s.texts()));
        QVERIFY2(s.texts().contains("none missing"), qPrintable(s.texts()));
        QCOMPARE(s.view().model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("x, with a remark"));
        // Twenty bars over 0 … 39.
        const auto& histogram = s.child<HistogramView>("histogram");
        QCOMPARE(histogram.describe().count(QLatin1Char(';')), 19);
        QVERIFY(histogram.isVisible());
        s.chooseColumn("always");
        QCOMPARE(s.recipe("always").role, ColumnRole::Ignore);
        QVERIFY2(s.texts().contains("Guessed: always the same value"), qPrintable(s.texts()));
    }

    void classesAreCounted()
    {
        Shown s("wine");
        s.chooseColumn("cultivar");
        QTRY_VERIFY(s.child<HistogramView>("histogram").isVisible());
        const QString bars = s.child<HistogramView>("histogram").describe();
        for (const char* count : {": 59", ": 71", ": 48"}) // classes of the wine data
            QVERIFY2(bars.contains(QLatin1String(count)), qPrintable(bars));
    }

    void preparationIsEditedAndUndone()
    {
        Shown s(lineTable());
        s.chooseColumn("x");
        const ColumnRecipe before = s.recipe("x");
        QVERIFY(!s.child<NumberBox>("constant").isVisible());
        choose(s.child<QComboBox>("scale"), QStringLiteral("None"));
        QCOMPARE(s.recipe("x").scale, std::string("none"));
        // Unscaled, the network sees the cell itself.
        const PreparedData& prepared = *s.document.prepared();
        const Index first = prepared.data.train->rows.front();
        QCOMPARE(double(prepared.data.train->x(0, 0)),
                 s.document.table()->columns[0].numbers[static_cast<std::size_t>(first)]);
        QCOMPARE(s.document.undoStack()->count(), 1); // passing the other choices is one step

        auto& limit = s.child<NumberBox>("clip_limit");
        QVERIFY(!limit.isVisible());
        tick(s.child<QCheckBox>("clip"));
        QCOMPARE(s.recipe("x").clip, std::optional(3.0));
        QVERIFY(limit.isVisible());
        type(limit, "2");
        QCOMPARE(s.recipe("x").clip, std::optional(2.0));
        QVERIFY2(s.texts().contains("clipped to ±2"), qPrintable(s.texts()));
        QCOMPARE(double(s.document.prepared()->data.train->x.row(0).maxCoeff()), 2.0);
        type(limit, "-1");
        QCOMPARE(s.recipe("x").clip, std::optional(2.0));

        choose(s.child<QComboBox>("impute"), QStringLiteral("A constant"));
        QVERIFY(s.child<NumberBox>("constant").isVisible());
        choose(s.child<QComboBox>("encode"), QStringLiteral("One-hot"));
        QVERIFY(!s.child<QComboBox>("scale").isVisible());
        QVERIFY(!s.child<QCheckBox>("log").isVisible());
        QCOMPARE(s.recipe("x").encode, std::string("one_hot"));
        s.document.undoStack()->undo();
        QVERIFY(s.child<QComboBox>("scale").isVisible());
        s.document.undoStack()->setIndex(0);
        QVERIFY(!s.child<NumberBox>("constant").isVisible());
        QVERIFY(!limit.isVisible());
        QCOMPARE(s.child<QComboBox>("scale").currentText(), QStringLiteral("Standard (automatic)"));
        QVERIFY(s.recipe("x") == before);
    }

    void theLogarithmOfWhatHasNoneIsRefusedInWords()
    {
        Shown s(lineTable());
        s.chooseColumn("down");
        tick(s.child<QCheckBox>("log"));
        QVERIFY(!s.document.canTrain());
        QVERIFY2(s.texts().contains("needs values greater than -1"), qPrintable(s.texts()));
        tick(s.child<QCheckBox>("log"));
        QVERIFY(s.document.canTrain());
    }

    void thePositiveClassIsShownAndChosen()
    {
        Shown s("breast_cancer");
        const TargetInfo before = *s.document.target();
        s.chooseColumn(before.column.c_str());
        auto& box = s.child<QComboBox>("positive");
        QVERIFY(box.isVisible());
        QVERIFY(box.currentText().contains(QString::fromStdString(before.classes[1])));
        QCOMPARE(box.count(), 3);
        choose(box, QString::fromStdString(before.classes[0]));
        QCOMPARE(s.document.target()->names.front(), before.classes[0]);
        QCOMPARE(s.document.target()->classes[1], before.classes[0]);
        while (s.document.undoStack()->canUndo())
            s.document.undoStack()->undo();
        QVERIFY(*s.document.target() == before);
    }

    void theOrderOfTheClassesIsTheOrderOfTheOutputs()
    {
        Shown s("wine");
        s.chooseColumn("cultivar");
        const std::vector<std::string> before = s.document.target()->classes;
        auto& list = s.child<QListWidget>("classes");
        QCOMPARE(list.count(), 3);
        list.setFocus();
        list.setCurrentRow(0);
        QTest::keyClick(&list, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(s.document.target()->names, (std::vector<std::string>{before[1], before[0], before[2]}));
        QCOMPARE(list.currentItem()->text(), QString::fromStdString(before[0]));
        QTest::mouseClick(&s.child<QPushButton>("classDown"), Qt::LeftButton);
        QCOMPARE(s.document.target()->names, (std::vector<std::string>{before[1], before[2], before[0]}));
        QVERIFY(!s.child<QPushButton>("classDown").isEnabled());
        QTest::mouseClick(&s.child<QPushButton>("classSort"), Qt::LeftButton);
        QCOMPARE(s.document.target()->names, before);
    }

    void severalTargets_data()
    {
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("activation");
        QTest::addColumn<QString>("loss");
        QTest::newRow("numbers") << "down"
                                 << "linear"
                                 << "mean_squared_error";
        QTest::newRow("two values each") << "even"
                                         << "sigmoid"
                                         << "binary_crossentropy";
    }

    void severalTargets()
    {
        QFETCH(QString, second);
        QFETCH(QString, activation);
        QFETCH(QString, loss);
        Table table = lineTable();
        if (second == QLatin1String("even")) {
            std::vector<double> even;
            for (const double value : table.columns[2].numbers)
                even.push_back(1 - value);
            even[3] = even[5] = 1;
            table.columns.back() = table.columns[2]; // "odd" becomes the last column, the target
            table.columns[2] = numbers("even", even);
        }
        Shown s(std::move(table));
        const NetworkSpec before = s.document.network();
        const TrainingConfig trainingBefore = s.document.training();
        s.chooseColumn(qPrintable(second));
        choose(s.child<QComboBox>("role"), QStringLiteral("Target"));
        QCOMPARE(s.document.target()->outputs(), Index(2));
        QVERIFY2(s.document.dataProblem().isEmpty(), qPrintable(s.document.dataProblem()));
        const LayerSpec& output = s.document.network().layers.back();
        QCOMPARE(output.fields.integer("units"), std::int64_t(2));
        QCOMPARE(QString::fromStdString(output.fields.text("activation")), activation);
        QCOMPARE(QString::fromStdString(s.document.training().loss.type), loss);
        QVERIFY(s.document.canTrain());
        QCOMPARE(s.document.prepared()->data.train->y.rows(), Index(2));
        QTRY_COMPARE(s.child<QComboBox>("positive").isVisible(), activation == QLatin1String("sigmoid"));
        s.document.undoStack()->undo();
        QVERIFY(s.document.network() == before);
        QVERIFY(s.document.training() == trainingBefore);
    }

    void rowsOfEachPartAreListed()
    {
        Shown s("iris");
        DataWindow& window = s.window();
        QVERIFY(window.isVisible());
        QTest::mouseClick(window.findChild<QToolButton*>("rowsPage"), Qt::LeftButton);
        auto* rows = window.findChild<QTableView*>("rows");
        QVERIFY(rows->isVisible());
        QAbstractItemModelTester tester(rows->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(rows->model()->rowCount(), 150);
        QCOMPARE(rows->model()->index(0, 1).data().toString(),
                 QString::fromStdString(s.document.table()->columns[0].text(0)));
        auto* part = window.findChild<QComboBox*>("part");
        choose(*part, QStringLiteral("Test (%1)").arg(s.document.prepared()->split.test.size()));
        const std::vector<Index>& test = s.document.prepared()->split.test;
        QCOMPARE(rows->model()->rowCount(), static_cast<int>(test.size()));
        for (int row = 0; row < rows->model()->rowCount(); ++row) {
            QCOMPARE(rows->model()->headerData(row, Qt::Vertical).toString(),
                     QString::number(test[static_cast<std::size_t>(row)] + 1));
            QCOMPARE(rows->model()->index(row, 0).data().toString(), QStringLiteral("Test"));
        }
        type(s.child<NumberBox>("split.test"), "0.3");
        QCOMPARE(rows->model()->rowCount(), 45);
        QVERIFY(part->currentText().contains("45"));
        s.document.close();
        QVERIFY(!window.isVisible());
    }

    void aMillionRowsAreMadeWhenSeen()
    {
        std::vector<double> values(1'000'000);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<double>(i);
        ProjectDocument document;
        const auto table = std::make_shared<const Table>(tableOf({numbers("a", values), numbers("b", values)}));
        document.adopt(newProject({}, *table), table);
        RowsModel model(document);
        model.setLive(true);
        Counter counter;
        counter.setSourceModel(&model);
        QTableView view;
        view.setModel(&counter);
        view.resize(400, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(counter.rowCount(), 1'000'000);
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(counter.rows.count(999'999) == 1);
        QVERIFY2(counter.rows.size() < 200, qPrintable(QString::number(counter.rows.size())));
        QCOMPARE(counter.index(999'999, 1).data().toString(), QStringLiteral("999999"));
        QTRY_VERIFY(!document.isPreparing());
        QCOMPARE(model.rowsIn(RowsModel::Part::Train) + model.rowsIn(RowsModel::Part::Validation) +
                     model.rowsIn(RowsModel::Part::Test),
                 Index(1'000'000));
    }

    void manyMillionsOfRowsAreListedInPieces()
    {
        std::vector<double> values(2'500'000);
        std::iota(values.begin(), values.end(), 0.0);
        const auto table = std::make_shared<const Table>(tableOf({numbers("a", values), numbers("b", values)}));
        ProjectDocument document;
        document.adopt(newProject({}, *table), table);
        RowsModel model(document);
        model.setLive(true);
        QCOMPARE(model.rowCount(), 1'000'000);
        QTRY_COMPARE(model.rowCount(), 2'500'000);
        QCOMPARE(model.index(2'499'999, 1).data().toString(), QStringLiteral("2499999"));
    }

    void crossValidation()
    {
        Shown s("iris");
        TrainingConfig training = s.document.training();
        training.epochs = 3;
        s.document.setTraining(training, QStringLiteral("Train briefly"));
        const Checkpoint before = s.document.project().run().checkpoint;
        QTest::mouseClick(&s.child<QPushButton>("crossValidationLink"), Qt::LeftButton);
        auto* dialog = s.panel.findChild<CrossValidationDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* folds = dialog->findChild<NumberBox*>("folds");
        // What it will do is said before it does it: 150 rows, 5 folds.
        auto* plan = dialog->findChild<QLabel*>("plan");
        QVERIFY(plan->isVisible());
        QVERIFY2(plan->text().contains("5 networks") && plan->text().contains("about 120 of the 150 rows") &&
                     plan->text().contains("the other 30"),
                 qPrintable(plan->text()));
        type(*folds, "1");
        QVERIFY(!folds->refusal().isEmpty());
        QVERIFY(!dialog->isRunning()); // Return starts nothing that was refused
        QVERIFY(!dialog->findChild<QPushButton*>("start")->isEnabled());
        type(*folds, "3");
        QVERIFY(dialog->isRunning());
        QVERIFY(!dialog->findChild<QPushButton*>("start")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(dialog->result(), 30000);
        const CrossValidation& result = *dialog->result();
        QCOMPARE(result.folds.size(), std::size_t(3));
        QVERIFY(!plan->isVisible());
        auto* metrics = dialog->findChild<QTableWidget*>("metrics");
        QVERIFY(metrics->isVisible());
        QCOMPARE(metrics->columnCount(), 5);
        int accuracy = -1;
        for (int row = 0; row < metrics->rowCount(); ++row)
            if (metrics->verticalHeaderItem(row)->text() == QLatin1String("accuracy"))
                accuracy = row;
        QVERIFY(accuracy >= 0);
        double mean = 0;
        for (int fold = 0; fold < 3; ++fold)
            mean += result.find("accuracy")->values[static_cast<std::size_t>(fold)] / 3;
        QCOMPARE(metrics->item(accuracy, 0)->text(), QString::number(100 * mean, 'f', 1) + QStringLiteral(" %"));
        // Every row is tested once: 50 of each species.
        auto* confusion = dialog->findChild<QTableWidget*>("confusion");
        QCOMPARE(confusion->rowCount(), 3);
        for (int actual = 0; actual < 3; ++actual) {
            int rows = 0;
            for (int predicted = 0; predicted < 3; ++predicted)
                rows += confusion->item(actual, predicted)->text().toInt();
            QCOMPARE(rows, 50);
        }
        QTest::mouseClick(dialog->findChild<QPushButton*>("copy"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().startsWith("Metric\tMean\t"));
        QVERIFY(s.document.project().run().checkpoint.weights.size() == before.weights.size());

        // The rows of each fold are listed.
        DataWindow& window = s.window();
        QTest::mouseClick(window.findChild<QToolButton*>("rowsPage"), Qt::LeftButton);
        auto* rows = window.findChild<QTableView*>("rows");
        const std::vector<Index>& tested = result.folds[1].split.test;
        choose(*window.findChild<QComboBox*>("part"), QStringLiteral("Fold 2 (%1)").arg(tested.size()));
        QCOMPARE(rows->model()->rowCount(), static_cast<int>(tested.size()));
        for (int row = 0; row < rows->model()->rowCount(); ++row)
            QCOMPARE(rows->model()->headerData(row, Qt::Vertical).toString(),
                     QString::number(tested[static_cast<std::size_t>(row)] + 1));
        s.document.close();
        QCOMPARE(rows->model()->rowCount(), 0);
    }

    void crossValidationCanBeStopped()
    {
        Shown s("breast_cancer");
        TrainingConfig training = s.document.training();
        training.epochs = 1'000'000;
        s.document.setTraining(training, QStringLiteral("Train long"));
        s.panel.showCrossValidation();
        auto* dialog = s.panel.findChild<CrossValidationDialog*>();
        QTest::mouseClick(dialog->findChild<QPushButton*>("start"), Qt::LeftButton);
        auto* state = dialog->findChild<QLabel*>("state");
        QTRY_VERIFY(state->text().contains("Fold 1 of 5") && !state->text().contains("epoch 0 "));
        QTest::mouseClick(dialog->findChild<QPushButton*>("stop"), Qt::LeftButton);
        QVERIFY(!dialog->isRunning());
        QVERIFY(!dialog->result());
        QCOMPARE(state->text(), QStringLiteral("Stopped."));
        QVERIFY(dialog->findChild<QPushButton*>("start")->isEnabled());
    }

    void rowsAreDividedByAColumn()
    {
        Table table = lineTable();
        Column date = numbers("day", {});
        date.kind = ColumnKind::DateTime;
        date.dateOnly = true;
        for (int i = 0; i < 40; ++i)
            date.numbers.push_back(86400.0 * (40 - i)); // newest first
        table.columns.insert(table.columns.begin(), date);
        Shown s(std::move(table));
        auto& order = s.child<QComboBox>("split.order");
        choose(order, QStringLiteral("By time: day"));
        QCOMPARE(s.document.project().run().split.order, std::string("day"));
        QVERIFY2(s.document.prepared(), qPrintable(s.document.dataProblem()));
        for (const Index row : s.document.prepared()->split.test) // 15 % of 40
            QVERIFY2(row < 6, qPrintable(QString::number(row)));
        choose(order, QStringLiteral("As in the file"));
        for (const Index row : s.document.prepared()->split.test)
            QVERIFY(row >= 34);
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
        QCOMPARE(s.document.project().run().split.test, 0.3);
        const Split& split = s.document.prepared()->split;
        QCOMPARE(split.test.size() + split.train.size() + split.validation.size(), std::size_t(150));
        QCOMPARE(split.test.size(), std::size_t(45));
        QVERIFY2(s.texts().contains("45 to test"), qPrintable(s.texts()));
        type(*share, "1.5");
        QCOMPARE(s.document.project().run().split.test, 0.3);
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

    void randomDataHaveRowsAndNoNoise()
    {
        Shown s("random");
        QCOMPARE(s.document.table()->rows, Index(1000));
        for (const char* name : {"points", "noise"}) {
            const auto* box = s.panel.findChild<NumberBox*>(name);
            QVERIFY2(!box || !box->isVisible(), name); // would change nothing
        }
        type(*s.panel.findChild<NumberBox*>("rows"), "200");
        QCOMPARE(s.document.table()->rows, Index(200));
        const std::vector<double> before = s.document.table()->columns[0].numbers;
        type(*s.panel.findChild<NumberBox*>("seed"), "7");
        QVERIFY(s.document.table()->columns[0].numbers != before);
    }

    void pointsOfOnesOwnFunction()
    {
        Shown s("function");
        auto& formula = s.child<QLineEdit>("formula");
        QVERIFY(formula.isVisible());
        type(formula, "x^2 + y^2 < 9");
        const Table& table = *s.document.table();
        for (Index i = 0; i < table.rows; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const double x = table.columns[0].numbers[at];
            const double y = table.columns[1].numbers[at];
            QCOMPARE(table.columns[2].text(i) == "A", x * x + y * y < 9);
        }
        type(formula, "x +* y");
        QVERIFY2(s.texts().contains("*"), qPrintable(s.texts()));
        QCOMPARE(s.document.project().data.generator.formula, std::string("x^2 + y^2 < 9"));
        s.document.undoStack()->undo();
        QCOMPARE(formula.text(), QStringLiteral("y > 3*sin(x)"));
    }

    void onlyGeneratedSamplesCanBeRegenerated()
    {
        Shown s("wine");
        QVERIFY(!s.panel.findChild<QPushButton*>("regenerate")->isVisible());
    }
};

QTEST_MAIN(TestData)

#include "tst_data.moc"
