// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "core/initializers/registry.h"
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/optimizers/registry.h"
#include "core/regularizers/registry.h"
#include "core/schedules/registry.h"

#include <QTest>

#include <set>
#include <span>
#include <string>
#include <vector>

using namespace netloom;

namespace {

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

/// The lists of every kind of component, and the names by which one is found.
class TestComponents : public QObject
{
    Q_OBJECT

private slots:
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
};

QTEST_GUILESS_MAIN(TestComponents)

#include "tst_components.moc"
