// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/initializers/registry.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/power_table.h"
#include "core/optimizers/registry.h"
#include "core/regularizers/registry.h"
#include "core/regularizers/regularizer.h"
#include "core/schedules/registry.h"
#include "core/training/early_stopping.h"
#include "core/training/history.h"
#include "core/training/reduce_lr_on_plateau.h"
#include "tests/core/math/test_metrics.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <set>

using namespace netloom;

namespace {

double rate(const std::string& type, const FieldValues& values, std::int64_t iteration, double initial = 1)
{
    return findSchedule(type)->make(values)->rate(initial, iteration);
}

std::vector<Scalar> drawn(const std::string& type, const std::vector<Index>& shape, std::uint64_t seed = 1)
{
    Index size = 1;
    for (const Index length : shape)
        size *= length;
    std::vector<Scalar> values(static_cast<std::size_t>(size), Scalar(-7));
    Rng rng(seed, "init");
    findInitializer(type)->fill(values, shape, rng);
    return values;
}

double largestOf(const std::vector<Scalar>& values)
{
    Scalar largest = 0;
    for (const Scalar value : values)
        largest = std::max(largest, std::abs(value));
    return static_cast<double>(largest);
}

template<typename Info>
void checkList(std::span<const Info* const> list, const Info* (*find)(std::string_view),
               std::vector<FieldChoice> (*choices)())
{
    std::set<std::string> types;
    std::set<std::string> titles;
    for (const Info* info : list) {
        const char* type = info->type.c_str();
        QVERIFY2(types.insert(info->type).second, type);
        QVERIFY2(titles.insert(info->title).second, type);
        QVERIFY2(find(info->type) == info, type);
        QVERIFY2(!info->title.empty() && info->title.front() >= 'A' && info->title.front() <= 'Z', type);
        QVERIFY2(info->help.size() > 10 && info->help.back() == '.', type);
        std::set<std::string> keys;
        for (const FieldInfo& field : info->fields) {
            const std::string place = info->type + "." + field.key;
            QVERIFY2(keys.insert(field.key).second, place.c_str());
            QVERIFY2(!field.title.empty() && field.help.size() > 10 && field.help.back() == '.', place.c_str());
            QVERIFY2(checkField(field, field.initial).empty(), place.c_str());
            QVERIFY2(parseField(field, formatField(field.initial)) == field.initial, place.c_str());
        }
    }
    QVERIFY(!find("no such type"));
    if (!choices)
        return;
    const auto offered = choices();
    QCOMPARE(offered.size(), list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        QCOMPARE(offered[i].key, list[i]->type);
        QCOMPARE(offered[i].title, list[i]->title);
    }
}

} // namespace

/// What the reference files do not hold: the lists of components, edges, and numbers worked out by hand.
class TestMath : public QObject
{
    Q_OBJECT

private slots:
    void powersDoNotDependOnTheirOrder()
    {
        for (const double base : {0.9, 0.999, 0.0, 0.5}) {
            PowerTable upwards(base);
            std::vector<double> powers;
            for (std::int64_t t = 0; t < 1000; ++t) {
                powers.push_back(upwards.at(t));
                const double expected = std::pow(base, static_cast<double>(t));
                QVERIFY(std::abs(powers.back() - expected) <= 1e-15 * expected);
            }
            PowerTable jumping(base);
            for (const std::int64_t t : {999, 3, 64, 63, 0, 500, 501, 1})
                QVERIFY(jumping.at(t) == powers[static_cast<std::size_t>(t)]);
        }
    }

    void lists()
    {
        checkList(activations(), findActivation, activationChoices);
        checkList(initializers(), findInitializer, initializerChoices);
        checkList(losses(), findLoss, lossChoices);
        checkList(metrics(), findMetric, metricChoices);
        checkList(optimizers(), findOptimizer, optimizerChoices);
        checkList(constraints(), findConstraint, constraintChoices);
        checkList(schedules(), findSchedule, scheduleChoices);
        checkList(layerTypes(), findLayerType, nullptr);
    }

