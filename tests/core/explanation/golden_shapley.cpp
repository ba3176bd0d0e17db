// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/permutation_importance.h"
#include "core/explanation/shapley.h"
#include "tests/core/explanation/golden_explained.h"
#include "tests/core/explanation/golden_explanation.h"
#include "tests/support/golden_report.h"

#include <cmath>

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

void compareShapley(Comparison& c, double& gap, ExplainedNetwork& network, const std::vector<InputGroup>& groups,
                    const Matrix& background, const Matrix& rows, const Json& want, const std::string& place)
{
    for (Index i = 0; i < rows.cols(); ++i) {
        ShapleyOptions firstLayer;
        firstLayer.wideInputs = 0;
        const ShapleyValues got = shapleyValues(network, groups, background, rows.col(i), firstLayer);
        QVERIFY(got.isExact());
        // Asked for whole rows it says the same.
        const ShapleyValues whole = shapleyValues(golden::valuesOf(network), groups, background, rows.col(i));
        c.compare(place + " whole rows", golden::rowMajor(whole.phi), golden::numbers(want.at("phi").at(i)));
        c.compare(place + " phi", golden::rowMajor(got.phi), golden::numbers(want.at("phi").at(i)));
        c.compare(place + " expected", golden::rowMajor(got.expected), golden::numbers(want.at("expected_value")));
        c.compare(place + " f(x)", golden::rowMajor(got.value), golden::numbers(want.at("f_x").at(i)));
        gap = std::max({gap, got.gap(), whole.gap()});
    }
}

double squaredError(const Eigen::RowVectorXd& p, const std::vector<double>& y)
{
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i)
        sum += (p[static_cast<Index>(i)] - y[i]) * (p[static_cast<Index>(i)] - y[i]);
    return sum;
}

} // namespace

double golden::scoreOf(const std::string& score, const Eigen::RowVectorXd& p, const std::vector<double>& y)
{
    const auto n = static_cast<double>(y.size());
    double sum = 0;
    double mean = 0;
    for (const double value : y)
        mean += value / n;
    if (score == "neg_mse")
        return -squaredError(p, y) / n;
    if (score == "r2")
        return 1 - squaredError(p, y) / squaredError(Eigen::RowVectorXd::Constant(p.size(), mean), y);
    if (score == "auc") {
        double pairs = 0;
        for (std::size_t i = 0; i < y.size(); ++i)
            for (std::size_t j = 0; j < y.size(); ++j)
                if (y[i] > 0.5 && y[j] < 0.5) {
                    const double d = p[static_cast<Index>(i)] - p[static_cast<Index>(j)];
                    sum += d > 0 ? 1 : d == 0 ? 0.5 : 0;
                    pairs += 1;
                }
        return sum / pairs;
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double one = p[static_cast<Index>(i)];
        if (score == "accuracy") {
            sum += (one > 0.5) == (y[i] > 0.5) ? 1 : 0;
        } else {
            const double q = std::clamp(one, 1e-15, 1 - 1e-15);
            sum += y[i] > 0.5 ? std::log(q) : std::log1p(-q);
        }
    }
    return sum / n;
}

void golden::compareImportance(Comparison& c, ExplainedNetwork& network, const std::vector<InputGroup>& groups,
                               const Matrix& x, const Json& set)
{
    const std::vector<double> y = numbers(set.at("y"));
    Permutations permutations;
    for (const Json& group : set.at("permutations")) {
        permutations.emplace_back();
        for (const Json& repeat : group) {
            permutations.back().emplace_back();
            for (const Json& row : repeat)
                permutations.back().back().push_back(row.get<Index>());
        }
    }
    for (const auto& [key, want] : set.at("scores").items()) {
        const std::string name = key;
        const auto score = [&](const Matrix& rows) { return scoreOf(name, network.values(rows).row(0), y); };
        const PermutationImportance got = permutationImportance(score, x, groups, permutations);
        c.compare(key + " baseline", got.baseline, want.at("baseline_score").get<double>());
        c.compare(key + " mean", got.mean, numbers(want.at("mean")));
        c.compare(key + " sd", got.sd, numbers(want.at("std")));
        for (std::size_t g = 0; g < groups.size(); ++g)
            c.compare(key + " repeats", got.importances[g], numbers(want.at("importances").at(g)));
    }
}

void TestGoldenExplanation::shapleyGrouped()
{
    for (const Json& file : golden::filesOfKind("shapley_grouped")) {
        Comparison c(golden::title(file, "grouped Shapley values"), golden::tolerance(file));
        double gap = 0;
        for (const Json& net : file.at("nets")) {
            const Matrix background = golden::samples(net.at("background"));
            const Matrix rows = golden::samples(net.at("x"));
            const auto groups = golden::groupsOf(net, rows.rows());
            for (const auto& [space, want] : net.at("spaces").items()) {
                ExplainedNetwork network = golden::explainedNetwork(net, space);
                compareShapley(c, gap, network, groups, background, rows, want,
                               net.at("name").get<std::string>() + " " + space);
            }
        }
        qInfo("largest additivity gap %.2g", gap);
        QVERIFY(gap <= 1e-9);
        golden::finish(c);
    }
}

