// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/base/cancelled.h"
#include "core/csv/csv_reader.h"
#include "core/explanation/additivity.h"
#include "core/explanation/column_dependence.h"
#include "core/explanation/column_importance.h"
#include "core/explanation/explained_rows.h"
#include "core/explanation/integrated_gradients.h"
#include "core/explanation/kinks.h"
#include "core/explanation/path_conductance.h"
#include "core/explanation/row_explanation.h"
#include "core/explanation/what_if.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/recipe_guess.h"
#include "core/training/evaluate.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace netloom;

namespace {

std::vector<Index> counted(Index rows)
{
    std::vector<Index> all(static_cast<std::size_t>(rows));
    std::iota(all.begin(), all.end(), Index(0));
    return all;
}

std::string csvOf(const std::string& target)
{
    const char* sites[] = {"north", "south", "east"};
    std::string csv = "age,dose,site,smoker," + target + "\n";
    for (int i = 0; i < 90; ++i) {
        const int age = 20 + (i * 7) % 50;
        const int dose = (i * 13) % 40;
        csv += std::to_string(age) + "," + std::to_string(dose / 10) + "." + std::to_string(dose % 10) + "," +
               sites[i % 3] + "," + (i % 4 == 0 ? "yes" : "no") + ",";
        csv += target == "price" ? std::to_string(3 * age + dose) : (age > 45) != (i % 5 == 0) ? "sick" : "well";
        csv += "\n";
    }
    return csv;
}

ExplainedModel modelOf(const std::string& target, const std::string& layers,
                       ExplainedScale scale = ExplainedScale::Default)
{
    auto table = std::make_shared<const Table>(readCsvText(csvOf(target), "t.csv").table);
    const FittedRecipe fitted = FittedRecipe::fit(guessRecipe(*table, target), *table, counted(60));
    NetworkSpec network;
    network.layers = parseLayers(layers);
    const auto inputs = static_cast<Index>(fitted.features().size());
    network.setInputs(inputs);
    Model model = modelWith(network, SharedParameters(initialWeights(network, inputs, 5)), fitted);
    return {model, table, counted(60), scale};
}

} // namespace

class TestExplainedModel : public QObject
{
    Q_OBJECT

private slots:
    void aOneHotBlockIsOnePlayer();
    void computedColumnsMoveWithTheirOnlySource();
    void pathsAddUpInEveryLayer_data();
    void pathsAddUpInEveryLayer();
    void partsAddUp_data();
    void partsAddUp();
    void amountsAreGrouped();
    void wordsHaveTheNumbersOfTheBars();
    void slopesOfTheScales();
    void roundedPartsAddUp();
    void whatTheSentencesSay();
    void backgrounds();
    void rowsDoNotDependOnThreads();
    void kinksAreWhereSlopesJump();
    void gradientsAddUpThroughKinksAndCurves();
    void dependenceInTheColumnsUnits();
    void importanceOfAnUnusedColumnIsNothing();
    void whatWouldHaveToChange();
    void refusals();
    void stops();
};

void TestExplainedModel::computedColumnsMoveWithTheirOnlySource()
{
    auto raw = std::make_shared<const Table>(readCsvText(csvOf("price"), "t.csv").table);
    Recipe recipe = guessRecipe(*raw, "price");
    for (const char* text : {"double = 2*age", "both = age*dose"})
        recipe.columns.push_back(parseComputed(text));
    for (ColumnRecipe& column : recipe.columns)
        column.scale = "none";
    const auto table = withComputedColumns(raw, recipe);
    const FittedRecipe fitted = FittedRecipe::fit(recipe, *table, counted(60));
    NetworkSpec network;
    network.layers = parseLayers("dense 1 linear");
    const auto inputs = static_cast<Index>(fitted.features().size());
    network.setInputs(inputs);
    const ExplainedModel model(modelWith(network, SharedParameters(initialWeights(network, inputs, 5)), fitted), table,
                               counted(60));
    QCOMPARE(model.columns().size(), std::size_t(5)); // age with its double, dose, site, smoker, both
    const std::vector<Index> own = model.columns()[model.column("age")].inputs;
    QCOMPARE(own.size(), std::size_t(2));
    Column cells;
    cells.kind = ColumnKind::Number;
    cells.numbers = {30, 41};
    const Matrix moved = model.preparedCells(model.column("age"), cells);
    QCOMPARE(moved(0, 1), Scalar(41));
    QCOMPARE(moved(1, 1), Scalar(82));
    cells.numbers = {7};
    QCOMPARE(model.preparedCells(model.column("both"), cells)(0, 0), Scalar(7));
}

