// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <string>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::schedules()
{
    for (const Json& file : filesOfKind("schedules_callbacks")) {
        Comparison comparison(title(file, "schedules"), file.at("tolerance").at("float64").get<double>());
        for (const Json& test : file.at("schedules")) {
            const Json& spec = test.at("spec");
            const ScheduleInfo* info = findSchedule(snakeCase(spec.at("name").get<std::string>()));
            QVERIFY2(info, spec.dump().c_str());
            const auto schedule = info->make(fields(spec, {"name", "initial_learning_rate"}));
            for (std::size_t i = 0; i < test.at("steps").size(); ++i)
                comparison.compare(
                    spec.dump() + " step " + test.at("steps")[i].dump(),
                    schedule->rate(spec.value("initial_learning_rate", 0.0), test.at("steps")[i].get<std::int64_t>()),
                    test.at("lr")[i].get<double>());
        }
        finish(comparison);
    }
}
