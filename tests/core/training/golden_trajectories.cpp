// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/dispatch.h"
#include "core/metrics/registry.h"
#include "core/network/network.h"
#include "core/schedules/registry.h"
#include "core/training/class_weights.h"
#include "core/training/evaluate.h"
#include "core/training/objective.h"
#include "core/training/trainer.h"
#include "tests/core/training/golden_engine.h"
#include "tests/support/golden_network.h"
#include "tests/support/golden_report.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>

using namespace netloom;
using namespace netloom::golden;

namespace {

/// Tolerance of a trajectory for "loss", "metrics", "weights" or "predictions".
double toleranceOf(const Json& file, const char* what)
{
    const Json& given = file.at("tolerance").at(sizeof(Scalar) == sizeof(double) ? "float64" : "float32");
    return given.is_object() ? given.at(what).get<double>() : given.get<double>();
}

/// The file's name of a history key in our history.
std::string ourKey(const std::string& key)
{
    const std::string prefix = key.starts_with("val_") ? "val_" : "";
    const MetricInfo* metric = findMetric(key.substr(prefix.size()));
    return key.ends_with("loss") || !metric ? key : prefix + metric->type;
}

/// Gradients of the first batch, penalties included, as trainable tensors in model order.
ParameterSet firstGradients(const NetworkSpec& spec, const TrainingConfig& config, const TrainingData& data,
                            const ParameterSet& start)
{
    const Index rows = std::min<Index>(config.batchSize, data.train->samples());
    Network network(spec, data.train->x.rows(), rows);
    network.setParameters(start);
    Objective objective(network, config.loss, data.train->y.rows());
    const Matrix x = data.train->x.leftCols(rows);
    const Matrix y = data.train->y.leftCols(rows);
    const Vector weights = trainingWeights(*data.train, config.classWeights);
    const Pass pass{.training = true};
    network.passes().prepareStep();
    objective.forward(block(x), block(y), pass);
    objective.backward(block(x), block(y), weights.size() > 0 ? weights.data() : nullptr, pass);
    network.passes().weightGradient(block(x), pass);
    network.addPenaltyGradients();
    ParameterSet gradients = network.read(network.gradients());
    std::erase_if(gradients, [](const NamedTensor& tensor) { return !tensor.trainable; });
    return gradients;
}

void compareTensors(Comparison& comparison, const std::string& place, const ParameterSet& got, const Json& want)
{
    std::size_t next = 0;
    for (const NamedTensor& tensor : got)
        if (tensor.trainable)
            comparison.compare(place + " " + tensor.layer + "/" + tensor.name, doubles(tensor.values),
                               numbers(want.at(next++)));
    comparison.compare(place + " tensors", static_cast<double>(next), static_cast<double>(want.size()));
}

void run(const Json& file, const std::string& level)
{
    const NetworkSpec spec = network(file.at("model"));
    const TrainingConfig settings = config(file);
    const TrainingData given = data(file);
    const Json& expected = file.at("expected");
    const auto titled = [&](const char* group) { return title(file, level + ", " + group); };
    Comparison losses(titled("losses"), toleranceOf(file, "loss"));
    Comparison metrics(titled("metrics"), toleranceOf(file, "metrics"));
    Comparison weightValues(titled("weights"), toleranceOf(file, "weights"));
    Comparison predictions(titled("predictions"), toleranceOf(file, "predictions"));

    Checkpoint start;
    start.weights = weights(file.at("initial_weights"), initialWeights(spec, spec.inputs(), 1));
    compareTensors(weightValues, "gradients of the first batch", firstGradients(spec, settings, given, start.weights),
                   expected.at("first_step").at("grads"));

    Trainer trainer(spec, settings, given, start);
    trainer.step();
    losses.compare("first batch", trainer.batchLoss(), expected.at("first_step").at("loss").get<double>());
    compareTensors(weightValues, "after the first batch", trainer.weights(),
                   expected.at("first_step").at("weights_after"));

    const std::vector<double> rates = numbers(expected.at("lr_after_epoch"));
    for (bool first = false; !trainer.done();) {
        const Index epoch = trainer.epoch();
        const auto event = trainer.step();
        if (first) // the first batch of an epoch has the rate that Keras reports after the epoch before
            losses.compare("learning rate", trainer.learningRate(), rates.at(static_cast<std::size_t>(epoch - 1)));
        first = event == Trainer::Event::Epoch;
    }
    QCOMPARE(trainer.reason(), StopReason::AllEpochsDone);
    const double base = settings.optimizer.fields.contains("learning_rate")
                            ? settings.optimizer.fields.real("learning_rate")
                            : trainer.learningRate();
    losses.compare("learning rate at the end",
                   findSchedule(settings.schedule.type)
                       ->make(settings.schedule.fields)
                       ->rate(base, trainer.batches() * trainer.epochs()),
                   rates.back());

    for (const auto& [key, column] : expected.at("history").items()) {
        const HistoryColumn* ours = trainer.history().find(ourKey(key));
        QVERIFY2(ours, key.c_str());
        (key.ends_with("loss") ? losses : metrics)
            .compare(key, std::vector<double>(ours->begin(), ours->end()), numbers(column));
    }
    const ParameterSet wanted = weights(expected.at("final_weights"), start.weights);
    const ParameterSet got = trainer.weights();
    for (std::size_t i = 0; i < wanted.size(); ++i) // numbers of the file, not rounded to this build's type
        weightValues.compare(got[i].layer + "/" + got[i].name, doubles(got[i].values),
                             numbers(expected.at("final_weights").at(i).at("values")));
    const Json& x = file.at("data").at("x");
    const Json& wantedPredictions = expected.at("predictions_first10");
    predictions.compare("predictions",
                        numbers(predict(spec, got, samples(x).leftCols(static_cast<Index>(wantedPredictions.size())))),
                        numbers(wantedPredictions));
    finish(losses);
    if (!file.at("metrics").empty())
        finish(metrics);
    finish(weightValues);
    finish(predictions);
}

} // namespace

void GoldenEngine::trajectories_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < files().size(); ++i)
        if (files()[i].at("kind") == "trajectory")
            QTest::newRow(files()[i].at("file").get<std::string>().c_str()) << static_cast<int>(i);
}

void GoldenEngine::trajectories()
{
    QFETCH(int, index);
    const Json& file = files().at(static_cast<std::size_t>(index));
    const auto usual = qScopeGuard([] { useKernels(nullptr); });
    for (const KernelTable* table : availableKernels()) {
        useKernels(table);
        try {
            run(file, table->name);
        } catch (const Missing& missing) {
            QSKIP(("skipped: this build does not have " + std::string(missing.what())).c_str());
        }
    }
}
