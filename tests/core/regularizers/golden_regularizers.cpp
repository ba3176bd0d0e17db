// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/registry.h"
#include "core/regularizers/regularizer.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

void GoldenMath::regularizersAndConstraints()
{
    for (const Json& file : filesOfKind("layers")) {
        Comparison comparison(title(file, "regularizers and constraints"), tolerance(file));
        for (const Json& test : file.at("misc")) {
            const auto name = test.at("name").get<std::string>();
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
