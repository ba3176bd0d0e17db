// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_model.h"
#include "core/network/parameters.h"

#include <optional>
#include <stop_token>
#include <string>

namespace netloom {

/// Which links carry a prediction, or what one column adds to it: the conductance of every link of the dense layers, as
/// a kernel for each of them (inputs × units). It adds up to `carried` in every layer. Dhamdhere, Sundararajan and Yan,
/// ICLR 2019 (core/explanation/integrated_gradients.h).
struct PathConductance {
    Index row = 0;
    std::string column;     ///< empty: all of them
    std::string outputName; ///< of what
    ParameterSet links;
    double carried = 0;    ///< all: prediction less that of the baseline; a column: its integrated gradient
    std::string scale;     ///< in what: "log-odds", "probability", "units of price"
    double largestGap = 0; ///< between `carried` and the sum over the links of a layer
};

/// More weights than this are not followed: it would take as long as many epochs of their training.
inline constexpr Index kMostFollowedWeights = 200'000;

/// Against the mean of the training rows.
/// @param column  in model.columns(); none: all  @param output  < 0: outputOf() the row
/// @throws Error where the network is too large, or has no dense layer; Cancelled
PathConductance pathConductance(ExplainedModel& model, const Table& table, Index row, std::optional<std::size_t> column,
                                Index output = -1, const std::stop_token& stop = {});

} // namespace netloom
