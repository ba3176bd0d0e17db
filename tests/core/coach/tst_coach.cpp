// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/coach/coach.h"
#include "core/coach/coach_words.h"
#include "core/coach/registry.h"
#include "core/project/new_project.h"
#include "core/samples/samples.h"
#include "tests/core/data/table_builder.h"
#include "tests/support/coach_set_up.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace netloom;

namespace {

struct SetUp {
    std::string sample; ///< or "price", "leak"
    TrialSettings settings;
    netloom::testing::Unscaled unscaled = {};
};

std::shared_ptr<const Table> madeTable(const std::string& kind)
{
    Rng rng(3, "coach");
    std::vector<std::vector<double>> x(6);
    std::vector<double> y;
    for (int i = 0; i < 300; ++i) {
        double sum = 0;
        for (auto& column : x) {
            column.push_back(rng.normal());
            sum += column.back();
        }
        const double noisy = sum + rng.normal();
        y.push_back(kind == "price" ? 250'000 + 60'000 * noisy : noisy > 0 ? 1 : 0);
        if (kind == "leak")
            x[3].back() = y.back() + 0.05 * rng.normal();
    }
    std::vector<Column> columns;
    for (std::size_t i = 0; i < x.size(); ++i)
        columns.push_back(netloom::testing::numbers(("x" + std::to_string(i)).c_str(), x[i]));
    columns.push_back(netloom::testing::numbers("y", y));
    Table table;
    table.rows = 300;
    table.columns = std::move(columns);
    return std::make_shared<const Table>(std::move(table));
}

Project projectOf(const SetUp& setUp, std::shared_ptr<const Table>& table)
{
    const SampleInfo* info = findSample(setUp.sample);
    table = info ? std::make_shared<const Table>(loadSample(setUp.sample)) : madeTable(setUp.sample);
    Project project = newProject({}, *table, info ? std::string_view(info->target) : std::string_view("y"));
    return project;
}

CoachInput trained(const SetUp& setUp)
{
    std::shared_ptr<const Table> table;
    const Project project = projectOf(setUp, table);
    return netloom::testing::trainedWith(project, table, setUp.settings, setUp.unscaled);
}

TrialSettings plain(const std::string& layers, const std::string& optimizer, const std::string& rate, int epochs)
{
    return {{"layers", layers},
            {"schedule", "constant"},
            {"early_stopping", "no"},
            {"optimizer", optimizer},
            {"optimizer.weight_decay", "0"},
            {"learning_rate", rate},
            {"epochs", std::to_string(epochs)},
            {"class_weights", "none"}};
}

const CoachRemark* find(const std::vector<CoachRemark>& remarks, const std::string& key)
{
    const auto found =
        std::find_if(remarks.begin(), remarks.end(), [&](const CoachRemark& remark) { return remark.key == key; });
    return found == remarks.end() ? nullptr : &*found;
}

QString keysOf(const std::vector<CoachRemark>& remarks)
{
    QStringList keys;
    for (const CoachRemark& remark : remarks)
        keys << QString::fromStdString(remark.key + ": " + remark.text);
    return keys.join('\n');
}

} // namespace

class TestCoach : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void nothingOfOrdinaryTrainings_data();
    void nothingOfOrdinaryTrainings();
    void atMostTwoTheGraverFirst();
    void numbersAreWrittenAsPeopleDo();
    void theRemedyOfADivergedTraining();
    void ratesComeNearTheUsualOne_data();
    void ratesComeNearTheUsualOne();
    void unscaledInputs();
    void saturatedAndRight();
    void deadUnitsAreNamed();
    void aStoredTrainingThatDiverged();
    void aRateThatFellMakesNoNetworkTooSmall();
    void whatFollowsIsNotToldBesideItsCause();
    void leapsAreNotLearningByHeart();
    void oneCardForOnePieceOfEvidence();
    void dropoutIsNoLargeRate();
    void whatFreshWeightsTellApartWasNotLearned();
    void aSmallerNetworkLearnsAsMuch();
    void theListIsWhole();
};

