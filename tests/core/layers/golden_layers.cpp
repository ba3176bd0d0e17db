// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"
#include "core/preparation/split_sizes.h"
#include "core/training/class_weights.h"
#include "tests/core/training/golden_engine.h"
#include "tests/support/golden.h"
#include "tests/support/golden_network.h"
#include "tests/support/golden_report.h"
#include "tests/support/layer_bench.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace netloom;
using namespace netloom::golden;

namespace {

const Json kNone = Json::array();

const Json& group(const Json& file, const char* name)
{
    const Json* found = file.find(name);
    return found ? *found : kNone;
}

/// Cases of the group "misc" with that name.
std::vector<Json> misc(const Json& file, const std::string& name)
{
    std::vector<Json> found;
    for (const Json& test : group(file, "misc"))
        if (test.at("name").get<std::string>() == name)
            found.push_back(test);
    return found;
}

Index width(const Json& rows)
{
    return static_cast<Index>(rows.at(0).size());
}

Index height(const Json& rows)
{
    return static_cast<Index>(rows.size());
}

/// Puts gamma and beta into a layer; without scale or shift they must be ones and zeros in the reference.
void setScale(LayerBench& bench, const Json& test)
{
    for (const char* name : {"gamma", "beta"})
        if (bench.has(name))
            bench.set(name, numbers(test.at(name)));
}

} // namespace

void GoldenEngine::everyFileHasATest()
{
    static const std::set<std::string> tested{"activations", "losses", "optimizers", "schedules_callbacks",
                                              "metrics",     "layers", "trajectory"};
    std::set<std::string> found;
    for (const Json& file : files()) {
        const auto kind = file.at("kind").get<std::string>();
        QCOMPARE(file.at("schema").get<int>(), 1);
        if (tested.contains(kind))
            found.insert(kind);
        else
            qInfo("skipped: %s, of kind \"%s\", which these tests do not know",
                  file.at("file").get<std::string>().c_str(), kind.c_str());
    }
    if (qEnvironmentVariableIsEmpty("NETLOOM_GOLDEN_DIR"))
        QVERIFY(found == tested); // the copy in the tree is complete
}

void GoldenEngine::dense()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "Dense"), tolerance(file));
        for (const Json& test : group(file, "dense")) {
            const bool bias = test.at("use_bias").get<bool>();
            const auto place = test.at("activation").get<std::string>();
            LayerBench bench(
                "dense", {{"units", std::int64_t(width(test.at("kernel")))}, {"activation", place}, {"use_bias", bias}},
                width(test.at("x")), height(test.at("x")));
            bench.set("kernel", numbers(test.at("kernel")));
            if (bias)
                bench.set("bias", numbers(test.at("bias")));
            comparison.compare(place + " y", numbers(bench.forward(samples(test.at("x")), {.training = true})),
                               numbers(test.at("y")));
            comparison.compare(place + " dx", numbers(bench.backward(samples(test.at("upstream")), {.training = true})),
                               numbers(test.at("dx")));
            comparison.compare(place + " dkernel", bench.gradient("kernel"), numbers(test.at("dkernel")));
            if (bias)
                comparison.compare(place + " dbias", bench.gradient("bias"), numbers(test.at("dbias")));
        }
        finish(comparison);
    }
}

void GoldenEngine::batchNormalization()
{
    if (!findLayerType("batch_normalization"))
        QSKIP("skipped: batch_normalization of layers.json; this build has no such layer");
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "BatchNormalization"), tolerance(file));
        for (const Json& test : group(file, "batch_normalization")) {
            const Json& batches = test.at("batches");
            LayerBench bench("batch_normalization",
                             fields(test, {"name", "gamma", "beta", "moving_mean_initial", "moving_variance_initial",
                                           "upstream", "batches", "train", "inference_x", "inference_y"}),
                             width(batches.at(0)), std::max(height(batches.at(0)), height(test.at("inference_x"))));
            setScale(bench, test);
            bench.set("moving_mean", numbers(test.at("moving_mean_initial")));
            bench.set("moving_variance", numbers(test.at("moving_variance_initial")));
            for (std::size_t k = 0; k < batches.size(); ++k) {
                const Json& want = test.at("train").at(k);
                const Pass pass{.training = true, .iteration = static_cast<std::int64_t>(k)};
                const std::string place = "batch " + std::to_string(k) + " ";
                comparison.compare(place + "y", numbers(bench.forward(samples(batches[k]), pass)),
                                   numbers(want.at("y")));
                comparison.compare(place + "dx", numbers(bench.backward(samples(test.at("upstream")), pass)),
                                   numbers(want.at("dx")));
                for (const char* name : {"gamma", "beta"})
                    if (bench.has(name))
                        comparison.compare(place + "d" + name, bench.gradient(name),
                                           numbers(want.at(std::string("d") + name)));
                for (const char* name : {"moving_mean", "moving_variance"})
                    comparison.compare(place + name, bench.value(name), numbers(want.at(name)));
            }
            comparison.compare("inference", numbers(bench.forward(samples(test.at("inference_x")))),
                               numbers(test.at("inference_y")));
        }
        finish(comparison);
    }
}

