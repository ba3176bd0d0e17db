// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"
#include "tests/core/golden_math.h"
#include "tests/support/golden.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace netloom;
using namespace netloom::golden;

namespace {

constexpr bool kDouble = sizeof(Scalar) == sizeof(double);

/// To these the reference's file allows twice the error in single precision.
const std::set<std::string> kRoundedTwice{"gelu", "mish", "hard_silu", "silu"};

std::string describe(const Json& test)
{
    return test.at("name").get<std::string>() + " " + test.at("params").dump();
}

} // namespace

void GoldenMath::activations()
{
    for (const Json& file : filesOfKind("activations")) {
        Comparison values(title(file, "activation values"), tolerance(file));
        Comparison slopes(title(file, "activation derivatives"), tolerance(file));
        for (const Json& test : file.at("elementwise")) {
            auto name = test.at("name").get<std::string>();
            FieldValues params = fields(test.at("params"));
            if (name == "prelu") { // with a given alpha the same function as leaky_relu; alpha is trained by the layer
                name = "leaky_relu";
                params = {{"negative_slope", params.real("alpha")}};
            }
            const ActivationInfo* info = findActivation(name);
            QVERIFY2(info, name.c_str());
            const auto activation = info->make(params);
            const double allowance = !kDouble && kRoundedTwice.contains(name) ? 2 : 1;
            const Matrix x = samples(test.at("x"));
            Matrix y(x.rows(), x.cols());
            activation->forward(block(x), block(y));
            Matrix d = Matrix::Ones(x.rows(), x.cols());
            activation->backward(activation->needsInput() ? block(x) : ConstBlock{}, block(std::as_const(y)), block(d));
            const std::vector<double> wantedY = numbers(test.at("y"));
            const std::vector<double> wantedSlope = numbers(test.at("dydx"));
            const auto kinks = test.at("kink_indices").get<std::vector<std::size_t>>();
            for (std::size_t i = 0; i < wantedY.size(); ++i) {
                const std::string place = describe(test) + " at x[" + std::to_string(i) + "]";
                values.compare(place, static_cast<double>(y(0, static_cast<Index>(i))), wantedY[i], allowance);
                if (std::find(kinks.begin(), kinks.end(), i) == kinks.end())
                    slopes.compare(place, static_cast<double>(d(0, static_cast<Index>(i))), wantedSlope[i], allowance);
            }
        }
        finish(values);
        finish(slopes);
    }
}

void GoldenMath::activationsOverColumns()
{
    for (const Json& file : filesOfKind("activations")) {
        Comparison comparison(title(file, "activations over a layer"), tolerance(file));
        for (const Json& test : file.at("vector")) {
            const ActivationInfo* info = findActivation(test.at("name").get<std::string>());
            QVERIFY(info);
            const auto activation = info->make({});
            const Matrix x = samples(test.at("x"));
            Matrix y(x.rows(), x.cols());
            Matrix d = samples(test.at("upstream"));
            activation->forward(block(x), block(y));
            activation->backward({}, block(std::as_const(y)), block(d));
            comparison.compare(describe(test) + " y", numbers(y), numbers(test.at("y")));
            comparison.compare(describe(test) + " dx", numbers(d), numbers(test.at("dx")));
        }
        finish(comparison);
    }
}