    void shortNames()
    {
        QCOMPARE(findLoss("mse"), findLoss("mean_squared_error"));
        QCOMPARE(findLoss("kullback_leibler_divergence"), findLoss("kl_divergence"));
        QCOMPARE(findMetric("acc"), findMetric("accuracy"));
        QCOMPARE(findMetric("rmse"), findMetric("root_mean_squared_error"));
        QCOMPARE(findMetric("F1_article"), findMetric("f1_article"));
        QVERIFY(findActivation("swish"));
        QCOMPARE(findActivation("swish"), findActivation("silu"));
        QCOMPARE(findActivation("relu")->shortName(), std::string("relu"));
    }

    void constantInitializers()
    {
        for (const Scalar value : drawn("zeros", {3, 4}))
            QCOMPARE(value, Scalar(0));
        for (const Scalar value : drawn("ones", {5}))
            QCOMPARE(value, Scalar(1));
        const std::vector<Scalar> wide{1, 0, 0, 0, 1, 0};
        QVERIFY(drawn("identity", {2, 3}) == wide);
        const std::vector<Scalar> tall{1, 0, 0, 1, 0, 0};
        QVERIFY(drawn("identity", {3, 2}) == tall);
    }

    void randomInitializersStayInBounds()
    {
        // Glorot: sqrt(6 / (in + out)); He: sqrt(6 / in); LeCun: sqrt(3 / in); a bias has as many inputs as outputs.
        const std::vector<std::pair<std::string, double>> limits{{"glorot_uniform", std::sqrt(6.0 / 60)},
                                                                 {"he_uniform", std::sqrt(6.0 / 20)},
                                                                 {"lecun_uniform", std::sqrt(3.0 / 20)},
                                                                 {"random_uniform", 0.05},
                                                                 {"truncated_normal", 0.1}};
        for (const auto& [type, limit] : limits) {
            const double largest = largestOf(drawn(type, {20, 40}));
            QVERIFY2(largest <= limit * (1 + 1e-6) && largest > 0.95 * limit, type.c_str());
        }
        const double bias = largestOf(drawn("glorot_uniform", {600}));
        QVERIFY(bias <= std::sqrt(6.0 / 1200) * (1 + 1e-6) && bias > 0.95 * std::sqrt(6.0 / 1200));
        const double third = largestOf(drawn("he_uniform", {5, 4, 40})); // receptive field of 5: 20 inputs
        QVERIFY(third <= std::sqrt(6.0 / 20) * (1 + 1e-6) && third > 0.95 * std::sqrt(6.0 / 20));
        for (const InitializerInfo* info : initializers()) {
            QVERIFY2(drawn(info->type, {7, 5}) == drawn(info->type, {7, 5}), info->type.c_str());
            const bool random = info->type != "zeros" && info->type != "ones" && info->type != "identity";
            QVERIFY2((drawn(info->type, {7, 5}, 2) != drawn(info->type, {7, 5})) == random, info->type.c_str());
        }
    }

    void orthogonalMatrices()
    {
        for (const auto& [rows, cols] : {std::pair<Index, Index>(6, 4), {4, 6}, {5, 5}, {1, 3}}) {
            const std::vector<Scalar> values = drawn("orthogonal", {rows, cols});
            Eigen::MatrixXd w(rows, cols);
            for (Index i = 0; i < rows; ++i)
                for (Index j = 0; j < cols; ++j)
                    w(i, j) = static_cast<double>(values[static_cast<std::size_t>(i * cols + j)]);
            const Eigen::MatrixXd product = rows < cols ? (w * w.transpose()).eval() : (w.transpose() * w).eval();
            QVERIFY(product.isIdentity(1e-5));
        }
        QCOMPARE(drawn("orthogonal", {0, 3}).size(), std::size_t(0));
    }

