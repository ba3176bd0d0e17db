// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/sweep/search_space.h"
#include "core/sweep/trial_settings.h"

#include <QTest>

#include <set>

using namespace netloom;

namespace {

NetworkSpec network()
{
    NetworkSpec spec;
    spec.layers = parseLayers("dense 4 relu, dropout 0.1, dense 3 tanh, dense 1 sigmoid");
    spec.layers.back().name = "output";
    return spec;
}

std::string applied(const TrialSettings& settings)
{
    NetworkSpec spec = network();
    TrainingConfig training;
    applyTrial(settings, spec, training);
    return formatLayers(spec.layers);
}

} // namespace

class TestSearchSpace : public QObject
{
    Q_OBJECT

private slots:
    void axes_data();
    void axes();
    void wrongAxes_data();
    void wrongAxes();
    void everyCombinationOnce();
    void drawnOnceEach();
    void drawnWithinTheirRange();
    void settingsOfTheNetwork();
    void theOrderOfSettingsDoesNotMatter();
    void whatCannotBeCompared();
};

void TestSearchSpace::axes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("again");
    QTest::newRow("numbers") << "learning_rate=0.001, 0.01" << QStringList{"0.001", "0.01"}
                             << "learning_rate=0.001,0.01";
    QTest::newRow("bars") << "layers=dense 8 relu|dense 16 relu, dropout 0.2"
                          << QStringList{"dense 8 relu", "dense 16 relu, dropout 0.2"}
                          << "layers=dense 8 relu|dense 16 relu, dropout 0.2";
    QTest::newRow("one network") << "layers=dense 8 relu, dense 4 relu" << QStringList{"dense 8 relu, dense 4 relu"}
                                 << "layers=dense 8 relu, dense 4 relu";
    QTest::newRow("no hidden layer") << "layers=|dense 4 relu" << QStringList{"", "dense 4 relu"}
                                     << "layers=|dense 4 relu";
    QTest::newRow("twice") << "units=8,8,4" << QStringList{"8", "4"} << "units=8,4";
    QTest::newRow("range") << "dropout=0..0.5" << QStringList{} << "dropout=0.0..0.5";
    QTest::newRow("whole range") << "units=4..64 log" << QStringList{} << "units=4..64 log";
    QTest::newRow("real ends") << "x=1.0..2.0" << QStringList{} << "x=1.0..2";
}

void TestSearchSpace::axes()
{
    QFETCH(QString, text);
    QFETCH(QStringList, values);
    QFETCH(QString, again);
    const SweepAxis axis = parseAxis(text.toStdString());
    QStringList found;
    for (const std::string& value : axis.values)
        found << QString::fromStdString(value);
    QCOMPARE(found, values);
    QCOMPARE(QString::fromStdString(axisText(axis)), again);
    QVERIFY(parseAxis(axisText(axis)) == axis);
}

void TestSearchSpace::wrongAxes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("no values") << "learning_rate"
                               << "a setting and its values are needed";
    QTest::newRow("no key") << "=1,2"
                            << "a setting and its values are needed";
    QTest::newRow("hole") << "units=1,,2"
                          << "a value is missing";
    QTest::newRow("empty") << "units="
                           << "a value is missing";
    QTest::newRow("falling") << "units=8..2"
                             << "must rise";
    QTest::newRow("logarithm of 0") << "dropout=0..0.5 log"
                                    << "must begin above 0";
}

void TestSearchSpace::wrongAxes()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    try {
        parseAxis(text.toStdString());
        QFAIL("it was taken");
    } catch (const Error& error) {
        QVERIFY2(QString::fromStdString(error.message()).contains(says), error.what());
    }
}

void TestSearchSpace::everyCombinationOnce()
{
    const std::vector<SweepAxis> axes{parseAxis("a=1,2"), parseAxis("b=x,y,z")};
    const std::vector<TrialSettings> trials = gridTrials(axes);
    QCOMPARE(trials.size(), std::size_t(6));
    QCOMPARE(settingsText(trials[0]), std::string("a=1, b=x"));
    QCOMPARE(settingsText(trials[1]), std::string("a=1, b=y"));
    QCOMPARE(settingsText(trials[5]), std::string("a=2, b=z"));
    QCOMPARE(combinations(axes), Index(6));
    QVERIFY_EXCEPTION_THROWN(gridTrials({parseAxis("a=1..2")}), Error);
    QVERIFY_EXCEPTION_THROWN(gridTrials({parseAxis("a=1,2"), parseAxis("a=3")}), Error);
    QVERIFY_EXCEPTION_THROWN(gridTrials({}), Error);
}