void TestCoach::says_data()
{
    QTest::addColumn<QString>("sample");
    QTest::addColumn<QString>("layers");
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<QString>("rate");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    const QString deep = QStringList(6, "dense 16 sigmoid").join(", ");
    QTest::newRow("diverged") << "bumps"
                              << "dense 32 relu"
                              << "sgd"
                              << "50" << 30 << "diverged"
                              << "diverged in epoch 1";
    QTest::newRow("not learning") << "iris"
                                  << "dense 16 relu kernel_initializer=zeros"
                                  << "sgd"
                                  << "0.01" << 50 << "not_learning"
                                  << "has not learned";
    QTest::newRow("vanishing") << "spiral" << deep << "adam"
                               << "0.001" << 60 << "vanishing_gradients"
                               << "fades on its way back";
    QTest::newRow("too small") << "breast_cancer"
                               << "dense 16 relu"
                               << "adam"
                               << "1e-6" << 40 << "rate_too_small"
                               << "looks too small";
    QTest::newRow("too large") << "spiral"
                               << "dense 16 tanh"
                               << "adam"
                               << "3" << 60 << "rate_too_large"
                               << "looks too large";
    QTest::newRow("saturated") << "iris"
                               << "dense 16 tanh kernel_initializer=ones, dense 8 tanh kernel_initializer=ones"
                               << "adam"
                               << "0.001" << 40 << "saturated_units"
                               << "ends of the range of tanh";
    QTest::newRow("underfitting") << "digits"
                                  << "dense 2 relu"
                                  << "adam"
                                  << "0.01" << 30 << "underfitting"
                                  << "less than there is to learn";
    QTest::newRow("plateau") << "spiral"
                             << "dense 2 tanh"
                             << "adam"
                             << "0.01" << 200 << "plateau"
                             << "there is more to learn";
    QTest::newRow("oversized") << "iris"
                               << "dense 512 relu, dense 512 relu"
                               << "adam"
                               << "0.001" << 3 << "oversized_network"
                               << "weights for 105 training rows";
    QTest::newRow("dropout") << "breast_cancer"
                             << "dense 32 relu, dropout 0.6, dense 16 relu, dropout 0.6"
                             << "adam"
                             << "0.001" << 60 << "dropout_gap"
                             << "because dropout is on in training only";
    QTest::newRow("leak") << "leak"
                          << "dense 8 tanh"
                          << "adam"
                          << "0.01" << 30 << "leaking_column"
                          << "The column x3";
}

void TestCoach::says()
{
    QFETCH(QString, sample);
    QFETCH(QString, layers);
    QFETCH(QString, optimizer);
    QFETCH(QString, rate);
    QFETCH(int, epochs);
    QFETCH(QString, key);
    QFETCH(QString, words);
    const CoachInput input = trained(
        {sample.toStdString(), plain(layers.toStdString(), optimizer.toStdString(), rate.toStdString(), epochs)});
    const std::vector<CoachRemark> remarks = everyRemark(input);
    const CoachRemark* remark = find(remarks, key.toStdString());
    QVERIFY2(remark, qPrintable(keysOf(remarks)));
    QVERIFY2(QString::fromStdString(remark->text).contains(words), remark->text.c_str());
    QVERIFY(remark->text.ends_with("."));
    QVERIFY(!remark->why.empty());
    if (remark->remedy) {
        const bool changes = (remark->remedy->network && !(*remark->remedy->network == input.network)) ||
                             (remark->remedy->training && !(*remark->remedy->training == input.training)) ||
                             (remark->remedy->recipe && !(*remark->remedy->recipe == input.recipe));
        QVERIFY(changes);
    }
}

void TestCoach::nothingOfOrdinaryTrainings_data()
{
    QTest::addColumn<QString>("sample");
    for (const char* sample : {"iris", "breast_cancer", "wine", "moons", "circle", "spiral", "plane", "price"})
        QTest::newRow(sample) << sample;
}

void TestCoach::nothingOfOrdinaryTrainings()
{
    QFETCH(QString, sample);
    const std::vector<CoachRemark> remarks = everyRemark(trained({sample.toStdString(), {}}));
    QVERIFY2(remarks.empty(), qPrintable(keysOf(remarks)));
}

void TestCoach::numbersAreWrittenAsPeopleDo()
{
    QCOMPARE(coachNumber(5.96e-9), std::string("5.96×10⁻⁹"));
    QCOMPARE(coachNumber(-3e-12), std::string("−3×10⁻¹²"));
    QCOMPARE(coachNumber(2e10), std::string("2×10¹⁰"));
    QCOMPARE(coachNumber(1e-5), std::string("0.00001"));
    QCOMPARE(coachNumber(0.0912), std::string("0.0912"));
}

