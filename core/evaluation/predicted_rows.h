// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/evaluation/linear_model.h"
#include "core/project/model.h"

#include <Eigen/Core>

#include <cstdint>
#include <string>
#include <vector>

namespace netloom {

/// Rows with what is true of them and what a model says: all that figures are computed from. Only rows that can be used
/// are in it; the others are counted. A plain value, in double precision.
struct PredictedRows {
    TargetInfo target;
    std::vector<Index> rows; ///< of the table
    /// One column per row. Two or more classes: the class, one row of it; several yes/no targets: 0 or 1 for each;
    /// numbers: in their units.
    Eigen::MatrixXd truth;
    Eigen::MatrixXd output; ///< outputs × rows: probabilities, or numbers in their units
    Eigen::MatrixXd logits; ///< what sigmoid or softmax made the probabilities of; empty where not known
    Index missingTargets = 0;
    Index unknownClasses = 0;
    std::string unknownClass; ///< the first of them
    Index incomplete = 0;     ///< rows that the preparation leaves out for a missing cell
    Index broken = 0;         ///< rows whose prediction is not finite

    Index size() const { return truth.cols(); }
    Index leftOut() const { return missingTargets + unknownClasses + incomplete + broken; }
    /// What was left out, and a network that is broken, in sentences; the latter first.
    std::vector<std::string> remarks() const;
    /// Whether classes are predicted by numbers from 0 to 1 (which add up to 1 where there are several).
    bool areProbabilities() const;

    std::vector<int> classes() const;                       ///< truth of two or more classes
    std::vector<int> decided(double threshold = 0.5) const; ///< predicted ones: decide()
    std::vector<double> scores(Index output) const;         ///< a row of `output`
    std::vector<std::uint8_t> positive(Index output) const; ///< whether each row is of that class, or a yes
    std::vector<double> outputLogits(Index output) const;   ///< ln p / (1 − p), from `logits` where there are such
    std::vector<double> residuals(Index output) const;      ///< actual − predicted
};

/// Two classes, the other one counted as the positive one: classes, truth, probabilities and logits change sides.
/// Others stay as they are.
PredictedRows withPositive(PredictedRows rows, const std::string& positive);

/// The one decision rule. One output: class 1 where it is above the threshold (not at it). Several: the largest, ties
/// to the first.
int decide(const Eigen::Ref<const Eigen::VectorXd>& output, double threshold = 0.5);

/// Keeps the rows whose truth and prediction can be used. @param truth  NaN: missing; infinite: a class that the model
/// does not know  @param logits  may be empty
PredictedRows usableRows(TargetInfo target, std::vector<Index> rows, const Eigen::MatrixXd& truth,
                         const Eigen::MatrixXd& output, const Eigen::MatrixXd& logits = {});

/// Rows of a table with a target, prepared as a model wants them, whichever model it is then.
struct TargetRows {
    Dataset data;        ///< Dataset::rows are those of the table
    PredictedRows known; ///< truth and counts; no predictions yet
};
/// @throws Error naming a column that is missing or cannot be used, the target among them
TargetRows targetRows(const FittedRecipe& fitted, const Table& table, const std::vector<Index>& rows);

/// @throws Error where the outputs of the network are not those of the target
PredictedRows predictRows(const Model& model, const TargetRows& rows);
/// Of a yardstick fitted with the same preparation.
PredictedRows predictRows(const LinearModel& model, const FittedRecipe& fitted, const TargetRows& rows);

} // namespace netloom
