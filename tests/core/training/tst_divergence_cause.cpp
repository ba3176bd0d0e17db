// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/divergence_cause.h"

#include <QTest>

using namespace netloom;

namespace {

NetworkSpec network(const char* hidden, const char* output)
{
    NetworkSpec spec;
    spec.layers = {{"dense", "h1", {{"units", std::int64_t(4)}, {"activation", std::string(hidden)}}},
                   {"dense", "output", {{"units", std::int64_t(1)}, {"activation", std::string(output)}}}};
    return spec;
}

TrainingConfig with(const char* loss)
{
    TrainingConfig training;
    training.loss = {loss, {}};
    return training;
}

} // namespace

class TestDivergenceCause : public QObject
{
    Q_OBJECT

private slots:
    void theGravestCauseIsNamed_data()
    {
        QTest::addColumn<QByteArray>("hidden");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("loss");
        QTest::addColumn<double>("largestInput");
        QTest::addColumn<double>("largestTarget");
        QTest::addColumn<bool>("firstStep");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* hidden, const char* output, const char* loss, double input,
                            double target, bool first, const char* words) {
            QTest::newRow(name) << QByteArray(hidden) << QByteArray(output) << QByteArray(loss) << input << target
                                << first << QString(words);
        };
        const char* mse = "mean_squared_error";
        row("rate", "relu", "linear", mse, 4, 4, false, "learning rate is probably too large");
        row("exponential", "exponential", "linear", mse, 4, 4, false, "exponential of layer \"h1\"");
        row("exponential output", "relu", "exponential", "poisson", 4, 4, false, "exponential of layer \"output\"");
        row("poisson", "relu", "linear", "poisson", 4, 4, false, "output activation linear");
        row("poisson with softplus", "relu", "softplus", "poisson", 4, 4, false, "learning rate");
        row("poisson, tanh", "relu", "tanh", "poisson", 4, 4, true, "output activation tanh");
        row("large data", "relu", "linear", mse, 1e8, 4, true, "standardise the columns");
        row("large data later", "relu", "linear", mse, 1e8, 4, false, "learning rate"); // they were learned from
        row("large target", "relu", "linear", mse, 4, 1e20, true, "numbers of the target");
    }

    void theGravestCauseIsNamed()
    {
        QFETCH(QByteArray, hidden);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, loss);
        QFETCH(double, largestInput);
        QFETCH(double, largestTarget);
        QFETCH(bool, firstStep);
        QFETCH(QString, words);
        const std::string cause =
            divergenceCause(network(hidden.constData(), output.constData()), with(loss.constData()),
                            {true, largestInput, largestTarget, firstStep});
        QVERIFY2(QString::fromStdString(cause).contains(words), cause.c_str());
        QVERIFY(cause.ends_with(". "));
    }

    void infiniteDataComeFirst()
    {
        const std::string cause =
            divergenceCause(network("exponential", "linear"), with("poisson"), {false, 4, 4, true});
        QCOMPARE(cause, std::string("The data contain numbers that are not finite. "));
    }
};

QTEST_APPLESS_MAIN(TestDivergenceCause)
#include "tst_divergence_cause.moc"
