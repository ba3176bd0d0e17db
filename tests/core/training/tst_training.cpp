// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/kernels/dispatch.h"
#include "core/metrics/metric_keys.h"
#include "core/training/class_weights.h"
#include "core/training/evaluate.h"
#include "core/training/gradient_check.h"
#include "core/training/trainer.h"
#include "tests/support/edit_tensor.h"
#include "tests/support/training_setup.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QTest>

#include <cmath>
#include <limits>

using namespace netloom;

namespace {

void train(Trainer& trainer)
{
    while (!trainer.done())
        trainer.step();
}

bool finite(const ParameterSet& weights)
{
    for (const NamedTensor& tensor : weights)
        for (const Scalar value : tensor.values)
            if (!std::isfinite(value))
                return false;
    return true;
}

/// One linear unit without bias that starts with the weight `weight`.
Checkpoint startAt(const NetworkSpec& network, Scalar weight)
{
    Checkpoint start;
    start.weights = initialWeights(network, 1, 1);
    editTensor(start.weights, 0, [&](NamedTensor& t) { t.values = {weight}; });
    return start;
}

} // namespace

/// Trainer, evaluate, class weights: a training as Keras's fit() does it, and what goes wrong in words.
class TestTraining : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMeasuredAfterAnEpoch()
    {
        const NetworkSpec network = networkOf("dense 5 tanh, dropout 0.4, dense 1 sigmoid kernel_l2=0.1");
        TrainingConfig config = shortTraining();
        config.classWeights = "0=1, 1=2";
        const TrainingData data = patternData(4, 1, 22, 9);
        Trainer plain(network, config, data, std::nullopt);
        train(plain);
        config.measureLoss = true;
        config.measureNorms = true;
        Trainer measured(network, config, data, std::nullopt);
        train(measured);
        QVERIFY(measured.weights() == plain.weights()); // looking changes nothing
        const History& history = measured.history();
        for (const std::string& key : plain.history().keys)
            QVERIFY(*history.find(key) == *plain.history().find(key));
        QVERIFY(!plain.history().find(kLossAfterEpoch));

        // With the last weights, by hand: mean of weight × cross-entropy without dropout, plus the penalty.
        const ParameterSet weights = measured.weights();
        const Matrix p = predict(network, weights, data.train->x);
        double loss = 0;
        for (Index i = 0; i < 22; ++i) {
            const double y = double(data.train->y(0, i));
            const double q = double(p(0, i));
            loss -= (y > 0.5 ? 2 : 1) * (y * std::log(q) + (1 - y) * std::log(1 - q)) / 22;
        }
        double squares = 0;
        double penalty = 0;
        for (const NamedTensor& tensor : weights)
            for (const Scalar value : tensor.values) {
                squares += double(value) * double(value);
                penalty += tensor.layer == network.layers.back().name && tensor.name == "kernel"
                               ? 0.1 * double(value) * double(value)
                               : 0;
            }
        QVERIFY(std::abs(history.find(kLossAfterEpoch)->back() - loss - penalty) < 1e-5);
        QVERIFY(std::abs(history.find(kWeightNorm)->back() - std::sqrt(squares)) < 1e-5);
        squares = 0;
        for (const NamedTensor& tensor : measured.gradients(weights))
            for (const Scalar value : tensor.values)
                squares += double(value) * double(value);
        QVERIFY(history.find(kGradientNorm)->back() > 0);
        QVERIFY(std::abs(history.find(kGradientNorm)->back() - std::sqrt(squares)) < 1e-5);
    }

    void penaltiesOfOutputs_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("two threads") << 2;
    }
    /// By hand: y = w x + b with w = 0.5, b = 0 on x = 1, -2, 3; outputs 0.5, -1, 1.5. Targets are the outputs, so that
    /// only the penalty counts: (l1 · 3 + l2 · 3.5) / 3, and dL/dw = sum (l1 sign(y) + 2 l2 y) x / 3 = (6 l1 + 14 l2)
    /// / 3.
    void penaltiesOfOutputs()
    {
        QFETCH(int, threads);
        const NetworkSpec network = networkOf("dense 1 linear activity_l1=0.3 activity_l2=0.1");
        TrainingConfig config = shortTraining();
        config.loss.type = "mean_squared_error";
        config.metrics.clear();
        config.optimizer = {"sgd", {{"learning_rate", 0.5}}};
        config.epochs = 1;
        config.threads = threads;
        Checkpoint start;
        start.weights = initialWeights(network, 1, 1);
        editTensor(start.weights, 0, [&](NamedTensor& t) { t.values = {Scalar(0.5)}; });
        editTensor(start.weights, 1, [&](NamedTensor& t) { t.values = {0}; });
        TrainingData data = rowData({{1, 0.5}, {-2, -1}, {3, 1.5}});
        data.validation = data.train;
        Trainer trainer(network, config, data, start);
        trainer.step();
        const double penalty = (0.3 * 3 + 0.1 * 3.5) / 3;
        QVERIFY(std::abs(trainer.history().find("loss")->front() - penalty) < 1e-6);
        const double weight = 0.5 - 0.5 * (6 * 0.3 + 14 * 0.1) / 3;
        const double bias = -0.5 * (0.3 * 1 + 0.2 * 1) / 3;
        QVERIFY(std::abs(static_cast<double>(trainer.weights()[0].values[0]) - weight) < 1e-6);
        QVERIFY(std::abs(static_cast<double>(trainer.weights()[1].values[0]) - bias) < 1e-6);
        // The validation loss has the penalty of the new outputs, as evaluate() has.
        const auto scores = evaluate(network, trainer.weights(), config, *data.train);
        QVERIFY(std::abs(trainer.history().find("val_loss")->front() - scores.front().second) < 1e-6);
        double expected = 0;
        for (const double x : {1.0, -2.0, 3.0}) {
            const double y = weight * x + bias;
            expected += ((y - 0.5 * x) * (y - 0.5 * x) + 0.3 * std::abs(y) + 0.1 * y * y) / 3;
        }
        QVERIFY(std::abs(scores.front().second - expected) < 1e-6);
    }

    void oneStepByHand()
    {
        // y = w x, w = 1; rows (1 → 3) and (2 → 2); mean squared error ((1-3)² + (2-2)²) / 2 = 2,
        // gradient (2·(1-3)·1 + 2·0·2) / 2 = -2; SGD with rate 0.1: w = 1.2.
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.1}}};
        config.loss.type = "mean_squared_error";
        config.metrics = {{"mean_absolute_error", {}}};
        config.epochs = 1;
        Trainer trainer(network, config, rowData({{1, 3}, {2, 2}}), startAt(network, 1));
        QCOMPARE(trainer.step(), Trainer::Event::Done);
        QCOMPARE(trainer.batchLoss(), 2.0);
        QCOMPARE(static_cast<double>(trainer.weights().front().values.front()), static_cast<double>(1.2f));
        QCOMPARE(trainer.history().find("loss")->front(), 2.0);
        QCOMPARE(trainer.history().find("mean_absolute_error")->front(), 1.0);
        QCOMPARE(trainer.reason(), StopReason::AllEpochsDone);
        QCOMPARE(trainer.step(), Trainer::Event::Done); // and stays so
        QCOMPARE(trainer.history().epochs(), std::size_t(1));
    }

    void partialBatchCountsByItsRows()
    {
        // Learning rate 0: w stays 1. Losses of the rows: 4, 0 | 25. Epoch loss (2·2 + 25·1) / 3, not (2 + 25) / 2.
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.0}}};
        config.loss.type = "mean_squared_error";
        config.shuffle = false;
        config.batchSize = 2;
        config.epochs = 1;
        Trainer trainer(network, config, rowData({{1, 3}, {2, 2}, {5, 10}}), startAt(network, 1));
        train(trainer);
        QCOMPARE(trainer.history().find("loss")->front(), 29.0 / 3);
    }

    void sampleWeightsScaleRows()
    {
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.1}}};
        config.loss.type = "mean_squared_error";
        config.epochs = 1;
        TrainingData data = rowData({{1, 3}, {2, 2}});
        auto weighted = std::make_shared<Dataset>(*data.train);
        weighted->weights.resize(2);
        weighted->weights << 3, 1;
        data.train = weighted;
        Trainer trainer(network, config, data, startAt(network, 1));
        train(trainer);
        QCOMPARE(trainer.batchLoss(), 6.0); // (3·4 + 0) / 2: divided by the rows, not by the weights
        QCOMPARE(static_cast<double>(trainer.weights().front().values.front()), static_cast<double>(1.6f));
    }

    void seedsDiffer()
    {
        const NetworkSpec network = networkOf("dense 4 tanh, dense 1 sigmoid");
        const TrainingData data = patternData(4, 1, 30, 0);
        TrainingConfig config = shortTraining();
        Trainer one(network, config, data, std::nullopt);
        Trainer same(network, config, data, std::nullopt);
        config.seed = 43;
        Trainer other(network, config, data, std::nullopt);
        QVERIFY(one.weights() == same.weights());
        QVERIFY(!(one.weights() == other.weights()));
        QVERIFY(one.weights() == initialWeights(network, 4, 42));
    }

    void historyKeys()
    {
        TrainingConfig config = shortTraining();
        config.metrics = {{"accuracy", {}}, {"auc", {}}, {"auc", {{"curve", std::string("PR")}}}};
        Trainer trainer(networkOf("dense 1 sigmoid"), config, patternData(3, 1, 20, 5), std::nullopt);
        const std::vector<std::string> keys{"loss",         "accuracy", "auc",       "auc_2",        "val_loss",
                                            "val_accuracy", "val_auc",  "val_auc_2", "learning_rate"};
        QVERIFY(trainer.history().keys == keys);
    }

    void learns()
    {
        TrainingConfig config = shortTraining();
        config.epochs = 60;
        config.optimizer.fields.set("learning_rate", 0.05);
        Trainer trainer(networkOf("dense 6 tanh, dense 1 sigmoid"), config, patternData(4, 1, 120, 40), std::nullopt);
        train(trainer);
        QVERIFY(trainer.history().find("loss")->back() < 0.2);
        QVERIFY(trainer.history().find("val_accuracy")->back() > 0.8);
    }

    void divergenceIsTold()
    {
        const NetworkSpec network = networkOf("dense 4 linear, dense 1 linear");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 1e6}}};
        config.loss.type = "mean_squared_error";
        config.epochs = 50;
        Trainer trainer(network, config, patternData(4, 1, 20, 0), std::nullopt);
        train(trainer);
        QCOMPARE(trainer.reason(), StopReason::NotFinite);
        const QString message = QString::fromStdString(trainer.message());
        QVERIFY2(
            QRegularExpression(QStringLiteral("epoch [1-3], batch [1-3], layer \"h[12]\": ")).match(message).hasMatch(),
            qPrintable(message));
        QVERIFY2(message.contains(QStringLiteral("learning rate is probably too large")), qPrintable(message));
        QVERIFY(finite(trainer.weights()));
        QVERIFY(finite(trainer.checkpoint().optimizerState));
    }

    void divergenceKeepsTheLastGoodEpoch()
    {
        const NetworkSpec network = networkOf("dense 4 tanh, dense 1 linear");
        const TrainingData data = patternData(4, 1, 20, 0);
        TrainingConfig config = shortTraining();
        config.loss.type = "mean_squared_error";
        config.epochs = 10;
        Trainer good(network, config, data, std::nullopt);
        while (good.epoch() < 2)
            good.step();
        Trainer bad(network, config, data, std::nullopt);
        while (bad.epoch() < 2)
            bad.step();
        bad.step();
        bad.setLearningRate(1e38);
        train(bad);
        QCOMPARE(bad.reason(), StopReason::NotFinite);
        QVERIFY2(QString::fromStdString(bad.message()).contains(QStringLiteral("epoch 3, batch ")),
                 bad.message().c_str());
        QVERIFY(bad.weights() == good.weights());
        // From there a lower rate goes on as if nothing had happened.
        Checkpoint from = bad.checkpoint();
        from.counters.set("learning_rate", good.checkpoint().counters.real("learning_rate"));
        Trainer again(network, config, data, from);
        train(again);
        train(good);
        QVERIFY(again.weights() == good.weights());
    }

    void notFiniteDataAreNamed()
    {
        TrainingData data = patternData(3, 1, 20, 0);
        auto spoilt = std::make_shared<Dataset>(*data.train);
        spoilt->x(1, 4) = std::numeric_limits<Scalar>::infinity();
        data.train = spoilt;
        Trainer trainer(networkOf("dense 3 linear, dense 1 sigmoid"), shortTraining(), data, std::nullopt);
        train(trainer);
        QCOMPARE(trainer.reason(), StopReason::NotFinite);
        QVERIFY2(QString::fromStdString(trainer.message())
                     .contains(QStringLiteral("data contain numbers that are not finite")),
                 trainer.message().c_str());
        QVERIFY2(QString::fromStdString(trainer.message()).contains(QStringLiteral("layer \"h1\"")),
                 trainer.message().c_str());
    }

    void hugeDataAreNamed()
    {
        TrainingConfig config = shortTraining();
        config.loss.type = "mean_squared_error";
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false");
        Trainer trainer(network, config, rowData({{1e30, 1}, {1, 1}}), startAt(network, 1));
        train(trainer);
        QCOMPARE(trainer.reason(), StopReason::NotFinite);
        QVERIFY2(QString::fromStdString(trainer.message()).contains(QStringLiteral("standardise the columns")),
                 trainer.message().c_str());
    }

    /// Two epochs with a learning rate of 0 are good; in the third, the second batch spoils one number of a kind.
    void divergenceIsCaughtInItsBatch_data()
    {
        QTest::addColumn<QString>("loss");
        QTest::addColumn<double>("input");
        QTest::addColumn<double>("rate");
        QTest::addColumn<bool>("clipped");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("layer");
        const auto row = [](const char* name, const char* loss, double input, double rate, bool clipped,
                            const char* words, const char* layer) {
            QTest::newRow(name) << loss << input << rate << clipped << words << layer;
        };
        // Prediction x · 0.01 · 100 = x, target 0. Greatest float: 3.4e38.
        // loss x² = 1e60; the largest weight is the second layer's
        row("loss", "mean_squared_error", 1e30, 0, false, "the loss is no longer a finite number", "h2");
        row("loss, clipped", "mean_squared_error", 1e30, 0, true, "the loss is no longer a finite number", "h2");
        // loss |x| = 1e37, slope of the first weight x · 100 = 1e39
        row("gradient", "mean_absolute_error", 1e37, 0, true, "a gradient is no longer a finite number", "h1");
        // without clipping the step is taken where the gradient is made
        row("gradient in a step at once", "mean_absolute_error", 1e37, 0.1, false,
            "a weight is no longer a finite number", "h1");
        // slopes 1e4 and 1 (x · 100 and x · 0.01), times 1e36: only the first weight leaves the range
        row("weight", "mean_absolute_error", 100, 1e36, false, "a weight is no longer a finite number", "h1");
        row("weight, clipped", "mean_absolute_error", 100, 1e36, true, "a weight is no longer a finite number", "h1");
    }
    void divergenceIsCaughtInItsBatch()
    {
        QFETCH(QString, loss);
        QFETCH(double, input);
        QFETCH(double, rate);
        QFETCH(bool, clipped);
        QFETCH(QString, words);
        QFETCH(QString, layer);
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false, dense 1 linear use_bias=false");
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.0}}};
        if (clipped)
            config.optimizer.fields.set("clipvalue", 1e5);
        config.loss.type = loss.toStdString();
        config.metrics.clear();
        config.shuffle = false;
        config.batchSize = 1;
        config.epochs = 2;
        Checkpoint start;
        start.weights = initialWeights(network, 1, 1);
        editTensor(start.weights, 0, [&](NamedTensor& t) { t.values = {0.01f}; });
        editTensor(start.weights, 1, [&](NamedTensor& t) { t.values = {100}; });
        Trainer good(network, config, rowData({{0.5, 0}, {0.25, 0}, {0.125, 0}}), start);
        train(good);
        Checkpoint before = good.checkpoint();
        before.counters.set("learning_rate", rate);
        config.epochs = 5;
        Trainer bad(network, config, rowData({{0, 0}, {input, 0}, {0.125, 0}}), before);
        QCOMPARE(bad.step(), Trainer::Event::Batch);
        QCOMPARE(bad.step(), Trainer::Event::Done); // in the batch where it happens
        QCOMPARE(bad.reason(), StopReason::NotFinite);
        const QString message = QString::fromStdString(bad.message());
        QVERIFY2(message.startsWith(QStringLiteral("Training diverged in epoch 3, batch 2, layer \"%1\": %2. The "
                                                   "learning rate is probably too large; lower it, or clip the "
                                                   "gradients. The last good weights are kept.")
                                        .arg(layer, words)),
                 qPrintable(message));
        const Checkpoint after = bad.checkpoint();
        QVERIFY(after.weights == start.weights);
        QVERIFY(after.bestWeights == good.checkpoint().bestWeights);
        QVERIFY(!after.bestWeights.empty());
        QCOMPARE(after.history.events.size(), std::size_t(1));
        QVERIFY(after.history.events.front().kind == HistoryEvent::Kind::Diverged);
        History told = after.history;
        told.events.clear();
        QVERIFY(told == good.history());
        QCOMPARE(bad.step(), Trainer::Event::Done); // it does not go on by itself
    }

    void missingInputsAreNotPredictedAway_data()
    {
        QTest::addColumn<QString>("activation");
        for (const ActivationInfo* info : activations())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void missingInputsAreNotPredictedAway()
    {
        QFETCH(QString, activation);
        const auto usual = qScopeGuard([] { useKernels(nullptr); });
        for (const KernelTable* table : availableKernels()) {
            useKernels(table);
            const NetworkSpec network =
                networkOf("dense 9 " + activation.toStdString() + ", dense 3 " + activation.toStdString());
            Matrix x = Matrix::Constant(2, 300, 0.5f);
            const Matrix whole = predict(network, initialWeights(network, 2, 3), x);
            x(1, 1) = std::numeric_limits<Scalar>::quiet_NaN();
            x(0, 299) = std::numeric_limits<Scalar>::quiet_NaN();
            const Matrix y = predict(network, initialWeights(network, 2, 3), x);
            for (Index j = 0; j < 300; ++j)
                for (Index i = 0; i < 3; ++i)
                    if (j == 1 || j == 299)
                        QVERIFY2(std::isnan(y(i, j)), table->name);
                    else
                        QCOMPARE(y(i, j), whole(i, j));
        }
    }

    void earlyStoppingRestoresTheBestWeights()
    {
        const NetworkSpec network = networkOf("dense 12 tanh, dense 1 sigmoid");
        const TrainingData data = patternData(4, 1, 24, 20);
        TrainingConfig config = shortTraining();
        config.optimizer.fields.set("learning_rate", 0.1);
        config.epochs = 500;
        config.enableCallback("early_stopping", {{"patience", std::int64_t(5)}});
        Trainer trainer(network, config, data, std::nullopt);
        train(trainer);
        QCOMPARE(trainer.reason(), StopReason::Callback);
        QCOMPARE(trainer.stoppedBy(), std::string("early_stopping"));
        const History& history = trainer.history();
        QCOMPARE(static_cast<Index>(history.epochs()), Index(history.bestEpoch + 6));
        QVERIFY2(
            QString::fromStdString(trainer.message()).contains(QStringLiteral("after epoch %1").arg(history.epochs())),
            trainer.message().c_str());
        // The weights are those of a training that ends with the best epoch.
        config.callback("early_stopping").enabled = false;
        config.epochs = history.bestEpoch + 1;
        Trainer shorter(network, config, data, std::nullopt);
        train(shorter);
        QVERIFY(trainer.weights() == shorter.weights());
        // Not asked to restore, it keeps the last.
        config.enableCallback("early_stopping", {{"patience", std::int64_t(5)}, {"restore_best", false}});
        config.epochs = 500;
        Trainer last(network, config, data, std::nullopt);
        train(last);
        QVERIFY(!(last.weights() == shorter.weights()));
        QVERIFY(last.checkpoint().bestWeights == shorter.weights());
    }

    void withoutValidationTheTrainingLossIsWatched()
    {
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.0}}};
        config.epochs = 20;
        config.shuffle = false;
        config.enableCallback("early_stopping", {{"patience", std::int64_t(2)}});
        Trainer trainer(networkOf("dense 1 sigmoid"), config, patternData(4, 1, 20, 0), std::nullopt);
        train(trainer);
        QCOMPARE(trainer.reason(), StopReason::Callback);
        QCOMPARE(trainer.history().epochs(), std::size_t(3));
    }

    void plateauLowersTheRate()
    {
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.0}}};
        config.epochs = 6;
        config.shuffle = false;
        config.enableCallback("reduce_lr_on_plateau", {{"patience", std::int64_t(2)}, {"factor", 0.5}});
        Trainer trainer(networkOf("dense 1 sigmoid"), config, patternData(4, 1, 20, 0), std::nullopt);
        trainer.setLearningRate(1e-12); // too small to improve by more than min_delta
        train(trainer);
        // The first epoch is the best; two that wait, then half of it, and so on.
        const std::vector<double> rates{1e-12, 1e-12, 1e-12, 0.5e-12, 0.5e-12, 0.25e-12};
        QVERIFY(*trainer.history().find("learning_rate") == rates);
    }

    void aLoweredRateIsMarkedInFourDigits()
    {
        TrainingConfig config = shortTraining();
        config.optimizer = {"sgd", {{"learning_rate", 0.05}}};
        config.epochs = 4;
        // Nothing is better by so much: after the first epoch the rate is lowered again and again.
        config.enableCallback("reduce_lr_on_plateau",
                              {{"patience", std::int64_t(1)}, {"factor", 0.1}, {"min_delta", 1e6}});
        Trainer trainer(networkOf("dense 1 sigmoid"), config, patternData(4, 1, 20, 0), std::nullopt);
        train(trainer);
        // In doubles 0.05 · 0.1 is 0.005000000000000001.
        using Kind = HistoryEvent::Kind;
        const std::vector<HistoryEvent> expected{{Kind::Rate, 2, "learning rate 0.005"},
                                                 {Kind::Rate, 3, "learning rate 0.0005"},
                                                 {Kind::Rate, 4, "learning rate 5e-05"}};
        QVERIFY(trainer.history().events == expected);
    }

    void evaluateGivesTheLastValidation()
    {
        const NetworkSpec network = networkOf("dense 5 relu kernel_l2=0.01, dropout 0.4, dense 1 sigmoid");
        const TrainingData data = patternData(4, 1, 40, 21);
        TrainingConfig config = shortTraining();
        config.metrics = {{"acc", {}}, {"F1_article", {}}, {"auc", {}}, {"auc", {{"curve", std::string("PR")}}}};
        Trainer trainer(network, config, data, std::nullopt);
        train(trainer);
        const auto values = evaluate(network, trainer.weights(), config, *data.validation);
        QCOMPARE(values.size(), std::size_t(5));
        for (const auto& [key, value] : values) {
            const double wanted = trainer.history().find("val_" + key)->back();
            QVERIFY2(std::abs(value - wanted) <= 1e-6 * std::abs(wanted), key.c_str());
        }
        QVERIFY(evaluate(network, trainer.weights(), config, {}).empty());
    }

    void gradientsInSinglePrecision()
    {
        // Differences of floats tell a right gradient from a wrong one, no more: the exact check is that of the double
        // build.
        const NetworkSpec spec = networkOf("dense 3 tanh, dense 2 linear");
        const Matrix x = Matrix::Constant(2, 3, 0.5f);
        Matrix y = Matrix::Zero(2, 3);
        y(0, 1) = 1;
        const ComponentSpec loss{"mean_squared_error", {}};
        const GradientCheck good = checkGradients(spec, loss, x, y, 1);
        QCOMPARE(good.numbers, Index(2 * 3 + 3 + 3 * 2 + 2));
        QVERIFY2(good.worst < 0.1, qPrintable(QStringLiteral("%1").arg(good.worst)));
        const GradientCheck bad = checkGradients(spec, loss, x, y, 1, 10);
        QVERIFY2(bad.worst > 0.5, qPrintable(QStringLiteral("%1").arg(bad.worst)));
        QVERIFY(!bad.where.empty());
        const auto refusal = [&](const ComponentSpec& wrong, const Matrix& targets) {
            try {
                checkGradients(spec, wrong, x, targets, 1);
            } catch (const Error& error) {
                return QString::fromStdString(error.message());
            }
            return QString();
        };
        QCOMPARE(refusal({"lost", {}}, y), QStringLiteral("the loss \"lost\" is not known."));
        QCOMPARE(refusal(loss, Matrix::Zero(3, 3)),
                 QStringLiteral("the network has 2 outputs, the data 3 target values per row. Change the units of the "
                                "output layer."));
    }

    void evaluatingWhatDoesNotFit()
    {
        const NetworkSpec network = networkOf("dense 1 linear use_bias=false");
        ParameterSet weights = startAt(network, 2).weights;
        TrainingConfig config = shortTraining();
        config.loss.type = "mean_squared_error";
        config.metrics.clear();
        // Predictions 2 and 4 for 3 and 4: squares 1 and 0, weighted 3 and 1, over two rows.
        Dataset data = *rowData({{1, 3}, {2, 4}}).train;
        QCOMPARE(evaluate(network, weights, config, data).front().second, 0.5);
        data.weights.resize(2);
        data.weights << 3, 1;
        QCOMPARE(evaluate(network, weights, config, data).front().second, 1.5);
        const auto refusal = [&] {
            try {
                evaluate(network, weights, config, data);
            } catch (const Error& error) {
                return QString::fromStdString(error.message());
            }
            return QString();
        };
        data.y = Matrix::Zero(2, 2);
        QCOMPARE(refusal(), QStringLiteral("the network has 1 output, the data 2 target values per row. Change the "
                                           "units of the output layer."));
        config.loss.type = "lost";
        QCOMPARE(refusal(), QStringLiteral("the loss \"lost\" is not known."));
        weights.front().values.push_back(1);
        QVERIFY(!refusal().isEmpty());
    }

    void anotherOptimizerStartsAnew()
    {
        // The weights and the history go on, the moments and the rate are the new one's own.
        const NetworkSpec network = networkOf("dense 3 tanh, dense 1 sigmoid");
        const TrainingData data = patternData(4, 1, 24, 8);
        TrainingConfig config = shortTraining();
        config.optimizer.fields.set("learning_rate", 0.125);
        Trainer first(network, config, data, std::nullopt);
        while (first.epoch() < 2)
            first.step();
        config.optimizer = {"sgd", {{"learning_rate", 0.5}}};
        Trainer second(network, config, data, first.checkpoint());
        QVERIFY(second.weights() == first.weights());
        train(second);
        const std::vector<double> rates{0.125, 0.125, 0.5};
        QVERIFY(*second.history().find("learning_rate") == rates);
        // Other rows or another batch size: the epoch begins anew.
        Trainer third(network, shortTraining(), data, std::nullopt);
        third.step();
        TrainingConfig wider = shortTraining();
        wider.batchSize = 12;
        QCOMPARE(Trainer(network, wider, data, third.checkpoint()).batch(), Index(0));
        QCOMPARE(Trainer(network, shortTraining(), patternData(4, 1, 25, 8), third.checkpoint()).batch(), Index(0));
        QCOMPARE(Trainer(network, shortTraining(), data, third.checkpoint()).batch(), Index(1));
    }

    void predictByHand()
    {
        const NetworkSpec network = networkOf("dense 2 relu, dense 1 linear");
        ParameterSet weights = initialWeights(network, 2, 1);
        weights[0].values = {1, -1, 2, 1}; // [in][out]
        weights[1].values = {0.5f, 0};
        weights[2].values = {3, 4};
        weights[3].values = {-1};
        Matrix x(2, 600); // more than one batch of predict()
        x.setZero();
        x.col(0) << 1, 1;
        x.col(599) << -1, 2;
        const Matrix y = predict(network, weights, x);
        QCOMPARE(y.rows(), Eigen::Index(1));
        QCOMPARE(y(0, 0), 9.5f);    // relu(3.5, 0) → 3·3.5 − 1
        QCOMPARE(y(0, 1), 0.5f);    // relu(0.5, 0) → 1.5 − 1
        QCOMPARE(y(0, 599), 21.5f); // relu(3.5, 3) → 10.5 + 12 − 1
        QCOMPARE(predict(network, weights, Matrix(2, 0)).cols(), Eigen::Index(0));
    }

    void weightsOfClasses()
    {
        Dataset data;
        data.x = Matrix::Zero(1, 4);
        data.y.resize(1, 4);
        data.y << 0, 1, 1, 1;
        QCOMPARE(trainingWeights(data, "none").size(), Eigen::Index(0));
        // 4 samples, 2 classes: 4 / (2·1) = 2 and 4 / (2·3) = 2/3
        const Vector balanced = trainingWeights(data, "balanced");
        QCOMPARE(balanced(0), 2.0f);
        QCOMPARE(balanced(1), 2.0f / 3);
        const Vector listed = trainingWeights(data, " 1 = 2.5 ,0=1e-1");
        QCOMPARE(listed(0), 0.1f);
        QCOMPARE(listed(3), 2.5f);
        data.weights.resize(4);
        data.weights << 1, 2, 3, 4;
        const Vector both = trainingWeights(data, "1=10"); // label 0 is not named: 1
        QCOMPARE(both(0), 1.0f);
        QCOMPARE(both(2), 30.0f);
        for (const char* wrong : {"heavy", "1", "1=", "=2", "1=2;3=4", "1=-1", "1=nan", "1=1,,2=2", "1,5=2", "0x1=2"})
            QVERIFY_EXCEPTION_THROWN(trainingWeights(data, wrong), Error);
    }

    void whatDoesNotFitIsRefused()
    {
        const NetworkSpec network = networkOf("dense 1 sigmoid");
        const TrainingData data = patternData(3, 1, 10, 0);
        const auto refuses = [&](const NetworkSpec& spec, const TrainingConfig& config, const TrainingData& set,
                                 const char* words) {
            try {
                Trainer trainer(spec, config, set, std::nullopt);
                QFAIL(words);
            } catch (const Error& error) {
                QVERIFY2(QString::fromUtf8(error.what()).contains(QLatin1String(words)), error.what());
            }
        };
        TrainingConfig config = shortTraining();
        refuses(network, config, {}, "no training rows");
        refuses(network, config, {std::make_shared<Dataset>(), nullptr}, "no training rows");
        refuses(networkOf("dense 2 sigmoid"), config, data, "2 outputs");
        refuses({}, config, data, "no layers");
        config.batchSize = 0;
        refuses(network, config, data, "batch size");
        config = shortTraining();
        config.optimizer.type = "adamant";
        refuses(network, config, data, "optimizer \"adamant\"");
        config = shortTraining();
        config.loss.type = "lost";
        refuses(network, config, data, "loss \"lost\"");
        config = shortTraining();
        config.schedule.type = "timetable";
        refuses(network, config, data, "schedule \"timetable\"");
        config = shortTraining();
        config.metrics = {{"inch", {}}};
        refuses(network, config, data, "metric \"inch\"");
        NetworkSpec unknown = network;
        unknown.layers.front().type = "convolution";
        refuses(unknown, shortTraining(), data, "layer type \"convolution\"");
        refuses(network, shortTraining(), {data.train, patternData(2, 1, 10, 0).train}, "other columns");
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
