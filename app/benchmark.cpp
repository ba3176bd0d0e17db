// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/benchmark.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/kernels/dispatch.h"
#include "core/network/network.h"
#include "core/training/session.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace netloom {

namespace {

struct HiddenOrOutput {
    Index units;
    const char* activation;
    double dropout;
};

struct Work {
    std::string_view name;
    Index rows, inputs, batch, epochs;
    double validation;
    const char* loss;
    std::vector<HiddenOrOutput> layers;
};

const std::vector<Work>& works()
{
    static const std::vector<Work> list{
        {"T1", 1000, 10, 30, 100, 0.3, "binary_crossentropy", {{5, "relu", 0.2}, {3, "relu", 0.2}, {1, "sigmoid", 0}}},
        {"T2", 10000, 30, 32, 10, 0, "binary_crossentropy", {{64, "relu", 0}, {32, "relu", 0}, {1, "sigmoid", 0}}},
        {"T3", 60000, 784, 128, 2, 0, "categorical_crossentropy", {{128, "relu", 0}, {10, "softmax", 0}}},
        {"T4",
         20000,
         784,
         256,
         1,
         0,
         "categorical_crossentropy",
         {{1024, "relu", 0}, {1024, "relu", 0}, {10, "softmax", 0}}},
        {"T5", 4, 2, 4, 5000, 0, "binary_crossentropy", {{8, "tanh", 0}, {1, "sigmoid", 0}}},
        {"T6",
         500,
         2,
         10,
         200,
         0,
         "mean_squared_error",
         {{6, "tanh", 0}, {6, "tanh", 0}, {6, "tanh", 0}, {1, "tanh", 0}}},
    };
    return list;
}

Scalar symmetric(Rng& rng)
{
    return static_cast<Scalar>(rng.uniform(-1, 1));
}

/// T5 is exclusive or, T6 a disc, the others the largest of as many random linear functions as there are outputs.
Dataset makeData(const Work& work)
{
    const Index outputs = work.layers.back().units;
    Dataset data;
    data.x.resize(work.inputs, work.rows);
    data.y = Matrix::Zero(outputs, work.rows);
    if (work.name == "T5") {
        data.x << 0, 0, 1, 1, 0, 1, 0, 1;
        data.y << 0, 1, 1, 0;
        return data;
    }
    Rng rng(42, "benchmark");
    Matrix functions(outputs, work.inputs);
    for (Index i = 0; i < functions.size(); ++i)
        functions.data()[i] = symmetric(rng);
    for (Index row = 0; row < work.rows; ++row) {
        for (Index i = 0; i < work.inputs; ++i)
            data.x(i, row) = symmetric(rng);
        if (work.name == "T6") {
            data.y(0, row) = data.x.col(row).squaredNorm() < Scalar(0.5) ? 1 : -1;
            continue;
        }
        const Vector values = functions * data.x.col(row);
        Index best = 0;
        const Scalar top = values.maxCoeff(&best);
        data.y(best, row) = outputs > 1 || top > 0 ? 1 : 0;
    }
    return data;
}

NetworkSpec networkOf(const Work& work)
{
    NetworkSpec spec;
    for (const HiddenOrOutput& layer : work.layers) {
        const bool relu = std::string_view(layer.activation) == "relu";
        spec.layers.push_back({"dense",
                               freeLayerName(spec, "h"),
                               {{"units", layer.units},
                                {"activation", std::string(layer.activation)},
                                {"kernel_initializer", std::string(relu ? "he_uniform" : "glorot_uniform")}}});
        if (layer.dropout > 0)
            spec.layers.push_back({"dropout", freeLayerName(spec, "drop"), {{"rate", layer.dropout}}});
    }
    return spec;
}

/// Runs `job` until a fifth of a second has gone, and tells the seconds of one.
template<typename Job>
double secondsOf(const Job& job)
{
    using Clock = std::chrono::steady_clock;
    job();
    double best = 1e9;
    for (int repeat = 0; repeat < 5; ++repeat) {
        const auto start = Clock::now();
        int runs = 0;
        double seconds = 0;
        do {
            job();
            ++runs;
            seconds = std::chrono::duration<double>(Clock::now() - start).count();
        } while (seconds < 0.04);
        best = std::min(best, seconds / runs);
    }
    return best;
}

BenchmarkResult product(const std::string& name, double flops, double seconds)
{
    BenchmarkResult result;
    result.work = name;
    result.seconds = seconds;
    result.stepsPerSecond = 1 / seconds;
    result.gflops = flops / seconds * 1e-9;
    return result;
}

void fill(AlignedBlock& block, Rng& rng)
{
    for (Index i = 0; i < block.size(); ++i)
        block.data()[i] = symmetric(rng);
}

/// The three products of a Dense layer of `in` inputs and `out` outputs for a batch.
void addProducts(std::vector<BenchmarkResult>& results, const std::string& name, Index batch, Index in, Index out)
{
    const KernelTable& table = kernels();
    const auto panels = [&](Index n) { return (n + table.panel - 1) / table.panel * table.panel; };
    const Index strideIn = paddedUnits(in);
    const Index strideOut = paddedUnits(out);
    Rng rng(1, name);
    AlignedBlock x, y, d, dx, w, wt, m, v;
    x.resize(batch * strideIn);
    dx.resize(batch * strideIn);
    y.resize(batch * strideOut);
    d.resize(batch * strideOut);
    for (AlignedBlock* block : {&w, &m, &v})
        block->resize(in * panels(out));
    wt.resize(panels(in) * out);
    for (AlignedBlock* block : {&x, &d, &w, &wt})
        fill(*block, rng);
    const double flops = 2.0 * static_cast<double>(batch) * static_cast<double>(in) * static_cast<double>(out);

    GemmJob forward{};
    forward.a = x.data();
    forward.aRow = strideIn;
    forward.aStep = 1;
    forward.b = w.data();
    forward.bPanel = in * table.panel;
    forward.bRow = table.panel;
    forward.c = y.data();
    forward.cPanel = table.panel;
    forward.cRow = strideOut;
    forward.lastRow = batch;
    forward.depth = in;
    forward.columns = strideOut;
    results.push_back(product("gemm-forward-" + name, flops, secondsOf([&] { table.gemm(&forward); })));

    GemmJob inputs = forward;
    inputs.a = d.data();
    inputs.aRow = strideOut;
    inputs.b = wt.data();
    inputs.bPanel = out * table.panel;
    inputs.c = dx.data();
    inputs.cRow = strideIn;
    inputs.depth = out;
    inputs.columns = strideIn;
    results.push_back(product("gemm-dx-" + name, flops, secondsOf([&] { table.gemm(&inputs); })));

    GemmJob weights{};
    weights.a = x.data();
    weights.aRow = 1;
    weights.aStep = strideIn;
    weights.b = d.data();
    weights.bPanel = table.panel;
    weights.bRow = strideOut;
    weights.c = w.data();
    weights.cPanel = in * table.panel;
    weights.cRow = table.panel;
    weights.lastRow = in;
    weights.depth = batch;
    weights.columns = strideOut;
    AlignedBlock gradient;
    gradient.resize(w.size());
    weights.c = gradient.data();
    results.push_back(product("gemm-dw-" + name, flops, secondsOf([&] { table.gemm(&weights); })));

    int notFinite = 0;
    const UpdateRule adam{KernelAdam, Scalar(1e-3), Scalar(0.1), Scalar(1e-3), Scalar(1e-7), Scalar(1)};
    weights.update = &adam;
    weights.w = w.data();
    weights.m = m.data();
    weights.v = v.data();
    weights.notFinite = &notFinite;
    results.push_back(product("gemm-dw-adam-" + name, flops, secondsOf([&] { table.gemm(&weights); })));
}

} // namespace