void TestSearchSpace::drawnOnceEach()
{
    const std::vector<SweepAxis> axes{parseAxis("a=1,2,3,4,5"), parseAxis("b=x,y,z")};
    const std::vector<TrialSettings> ten = randomTrials(axes, 10, 7);
    QCOMPARE(ten.size(), std::size_t(10));
    QCOMPARE(std::set<TrialSettings>(ten.begin(), ten.end()).size(), std::size_t(10));
    QVERIFY(randomTrials(axes, 10, 7) == ten);
    QVERIFY(randomTrials(axes, 10, 8) != ten);
    QVERIFY(randomTrials(axes, 100, 7) == gridTrials(axes)); // there are no more than these
    QVERIFY(randomTrials({parseAxis("a=1..3")}, 50, 1).size() == 3);
}

void TestSearchSpace::drawnWithinTheirRange()
{
    double below = 0;
    const std::vector<TrialSettings> trials =
        randomTrials({parseAxis("r=0.001..0.1 log"), parseAxis("n=1..4"), parseAxis("d=0..0.5")}, 400, 3);
    QCOMPARE(trials.size(), std::size_t(400));
    std::set<std::string> whole;
    for (const TrialSettings& trial : trials) {
        const double rate = QByteArray::fromStdString(trial[0].second).toDouble();
        const double dropout = QByteArray::fromStdString(trial[2].second).toDouble();
        QVERIFY(rate >= 0.001 && rate <= 0.1);
        QVERIFY(dropout >= 0 && dropout <= 0.5);
        whole.insert(trial[1].second);
        below += rate < 0.01 ? 1 : 0;
    }
    QCOMPARE(whole, (std::set<std::string>{"1", "2", "3", "4"}));
    QVERIFY(std::abs(below / 400 - 0.5) < 0.1); // half of them below the geometric mean
}

void TestSearchSpace::settingsOfTheNetwork()
{
    QCOMPARE(applied({{"units", "9"}}), std::string("dense 9 relu, dropout 0.1, dense 9 tanh, dense 1 sigmoid"));
    QCOMPARE(applied({{"activation", "silu"}}),
             std::string("dense 4 silu, dropout 0.1, dense 3 silu, dense 1 sigmoid"));
    QCOMPARE(applied({{"dropout", "0.3"}}),
             std::string("dense 4 relu, dropout 0.3, dense 3 tanh, dropout 0.3, dense 1 sigmoid"));
    QCOMPARE(applied({{"dropout", "0"}}), std::string("dense 4 relu, dense 3 tanh, dense 1 sigmoid"));
    QCOMPARE(applied({{"layers", "dense 2 relu"}}), std::string("dense 2 relu, dense 1 sigmoid"));
    QCOMPARE(applied({{"layers", "dense 2 relu, dense 1 sigmoid"}}), std::string("dense 2 relu, dense 1 sigmoid"));
    QCOMPARE(applied({{"layers", ""}}), std::string("dense 1 sigmoid"));
    QCOMPARE(applied({{"h1.units", "7"}}), std::string("dense 7 relu, dropout 0.1, dense 3 tanh, dense 1 sigmoid"));
    NetworkSpec spec = network();
    TrainingConfig training;
    applyTrial({{"layers", "dense 2 relu"}, {"l2", "0.01"}}, spec, training);
    QCOMPARE(spec.layers.back().name, std::string("output"));
    QCOMPARE(spec.layers.front().fields.real("kernel_l2"), 0.01);
    QCOMPARE(spec.layers.back().fields.real("kernel_l2"), 0.01);
    applyTrial({{"layers", "dense 4 relu, dense 3 relu"}, {"dropout", "0.2"}}, spec, training);
    QCOMPARE(spec.layers.size(), std::size_t(5));
    QCOMPARE(spec.layers[1].name, std::string("drop1"));
    QCOMPARE(spec.layers[3].name, std::string("drop2"));
}

void TestSearchSpace::theOrderOfSettingsDoesNotMatter()
{
    const TrialSettings one{
        {"optimizer.momentum", "0.9"}, {"units", "5"}, {"optimizer", "sgd"}, {"layers", "dense 2 relu"}};
    NetworkSpec spec = network();
    TrainingConfig training;
    applyTrial(one, spec, training);
    QCOMPARE(formatLayers(spec.layers), std::string("dense 5 relu, dense 1 sigmoid"));
    QCOMPARE(training.optimizer.type, std::string("sgd"));
    QCOMPARE(training.optimizer.fields.real("momentum"), 0.9);
}

void TestSearchSpace::whatCannotBeCompared()
{
    for (const char* key : {"split.test", "split.seed", "threads", "metrics"})
        QVERIFY_EXCEPTION_THROWN(requireSweepable(key), Error);
    for (const TrialSettings& wrong : std::vector<TrialSettings>{{{"learning_rte", "1"}},
                                                                 {{"units", "0"}},
                                                                 {{"activation", "rulu"}},
                                                                 {{"h9.units", "3"}},
                                                                 {{"h1.unitz", "3"}},
                                                                 {{"layers", "dense"}, {"units", "x"}},
                                                                 {{"layers", ""}, {"units", "4"}}})
        QVERIFY_EXCEPTION_THROWN(applied(wrong), Error);
}

QTEST_GUILESS_MAIN(TestSearchSpace)
#include "tst_search_space.moc"