void GoldenEngine::layerNormalization()
{
    if (!findLayerType("layer_normalization"))
        QSKIP("skipped: layer_normalization of layers.json; this build has no such layer");
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "LayerNormalization"), tolerance(file));
        for (const Json& test : group(file, "layer_normalization")) {
            LayerBench bench("layer_normalization", {{"epsilon", test.at("epsilon").get<double>()}},
                             width(test.at("x")), height(test.at("x")));
            setScale(bench, test);
            for (const bool training : {false, true})
                comparison.compare("y", numbers(bench.forward(samples(test.at("x")), {.training = training})),
                                   numbers(test.at("y")));
            comparison.compare("dx", numbers(bench.backward(samples(test.at("upstream")), {.training = true})),
                               numbers(test.at("dx")));
            comparison.compare("dgamma", bench.gradient("gamma"), numbers(test.at("dgamma")));
            comparison.compare("dbeta", bench.gradient("beta"), numbers(test.at("dbeta")));
        }
        finish(comparison);
    }
}

void GoldenEngine::dropout()
{
    // The layer draws its own masks. Where its mask of a step and the reference's agree in an element, output and
    // gradient must as well; over some steps that happens in every element.
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "Dropout"), tolerance(file));
        for (const Json& test : misc(file, "Dropout")) {
            const auto rate = test.at("rate").get<double>();
            LayerBench bench("dropout", {{"rate", rate}}, width(test.at("x")), height(test.at("x")));
            const Matrix x = samples(test.at("x"));
            const Matrix mask = samples(test.at("keep_mask"));
            const Matrix wanted = samples(test.at("y_training"));
            const Matrix wantedSlope = samples(test.at("dx_training"));
            comparison.compare("inference", numbers(bench.forward(x)), numbers(test.at("y_inference")));
            std::set<Index> compared;
            for (std::int64_t step = 0; step < 200; ++step) {
                const Pass pass{.training = true, .iteration = step};
                const Matrix kept = bench.forward(Matrix::Ones(x.rows(), x.cols()), pass);
                const Matrix y = bench.forward(x, pass);
                const Matrix dx = bench.backward(samples(test.at("upstream")), pass);
                for (Index i = 0; i < x.size(); ++i)
                    if ((kept(i) > 0) == (mask(i) > 0)) {
                        comparison.compare("y", static_cast<double>(y(i)), static_cast<double>(wanted(i)));
                        comparison.compare("dx", static_cast<double>(dx(i)), static_cast<double>(wantedSlope(i)));
                        compared.insert(i);
                    }
            }
            QCOMPARE(static_cast<Index>(compared.size()), Index(x.size()));
        }
        finish(comparison);
    }
}

void GoldenEngine::gaussianNoise()
{
    if (!findLayerType("gaussian_noise"))
        QSKIP("skipped: GaussianNoise of layers.json; this build has no such layer");
    qInfo("not compared: y_training of GaussianNoise; the layer draws its own noise (its distribution is tested)");
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "GaussianNoise"), tolerance(file));
        for (const Json& test : misc(file, "GaussianNoise")) {
            const auto stddev = test.at("stddev").get<double>();
            const Matrix x = samples(test.at("x"));
            LayerBench bench("gaussian_noise", {{"stddev", stddev}}, x.rows(), x.cols());
            comparison.compare("inference", numbers(bench.forward(x)), numbers(test.at("y_inference")));
            double sum = 0;
            double squares = 0;
            const int steps = 4000;
            for (int step = 0; step < steps; ++step) {
                const Pass pass{.training = true, .iteration = step};
                const Matrix noise = bench.forward(x, pass) - x;
                for (Index i = 0; i < noise.size(); ++i) {
                    sum += static_cast<double>(noise(i));
                    squares += static_cast<double>(noise(i)) * static_cast<double>(noise(i));
                }
                if (step == 0)
                    comparison.compare("dx", numbers(bench.backward(samples(test.at("upstream")), pass)),
                                       numbers(test.at("dx_training")));
            }
            const double count = static_cast<double>(x.size()) * steps;
            QVERIFY(std::abs(sum / count) < 4 * stddev / std::sqrt(count));
            QVERIFY(std::abs(std::sqrt(squares / count) / stddev - 1) < 4 / std::sqrt(2 * count));
        }
        finish(comparison);
    }
}

void GoldenEngine::classWeights()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "class weights"), tolerance(file));
        for (const Json& test : misc(file, "class_weight_to_sample_weight")) {
            const std::string setting = classWeightSetting(test.at("class_weight"));
            const Matrix labels = samples(test.at("labels"));
            Dataset data;
            data.x = Matrix::Zero(1, labels.cols());
            data.y = labels;
            const auto compare = [&](const std::string& place) {
                const Vector weights = trainingWeights(data, setting);
                comparison.compare(place, {weights.data(), weights.data() + weights.size()},
                                   numbers(test.at("sample_weight")));
            };
            compare("labels");
            data.y = Matrix::Zero(static_cast<Index>(labels.maxCoeff()) + 1, labels.cols());
            for (Index j = 0; j < labels.cols(); ++j)
                data.y(static_cast<Index>(labels(0, j)), j) = 1;
            compare("one-hot");
        }
        finish(comparison);
    }
}

void GoldenEngine::validationSplit()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "validation split"), tolerance(file));
        for (const Json& test : group(file, "validation_split")) {
            const SplitSizes sizes =
                splitSizes(test.at("validation_split").get<double>(), 0, test.at("rows").get<Index>());
            const std::string place = test.dump();
            comparison.compare(place, static_cast<double>(sizes.train), test.at("train_rows").get<double>());
            comparison.compare(place, static_cast<double>(sizes.validation), test.at("validation_rows").get<double>());
            QCOMPARE(sizes.test, Index(0));
        }
        finish(comparison);
    }
}