void TestCoach::atMostTwoTheGraverFirst()
{
    const CoachInput input =
        trained({"price", plain("dense 512 linear, dense 512 linear", "sgd", "10", 20), {.target = true}});
    const std::vector<CoachRemark> all = everyRemark(input);
    QVERIFY2(all.size() > 2, qPrintable(keysOf(all)));
    const std::vector<CoachRemark> shown = coach(input);
    QCOMPARE(shown.size(), kMostRemarks);
    const std::vector<CoachRemark> grave = graveRemarks(input);
    QCOMPARE(grave.size(), std::size_t(1));
    QCOMPARE(grave.front().text, shown.front().text);
    QCOMPARE(shown.front().key, std::string("diverged"));
    QVERIFY(shown.front().grave);
    const CoachRemark* target = find(all, "unscaled_target");
    QVERIFY(target && target->remedy && target->remedy->recipe);
    for (const ColumnRecipe& column : target->remedy->recipe->columns)
        if (column.role == ColumnRole::Target)
            QCOMPARE(column.scale, std::string("standard"));
}

void TestCoach::theRemedyOfADivergedTraining()
{
    const CoachInput input = trained({"bumps", plain("dense 32 relu", "sgd", "50", 30)});
    const std::vector<CoachRemark> remarks = coach(input);
    QVERIFY(!remarks.empty() && remarks.front().remedy && remarks.front().remedy->training);
    QCOMPARE(remarks.front().remedy->training->learningRate(), 0.01); // of SGD; a tenth, 5, diverges too
    QVERIFY(!remarks.front().remedy->network && !remarks.front().remedy->recipe);
    QCOMPARE(remarks.front().epoch.value_or(0), Index(1));
}

/// A tenth of the rate, or ten times of it, unless that is far from what the optimizer usually has.
void TestCoach::ratesComeNearTheUsualOne_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("smaller");
    QTest::addColumn<double>("notFarAbove");
    QTest::addColumn<double>("larger");
    QTest::addColumn<QString>("title");
    QTest::newRow("usual") << 0.001 << 0.0001 << 0.0001 << 0.01 << "Divide the learning rate by 10";
    QTest::newRow("above") << 0.02 << 0.002 << 0.002 << 0.2 << "Divide the learning rate by 10";
    QTest::newRow("far above") << 2.0 << 0.001 << 0.01 << 20.0 << "Use a learning rate of 0.001";
    QTest::newRow("below") << 1e-4 << 1e-5 << 1e-5 << 0.001 << "Divide the learning rate by 10";
    QTest::newRow("far below") << 1e-8 << 1e-9 << 1e-9 << 0.001 << "Divide the learning rate by 10";
}

void TestCoach::ratesComeNearTheUsualOne()
{
    QFETCH(double, rate);
    CoachInput input;
    input.training.optimizer = {"adam", {{"learning_rate", rate}}};
    const CoachCase training(input);
    QTEST(smallerRate(training).training->learningRate(), "smaller");
    QTEST(smallerRate(training, 10).training->learningRate(), "notFarAbove");
    QTEST(largerRate(training).training->learningRate(), "larger");
    QTEST(QString::fromStdString(smallerRate(training).title), "title");
    CoachRemedy leaky;
    leaky.title = "Use leaky ReLU";
    const CoachRemedy both = withSmallerRate(training, leaky, "Leaky ReLU");
    QCOMPARE(both.training.has_value(), rate > 1);
    QCOMPARE(both.title, rate > 1 ? std::string("Leaky ReLU, rate 0.001") : leaky.title);
}

