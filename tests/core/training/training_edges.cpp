// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/dispatch.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"
#include "tests/core/test_edges.h"
#include "tests/support/edges.h"
#include "tests/support/edit_tensor.h"
#include "tests/support/training_setup.h"

#include <QScopeGuard>
#include <QTest>

#include <vector>

using namespace netloom;

void TestEdges::trainingOnCertainties_data()
{
    QTest::addColumn<QString>("level");
    for (const KernelTable* table : availableKernels())
        QTest::newRow(table->name) << QString::fromLatin1(table->name);
}

void TestEdges::trainingOnCertainties()
{
    QFETCH(QString, level);
    const auto usual = qScopeGuard([] { useKernels(nullptr); });
    for (const KernelTable* table : availableKernels())
        if (level == QLatin1String(table->name))
            useKernels(table);
    // A logit of 1e4 with the label 0: the loss is 1e4, the slope 1, and one step of rate 1 takes 1 off the weight.
    TrainingConfig config = shortTraining();
    config.optimizer = {"sgd", {{"learning_rate", 1.0}}};
    config.metrics.clear();
    config.epochs = 1;
    const NetworkSpec yesNo = networkOf("dense 1 sigmoid use_bias=false");
    Checkpoint start;
    start.weights = initialWeights(yesNo, 1, 1);
    editTensor(start.weights, 0, [&](NamedTensor& t) { t.values = {Scalar(kFar)}; });
    Trainer binary(yesNo, config, rowData({{1, 0}}), start);
    binary.step();
    compareNear(binary.batchLoss(), kFar, 1e-6, "binary");
    compareNear(double(binary.weights()[0].values[0]), kFar - 1, 1e-6, "weight");
    // Logits 1e4, 0, -1e4 and the last class: the loss is 2e4, the slopes 1, 0, -1.
    config.loss.type = "categorical_crossentropy";
    const NetworkSpec classes = networkOf("dense 3 softmax use_bias=false");
    start.weights = initialWeights(classes, 1, 1);
    editTensor(start.weights, 0, [&](NamedTensor& t) { t.values = {Scalar(kFar), 0, Scalar(-kFar)}; });
    auto data = std::make_shared<Dataset>();
    data->x = sample({1});
    data->y = sample({0, 0, 1});
    Trainer softmax(classes, config, {data, nullptr}, start);
    softmax.step();
    compareNear(softmax.batchLoss(), 2 * kFar, 1e-6, "softmax");
    const std::vector<Scalar> after = softmax.weights()[0].values;
    compareNear(double(after[0]), kFar - 1, 1e-6, "weight");
    compareNear(double(after[1]), 0, 1e-6, "weight");
    compareNear(double(after[2]), 1 - kFar, 1e-6, "weight");
    // The same with the softmax as a layer of its own.
    const NetworkSpec apart = networkOf("dense 3 linear use_bias=false, activation softmax");
    editTensor(start.weights, 0, [&](NamedTensor& t) { t.layer = apart.layers[0].name; });
    Trainer layer(apart, config, {data, nullptr}, start);
    layer.step();
    compareNear(layer.batchLoss(), 2 * kFar, 1e-6, "softmax layer");
    compareNear(double(layer.weights()[0].values[0]), kFar - 1, 1e-6, "weight");
    compareNear(double(layer.weights()[0].values[2]), 1 - kFar, 1e-6, "weight");
}
