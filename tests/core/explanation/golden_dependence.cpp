// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/accumulated_local_effects.h"
#include "core/explanation/partial_dependence.h"
#include "core/explanation/unit_sensitivity.h"
#include "tests/core/explanation/golden_explained.h"
#include "tests/core/explanation/golden_explanation.h"
#include "tests/support/golden_report.h"

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

/// Grid of a column of numbers, or every level of a one-hot group.
std::pair<InputGroup, Matrix> gridOf(const Json& set)
{
    if (const Json* grid = set.find("grid"))
        return {{set.at("column").get<Index>()}, golden::samples(*grid)};
    InputGroup group;
    for (const Json& column : set.at("columns"))
        group.push_back(column.get<Index>());
    const auto levels = static_cast<Index>(set.at("levels").size());
    return {group, Matrix::Identity(static_cast<Index>(group.size()), levels)};
}

void compareDependence(Comparison& c, const Json& file, const Json& set, const Matrix& x)
{
    const std::string place = set.at("space").get<std::string>() + " " + set.at("feature").get<std::string>();
    ExplainedNetwork network = golden::explainedNetwork(file, set.at("space").get<std::string>());
    const auto [group, grid] = gridOf(set);
    const PartialDependence got = partialDependence(golden::valuesOf(network), x, group, grid);
    c.compare(place + " average", golden::rowMajor(got.average), golden::numbers(set.at("average")));
    c.compare(place + " individual", golden::rowMajor(got.individual[0].topRows(10)),
              golden::numbers(set.at("individual_first10")));
    if (const Json* centred = set.find("centred_individual_first10"))
        c.compare(place + " centred", golden::rowMajor(got.centred(0).topRows(10)), golden::numbers(*centred));
    if (const Json* sd = set.find("individual_sd"))
        c.compare(place + " sd", golden::rowMajor(got.sd(0)), golden::numbers(*sd));
}

void compareEffects(Comparison& c, const Json& file, const Json& set, Matrix x)
{
    const std::string place = "ale " + set.at("space").get<std::string>() + " " + set.at("feature").get<std::string>();
    ExplainedNetwork network = golden::explainedNetwork(file, set.at("space").get<std::string>());
    const auto column = set.at("column").get<Index>();
    if (const Json* replaced = set.find("x_column_replaced_by"))
        x.row(column) = golden::samples(*replaced);
    const Eigen::VectorXd values = x.row(column).cast<double>().transpose();
    const auto prepared = [](double edge) { return Vector(Vector::Constant(1, static_cast<Scalar>(edge))); };
    const AccumulatedLocalEffects got = accumulatedLocalEffects(
        golden::valuesOf(network), x, {column}, {values.data(), static_cast<std::size_t>(values.size())},
        set.at("bins").get<Index>(), prepared);
    c.compare(place + " edges", got.edges, golden::numbers(set.at("edges")));
    const auto output = set.at("output").get<Index>();
    c.compare(place + " effect", golden::rowMajor(got.effect.col(output)), golden::numbers(set.at("effect")));
    c.compare(place + " count", std::vector<double>(got.counts.begin(), got.counts.end()),
              golden::numbers(set.at("count")));
}

} // namespace

void TestGoldenExplanation::dependence()
{
    for (const Json& file : golden::filesOfKind("explain")) {
        Comparison c(golden::title(file, "partial dependence"), golden::tolerance(file));
        Comparison ale(golden::title(file, "accumulated local effects"), golden::tolerance(file));
        Comparison importance(golden::title(file, "permutation importance"), golden::tolerance(file));
        const Matrix x = golden::samples(file.at("x"));
        for (const Json& set : file.at("partial_dependence"))
            compareDependence(c, file, set, x);
        const Json& two = file.at("partial_dependence_2d");
        ExplainedNetwork network = golden::explainedNetwork(file, two.at("space").get<std::string>());
        const auto columnOf = [&](const Json& name) -> Index {
            for (const Json& group : file.at("groups"))
                if (group.at("name").get<std::string>() == name.get<std::string>())
                    return group.at("columns").at(0).get<Index>();
            return -1;
        };
        const auto map = partialDependence(golden::valuesOf(network), x, {columnOf(two.at("features").at(0))},
                                           golden::samples(two.at("grid0")), {columnOf(two.at("features").at(1))},
                                           golden::samples(two.at("grid1")));
        c.compare("two-way", golden::rowMajor(map.at(0)), golden::numbers(two.at("average")));
        for (const Json& set : file.at("ale"))
            compareEffects(ale, file, set, x);
        ExplainedNetwork output = golden::explainedNetwork(file, "output");
        golden::compareImportance(importance, output, golden::groupsOf(file, x.rows()), x,
                                  file.at("permutation_importance"));
        golden::finish(c);
        golden::finish(ale);
        golden::finish(importance);
    }
}

void TestGoldenExplanation::unitSensitivities()
{
    for (const Json& file : golden::filesOfKind("explain")) {
        Comparison c(golden::title(file, "unit sensitivity"), golden::tolerance(file));
        const Matrix x = golden::samples(file.at("x"));
        ExplainedNetwork network = golden::explainedNetwork(file, "output");
        for (const Json& set : file.at("unit_sensitivity")) {
            std::size_t layer = 0;
            while (network.layer(layer).name != set.at("layer").get<std::string>())
                ++layer;
            for (const Json& want : set.at("units")) {
                const auto all = unitSensitivity(network, x, layer, want.at("output").get<Index>());
                const UnitSensitivity& got = all.at(want.at("unit").get<std::size_t>());
                c.compare("mean gradient", got.meanGradient, want.at("mean_gradient").get<double>());
                c.compare("mean |gradient|", got.meanAbsGradient, want.at("mean_abs_gradient").get<double>());
                c.compare("ablation", got.meanAblation, want.at("ablation_mean").get<double>());
                c.compare("|ablation|", got.meanAbsAblation, want.at("ablation_mean_abs").get<double>());
                c.compare("activation", got.meanActivation, want.at("mean_activation").get<double>());
                c.compare("sd", got.sdActivation, want.at("sd_activation").get<double>());
            }
        }
        golden::finish(c);
    }
}