void TestCoach::unscaledInputs()
{
    const SetUp wine{"wine", plain("dense 16 tanh", "adam", "0.001", 40), {.inputs = true}};
    const std::vector<CoachRemark> remarks = everyRemark(trained(wine));
    const CoachRemark* remark = find(remarks, "unscaled_inputs");
    QVERIFY2(remark, qPrintable(keysOf(remarks)));
    // alcohol, alcalinity, magnesium and proline have values above 10
    QVERIFY2(remark->text.starts_with("The network has not learned, and 4 inputs are not scaled: proline, the largest, "
                                      "lies around "),
             remark->text.c_str());
    QVERIFY(remark->grave && !find(remarks, "not_learning"));
    const CoachInput cancer =
        trained({"breast_cancer", plain("dense 16 sigmoid", "adam", "0.001", 40), {.inputs = true}});
    const std::vector<CoachRemark> milder = everyRemark(cancer);
    QVERIFY2(find(milder, "unscaled_inputs") && !find(milder, "unscaled_inputs")->grave, qPrintable(keysOf(milder)));
    QVERIFY2(!find(remarks, "saturated_units"), qPrintable(keysOf(remarks))); // follows from it
    QVERIFY(remark->remedy && remark->remedy->recipe);
    QCOMPARE(remark->remedy->title, std::string("Standardise these inputs"));
    for (const ColumnRecipe& column : remark->remedy->recipe->columns)
        if (column.role == ColumnRole::Input) {
            const bool far = column.column == "alcohol" || column.column == "alcalinity_of_ash" ||
                             column.column == "magnesium" || column.column == "proline";
            QVERIFY2(column.scale == (far ? "standard" : "none"), column.column.c_str());
        }
}

/// Units at the ends of their range that give the right answers are no fault.
void TestCoach::saturatedAndRight()
{
    const std::vector<CoachRemark> remarks = everyRemark(trained({"moons", plain("dense 16 tanh", "adam", "2", 60)}));
    QVERIFY2(!find(remarks, "saturated_units"), qPrintable(keysOf(remarks)));
}

void TestCoach::deadUnitsAreNamed()
{
    CoachInput input = trained({"iris", plain("dense 4 relu", "adam", "0.01", 20)});
    QVERIFY(!find(everyRemark(input), "dead_units"));
    // Far below zero for every row, in three of the four units.
    ParameterSet weights = input.weights;
    for (NamedTensor& tensor : weights)
        if (tensor.layer == input.network.layers.front().name && tensor.name == "bias")
            for (const std::size_t unit : {0, 1, 3})
                tensor.values[unit] = -1000;
    input.weights = SharedParameters(weights);
    const std::vector<CoachRemark> remarks = everyRemark(input);
    const CoachRemark* dead = find(remarks, "dead_units");
    QVERIFY2(dead, qPrintable(keysOf(remarks)));
    QCOMPARE(dead->units, (std::vector<Index>{0, 1, 3}));
    QCOMPARE(dead->layer, 0);
    QVERIFY(!dead->grave);
    QVERIFY(dead->text.find("3 of the 4 units") != std::string::npos);
    QCOMPARE(formatLayers(dead->remedy->network->layers), std::string("dense 4 leaky_relu, dense 3 softmax"));
    for (NamedTensor& tensor : weights)
        if (tensor.layer == input.network.layers.front().name && tensor.name == "bias")
            tensor.values[2] = -1000;
    input.weights = SharedParameters(weights);
    QVERIFY(find(everyRemark(input), "dead_units")->grave);
}