    void schedulesByHand()
    {
        QCOMPARE(rate("constant", {}, 1000, 0.3), 0.3);
        QCOMPARE(rate("exponential_decay", {{"decay_steps", std::int64_t(10)}, {"decay_rate", 0.25}}, 5), 0.5);
        QCOMPARE(rate("exponential_decay",
                      {{"decay_steps", std::int64_t(10)}, {"decay_rate", 0.25}, {"staircase", true}}, 19),
                 0.25);
        QCOMPARE(rate("inverse_time_decay", {{"decay_steps", std::int64_t(10)}, {"decay_rate", 3.0}}, 10), 0.25);
        const FieldValues pieces{{"boundaries", std::string("2, 4")}, {"values", std::string(" 1,.5 , 0.25")}};
        const std::vector<double> wanted{1, 1, 1, 0.5, 0.5, 0.25, 0.25};
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QCOMPARE(rate("piecewise_constant_decay", pieces, static_cast<std::int64_t>(i)), wanted[i]);
        const FieldValues line{{"decay_steps", std::int64_t(10)}, {"end_learning_rate", 0.0}};
        QCOMPARE(rate("polynomial_decay", line, 5), 0.5);
        QCOMPARE(rate("polynomial_decay", line, 50), 0.0);
        FieldValues cycle = line;
        cycle.set("cycle", true);
        QCOMPARE(rate("polynomial_decay", cycle, 15), 0.25); // 15 of 20 steps
        const FieldValues cosine{{"decay_steps", std::int64_t(10)}, {"alpha", 0.5}};
        QCOMPARE(rate("cosine_decay", cosine, 0), 1.0);
        QCOMPARE(rate("cosine_decay", cosine, 5), 0.75);
        QCOMPARE(rate("cosine_decay", cosine, 11), 0.5);
        const FieldValues warm{
            {"decay_steps", std::int64_t(10)}, {"warmup_target", 3.0}, {"warmup_steps", std::int64_t(4)}};
        QCOMPARE(rate("cosine_decay", warm, 2), 2.0);
        QCOMPARE(rate("cosine_decay", warm, 4), 3.0);
        QCOMPARE(rate("cosine_decay", warm, 9), 1.5);
        const FieldValues restarts{{"first_decay_steps", std::int64_t(4)}, {"t_mul", 1.0}, {"m_mul", 0.5}};
        QCOMPARE(rate("cosine_decay_restarts", restarts, 2), 0.5);
        QCOMPARE(rate("cosine_decay_restarts", restarts, 4), 0.5);
        QCOMPARE(rate("cosine_decay_restarts", restarts, 10), 0.125);
    }

    void piecewiseSchedulesThatCannotBe()
    {
        const std::vector<std::pair<std::string, std::string>> wrong{
            {"4, 2", "1, 2, 3"}, {"2, 2", "1, 2, 3"}, {"2", "1"},        {"2", "1, 2, 3"}, {"2", "1, -2"},
            {"two", "1, 2"},     {"2", "1, nan"},     {"2", "1, 2e999"}, {"2 3", "1, 2"},  {"2,,3", "1, 2, 3"}};
        for (const auto& [boundaries, values] : wrong)
            QVERIFY_EXCEPTION_THROWN(
                findSchedule("piecewise_constant_decay")->make({{"boundaries", boundaries}, {"values", values}}),
                Error);
        QCOMPARE(rate("piecewise_constant_decay", {{"boundaries", std::string()}, {"values", std::string("0.5")}}, 9),
                 0.5);
    }

    void penaltiesByHand()
    {
        const Scalar w[] = {-2, 0, 3};
        Scalar g[] = {1, 1, 1};
        const Regularizer both{Scalar(0.5), Scalar(0.25)};
        QVERIFY(both.active());
        QVERIFY(!Regularizer{}.active());
        QCOMPARE(both.penalty(w, 3), 0.5 * 5 + 0.25 * 13);
        both.addGradient(w, g, 3);
        QCOMPARE(g[0], Scalar(1 - 0.5 - 1));
        QCOMPARE(g[1], Scalar(1)); // sign(0) = 0
        QCOMPARE(g[2], Scalar(1 + 0.5 + 1.5));
    }

    void constraintsAlongTheOtherAxis()
    {
        // Rows (3, 4) and (0, 0): norms 5 and 0.
        std::vector<Scalar> w{3, 4, 0, 0};
        findConstraint("unit_norm")->make({{"axis", std::int64_t(1)}})->apply({w.data(), 2, 2, 2, 1});
        QVERIFY(std::abs(static_cast<double>(w[0]) - 0.6) < 1e-6 && std::abs(static_cast<double>(w[1]) - 0.8) < 1e-6);
        QCOMPARE(w[2], Scalar(0));
        w = {3, 4, 0, 0};
        findConstraint("max_norm")->make({{"max_value", 2.0}})->apply({w.data(), 4, 1, 1, 0});
        QVERIFY(std::abs(static_cast<double>(w[0]) - 1.2) < 1e-6 && std::abs(static_cast<double>(w[1]) - 1.6) < 1e-6);
        w = {-1, 4, 0, -3};
        findConstraint("non_neg")->make({})->apply({w.data(), 2, 2, 2, 1});
        const std::vector<Scalar> positive{0, 4, 0, 0};
        QVERIFY(w == positive);
    }