void TestExplainedModel::pathsAddUpInEveryLayer_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("layers");
    QTest::newRow("smooth") << "state"
                            << "dense 5 tanh, dense 4 sigmoid, dense 1 sigmoid";
    QTest::newRow("kinks and dropout") << "state"
                                       << "dense 6 relu, dropout 0.2, dense 4 relu, dense 1 sigmoid";
    QTest::newRow("a number") << "price"
                              << "dense 5 silu, dense 1 linear";
}

void TestExplainedModel::pathsAddUpInEveryLayer()
{
    QFETCH(QString, target);
    QFETCH(QString, layers);
    ExplainedModel model = modelOf(target.toStdString(), layers.toStdString());
    const PathConductance whole = pathConductance(model, model.table(), 70, {});
    std::size_t dense = 0;
    for (const LayerSpec& layer : model.model().network.layers)
        dense += layer.type == "dense" ? 1 : 0;
    QCOMPARE(whole.links.size(), dense);
    QVERIFY2(whole.largestGap < 1e-5 * (1 + std::abs(whole.carried)), qPrintable(QString::number(whole.largestGap)));
    double sum = 0;
    for (std::size_t column = 0; column < model.columns().size(); ++column) {
        const PathConductance one = pathConductance(model, model.table(), 70, column);
        QVERIFY(one.largestGap < 1e-5 * (1 + std::abs(whole.carried)));
        QCOMPARE(one.column, model.columns()[column].name);
        // Only the column's own inputs carry anything out of the first gap.
        const NamedTensor& first = one.links.front();
        const Index units = first.shape[1];
        for (Index input = 0; input < first.shape[0]; ++input) {
            const auto& own = model.columns()[column].inputs;
            if (std::find(own.begin(), own.end(), input) != own.end())
                continue;
            for (Index unit = 0; unit < units; ++unit)
                QCOMPARE(first.values[static_cast<std::size_t>(input * units + unit)], Scalar(0));
        }
        sum += one.carried;
    }
    QVERIFY(std::abs(sum - whole.carried) < 1e-6 * (1 + std::abs(whole.carried)));
}

void TestExplainedModel::aOneHotBlockIsOnePlayer()
{
    const ExplainedModel model = modelOf("state", "dense 4 relu, dense 1 sigmoid");
    QCOMPARE(model.columns().size(), std::size_t(4));
    QCOMPARE(model.columns()[2].name, std::string("site"));
    QCOMPARE(model.columns()[2].inputs, InputGroup({2, 3, 4}));
    QVERIFY(model.columns()[2].categories && !model.columns()[0].categories);
    QCOMPARE(model.cellText(1, model.table(), 1), std::string("1.3"));
    QCOMPARE(model.cellText(2, model.table(), 1), std::string("south"));
    QVERIFY(messageOf([&] { model.column("agee"); }).contains("Did you mean \"age\"?"));
}

void TestExplainedModel::partsAddUp_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("layers");
    QTest::addColumn<int>("scale");
    QTest::newRow("log-odds") << "state"
                              << "dense 5 tanh, dense 1 sigmoid" << int(ExplainedScale::LogOdds);
    QTest::newRow("probability") << "state"
                                 << "dense 5 tanh, dense 1 sigmoid" << int(ExplainedScale::Probability);
    QTest::newRow("own layer") << "state"
                               << "dense 5 relu, dense 1 linear, activation sigmoid" << int(ExplainedScale::LogOdds);
    QTest::newRow("classes") << "site"
                             << "dense 5 tanh, dense 3 softmax" << int(ExplainedScale::Probability);
    QTest::newRow("log-odds of classes") << "site"
                                         << "dense 5 tanh, dense 3 softmax" << int(ExplainedScale::LogOdds);
    QTest::newRow("units") << "price"
                           << "dense 5 relu, dense 1 linear" << int(ExplainedScale::Units);
}

