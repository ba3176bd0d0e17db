// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/integrated_gradients.h"
#include "tests/core/explanation/golden_explained.h"
#include "tests/core/explanation/golden_explanation.h"
#include "tests/support/golden_report.h"

#include <cmath>

using namespace netloom;
using golden::Comparison;
using golden::Json;

namespace {

PathRule ruleOf(const std::string& name)
{
    const auto place = name.rfind('_');
    const std::string kind = name.substr(0, place);
    const Index points = std::stoll(name.substr(place + 1));
    using Kind = PathRule::Kind;
    return {kind == "midpoint" ? Kind::Midpoint : kind == "trapezoid" ? Kind::Trapezoid : Kind::GaussLegendre, points};
}

double largest(const Eigen::MatrixXd& got, const std::vector<double>& want)
{
    const std::vector<double> numbers = golden::rowMajor(got);
    double difference = 0;
    for (std::size_t i = 0; i < want.size(); ++i)
        difference = std::max(difference, std::abs(numbers.at(i) - want[i]));
    return difference;
}

std::size_t layerNamed(const ExplainedNetwork& network, const std::string& name)
{
    for (std::size_t l = 0; l < network.layers(); ++l)
        if (network.layer(l).name == name)
            return l;
    throw std::runtime_error("no layer " + name);
}

void compareConductance(Comparison& c, Comparison& links, ExplainedNetwork& network, const Vector& baseline,
                        const Matrix& rows, const Json& list, const std::string& place)
{
    for (const Json& want : list) {
        const std::size_t layer = layerNamed(network, want.at("layer").get<std::string>());
        for (Index i = 0; i < rows.cols(); ++i) {
            const Vector x = rows.col(i);
            const PathPoints path = pathPoints(network, baseline, x);
            Eigen::MatrixXd units(network.units(layer), network.outputs());
            for (Index o = 0; o < network.outputs(); ++o)
                units.col(o) = conductance(network, baseline, x, layer, o, path).rowwise().sum();
            c.compare(place, golden::rowMajor(units), golden::numbers(want.at("value").at(i)));
            // What goes over the links is what goes through the units at both ends.
            const Eigen::MatrixXd link = linkConductance(network, baseline, x, layer, 0, {}, path);
            const Eigen::MatrixXd next = conductance(network, baseline, x, layer + 1, 0, path);
            for (Index u = 0; u < link.rows(); ++u)
                links.compare(place + " from", link.row(u).sum(), units(u, 0));
            for (Index w = 0; w < link.cols(); ++w)
                links.compare(place + " to", link.col(w).sum(), next.row(w).sum());
        }
    }
}

} // namespace

void TestGoldenExplanation::integratedGradients()
{
    for (const Json& file : golden::filesOfKind("integrated_gradients")) {
        const double tolerance = golden::tolerance(file);
        Comparison exact(golden::title(file, "integrated gradients"), tolerance);
        Comparison midpoint(golden::title(file, "midpoint of 50"), golden::kDouble ? 1e-10 : tolerance);
        Comparison conductances(golden::title(file, "conductance"), tolerance);
        Comparison links(golden::title(file, "conductance of links"), tolerance);
        double gap = 0;
        for (const Json& net : file.at("nets"))
            for (const auto& [space, set] : net.at("spaces").items()) {
                ExplainedNetwork network = golden::explainedNetwork(net, space);
                const Matrix rows = golden::samples(net.at("x"));
                const auto groups = golden::groupsOf(net, rows.rows());
                for (const Json& run : set.at("baseline_runs")) {
                    const std::string place = net.at("name").get<std::string>() + " " + space + " " +
                                              run.at("baseline_name").get<std::string>();
                    const Matrix baselines =
                        golden::samples(run.at("baselines").is_array() ? run.at("baselines") : net.at("background"));
                    std::vector<std::vector<double>> wanted;
                    for (Index i = 0; i < rows.cols(); ++i) {
                        const IntegratedGradients got = ::integratedGradients(network, baselines, rows.col(i));
                        wanted.push_back(golden::numbers(run.at("exact").at(i)));
                        exact.compare(place, golden::rowMajor(got.perInput), wanted.back());
                        exact.compare(place + " groups", golden::rowMajor(got.perGroup(groups)),
                                      golden::numbers(run.at("per_group").at(i)));
                        gap = std::max(gap, got.gap());
                        if (const Json* fifty = run.find("midpoint_50"))
                            midpoint.compare(place,
                                             golden::rowMajor(::integratedGradients(network, baselines, rows.col(i),
                                                                                    ruleOf("midpoint_50"))
                                                                  .perInput),
                                             golden::numbers(fifty->at(i)));
                    }
                    if (const Json* rules = run.find("rules"))
                        for (const auto& [name, bound] : rules->items()) {
                            double error = 0;
                            for (Index i = 0; i < rows.cols(); ++i)
                                error = std::max(
                                    error,
                                    largest(
                                        ::integratedGradients(network, baselines, rows.col(i), ruleOf(name)).perInput,
                                        wanted[static_cast<std::size_t>(i)]));
                            const double allowed = 2 * bound.at("largest_error").get<double>();
                            QVERIFY2(error <= std::max(allowed, golden::kDouble ? 1e-12 : 1e-5),
                                     (place + " " + name).c_str());
                        }
                    if (const Json* list = run.find("conductance"))
                        compareConductance(conductances, links, network, baselines.col(0), rows, *list, place);
                }
            }
        qInfo("largest completeness gap %.2g", gap);
        QVERIFY(gap <= (golden::kDouble ? 1e-12 : 1e-4));
        golden::finish(exact);
        golden::finish(midpoint);
        golden::finish(conductances);
        golden::finish(links);
    }
}

void TestGoldenExplanation::integratedGradientsOfSingleColumns()
{
    for (const Json& file : golden::filesOfKind("explanations")) {
        Comparison c(golden::title(file, "integrated gradients"), golden::kDouble ? golden::tolerance(file) : 1e-4);
        Comparison gradients(golden::title(file, "gradient"), golden::tolerance(file));
        const Matrix rows = golden::samples(file.at("x"));
        for (const auto& [space, set] : file.at("shapley").items()) {
            ExplainedNetwork network = golden::explainedNetwork(file, space);
            for (const Json& run : set.at("integrated_gradients")) {
                const Vector baseline = golden::samples(run.at("baseline")).transpose();
                const std::pair<const char*, PathRule> rules[] = {
                    {"exact", {}},
                    {"trapezoid_50_intervals", {PathRule::Kind::Trapezoid, 50}},
                    {"midpoint_50", {PathRule::Kind::Midpoint, 50}}};
                for (const auto& [name, rule] : rules)
                    for (Index i = 0; i < rows.cols(); ++i)
                        c.compare(
                            space + " " + name,
                            golden::rowMajor(::integratedGradients(network, baseline, rows.col(i), rule).perInput),
                            golden::numbers(run.at(name).at(i)));
            }
            for (Index i = 0; i < rows.cols(); ++i)
                gradients.compare(space, golden::rowMajor(network.gradient(rows.col(i), 0).cast<double>()),
                                  golden::numbers(set.at("gradient_at_x").at(i)));
        }
        golden::finish(c);
        golden::finish(gradients);
    }
}
