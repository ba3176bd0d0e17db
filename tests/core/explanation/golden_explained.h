// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"
#include "core/network/network.h"
#include "tests/support/golden.h"
#include "tests/support/golden_network.h"

namespace netloom::golden {

/// "model" and "weights" of an object as what is explained; space "output" or "logit".
inline ExplainedNetwork explainedNetwork(const Json& object, const std::string& space)
{
    const NetworkSpec spec = network(object.at("model"));
    Network shapes(spec, spec.inputs(), 1);
    shapes.initialise(1);
    const ParameterSet parameters = weights(object.at("weights"), shapes.parameters());
    return {spec, SharedParameters(parameters), spec.inputs(),
            space == "logit" ? ExplainedNetwork::Space::Logit : ExplainedNetwork::Space::Output};
}

inline ValueFunction valuesOf(ExplainedNetwork& network)
{
    return [&network](const Matrix& x) { return network.values(x); };
}

/// Groups of an object, or every input for itself.
inline std::vector<InputGroup> groupsOf(const Json& object, Index inputs)
{
    std::vector<InputGroup> groups;
    if (const Json* given = object.find("groups"))
        for (const Json& group : *given) {
            groups.emplace_back();
            for (const Json& column : group.at("columns"))
                groups.back().push_back(column.get<Index>());
        }
    else
        for (Index i = 0; i < inputs; ++i)
            groups.push_back({i});
    return groups;
}

inline std::vector<double> rowMajor(const Eigen::MatrixXd& matrix)
{
    std::vector<double> numbers;
    for (Index i = 0; i < matrix.rows(); ++i)
        for (Index j = 0; j < matrix.cols(); ++j)
            numbers.push_back(matrix(i, j));
    return numbers;
}

constexpr bool kDouble = sizeof(Scalar) == sizeof(double);

} // namespace netloom::golden