void TestExplainedModel::partsAddUp()
{
    QFETCH(QString, target);
    QFETCH(QString, layers);
    QFETCH(int, scale);
    ExplainedModel model = modelOf(target.toStdString(), layers.toStdString(), static_cast<ExplainedScale>(scale));
    const Background background = trainingBackground(model, 20);
    for (const Index row : {0, 33, 77}) {
        const RowExplanation e = explainRow(model, model.table(), row, background);
        double sum = e.expected;
        for (const Contribution& one : e.contributions)
            sum += one.value;
        QVERIFY(std::abs(sum - e.value) < 1e-9 * std::max(1.0, std::abs(e.value)));
        QVERIFY(e.gap < 1e-9 * std::max(1.0, std::abs(e.value)));
        const double p = model.predictions(model.prepared(model.table(), {row}))(e.output, 0);
        QCOMPARE(e.prediction, p);
        for (Index output = 0; output < model.target().outputs(); ++output) {
            const RowExplanation other = withOutput(model, e, output);
            QCOMPARE(other.prediction, model.predictions(model.prepared(model.table(), {row}))(output, 0));
            QCOMPARE(other.words(), explainRow(model, model.table(), row, background, output).words());
        }
        const double wanted = model.scale() == ExplainedScale::LogOdds ? std::log(p / (1 - p)) : p;
        QVERIFY2(std::abs(e.value - wanted) < 1e-5 * std::max(1.0, std::abs(wanted)), e.words().c_str());
        const RowExplanation gradients = withGradients(model, model.table(), e, background);
        double gradientSum = model.values(background.x.rowwise().mean())(e.output, 0);
        for (const Contribution& one : gradients.contributions)
            gradientSum += one.value;
        QVERIFY(std::abs(gradientSum - e.value) < 1e-4 * std::max(1.0, std::abs(e.value)));
        QCOMPARE(gradients.contributions.size(), e.contributions.size());
        QVERIFY(std::is_sorted(gradients.contributions.begin(), gradients.contributions.end(),
                               [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); }));
    }
}

void TestExplainedModel::amountsAreGrouped()
{
    RowExplanation e;
    e.scale = ExplainedScale::Units;
    e.outputName = "income";
    e.background = "training rows";
    e.value = 37160.4;
    e.expected = 2345.4;
    e.contributions = {{0, "city", "Basel", -6477.2, 0}, {1, "pay", "5", 41292.2, 0}};
    QCOMPARE(e.words(),
             std::string("The network predicts 37,160 for income; the mean over training rows is 2,345. Most "
                         "of the difference: city = Basel (−6,477), pay = 5 (+41,292)."));
    e.contributions = {{0, "city", "Basel", 12.34, 0}, {1, "pay", "5", 34802.66, 0}};
    QCOMPARE(e.words(), std::string("The network predicts 37,160 for income; the mean over training rows is 2,345.4. "
                                    "Most of the difference: city = Basel (+12.3), pay = 5 (+34,803)."));
}

void TestExplainedModel::wordsHaveTheNumbersOfTheBars()
{
    RowExplanation e;
    e.scale = ExplainedScale::LogOdds;
    e.outputName = "buys";
    e.background = "training rows";
    e.value = 0.5904;
    e.expected = 0.6966;
    e.contributions = {{0, "visits", "12", -0.4087, 0}, {1, "city", "Bern", 0.3025, 0}};
    QVERIFY(std::abs(e.expected - 0.4087 + 0.3025 - e.value) < 1e-12);
    const std::vector<double> bars = e.rounded(3);
    QVERIFY(std::abs(0.697 + bars[0] + bars[1] - 0.590) < 1e-9);
    QVERIFY(std::abs(bars[0] + 0.409) < 1e-9); // −0.4087 + 0.3025 as printed are −0.107: one of them has to give
    QVERIFY2(e.words().find("visits = 12 (−0.409)") != std::string::npos, e.words().c_str());
    QVERIFY2(e.words().find("city = Bern (+0.302)") != std::string::npos, e.words().c_str());
}

