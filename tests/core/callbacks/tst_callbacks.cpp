// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/callbacks/registry.h"
#include "core/training/training_config.h"

#include <QTest>

#include <cmath>
#include <string>
#include <vector>

using namespace netloom;

namespace {

/// Epochs told to one callback, one value of val_loss each.
Decision tell(Callback& callback, Index epoch, double value, double rate = 0.1)
{
    const std::vector<std::string> keys{"loss", "val_loss"};
    const std::vector<double> values{-1, value};
    return callback.epochEnded({epoch, rate, keys, values});
}

} // namespace

/// Callbacks by hand; the reference's traces are in golden_callbacks.cpp.
class TestCallbacks : public QObject
{
    Q_OBJECT

private slots:
    void valuesByTheirKeys()
    {
        const std::vector<std::string> keys{"loss", "accuracy", "val_loss"};
        const std::vector<double> values{1, 0.5, 2};
        const EpochEnd end{0, 0.1, keys, values};
        QCOMPARE(end.value("loss"), 1.0);
        QCOMPARE(end.value("val_loss"), 2.0);
        QCOMPARE(end.value("val_accuracy"), 0.5); // no rows are held back for it: the training rows
        QVERIFY(std::isnan(end.value("auc")));
        QVERIFY(std::isnan(end.value("val_auc")));
    }

    void notANumberNeverImproves()
    {
        const auto stopping = findCallback("early_stopping")->make({{"patience", std::int64_t(2)}});
        QVERIFY(!*tell(*stopping, 0, std::nan("")).newBest);
        QVERIFY(!tell(*stopping, 1, 1).stop);
        QCOMPARE(stopping->state().integer("best_epoch"), Index(1));
        QVERIFY(!tell(*stopping, 2, std::nan("")).stop);
        const Decision last = tell(*stopping, 3, std::nan(""));
        QVERIFY(last.stop);
        QCOMPARE(last.message,
                 std::string("Stopped early after epoch 4: the validation loss has not improved for 2 epochs."));
        QVERIFY(stopping->hasStopped());
        QCOMPARE(stopping->state().real("best"), 1.0);
    }

    void itsWordsGroupThousands()
    {
        const auto stopping = findCallback("early_stopping")->make({{"patience", std::int64_t(1500)}});
        Decision last;
        for (int epoch = 0; epoch <= 1500 && !last.stop; ++epoch)
            last = tell(*stopping, epoch, 1);
        QCOMPARE(last.message, std::string("Stopped early after epoch 1,501: the validation loss has not improved for "
                                           "1,500 epochs."));
    }

    void trainedFurtherItWaitsAnew()
    {
        const auto stopping = findCallback("early_stopping")->make({{"patience", std::int64_t(1)}});
        tell(*stopping, 0, 1);
        QVERIFY(tell(*stopping, 1, 2).stop);
        stopping->trainFurther();
        QVERIFY(!stopping->hasStopped());
        QCOMPARE(stopping->state().real("best"), 1.0); // what was reached still counts
        QVERIFY(tell(*stopping, 2, 2).stop);
    }

    void settingsKnowWhatTheirCallbacksDo()
    {
        TrainingConfig config;
        config.callback("early_stopping"); // switched off
        QVERIFY(!config.watchesBest() && !config.restoresBest() && !config.callbacksChangeRate());
        config.enableCallback("early_stopping", {{"restore_best", false}});
        QVERIFY(config.watchesBest() && !config.restoresBest());
        config.enableCallback("early_stopping");
        QVERIFY(config.restoresBest() && !config.callbacksChangeRate());
        config.enableCallback("reduce_lr_on_plateau");
        QVERIFY(config.callbacksChangeRate());
        QCOMPARE(config.callbacks.size(), std::size_t(2));
    }

    void statesThatAreNotWhole()
    {
        for (const CallbackInfo* info : callbacks()) {
            const auto callback = info->make({});
            const FieldValues whole = callback->state();
            for (const auto& [key, value] : whole.entries()) {
                FieldValues part = whole;
                part.remove(key);
                QVERIFY_EXCEPTION_THROWN(callback->restore(part), Error);
            }
            callback->restore(whole);
            QVERIFY(callback->state() == whole);
        }
    }

    void foundByTypeAndByKey()
    {
        QCOMPARE(findCallback("reduce_lr"), findCallback("reduce_lr_on_plateau"));
        QVERIFY(!findCallback("horoscope"));
    }
};

QTEST_GUILESS_MAIN(TestCallbacks)

#include "tst_callbacks.moc"