    void gradientsAreClipped()
    {
        std::vector<Scalar> a{3, 4};
        std::vector<Scalar> b{12};
        const std::vector<std::span<Scalar>> both{a, b};
        clipGradients({}, both);
        QCOMPARE(a[0], Scalar(3));
        clipGradients({.norm = 20}, both);
        QCOMPARE(b[0], Scalar(12));
        clipGradients({.norm = 2.5}, both); // a has the norm 5
        QCOMPARE(a[0], Scalar(1.5));
        QCOMPARE(a[1], Scalar(2));
        QCOMPARE(b[0], Scalar(2.5));
        a = {3, 4};
        b = {12};
        clipGradients({.globalNorm = 6.5}, both); // 3² + 4² + 12² = 13²
        QCOMPARE(a[1], Scalar(2));
        QCOMPARE(b[0], Scalar(6));
        clipGradients({.globalNorm = 100}, both);
        QCOMPARE(b[0], Scalar(6));
        clipGradients({.value = 1.75}, both);
        QCOMPARE(a[0], Scalar(1.5));
        QCOMPARE(b[0], Scalar(1.75));
    }

    void whichValuesAreBetter()
    {
        QCOMPARE(monitorMode("auto", "val_loss"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "loss"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "val_accuracy"), MonitorMode::Max);
        QCOMPARE(monitorMode("auto", "f1_score"), MonitorMode::Max);
        QCOMPARE(monitorMode("auto", "val_mean_absolute_error"), MonitorMode::Min);
        QCOMPARE(monitorMode("auto", "unheard_of"), MonitorMode::Min);
        QCOMPARE(monitorMode("max", "loss"), MonitorMode::Max);
        QCOMPARE(monitorMode("min", "accuracy"), MonitorMode::Min);
        QVERIFY(improves(MonitorMode::Min, 0.8, 0.9, 0.05));
        QVERIFY(!improves(MonitorMode::Min, 0.875, 1, 0.125)); // strictly more than the margin
        QVERIFY(improves(MonitorMode::Max, 0.8, worstValue(MonitorMode::Max), 0));
        QVERIFY(!improves(MonitorMode::Min, std::nan(""), 1, 0));
        QVERIFY(!improves(MonitorMode::Max, std::nan(""), 1, 0));
    }

    void notANumberNeverImproves()
    {
        EarlyStoppingConfig config;
        config.patience = 2;
        EarlyStopping stopping(config);
        QVERIFY(!stopping.epochEnded(0, std::nan("")).newBest);
        QVERIFY(!stopping.epochEnded(1, 1).stop);
        QCOMPARE(stopping.bestEpoch(), Index(1));
        QVERIFY(!stopping.epochEnded(2, std::nan("")).stop);
        QVERIFY(stopping.epochEnded(3, std::nan("")).stop);
        QCOMPARE(stopping.stoppedEpoch(), Index(3));
        QCOMPARE(stopping.best(), 1.0);
        QVERIFY_EXCEPTION_THROWN(stopping.restore({}), Error);
        PlateauConfig plateau;
        QVERIFY_EXCEPTION_THROWN(ReduceLrOnPlateau(plateau).restore({}), Error);
    }

    void histories()
    {
        History history;
        history.keys = {"loss", "val_loss"};
        history.append({1, 2});
        history.append({3, 4});
        QCOMPARE(history.epochs(), std::size_t(2));
        QCOMPARE(history.find("val_loss")->back(), 4.0);
        QVERIFY(!history.find("accuracy"));
        QVERIFY_EXCEPTION_THROWN(history.append({1}), Error);
        QVERIFY(!History().find("loss"));
    }
};

int main(int argc, char** argv)
{
    TestMath math;
    TestMetrics metrics;
    return QTest::qExec(&math, argc, argv) + QTest::qExec(&metrics, argc, argv);
}

#include "tst_math.moc"
