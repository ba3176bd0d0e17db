// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/data/dataset.h"
#include "core/preparation/recipe.h"
#include "core/preparation/target.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// One input of the network.
struct Feature {
    std::string name;     ///< as in the diagram: "radius", "Island = Biscoe"
    Index column = -1;    ///< index in Recipe::columns
    std::string category; ///< one-hot: the category
};

/// A recipe fitted on training rows only: the numbers it needs, the features it makes, how to undo it.
///
/// Numbers: log, then (x - shift) / scale, then clip; a column that is constant in training becomes 0. Standard: mean
/// and population standard deviation; min_max: to 0…1; robust: median and interquartile range. Times are numbers
/// (seconds). Booleans are 0/1, and scaled only where the recipe names a scale; their missing cells take the most
/// frequent value. One-hot: a feature per value seen in training, missing among them where seen (unless imputed by a
/// value); an unseen value gives zeros. Ordinal: place in the order, then as a number; an unseen value counts as
/// missing. For texts mean and median mean the most frequent value, constant a category of its own. Classes of the
/// target are those of the whole table, so that a class without training rows still has its output.
class FittedRecipe
{
public:
    FittedRecipe();
    /// @throws Error naming column and row where the data cannot be prepared so
    static FittedRecipe fit(const Recipe& recipe, const Table& table, const std::vector<Index>& trainRows);

    const Recipe& recipe() const { return m_recipe; }
    const std::vector<Feature>& features() const { return m_features; }
    const TargetInfo& target() const { return m_target; }
    std::vector<std::string> featureNames() const;
    /// What is done to a column, as steps in words: "median for missing", "standardised" …
    std::vector<std::string> steps(std::string_view column) const;

    /// Prepares rows of a table with the same columns (by name). Without `withTarget` the target and weight columns may
    /// be absent. Rows that a column's "drop_row" leaves out are not in the result (see Dataset::rows); without
    /// `withTarget` none is left out: the missing cell takes the median or the most frequent value, so that every row
    /// is predicted.
    /// @throws Error naming column and row
    Dataset transform(const Table& table, const std::vector<Index>& rows, bool withTarget = true) const;
    /// Network output (outputs x samples) in units of the target: regression is scaled back, classes are left alone.
    Matrix undoTarget(const Matrix& output) const;
    /// undoTarget() without loss: numbers in double precision.
    Eigen::MatrixXd targetInUnits(const Eigen::MatrixXd& output) const;
    /// How fast a target in its units moves with the network's output: 1 unless it is a number. Of the output that
    /// gives `inUnits`.
    double targetSlope(Index output, double inUnits) const;
    /// What is true of rows of a table, as the file has it. Two or more classes: the class of each, one row; several
    /// yes/no targets: 0 or 1, a row each; numbers: in their units, a row each. NaN where the cell is missing or cannot
    /// be used, infinity where the model does not know the class. @throws Error naming a column that is absent, or a
    /// cell that is no number
    Eigen::MatrixXd truth(const Table& table, const std::vector<Index>& rows) const;
    /// The two words of an output that is a yes/no target, false first, as the file writes them.
    std::array<std::string, 2> wordsOf(Index output) const;
    /// Predicted class or number as text for one column of network output (already undone).
    std::string predictionText(const Vector& output) const;

    /// Everything fitted, as text, and back; stored with the project so that a model carries its preparation.
    std::string toJson() const;
    static FittedRecipe fromJson(std::string_view json);

private:
    enum class Coding { Unused, Number, OneHot, Ordinal, Classes, Weight };
    struct FittedColumn {
        Coding coding = Coding::Unused;
        ColumnKind kind = ColumnKind::Empty; ///< when fitted
        double fill = 0; ///< numbers: for a missing cell, before log and scaling; ordinal: the place
        double shift = 0;
        double scale = 1;                    ///< 0: constant in training, becomes 0
        bool missingCategory = false;        ///< one-hot: the last feature is "missing"
        std::string fillCategory;            ///< one-hot: for a missing cell, where it is no category of its own
        std::vector<std::string> categories; ///< one-hot, ordinal, classes; a boolean's two words, false first
    };
    class Fitter;
    struct Json;

    /// Features and target from the fitted columns.
    void describe(Task task);
    Index inputWidth(std::size_t column) const;

    Recipe m_recipe;
    std::vector<FittedColumn> m_fitted;
    std::vector<Feature> m_features;
    TargetInfo m_target;
};

} // namespace netloom
