// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/coach/rate_range_test.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/samples/samples.h"
#include "core/training/trainer.h"

#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

struct Made {
    NetworkSpec network;
    TrainingConfig training;
    TrainingData data;
};

Made made(const char* sample)
{
    const auto table = std::make_shared<const Table>(loadSample(sample));
    const Project project = newProject({}, *table, findSample(sample)->target);
    const PreparedData data = prepare(table, project.recipe, project.run().split);
    Made result{project.run().network, project.run().training, data.data};
    result.network.setInputs(data.data.train->x.rows());
    return result;
}

double lossAfter(const Made& from, double rate, Index epochs)
{
    TrainingConfig training = from.training;
    training.schedule = {"constant", {}};
    training.callbacks.clear();
    training.optimizer.fields.set("learning_rate", rate);
    training.epochs = epochs;
    Trainer trainer(from.network, training, from.data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    return trainer.reason() == StopReason::NotFinite ? 1e9 : trainer.history().find("loss")->back();
}

} // namespace

class TestRateRange : public QObject
{
    Q_OBJECT

private slots:
    void theSuggestedRateLearnsBest_data();
    void theSuggestedRateLearnsBest();
    void sameOnAnyNumberOfThreads();
    void changesNothingButTheRate();
    void whereNothingIsLearned();
    void refusesAndStops();
};

void TestRateRange::theSuggestedRateLearnsBest_data()
{
    QTest::addColumn<QString>("sample");
    for (const char* sample : {"breast_cancer", "iris", "digits", "moons", "bumps"})
        QTest::newRow(sample) << sample;
}

void TestRateRange::theSuggestedRateLearnsBest()
{
    QFETCH(QString, sample);
    const Made from = made(sample.toUtf8());
    const RateRange range = testRateRange(from.network, from.training, from.data);
    QVERIFY2(range.suggested > 0, range.words.c_str());
    for (std::size_t i = 1; i < range.rates.size(); ++i)
        QVERIFY(range.rates[i] > range.rates[i - 1]);
    QCOMPARE(range.losses.size(), range.rates.size());
    QCOMPARE(range.smoothed.size(), range.rates.size());
    // A hundred times less does worse in the same few epochs.
    const double here = lossAfter(from, range.suggested, 8);
    QVERIFY2(here < lossAfter(from, range.suggested / 100, 8), range.words.c_str());
    QVERIFY(range.suggested < 1);
    QVERIFY(range.suggested > 1e-4);
    const double first = std::pow(10, std::log10(range.suggested) - std::floor(std::log10(range.suggested) + 1e-9));
    QVERIFY(std::abs(first - 1) < 1e-6 || std::abs(first - 2) < 1e-6 || std::abs(first - 5) < 1e-6);
}

void TestRateRange::sameOnAnyNumberOfThreads()
{
    Made from = made("digits");
    from.training.threads = 1;
    const RateRange one = testRateRange(from.network, from.training, from.data);
    from.training.threads = 3;
    const RateRange three = testRateRange(from.network, from.training, from.data);
    QCOMPARE(three.losses, one.losses);
    QCOMPARE(three.suggested, one.suggested);
    QCOMPARE(three.words, one.words);
}

void TestRateRange::changesNothingButTheRate()
{
    // Schedule, callbacks and the number of epochs do not count.
    Made from = made("iris");
    const RateRange before = testRateRange(from.network, from.training, from.data);
    from.training.schedule = {"constant", {}};
    from.training.callbacks.clear();
    from.training.epochs = 1;
    from.training.optimizer.fields.set("learning_rate", 7.0);
    const RateRange after = testRateRange(from.network, from.training, from.data);
    QCOMPARE(after.losses, before.losses);
    QCOMPARE(after.current, 7.0);
    QVERIFY(before.current != 7.0);
}

void TestRateRange::whereNothingIsLearned()
{
    Made from = made("iris");
    for (LayerSpec& layer : from.network.layers) {
        layer.fields.set("kernel_initializer", std::string("zeros"));
        layer.fields.set("activation", layer.name == "output" ? std::string("softmax") : std::string("relu"));
    }
    const RateRange range = testRateRange(from.network, from.training, from.data);
    QVERIFY(!range.words.empty());
    QVERIFY(range.suggested == 0 || range.suggested > 1e-6);
    Dataset broken = *from.data.train;
    broken.x.setConstant(std::nanf(""));
    const RateRange none =
        testRateRange(from.network, from.training, {std::make_shared<const Dataset>(broken), nullptr});
    QCOMPARE(none.suggested, 0.0);
    QVERIFY(none.diverged);
    QVERIFY(none.words.find("no longer a finite number") != std::string::npos);
}

void TestRateRange::refusesAndStops()
{
    const Made from = made("iris");
    RateRangeOptions options;
    options.lowest = 1;
    options.highest = 0.1;
    QVERIFY_EXCEPTION_THROWN(testRateRange(from.network, from.training, from.data, options), Error);
    std::stop_source stop;
    int told = 0;
    QVERIFY_EXCEPTION_THROWN(testRateRange(from.network, from.training, from.data, {}, stop.get_token(),
                                           [&](double) {
                                               if (++told == 5)
                                                   stop.request_stop();
                                           }),
                             Cancelled);
    QCOMPARE(told, 5);
}

QTEST_GUILESS_MAIN(TestRateRange)
#include "tst_rate_range_test.moc"
