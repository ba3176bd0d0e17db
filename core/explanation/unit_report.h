// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_activity.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace netloom {

/// One term of a unit's sum: output of a unit of the layer before, times its weight.
struct UnitTerm {
    Index from = 0;
    double value = 0;
    double weight = 0;
    double product() const { return value * weight; }
};

/// Rows of one class, or all rows, over the range of a unit's output.
struct UnitHistogram {
    double low = 0, high = 0;               ///< ends of the bins, which are equally wide
    std::vector<std::vector<Index>> counts; ///< per class, then per bin
    std::vector<double> on;                 ///< per class: share of rows where the output is above 0
};

/// How the output of one unit of a layer with weights comes about for one sample, and what it does over many.
struct UnitReport {
    std::vector<UnitTerm> terms; ///< in the order of the layer before; values are 0 where there is no sample
    double bias = 0;
    bool hasBias = false;
    // Of the sample; nothing where there is none.
    bool hasSample = false;
    double sum = 0;    ///< Σ terms + bias, in double precision
    double logit = 0;  ///< what the engine applies the activation to
    double output = 0; ///< what the engine makes of it
    /// What every input adds to the unit's sum through the paths that are active: gradient × input, in order.
    std::vector<double> listens;
    Eigen::VectorXd prediction;    ///< of the network
    Eigen::VectorXd predictionOff; ///< with this unit off
    // Over the rows; nothing where there are none.
    UnitActivity activity;
    UnitHistogram histogram;
};

/// @param layer    of the spec, one with a kernel  @param sample  inputs × 1, or empty
/// @param rows     inputs × rows, or empty  @param classes  of each row, or empty; −1 is left out
/// @param classCount  0: no classes
/// @throws Error where layer and unit do not exist, or weights and inputs do not fit; Cancelled
UnitReport unitReport(const NetworkSpec& network, const ParameterSet& weights, std::size_t layer, Index unit,
                      const Matrix& sample, const Matrix& rows, const std::vector<int>& classes, std::size_t classCount,
                      const std::stop_token& stop = {});

/// Whether a unit can be switched off: something with weights comes behind its layer.
bool canSwitchOff(const NetworkSpec& network, std::size_t layer);

/// The same weights with what leaves a unit set to 0, so that the network does without it.
/// @throws Error where it cannot be switched off
ParameterSet withUnitOff(const NetworkSpec& network, const ParameterSet& weights, Index inputs, std::size_t layer,
                         Index unit);

} // namespace netloom