void TestGoldenExplanation::shapleySingleColumns()
{
    for (const Json& file : golden::filesOfKind("explanations")) {
        Comparison c(golden::title(file, "Shapley values"), golden::tolerance(file));
        Comparison importance(golden::title(file, "permutation importance"), golden::tolerance(file));
        double gap = 0;
        const Matrix background = golden::samples(file.at("background"));
        const Matrix rows = golden::samples(file.at("x"));
        const auto groups = golden::groupsOf(file, rows.rows());
        for (const auto& [space, want] : file.at("shapley").items()) {
            ExplainedNetwork network = golden::explainedNetwork(file, space);
            compareShapley(c, gap, network, groups, background, rows, want, space);
        }
        ExplainedNetwork network = golden::explainedNetwork(file, "output");
        const Json& set = file.at("permutation_importance");
        golden::compareImportance(importance, network, groups, golden::samples(set.at("x")), set);
        qInfo("largest additivity gap %.2g", gap);
        QVERIFY(gap <= 1e-9);
        golden::finish(c);
        golden::finish(importance);
    }
}

void TestGoldenExplanation::shapleySampled()
{
    for (const Json& file : golden::filesOfKind("shapley_sampling"))
        for (const Json& net : file.at("nets")) {
            const std::string name = net.at("name").get<std::string>();
            ExplainedNetwork network = golden::explainedNetwork(net, "output");
            const Matrix background = golden::samples(net.at("background"));
            const Vector x = golden::samples(net.at("x")).transpose();
            const auto groups = golden::groupsOf(net, x.size());
            const std::vector<double> exact = golden::numbers(net.at("phi_exact"));
            const Json& bounds = net.at("bounds");
            ShapleyOptions options;
            if (const Json* one = bounds.find("error_of_a_single_antithetic_pair")) {
                options.pairs = options.mostPairs = 1;
                const ShapleyValues got = shapleyValues(golden::valuesOf(network), groups, background, x, options);
                double error = 0;
                for (std::size_t g = 0; g < exact.size(); ++g)
                    error = std::max(error, std::abs(got.phi(static_cast<Index>(g), 0) - exact[g]));
                options.pairs = options.mostPairs = 8;
                const ShapleyValues more = shapleyValues(golden::valuesOf(network), groups, background, x, options);
                const double se = more.standardError.maxCoeff();
                qInfo("%s: error of one pair %.2g, standard error of eight %.2g", name.c_str(), error, se);
                QVERIFY(error <= (golden::kDouble ? one->get<double>() : 1e-5));
                QVERIFY(se <= (golden::kDouble ? bounds.at("reported_se").get<double>() : 1e-5));
                QVERIFY(got.gap() <= 1e-9);
                continue;
            }
            const std::vector<double> sd = golden::numbers(net.at("pair_sd"));
            options.pairs = options.mostPairs = 64;
            options.wideInputs = 0;
            const double perMean = std::sqrt(64.0);
            double inside = 0;
            double all = 0;
            double gap = 0;
            double worst = 0;
            std::vector<double> errors(exact.size(), 0.0);
            constexpr int kSeeds = 60;
            for (int seed = 0; seed < kSeeds; ++seed) {
                options.seed = static_cast<std::uint64_t>(seed);
                const ShapleyValues got = shapleyValues(network, groups, background, x, options);
                QCOMPARE(got.pairs, Index(64));
                gap = std::max(gap, got.gap());
                for (std::size_t g = 0; g < exact.size(); ++g) {
                    const double error = std::abs(got.phi(static_cast<Index>(g), 0) - exact[g]);
                    const double se = got.standardError(static_cast<Index>(g), 0);
                    worst = std::max(worst, error / (sd[g] / perMean));
                    errors[g] += se / (sd[g] / perMean) / kSeeds;
                    inside += error <= 1.96 * se ? 1 : 0;
                    all += 1;
                    const Json& ratio = bounds.at("reported_se_ratio_from_64_pairs");
                    QVERIFY(se / (sd[g] / perMean) >= ratio.at(0).get<double>());
                    QVERIFY(se / (sd[g] / perMean) <= ratio.at(1).get<double>());
                }
            }
            qInfo("%s: coverage of 95 %% over %d seeds %.3f, largest error %.2f pair sd / sqrt pairs, gap %.2g",
                  name.c_str(), kSeeds, inside / all, worst, gap);
            const Json& coverage = bounds.at("coverage_of_95_percent_over_at_least_20_seeds_64_pairs");
            QVERIFY(inside / all >= coverage.at(0).get<double>() && inside / all <= coverage.at(1).get<double>());
            QVERIFY(worst <= bounds.at("error_in_units_of_pair_sd_over_sqrt_pairs").get<double>());
            QVERIFY(gap <= bounds.at("additivity").get<double>());
        }
}