void TestCoach::aStoredTrainingThatDiverged()
{
    const SetUp setUp{"bumps", plain("dense 32 relu", "sgd", "50", 30)};
    std::shared_ptr<const Table> table;
    Project project = projectOf(setUp, table);
    const auto data = std::make_shared<const PreparedData>(prepare(table, project.recipe, project.run().split));
    Run& run = project.run();
    run.network.setInputs(static_cast<Index>(data->fitted.features().size()));
    applyTrial(setUp.settings, run.network, run.training);
    followTarget(run.network, run.training, data->fitted.target());
    Trainer trainer(run.network, run.training, data->data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    QVERIFY(trainer.reason() == StopReason::NotFinite);
    run.checkpoint = trainer.checkpoint();
    const CoachInput input = coachInput(run, project.recipe, data);
    QVERIFY(input.reason == StopReason::NotFinite);
    QCOMPARE(input.message, trainer.message());
    QVERIFY(find(coach(input), "diverged"));
}

void TestCoach::aRateThatFellMakesNoNetworkTooSmall()
{
    SetUp setUp{"spiral", plain("dense 32 tanh, dense 16 tanh", "adam", "0.01", 12)};
    for (auto& [key, value] : setUp.settings)
        if (key == "schedule")
            value = "cosine_decay";
    const std::vector<CoachRemark> remarks = everyRemark(trained(setUp));
    const CoachRemark* remark = find(remarks, "underfitting");
    QVERIFY2(remark, qPrintable(keysOf(remarks)));
    QVERIFY2(remark->remedy && remark->remedy->title.find("as many epochs") != std::string::npos,
             remark->remedy->title.c_str());
}

/// A loss that stands still since the steps are too short is no reason to make them shorter.
void TestCoach::whatFollowsIsNotToldBesideItsCause()
{
    const std::vector<CoachRemark> remarks =
        everyRemark(trained({"moons", plain("dense 16 relu", "sgd", "0.00001", 100)}));
    const CoachRemark* cause = find(remarks, "rate_too_small");
    QVERIFY2(cause, qPrintable(keysOf(remarks)));
    QVERIFY2(cause->text.find("learning rate of 0.00001 ") != std::string::npos, cause->text.c_str());
    QVERIFY2(!find(remarks, "plateau") && !find(remarks, "underfitting"), qPrintable(keysOf(remarks)));
    for (const CoachRule* rule : coachRules())
        for (const std::string& key : rule->explains)
            QVERIFY2(findCoachRule(key), key.c_str());
}

/// Where the rate throws the training loss about, the validation loss rises without anything being known by heart.
void TestCoach::leapsAreNotLearningByHeart()
{
    for (const char* sample : {"wine", "digits"}) {
        const bool wine = std::string_view(sample) == "wine";
        const std::vector<CoachRemark> remarks =
            everyRemark(trained({sample, plain(wine ? "dense 32 relu, dense 16 relu" : "dense 32 relu", "adam",
                                               wine ? "0.5" : "1", wine ? 40 : 20)}));
        QVERIFY(!remarks.empty());
        QVERIFY2(!find(remarks, "overfitting"), qPrintable(keysOf(remarks)));
    }
}

void TestCoach::oneCardForOnePieceOfEvidence()
{
    for (const char* layers : {"dense 2 tanh", ""}) {
        const std::vector<CoachRemark> remarks = everyRemark(trained({"spiral", plain(layers, "adam", "0.01", 200)}));
        const CoachRemark* flat = find(remarks, "plateau");
        QVERIFY2(flat && !find(remarks, "underfitting"), qPrintable(keysOf(remarks)));
        // Two units, or none, cannot wind around: no rate would help.
        QVERIFY2(flat->remedy && flat->remedy->network, flat->remedy->title.c_str());
    }
}

void TestCoach::dropoutIsNoLargeRate()
{
    const std::vector<CoachRemark> remarks =
        everyRemark(trained({"digits", plain("dense 32 relu, dropout 0.95", "adam", "0.001", 10)}));
    QVERIFY2(!find(remarks, "rate_too_large") && find(remarks, "underfitting"), qPrintable(keysOf(remarks)));
}

void TestCoach::whatFreshWeightsTellApartWasNotLearned()
{
    const QString deep = QStringList(6, "dense 16 sigmoid").join(", ");
    const std::vector<CoachRemark> remarks =
        everyRemark(trained({"digits", plain(deep.toStdString(), "sgd", "0.01", 20)}));
    QVERIFY2(find(remarks, "not_learning"), qPrintable(keysOf(remarks)));
}

/// A smaller network in the same epochs learns less: its weights have as far to go, and it has fewer of them.
void TestCoach::aSmallerNetworkLearnsAsMuch()
{
    const CoachInput large = trained({"iris", plain("dense 512 relu, dense 512 relu", "adam", "0.001", 10)});
    const std::vector<CoachRemark> remarks = everyRemark(large);
    const CoachRemark* remark = find(remarks, "oversized_network");
    QVERIFY(remark && remark->remedy && remark->remedy->network && remark->remedy->training);
    CoachInput small = large;
    small.network = *remark->remedy->network;
    small.training = *remark->remedy->training;
    Trainer trainer(small.network, small.training, small.data->data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    QVERIFY(trainer.history().find("val_accuracy")->back() >= large.history.find("val_accuracy")->back());
    QVERIFY(trainer.history().find("val_loss")->back() <= large.history.find("val_loss")->back());
}

void TestCoach::theListIsWhole()
{
    QVERIFY(coachRules().size() >= 16);
    for (const CoachRule* rule : coachRules())
        QCOMPARE(findCoachRule(rule->key), rule);
    QVERIFY(!findCoachRule("nothing"));
}

QTEST_GUILESS_MAIN(TestCoach)
#include "tst_coach.moc"
