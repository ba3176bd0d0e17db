// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/schedules/registry.h"

#include <QTest>

#include <string>
#include <vector>

using namespace netloom;

namespace {

double rate(const std::string& type, const FieldValues& values, std::int64_t iteration, double initial = 1)
{
    return findSchedule(type)->make(values)->rate(initial, iteration);
}

} // namespace

/// Learning rates worked out by hand, and pieces that cannot be.
class TestSchedules : public QObject
{
    Q_OBJECT

private slots:
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
};

QTEST_GUILESS_MAIN(TestSchedules)

#include "tst_schedules.moc"
