// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/background.h"
#include "core/explanation/shapley.h"

#include <string>
#include <vector>

namespace netloom {

/// What one column adds to a prediction.
struct Contribution {
    std::size_t column = 0; ///< in ExplainedModel::columns()
    std::string name;
    std::string cell; ///< as the file has it
    double value = 0; ///< φ
    double standardError = 0;
};

/// One prediction explained: a waterfall, or a line of a decision plot. A plain value.
struct RowExplanation {
    Index row = -1;
    Index output = 0;
    std::string outputName; ///< of a class, or a target
    ExplainedScale scale = ExplainedScale::Default;
    std::string scaleName;
    double expected = 0;                     ///< mean over the background, in the scale
    double value = 0;                        ///< of the row, in the scale
    double prediction = 0;                   ///< probability, or number in units
    Eigen::VectorXd predictions;             ///< of all outputs
    std::string predictedText;               ///< the class, or the number
    std::vector<Contribution> contributions; ///< largest first, ties in the order of the columns
    std::string background;
    Index backgroundRows = 0;
    double gap = 0;
    Index pairs = 0;       ///< of sampled orders; 0: exact
    ShapleyValues shapley; ///< of all outputs, in the order of the columns

    /// Two or three sentences. "because" is never said: it is what the network computed.
    std::string words() const;
    /// What the parts are, what they are measured against, and that they add up.
    std::string proof() const;
    /// Contributions rounded so that with the rounded expected value they add up to the rounded value.
    std::vector<double> rounded(int decimals) const;
};

/// @param table, row  the row that is explained; any table with the columns of the training data
/// @param output  -1: ExplainedModel::outputOf()
/// @throws Error naming column and row where it cannot be prepared, Cancelled
RowExplanation explainRow(ExplainedModel& model, const Table& table, Index row, const Background& background,
                          Index output = -1, const ShapleyOptions& options = {}, const std::stop_token& stop = {},
                          const ProgressFunction& progress = {});

/// The same explanation of another output.
RowExplanation withOutput(const ExplainedModel& model, RowExplanation explanation, Index output);

/// The same prediction by integrated gradients on the straight way from the average row of the background: `expected`
/// is the value of that row, `gap` the completeness gap, `pairs` 0.  @throws Error, Cancelled
RowExplanation withGradients(ExplainedModel& model, const Table& table, RowExplanation explanation,
                             const Background& background, const std::stop_token& stop = {});

} // namespace netloom