std::span<const std::string_view> trainingBenchmarks()
{
    static constexpr std::array<std::string_view, 6> names{"T1", "T2", "T3", "T4", "T5", "T6"};
    return names;
}

BenchmarkResult runTrainingBenchmark(std::string_view name, int threads)
{
    const auto found = std::find_if(works().begin(), works().end(), [&](const Work& w) { return w.name == name; });
    if (found == works().end())
        throw Error("there is no benchmark called " + quoted(name), {},
                    "Choose among T1, T2, T3, T4, T5, T6, kernels.");
    const Work& work = *found;
    const NetworkSpec network = networkOf(work);
    TrainingData data;
    Index rows = work.rows;
    {
        Dataset all = makeData(work);
        if (work.validation > 0) {
            rows = static_cast<Index>(static_cast<double>(work.rows) * (1.0 - work.validation));
            Dataset held;
            held.x = all.x.rightCols(work.rows - rows);
            held.y = all.y.rightCols(work.rows - rows);
            data.validation = std::make_shared<const Dataset>(std::move(held));
            all.x = Matrix(all.x.leftCols(rows));
            all.y = Matrix(all.y.leftCols(rows));
        }
        data.train = std::make_shared<const Dataset>(std::move(all));
    }
    TrainingConfig config;
    config.loss.type = work.loss;
    config.epochs = work.epochs;
    config.batchSize = work.batch;
    config.threads = threads;
    if (work.validation > 0)
        config.metrics = {{"accuracy", {}}};

    Session session;
    session.start(network, config, data);
    session.wait();
    const Progress progress = session.progress();
    if (progress.state != SessionState::Finished)
        throw Error("the benchmark " + quoted(name) + " did not finish: " + progress.message);
    History history;
    session.updateHistory(history);

    double flops = 0;
    for (const LayerShape& shape : layerShapes(network, work.inputs))
        flops += 6.0 * static_cast<double>(shape.multiplyAdds);
    BenchmarkResult result;
    result.work = name;
    result.threads = threads;
    result.seconds = progress.seconds;
    const auto samples = static_cast<double>(rows * work.epochs);
    result.samplesPerSecond = samples / result.seconds;
    const Index batches = (rows + work.batch - 1) / work.batch;
    result.stepsPerSecond = static_cast<double>(batches * work.epochs) / result.seconds;
    result.gflops = samples * flops / result.seconds * 1e-9;
    result.loss = history.find("loss")->back();
    return result;
}

std::vector<BenchmarkResult> runKernelBenchmarks()
{
    std::vector<BenchmarkResult> results;
    const KernelTable& table = kernels();
    constexpr std::int64_t rounds = 1 << 20;
    double flops = 0;
    const double seconds = secondsOf([&] { flops = table.multiplyAdds(rounds); });
    results.push_back(product(std::string("peak-") + table.name, flops, seconds));
    addProducts(results, "T3a", 128, 784, 128);
    addProducts(results, "T4a", 256, 784, 1024);
    addProducts(results, "T4b", 256, 1024, 1024);
    return results;
}

} // namespace netloom