void TestExplainedModel::slopesOfTheScales()
{
    const std::tuple<const char*, const char*, ExplainedScale> cases[] = {
        {"state", "dense 5 tanh, dense 1 sigmoid", ExplainedScale::LogOdds},
        {"site", "dense 5 tanh, dense 3 softmax", ExplainedScale::LogOdds},
        {"price", "dense 5 tanh, dense 1 linear", ExplainedScale::Units}};
    for (const auto& [target, layers, scale] : cases) {
        ExplainedModel model = modelOf(target, layers, scale);
        Vector x = model.prepared(model.table(), {3}).col(0);
        const Vector gradient = model.network().gradient(x, 0).col(0);
        const Scalar step = Scalar(0.01);
        Vector above = x;
        Vector below = x;
        above[0] += step;
        below[0] -= step;
        const double slope = (model.values(above)(0, 0) - model.values(below)(0, 0)) / (2 * 0.01);
        QVERIFY2(std::abs(slope - static_cast<double>(gradient[0])) < 2e-3 * std::max(1.0, std::abs(slope)), target);
    }
}

void TestExplainedModel::roundedPartsAddUp()
{
    ExplainedModel model = modelOf("price", "dense 5 relu, dense 1 linear");
    const Background background = trainingBackground(model, 20);
    for (Index row = 0; row < 30; ++row) {
        const RowExplanation e = explainRow(model, model.table(), row, background);
        for (const int decimals : {0, 1, 3}) {
            const double unit = std::pow(10.0, -decimals);
            double sum = std::round(e.expected / unit);
            for (const double part : e.rounded(decimals))
                sum += std::round(part / unit);
            QCOMPARE(sum, std::round(e.value / unit));
        }
    }
}

void TestExplainedModel::backgrounds()
{
    const ExplainedModel model = modelOf("state", "dense 4 relu, dense 1 sigmoid");
    const Background all = trainingBackground(model);
    QCOMPARE(all.name, std::string("60 training rows"));
    const Background some = trainingBackground(model, 20, 3);
    QCOMPARE(some.x.cols(), Index(20));
    QCOMPARE(trainingBackground(model, 20, 3).rows, some.rows);
    QVERIFY(trainingBackground(model, 20, 4).rows != some.rows);
    const auto sick = [&](const std::vector<Index>& rows) {
        const Eigen::MatrixXd truth = model.preparation().truth(model.table(), rows);
        return truth.sum() / static_cast<double>(rows.size());
    };
    QVERIFY(std::abs(sick(some.rows) - sick(all.rows)) <= 0.05); // a row of twenty
    const Background positive = classBackground(model, "sick", 10);
    QCOMPARE(sick(positive.rows), 1.0);
    QVERIFY2(positive.name.starts_with("10 of ") && positive.name.ends_with(" training rows of sick"),
             positive.name.c_str());
    QCOMPARE(rowsBackground(model, {4}).name, std::string("row 5"));
    QVERIFY(messageOf([&] { classBackground(model, "ill"); }).contains("There is no class \"ill\""));
}

void TestExplainedModel::rowsDoNotDependOnThreads()
{
    const ExplainedModel model = modelOf("state", "dense 4 relu, dense 1 sigmoid");
    const Background background = trainingBackground(model, 10);
    ShapleyOptions options;
    options.exactUpTo = 2; // sampled
    options.pairs = options.mostPairs = 4;
    const ExplainedRows one = explainRows(model, counted(20), background, options, 1);
    std::size_t told = 0;
    const ExplainedRows three = explainRows(model, counted(20), background, options, 3, {}, {},
                                            [&](std::size_t, const ShapleyValues&) { ++told; });
    QCOMPARE(told, std::size_t(20));
    QVERIFY(one.phi[0] == three.phi[0]);
    QVERIFY(one.largestGap < 1e-9 && one.largestError > 0);
    QCOMPARE(one.importance(0)[1], one.phi[0].col(1).cwiseAbs().mean());
}

