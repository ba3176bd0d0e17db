// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/registry.h"
#include "core/regularizers/registry.h"
#include "core/regularizers/regularizer.h"
#include "tests/core/math/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::regularizersAndConstraints()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "regularizers and constraints"), tolerance(file));
        for (const Json& test : file.at("misc")) {
            const std::string name = test.at("name");
            if (name == "L1L2") {
                const Regularizer regularizer{static_cast<Scalar>(test.at("l1").get<double>()),
                                              static_cast<Scalar>(test.at("l2").get<double>())};
                const std::vector<Scalar> w = scalars(test.at("w"));
                std::vector<Scalar> gradient(w.size(), Scalar(0));
                comparison.compare(test.dump(), regularizer.penalty(w.data(), static_cast<Index>(w.size())),
                                   test.at("value").get<double>());
                regularizer.addGradient(w.data(), gradient.data(), static_cast<Index>(w.size()));
                comparison.compare(test.dump(), doubles(gradient), numbers(test.at("grad")));
            } else if (name == "constraint") {
                const Json& spec = test.at("spec");
                const ConstraintInfo* info = findConstraint(spec.at("name").get<std::string>());
                QVERIFY2(info, spec.dump().c_str());
                const auto constraint = info->make(fields(spec, {"name"}));
                std::vector<Scalar> w = scalars(test.at("w"));
                const auto rows = static_cast<Index>(test.at("w").size());
                const Index columns = static_cast<Index>(w.size()) / rows;
                constraint->apply({w.data(), rows, columns, columns, 1});
                comparison.compare(spec.dump(), doubles(w), numbers(test.at("result")));
                Matrix turned = samples(test.at("w")).transpose(); // the same weights stored column by column
                constraint->apply({turned.data(), rows, columns, 1, turned.rows()});
                comparison.compare(spec.dump(), numbers(Matrix(turned.transpose())), numbers(test.at("result")));
            }
        }
        finish(comparison);
    }
}

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
