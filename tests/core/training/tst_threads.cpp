// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/optimizers/registry.h"
#include "core/training/trainer.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <atomic>

using namespace netloom;

namespace {

/// Two epochs of batches that are work enough to be shared, the last of them partial.
Checkpoint trained(const NetworkSpec& network, TrainingConfig config, const TrainingData& data, Index threads)
{
    config.batchSize = 256;
    config.epochs = 2;
    config.threads = threads;
    Trainer trainer(network, config, data, std::nullopt);
    while (!trainer.done())
        trainer.step();
    return trainer.checkpoint();
}

} // namespace

/// Same seed, same bits, for any number of threads.
class TestThreads : public QObject
{
    Q_OBJECT

private slots:
    void layers_data()
    {
        QTest::addColumn<QString>("type");
        for (const LayerInfo* info : layerTypes())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void layers()
    {
        QFETCH(QString, type);
        compare("dense 96 tanh, " + type.toStdString() + ", dense 80 relu, dense 1 sigmoid", shortTraining());
    }

    void optimizers_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("clipping");
        for (const OptimizerInfo* info : ::netloom::optimizers())
            for (const char* clipping : {"", "clipnorm", "global_clipnorm", "clipvalue"})
                QTest::newRow(
                    qPrintable(QString::fromStdString(info->type) + QLatin1Char(' ') + QLatin1String(clipping)))
                    << QString::fromStdString(info->type) << QString::fromLatin1(clipping);
    }
    void optimizers()
    {
        QFETCH(QString, type);
        QFETCH(QString, clipping);
        TrainingConfig config = shortTraining();
        config.optimizer = {type.toStdString(), {{"learning_rate", 0.003}}};
        if (!clipping.isEmpty())
            config.optimizer.fields.set(clipping.toStdString(), 0.01);
        compare("dense 90 relu, dense 75 tanh, dense 1 sigmoid", config);
    }

    void losses_data()
    {
        QTest::addColumn<QString>("type");
        for (const LossInfo* info : ::netloom::losses())
            QTest::newRow(info->type.c_str()) << QString::fromStdString(info->type);
    }
    void losses()
    {
        QFETCH(QString, type);
        TrainingConfig config = shortTraining();
        config.loss.type = type.toStdString();
        const bool sparse = type.startsWith(QLatin1String("sparse"));
        compare(sparse ? "dense 96 relu, dense 80 tanh, dense 2 softmax"
                       : "dense 96 relu, dense 80 tanh, dense 1 sigmoid",
                config);
    }

    void penaltiesConstraintsAndWeights()
    {
        TrainingConfig config = shortTraining();
        config.classWeights = "balanced";
        compare("dense 96 tanh kernel_l2=0.01 kernel_constraint=max_norm, dropout 0.3, dense 80 relu, dense 1 sigmoid",
                config);
    }

    void severalClasses()
    {
        TrainingConfig config = shortTraining();
        config.loss.type = "categorical_crossentropy";
        const TrainingData data = patternData(64, 3, 700, 300);
        const NetworkSpec network = networkOf("dense 96 selu, batch_normalization, dense 80 gelu, dense 3 softmax");
        const Checkpoint one = trained(network, config, data, 1);
        for (const Index threads : {2, 3, 4})
            QVERIFY(trained(network, config, data, threads) == one);
    }

    /// A core that is lent and given back between batches changes no bit.
    void lentCores()
    {
        const TrainingData data = patternData(64, 1, 700, 300);
        const NetworkSpec network = networkOf("dense 96 tanh, dropout 0.2, dense 80 relu, dense 1 sigmoid");
        TrainingConfig config = shortTraining();
        const Checkpoint one = trained(network, config, data, 1);
        config.batchSize = 256;
        config.epochs = 2;
        for (const Index threads : {2, 4}) {
            config.threads = threads;
            std::atomic<bool> lent = false;
            Trainer trainer(network, config, data, std::nullopt);
            trainer.lendsCoreWhile(lent);
            for (; !trainer.done(); lent = !lent)
                trainer.step();
            Checkpoint found = trainer.checkpoint();
            QVERIFY(found == one);
        }
    }

private:
    static void compare(const std::string& layers, const TrainingConfig& config)
    {
        static const TrainingData data = patternData(64, 1, 700, 300);
        const NetworkSpec network = networkOf(layers);
        const Checkpoint one = trained(network, config, data, 1);
        QCOMPARE(one.history.epochs(), std::size_t(2)); // no divergence
        for (const Index threads : {2, 4})
            QVERIFY2(trained(network, config, data, threads) == one, layers.c_str());
    }
};

QTEST_GUILESS_MAIN(TestThreads)
#include "tst_threads.moc"
