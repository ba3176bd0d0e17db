// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::initializers()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "initializer bounds and spreads"), 1);
        for (const Json& test : file.at("initializers")) {
            const auto shape = test.at("shape").get<std::vector<Index>>();
            Index size = 1;
            for (const Index length : shape)
                size *= length;
            for (const auto& [name, expected] : test.at("initializers").items()) {
                const InitializerInfo* info = findInitializer(name);
                QVERIFY2(info, name.c_str());
                const double bound =
                    expected.contains("bound") ? expected.at("bound").get<double>() : expected.value("high", 1e9);
                // Many draws of small tensors, so that the spread can be told from chance: 4 standard errors.
                const Index repeats = std::max<Index>(1, 200000 / size);
                double sum = 0;
                double squares = 0;
                double largest = 0;
                Rng rng(42, "init/" + name);
                std::vector<Scalar> values(static_cast<std::size_t>(size));
                for (Index repeat = 0; repeat < repeats; ++repeat) {
                    info->fill(values, shape, rng);
                    for (const Scalar value : values) {
                        const auto number = static_cast<double>(value);
                        sum += number;
                        squares += number * number;
                        largest = std::max(largest, std::abs(number));
                    }
                }
                const auto count = static_cast<double>(size * repeats);
                const double spread = expected.at("std").get<double>();
                const std::string place = name + " " + test.at("shape").dump();
                QVERIFY2(largest <= bound * (1 + 1e-6), place.c_str());
                if (bound < 1e9)
                    QVERIFY2(largest > bound * 0.97, place.c_str());
                QVERIFY2(std::abs(sum / count) < 4 * spread / std::sqrt(count), place.c_str());
                const double deviation = std::sqrt(squares / count);
                QVERIFY2(std::abs(deviation / spread - 1) < 4 * 1.5 / std::sqrt(2 * count), place.c_str());
                comparison.compare(place, deviation, spread);
            }
        }
        finish(comparison);
    }
}