void TestExplainedModel::kinksAreWhereSlopesJump()
{
    // Every activation of the list: its slope is smooth except where kinksOf() says otherwise.
    for (const ActivationInfo* info : activations()) {
        if (info->ofOneUnit)
            continue; // compares units with each other
        LayerSpec layer;
        layer.type = "dense";
        layer.fields.set("activation", info->type);
        const Kinks kinks = kinksOf(layer);
        const auto activation = info->make(withDefaults(info->fields));
        const auto slope = [&](double at) {
            Scalar z = static_cast<Scalar>(at);
            Scalar y = 0;
            Scalar d = 1;
            activation->forward({&z, 1, 1, 1}, {&y, 1, 1, 1});
            activation->backward({&z, 1, 1, 1}, {&y, 1, 1, 1}, {&d, 1, 1, 1});
            return static_cast<double>(d);
        };
        for (int i = -800; i < 800; ++i) {
            const double low = i / 100.0 + 0.005;
            const double high = low + 0.01;
            const bool known =
                std::any_of(kinks.at.begin(), kinks.at.end(), [&](double k) { return low <= k && k <= high; });
            const double jump = std::abs(slope(high) - slope(low));
            QVERIFY2(known || jump < 0.03 * std::max(1.0, std::abs(slope(low))), info->type.c_str());
            if (kinks.straight && !known)
                QVERIFY2(jump < 1e-6, info->type.c_str());
        }
    }
}

void TestExplainedModel::gradientsAddUpThroughKinksAndCurves()
{
    for (const char* layers :
         {"dense 9 relu, dense 7 relu, dense 1 sigmoid", "dense 9 tanh, dense 7 relu, dense 1 sigmoid",
          "dense 9 leaky_relu, dense 7 hard_sigmoid, dense 1 sigmoid", "dense 9, relu 6, dense 5 elu, dense 1 sigmoid",
          "dense 9 linear, batch_normalization, prelu, dense 1 sigmoid"}) {
        ExplainedModel model = modelOf("state", layers, ExplainedScale::LogOdds);
        const Matrix background = trainingBackground(model, 30).x;
        const Vector baseline = background.rowwise().mean();
        for (const Index row : {2, 50}) {
            const Vector x = model.prepared(model.table(), {row}).col(0);
            const IntegratedGradients got = integratedGradients(model.network(), baseline, x);
            QVERIFY2(got.gap() < 1e-5, layers);
            QVERIFY(!got.path.tooManyPanels);
            for (std::size_t layer = 0; layer + 1 < model.network().layers(); ++layer) {
                const Eigen::MatrixXd flow = conductance(model.network(), baseline, x, layer, 0, got.path);
                QVERIFY2(std::abs(flow.sum() - (got.value - got.baselineValue)[0]) < 1e-5, layers);
                for (Index i = 0; i < flow.cols(); ++i)
                    QVERIFY2(std::abs(flow.col(i).sum() - got.perInput(i, 0)) < 1e-5, layers);
            }
        }
    }
}

