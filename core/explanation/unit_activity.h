// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/inference.h"

#include <stop_token>
#include <vector>

namespace netloom {

/// How the output of one unit behaves over rows.
struct UnitActivity {
    double mean = 0;
    double spread = 0; ///< population standard deviation
    double smallest = 0;
    double largest = 0;
    double on = 0; ///< share of rows where it is above 0
    /// Share of rows where it is within 1 % of an end of its activation's range; 0 where that has no two ends.
    double atEnds = 0;

    bool isDead() const { return smallest == 0 && largest == 0; } ///< 0 on every row
    bool isSaturated() const { return atEnds > 0.95; }
};

/// Of the inputs and of every layer, in order. Empty where there are no rows.
struct NetworkActivity {
    std::vector<UnitActivity> inputs;
    std::vector<std::vector<UnitActivity>> layers;

    bool isEmpty() const { return layers.empty(); }
    /// Of a column of the diagram: 0 are the inputs, layer l is column l + 1. Null where nothing is known.
    const std::vector<UnitActivity>* column(std::size_t column) const;
};

/// @param x  inputs × rows  @throws Error where weights or inputs do not fit the network; Cancelled
NetworkActivity networkActivity(const NetworkSpec& network, const ParameterSet& weights, const Matrix& x,
                                const std::stop_token& stop = {});

} // namespace netloom
