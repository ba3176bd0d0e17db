// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/losses/registry.h"
#include "core/metrics/metric_list.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/project/settings.h"
#include "core/schedules/registry.h"
#include "tests/support/message_of.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace netloom;

namespace {

/// Another value that the field allows, as text.
std::string otherText(const FieldInfo& field, const std::string& current)
{
    std::vector<FieldValue> candidates;
    switch (field.type) {
    case FieldType::Boolean:
        return current == "true" ? "false" : "true";
    case FieldType::Integer:
        candidates = {std::int64_t(1), std::int64_t(2), std::int64_t(3)};
        break;
    case FieldType::Real:
        for (const double share : {0.3, 1.0 / 3.0, 0.7})
            candidates.emplace_back(std::min(field.max, 2.0) * share + std::max(field.min, 0.0) * (1 - share));
        break;
    case FieldType::Choice:
        for (const FieldChoice& choice : field.choices())
            candidates.emplace_back(choice.key);
        break;
    case FieldType::Text:
        return field.key == "metrics" ? "recall, precision" : field.key == "class_weights" ? "0=1, 1=2.5" : "0.5, 0.25";
    }
    for (const FieldValue& candidate : candidates)
        if (checkField(field, candidate).empty() && formatField(candidate) != current)
            return formatField(candidate);
    return current;
}

struct Both {
    TrainingConfig config;
    SplitConfig split;

