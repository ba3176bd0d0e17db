// SPDX-License-Identifier: GPL-3.0-or-later
// How long figures and explanations take, how exactly explanations add up, and what the intervals of sampled ones hold.
// bench_evaluation [FOLDER OF CSV FILES] (default: the bundled samples). Networks have their first weights: neither
// time nor additivity depends on training.
#include "core/base/rng.h"
#include "core/csv/csv_reader.h"
#include "core/evaluation/part_evaluation.h"
#include "core/explanation/explained_rows.h"
#include "core/explanation/row_explanation.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <numeric>

using namespace netloom;

namespace {

double milliseconds(const std::chrono::steady_clock::time_point& start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

struct Ready {
    PreparedData data;
    Model model;
};

Ready modelFor(const std::shared_ptr<const Table>& table, const std::string& target, const std::string& hidden)
{
    Project project = newProject({}, *table, target);
    Ready ready;
    ready.data = prepare(table, project.recipe, project.run().split);
    const TargetInfo& info = ready.data.fitted.target();
    NetworkSpec network;
    network.layers =
        parseLayers(hidden + ", dense " + std::to_string(info.outputs()) + " " + std::string(info.activation()));
    const auto inputs = static_cast<Index>(ready.data.fitted.features().size());
    network.setInputs(inputs);
    ready.model = modelWith(network, SharedParameters(initialWeights(network, inputs, 1)), ready.data.fitted);
    return ready;
}

std::string numbered(const char* word, int number)
{
    return std::string(word).append(std::to_string(number));
}

std::shared_ptr<const Table> numbers(Index rows, int columns)
{
    Rng rng(1, "numbers");
    auto table = std::make_shared<Table>();
    table->rows = rows;
    for (int c = 0; c <= columns; ++c) {
        Column column;
        column.name = c < columns ? numbered("x", c) : "y";
        column.kind = ColumnKind::Number;
        column.integers = c == columns;
        for (Index i = 0; i < rows; ++i)
            column.numbers.push_back(c < columns ? rng.normal() : static_cast<double>(rng.below(2)));
        table->columns.push_back(std::move(column));
    }
    return table;
}

PredictedRows scores(Index rows)
{
    Rng rng(2, "scores");
    TargetInfo target;
    target.task = Task::Binary;
    target.classes = {"no", "yes"};
    target.names = {"yes"};
    Eigen::MatrixXd truth(1, rows);
    Eigen::MatrixXd output(1, rows);
    for (Index i = 0; i < rows; ++i) {
        output(0, i) = rng.uniform();
        truth(0, i) = rng.uniform() < output(0, i) ? 1 : 0;
    }
    std::vector<Index> all(static_cast<std::size_t>(rows));
    std::iota(all.begin(), all.end(), Index(0));
    return usableRows(target, all, truth, output);
}

void benchFigures()
{
    const PredictedRows rows = scores(100'000);
    auto start = now();
    for (const int threads : {1, 2}) {
        start = now();
        const auto figures = figuresWithIntervals(rows, {0.5, 2000, 1, threads});
        std::printf("bootstrap, 2,000 resamples of 100,000 rows, all %zu figures, %d thread(s): %.1f s\n",
                    figures.size(), threads, milliseconds(start) / 1000);
    }
    const PredictedRows million = scores(1'000'000);
    start = now();
    PartEvaluation evaluation = evaluatePart(million, "test", {0.5, 0, 0, 1});
    std::printf("figures of 1,000,000 rows without a bootstrap: %.0f ms\n", milliseconds(start));
    double longest = 0;
    for (int i = 1; i < 1000; ++i) {
        start = now();
        moveThreshold(evaluation, i / 1000.0);
        longest = std::max(longest, milliseconds(start));
    }
    std::printf("threshold moved on 1,000,000 rows: at most %.3f ms\n", longest);
}

void benchExplanations()
{
    Ready ready = modelFor(numbers(2000, 10), "y", "dense 16 relu, dense 8 relu");
    ExplainedModel explained(ready.model, ready.data.table, ready.data.split.train);
    const Background background = trainingBackground(explained);
    const auto start = now();
    const RowExplanation one = explainRow(explained, *ready.data.table, 0, background);
    std::printf("one row exactly, 10 columns, %lld background rows: %.1f ms, %lld evaluations, gap %.2g\n",
                static_cast<long long>(one.backgroundRows), milliseconds(start),
                static_cast<long long>(one.shapley.evaluations), one.gap);
}

/// Ten columns of sixty words each: 600 inputs.
void benchWideExplanations()
{
    Rng rng(4, "words");
    auto table = std::make_shared<Table>();
    table->rows = 3000;
    for (int c = 0; c <= 10; ++c) {
        Column column;
        column.name = c < 10 ? numbered("w", c) : "y";
        column.kind = ColumnKind::Text;
        const int words = c < 10 ? 60 : 2;
        for (int k = 0; k < words; ++k)
            column.dictionary.push_back(numbered("v", k));
        for (Index i = 0; i < table->rows; ++i)
            column.codes.push_back(static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(words))));
        table->columns.push_back(std::move(column));
    }
    Ready ready = modelFor(table, "y", "dense 32 relu, dense 16 relu");
    ExplainedModel explained(ready.model, table, ready.data.split.train);
    const Background background = trainingBackground(explained);
    for (const Index wide : {Index(0), Index(100'000)}) {
        ShapleyOptions options;
        options.wideInputs = wide;
        const auto start = now();
        const RowExplanation one = explainRow(explained, *table, 0, background, -1, options);
        std::printf("one row exactly, 10 columns of %lld inputs, first layer %s: %.1f ms, gap %.2g\n",
                    static_cast<long long>(background.x.rows()), wide == 0 ? "changed by groups" : "made anew",
                    milliseconds(start), one.gap);
    }
}

void benchBeeswarm(const std::string& folder)
{
    const auto table = std::make_shared<const Table>(readCsv(folder + "/breast_cancer.csv").table);
    const std::string target = table->find("diagnosis") >= 0 ? "diagnosis" : table->columns.back().name;
    Ready ready = modelFor(table, target, "dense 16 relu, dense 8 relu");
    const ExplainedModel explained(ready.model, table, ready.data.split.train);
    std::vector<Index> rows(500);
    std::iota(rows.begin(), rows.end(), Index(0));
    ShapleyOptions options;
    options.pairs = options.mostPairs = 16;
    for (const int threads : {1, 2}) {
        const auto start = now();
        const ExplainedRows all = explainRows(explained, rows, trainingBackground(explained), options, threads);
        std::printf("500 rows of breast_cancer (%zu columns, %lld pairs of orders, 100 background rows), %d thread(s): "
                    "%.1f s, gap %.2g\n",
                    explained.columns().size(), static_cast<long long>(options.pairs), threads,
                    milliseconds(start) / 1000, all.largestGap);
    }
}

void benchAdditivity(const std::string& folder)
{
    const std::pair<const char*, const char*> sets[] = {{"iris.csv", "species"},
                                                        {"wine.csv", "cultivar"},
                                                        {"breast_cancer.csv", "diagnosis"},
                                                        {"california_housing.csv", "median_house_value"},
                                                        {"diabetes.csv", "progression"},
                                                        {"penguins_raw.csv", "Species"},
                                                        {"digits.csv", "digit"}};
    for (const auto& [file, wanted] : sets) {
        const std::string path = folder + "/" + file;
        if (!std::filesystem::exists(path))
            continue;
        const auto table = std::make_shared<const Table>(readCsv(path).table);
        const std::string target = table->find(wanted) >= 0 ? wanted : table->columns.back().name;
        Ready ready = modelFor(table, target, "dense 8 relu");
        const ExplainedModel explained(ready.model, table, ready.data.split.train);
        Rng rng(3, "rows");
        std::vector<Index> rows;
        for (int i = 0; i < 1000; ++i)
            rows.push_back(static_cast<Index>(rng.below(static_cast<std::uint64_t>(table->rows))));
        ShapleyOptions options;
        options.exactUpTo = 10;
        options.pairs = options.mostPairs = 4;
        const auto start = now();
        const ExplainedRows all = explainRows(explained, rows, trainingBackground(explained, 20), options, 2);
        double largest = 0;
        for (Index i = 0; i < all.values.cols(); ++i)
            largest = std::max(largest, all.values.col(i).cwiseAbs().maxCoeff());
        std::printf("additivity of 1,000 rows of %s (target %s, %zu columns, %s): largest gap %.2g, values up to %.3g, "
                    "%.1f s\n",
                    file, target.c_str(), explained.columns().size(),
                    explained.columns().size() <= options.exactUpTo ? "exact" : "sampled", all.largestGap, largest,
                    milliseconds(start) / 1000);
    }
}

/// How often the 95 % interval of a sampled value holds the exact one, over rows and seeds.
void benchCoverage(const std::string& folder)
{
    const std::string path = folder + "/diabetes.csv";
    if (!std::filesystem::exists(path))
        return;
    const auto table = std::make_shared<const Table>(readCsv(path).table);
    Ready ready = modelFor(table, "progression", "dense 16 tanh, dense 8 tanh");
    ExplainedModel explained(ready.model, table, ready.data.split.train);
    const Background background = trainingBackground(explained, 50);
    constexpr int kRows = 20;
    constexpr int kSeeds = 30;
    const auto start = now();
    Index inside = 0;
    Index all = 0;
    double largestGap = 0;
    for (int i = 0; i < kRows; ++i) {
        const Index row = i * table->rows / kRows;
        const ShapleyValues exact = explainRow(explained, *table, row, background).shapley;
        for (int seed = 0; seed < kSeeds; ++seed) {
            ShapleyOptions options;
            options.exactUpTo = 1;
            options.pairs = options.mostPairs = 64;
            options.seed = static_cast<std::uint64_t>(1000 * i + seed);
            const ShapleyValues sampled = explainRow(explained, *table, row, background, -1, options).shapley;
            largestGap = std::max(largestGap, sampled.gap());
            for (Index g = 0; g < sampled.phi.rows(); ++g) {
                const double error = sampled.standardError(g, 0);
                if (!(error > 0))
                    continue;
                ++all;
                inside += std::abs(sampled.phi(g, 0) - exact.phi(g, 0)) <= 1.96 * error ? 1 : 0;
            }
        }
    }
    std::printf("sampling of diabetes.csv, 64 pairs: the 95 %% interval holds %.3f of %lld exact values (%d rows, %d "
                "seeds), largest gap %.2g, %.1f s\n",
                static_cast<double>(inside) / static_cast<double>(all), static_cast<long long>(all), kRows, kSeeds,
                largestGap, milliseconds(start) / 1000);
}

} // namespace

int main(int argc, char** argv)
{
    const std::string folder = argc > 1 ? argv[1] : std::string(NETLOOM_SOURCE_DIR) + "/resources/samples";
    benchFigures();
    benchExplanations();
    benchWideExplanations();
    benchBeeswarm(folder);
    benchAdditivity(folder);
    benchCoverage(folder);
    return 0;
}