void TestExplainedModel::dependenceInTheColumnsUnits()
{
    ExplainedModel model = modelOf("state", "dense 4 tanh, dense 1 sigmoid");
    const ColumnDependence age = columnDependence(model, model.column("age"), counted(90));
    QCOMPARE(age.grid.values.front(), 20.0);
    QCOMPARE(std::accumulate(age.grid.density.begin(), age.grid.density.end(), Index(0)), Index(60));
    for (const double value : age.grid.values)
        QCOMPARE(value, std::round(value));
    // The mean at a value is the mean over the rows with that cell.
    double sum = 0;
    for (const Index row : age.rows) {
        Matrix x = model.prepared(model.table(), {row});
        x(0, 0) = age.grid.prepared(0, 7);
        sum += model.values(x)(0, 0);
    }
    QVERIFY(std::abs(age.curves.average(7, 0) - sum / static_cast<double>(age.rows.size())) < 1e-6);
    const ColumnDependence site = columnDependence(model, model.column("site"), counted(90));
    QCOMPARE(site.grid.labels, std::vector<std::string>({"east", "north", "south"}));
    QVERIFY(site.grid.categories);
    const AccumulatedLocalEffects effects = columnEffects(model, model.column("dose"), counted(90));
    QCOMPARE(effects.edges.front(), 0.0);
    QCOMPARE(std::accumulate(effects.counts.begin(), effects.counts.end(), Index(0)), Index(90));
    QVERIFY(messageOf([&] { columnEffects(model, model.column("site"), counted(90)); }).contains("column of numbers"));
    const PairDependence pair = pairDependence(model, 0, 2, counted(90), 5);
    QCOMPARE(pair.average[0].rows(), Index(5));
    QCOMPARE(pair.average[0].cols(), Index(3));
    QCOMPARE(pair.counts.sum(), Index(60));
}

void TestExplainedModel::importanceOfAnUnusedColumnIsNothing()
{
    ExplainedModel whole = modelOf("state", "dense 1 sigmoid");
    Model model = whole.model();
    ParameterSet weights = model.weights;
    for (NamedTensor& tensor : weights)
        if (tensor.name == "kernel") {
            std::fill(tensor.values.begin(), tensor.values.end(), Scalar(0));
            tensor.values[0] = 3; // looks at the age alone
        }
    model.weights = SharedParameters(weights);
    ExplainedModel only(model, whole.sharedTable(), counted(60));
    const TargetRows rows = targetRows(only.preparation(), only.table(), counted(90));
    const ColumnImportance importance = columnImportance(only, rows);
    QCOMPARE(importance.figure, std::string("log_loss"));
    QCOMPARE(importance.order.front(), std::size_t(0));
    QVERIFY(importance.permutation.mean[0] > 0.01);
    for (std::size_t c = 1; c < 4; ++c)
        QCOMPARE(importance.permutation.mean[c], 0.0);
    const QString unknown = messageOf([&] { columnImportance(only, rows, {.figure = "aucc"}); });
    QVERIFY2(unknown.contains("Did you mean \"auc\"?"), qPrintable(unknown));
}

void TestExplainedModel::whatTheSentencesSay()
{
    RowExplanation e;
    e.scale = ExplainedScale::Probability;
    e.outputName = "sick";
    e.background = "100 of 240 training rows";
    e.value = 0.8123;
    e.expected = 0.3590;
    e.gap = 8.882e-16; // rounding, not worth a word
    e.contributions = {{0, "age", "61", 0.5, 0}, {1, "weight", "80", -0.0467, 0}};
    QCOMPARE(e.words(), std::string("The network gives sick a probability of 0.812; the mean over 100 of 240 training "
                                    "rows is 0.359. Most of the difference: age = 61 (+0.500), weight = 80 (−0.047)."));
    QCOMPARE(e.proof(), std::string("Exact Shapley values, compared with 100 of 240 training rows. They add up to the "
                                    "prediction."));
    e.gap = 0.01;
    QVERIFY(e.proof().find("but for 0.0100") != std::string::npos);
    QCOMPARE(additivityText(2.4e-8, 0.8), std::string("add up to the last digit shown"));
    QCOMPARE(additivityText(0.25, 400000), std::string("add up to the last digit shown"));
    QCOMPARE(additivityText(0.0125, 1), std::string("add up but for 0.0125"));
    QCOMPARE(additivityText(std::nan(""), 1), std::string("do not add up"));
    e.value = e.expected = 0.5;
    e.contributions = {{0, "age", "61", 1e-13, 0}};
    QVERIFY(e.words().find("No column moves it away from the mean.") != std::string::npos);
}