    void set(std::string_view key, std::string_view value) { setSetting(config, split, key, value); }
    std::string text(std::string_view key) const { return settingText(config, split, key); }
    std::vector<FieldInfo> fields() const { return settingFields(config, split); }
};

/// Changes every field of what is chosen, and reads it back; then carries all of it over to a fresh configuration.
void changeAndCarryOver(Both start)
{
    for (const FieldInfo& field : start.fields()) {
        if (field.key == "optimizer" || field.key == "schedule" || field.key == "loss")
            continue;
        const std::string before = start.text(field.key);
        const std::string other = otherText(field, before);
        start.set(field.key, other);
        QCOMPARE(QString::fromStdString(start.text(field.key)), QString::fromStdString(other));
        QVERIFY2(other != before || (field.type == FieldType::Choice && field.choices().size() == 1),
                 field.key.c_str());
    }
    Both fresh;
    for (const FieldInfo& field : start.fields()) {
        fresh.set(field.key, start.text(field.key));
        QCOMPARE(QString::fromStdString(fresh.text(field.key)), QString::fromStdString(start.text(field.key)));
    }
    QVERIFY(fresh.config == start.config);
    QVERIFY(fresh.split == start.split);
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void initialTextsAreTheInitialValues()
    {
        // What the form shows at first is what a configuration begins with, and it is allowed.
        const Both both;
        for (const FieldInfo& field : both.fields()) {
            QCOMPARE(QString::fromStdString(both.text(field.key)), QString::fromStdString(formatField(field.initial)));
            QVERIFY2(checkField(field, field.initial).empty(), field.key.c_str());
            QVERIFY2(!field.title.empty() && !field.help.empty(), field.key.c_str());
        }
    }

    void keysAreUnique()
    {
        std::vector<std::string> keys;
        for (const FieldInfo& field : Both().fields())
            keys.push_back(field.key);
        std::sort(keys.begin(), keys.end());
        QVERIFY(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
        for (const char* key : {"optimizer",
                                "learning_rate",
                                "optimizer.beta_1",
                                "schedule",
                                "loss",
                                "metrics",
                                "epochs",
                                "batch_size",
                                "seed",
                                "shuffle",
                                "threads",
                                "class_weights",
                                "keep_best",
                                "early_stopping",
                                "early_stopping.patience",
                                "early_stopping.monitor",
                                "reduce_lr",
                                "reduce_lr.factor",
                                "split.test",
                                "split.validation",
                                "split.order",
                                "split.seed"})
            QVERIFY2(std::binary_search(keys.begin(), keys.end(), key), key);
    }

    void everyOptimizerGoesThere()
    {
        for (const OptimizerInfo* info : optimizers()) {
            Both both;
            both.set("optimizer", info->type);
            QCOMPARE(both.config.optimizer.type, info->type);
            changeAndCarryOver(both);
        }
    }

    void everyScheduleGoesThere()
    {
        for (const ScheduleInfo* info : schedules()) {
            Both both;
            both.set("schedule", info->type);
            changeAndCarryOver(both);
        }
    }

    void everyLossGoesThere()
    {
        for (const LossInfo* info : losses()) {
            Both both;
            both.set("loss", info->type);
            QVERIFY(!both.config.lossFollowsTarget);
            changeAndCarryOver(both);
        }
    }

    void everyMetricGoesThere()
    {
        for (const MetricInfo* info : metrics()) {
            ComponentSpec spec{info->type, {}};
            for (const FieldInfo& field : info->fields)
                spec.fields.set(field.key, parseField(field, otherText(field, formatField(field.initial))));
            Both both;
            const std::string text = metricsToText({spec});
            both.set("metrics", text);
            QVERIFY(both.config.metrics == std::vector<ComponentSpec>{spec});
            QCOMPARE(both.text("metrics"), text);
            QVERIFY(!both.config.metricsFollowTarget);
        }
    }

    void lossAndMetricsMayFollowTheTarget()
    {
        Both both;
        both.set("loss", "mse");
        QCOMPARE(both.config.loss.type, std::string("mean_squared_error"));
        QVERIFY(!both.config.lossFollowsTarget);
        both.set("loss", "auto");
        QVERIFY(both.config.lossFollowsTarget);
        both.set("metrics", "acc,  top_k_categorical_accuracy( k = 3 ) ");
        QCOMPARE(both.text("metrics"), std::string("accuracy, top_k_categorical_accuracy(k=3)"));
        QVERIFY(!both.config.metricsFollowTarget);
        both.set("metrics", "auto");
        QVERIFY(both.config.metricsFollowTarget);
        both.set("metrics", "none");
        QVERIFY(both.config.metrics.empty() && !both.config.metricsFollowTarget);
    }

    void aNewOptimizerKeepsWhatItKnows()
    {
        Both both;
        both.set("learning_rate", "0.125");
        both.set("optimizer.beta_1", "0.5");
        both.set("optimizer", "sgd");
        QCOMPARE(both.text("learning_rate"), std::string("0.125"));
        both.set("optimizer", "adam");
        QCOMPARE(both.text("optimizer.beta_1"), std::string("0.9"));
        QCOMPARE(both.text("optimizer.learning_rate"), std::string("0.125"));
    }

    void aValueNobodyChoseFollowsItsOptimizer()
    {
        Both both;
        both.set("learning_rate", both.text("learning_rate"));
        QVERIFY(both.config == TrainingConfig());
        both.set("optimizer", "sgd");
        QCOMPARE(both.text("learning_rate"), std::string("0.01"));
    }

    void numbersComeBackToTheBit()
    {
        Both both;
        both.set("learning_rate", "0.30000000000000004");
        QCOMPARE(both.config.optimizer.fields.real("learning_rate"), 0.1 + 0.2);
        QCOMPARE(both.text("learning_rate"), std::string("0.30000000000000004"));
        both.set("seed", "18446744073709551615");
        QCOMPARE(both.config.seed, std::numeric_limits<std::uint64_t>::max());
        QCOMPARE(both.text("seed"), std::string("18446744073709551615"));
    }

    void aBaselineTurnsItselfOn()
    {
        Both both;
        both.set("early_stopping.baseline", "0.5");
        QVERIFY(both.config.callback("early_stopping").fields.boolean("has_baseline"));
        both.set("early_stopping.has_baseline", "no");
        QVERIFY(!both.config.callback("early_stopping").fields.boolean("has_baseline"));
    }

    void badSettingsAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* key, const char* value, const char* expected) {
            QTest::addRow("%s=%s", key, value) << key << value << expected;
        };
        row("epoch", "5", "Did you mean \"epochs\"?");
        row("early_stoping.patience", "5", "Did you mean \"early_stopping.patience\"?");
        row("Learning_Rate", "1", "Did you mean \"learning_rate\"?");
        row("xyz", "1", "Known are optimizer, ");
        row("optimizer.momentum", "0.9", "It belongs to sgd, rmsprop");
        row("schedule.decay_rate", "1", "It belongs to exponential_decay");
        row("loss.delta", "1", "It belongs to huber");
        row("optimizer", "adm", "Did you mean \"adam\"?");
        row("loss", "huger", "Did you mean \"huber\"?");
        row("metrics", "acuracy", "Did you mean \"accuracy\"?");
        row("metrics", "accuracy, acc", "twice");
        row("metrics", "accuracy(k=1)", "no setting \"k=1\"");
        row("metrics", "top_k_categorical_accuracy(k=1", "not closed");
        row("metrics", "accuracy,,recall", "no metric \"\"");
        row("learning_rate", "0,1", "expected a number with a decimal point, found \"0,1\"");
        row("learning_rate", "-1", "must be");
        row("learning_rate", "nan", "must be");
        row("learning_rate", "1e", "expected a number");
        row("learning_rate", "", "expected a number");
        row("batch_size", "0", "must be at least 1");
        row("batch_size", "none", "expected a whole number, found \"none\"");
        row("epochs", "4294967296", "must be at least 1 and at most");
        row("seed", "-1", "expected a whole number from 0");
        row("seed", "18446744073709551616", "expected a whole number from 0");
        row("split.test", "1", "less than 1");
        row("split.order", "", "must not be empty");
        row("shuffle", "maybe", "expected true or false");
        row("early_stopping.mode", "least", "must be one of auto, min, max");
        row("class_weights", "heavy", "class_weights");
        row("class_weights", "0=-1", "class_weights");
    }
    void badSettingsAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, expected);
        Both both;
        const QString message = messageOf([&] { both.set(key.toStdString(), value.toStdString()); });
        QVERIFY2(message.contains(expected), qPrintable(message));
        QVERIFY(both.config == TrainingConfig() && both.split == SplitConfig());
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