void TestExplainedModel::whatWouldHaveToChange()
{
    ExplainedModel model = modelOf("state", "dense 5 tanh, dense 1 sigmoid");
    int answered = 0;
    for (Index row = 0; row < 30; ++row) {
        const WhatIf result = whatIf(model, model.table(), row, "", {"smoker"});
        QVERIFY(result.wanted != result.current);
        QVERIFY(!result.words().empty());
        for (const WhatIfAnswer& answer : result.answers) {
            ++answered;
            QCOMPARE(answer.predicted, result.wanted);
            // The row as it is shown, predicted again.
            const Eigen::MatrixXd p = model.predictions(model.prepared(answer.row, {0}));
            QCOMPARE(model.target().classes[p(0, 0) > 0.5 ? 1 : 0], result.wanted);
            for (const ChangedCell& cell : answer.cells) {
                QVERIFY(cell.name != "smoker" && cell.from != cell.to);
                QCOMPARE(model.cellText(cell.column, answer.row, 0), cell.to);
            }
        }
    }
    QVERIFY(answered > 10);
    const WhatIf same = whatIf(model, model.table(), 0, whatIf(model, model.table(), 0, "", {}).current, {});
    QVERIFY(same.already && same.words().front().find("Nothing has to change") == 0);
    const WhatIf none = whatIf(model, model.table(), 0, "", {"age", "dose", "site", "smoker"});
    QVERIFY(none.answers.empty() && none.words().front().find("None within the data's range") == 0);
    QVERIFY(messageOf([&] { whatIf(model, model.table(), 0, "ill", {}); }).contains("There is no class \"ill\""));
    ExplainedModel number = modelOf("price", "dense 1 linear");
    QVERIFY(messageOf([&] { whatIf(number, number.table(), 0, "", {}); }).contains("predicts numbers"));
}

void TestExplainedModel::refusals()
{
    QVERIFY(messageOf([] { modelOf("price", "dense 1 linear", ExplainedScale::LogOdds); }).contains("no probability"));
    QVERIFY(messageOf([] { modelOf("state", "dense 1 sigmoid", ExplainedScale::Units); }).contains("no units"));
    QVERIFY(messageOf([] { modelOf("state", "dense 3 softmax"); }).contains("3 outputs, the target needs 1"));
    ExplainedModel model = modelOf("state", "dense 1 sigmoid");
    Model broken = model.model();
    ParameterSet weights = broken.weights;
    weights[0].values[0] = std::numeric_limits<Scalar>::quiet_NaN();
    broken.weights = SharedParameters(weights);
    const QString message = messageOf([&] { ExplainedModel(broken, model.sharedTable(), counted(60)); });
    QVERIFY2(message.contains("some of its weights are not numbers"), qPrintable(message));
    broken = model.model();
    broken.preparation = nullptr;
    QVERIFY(messageOf([&] { ExplainedModel(broken, model.sharedTable(), counted(60)); }).contains("Train the network"));
    QVERIFY(messageOf([&] {
                explainRow(model, model.table(), 90, trainingBackground(model));
            }).contains("there is no row 91, the data have 90"));
    ExplainedModel none(model.model(), model.sharedTable(), {});
    QVERIFY(messageOf([&] { trainingBackground(none); }).contains("no training rows"));
    const Table other = readCsvText("age,dose,smoker\n30,1,yes\n", "t.csv").table;
    const QString missing = messageOf([&] { explainRow(model, other, 0, trainingBackground(model)); });
    QVERIFY2(missing.contains("no column \"site\""), qPrintable(missing));
}

void TestExplainedModel::stops()
{
    std::stop_source source;
    source.request_stop();
    ExplainedModel model = modelOf("state", "dense 3 relu, dense 1 sigmoid");
    const Background background = trainingBackground(model, 10);
    QVERIFY_THROWS_EXCEPTION(Cancelled, explainRow(model, model.table(), 1, background, -1, {}, source.get_token()));
    QVERIFY_THROWS_EXCEPTION(Cancelled, explainRows(model, {1, 2}, background, {}, 2, source.get_token()));
}

QTEST_APPLESS_MAIN(TestExplainedModel)
#include "tst_explained_model.moc"
