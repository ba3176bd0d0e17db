// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/data/split.h"
#include "core/data/table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

enum class ColumnRole { Input, Target, Weight, Ignore, Split };

std::string_view roleName(ColumnRole role); ///< input, target, weight, ignore, split

/// What the target asks of the network.
enum class Task { None, Binary, Multiclass, Regression, MultiBinary };

/// The target as the network sees it.
struct TargetInfo {
    Task task = Task::None;
    std::vector<std::string> names;   ///< one per output: classes, or target columns; for Binary the positive class
    std::vector<std::string> classes; ///< Binary: negative, positive. Multiclass: in order of the outputs
    std::string column;               ///< name(s) of the target column(s), joined by ", "

    Index outputs() const { return static_cast<Index>(names.size()); }
    std::string_view activation() const; ///< sigmoid, softmax or linear
    std::string_view loss() const;       ///< binary_crossentropy, categorical_crossentropy or mean_squared_error
    bool operator==(const TargetInfo&) const = default;
};

/// What is done with one column. "auto" lets the data decide.
struct ColumnRecipe {
    std::string column;
    ColumnRole role = ColumnRole::Input;
    std::string reason; ///< why a guess was made ("looks like an id"), empty where the user chose
    std::string impute =
        "auto"; ///< auto (median; texts: own category), mean, median, most_frequent, constant, drop_row
    double imputeConstant = 0;
    std::string encode = "auto";    ///< auto (numbers: as they are; texts: one_hot), number, one_hot, ordinal
    std::string scale = "auto";     ///< auto (standard), standard, min_max, robust, none
    bool log = false;               ///< log(1 + x) before scaling; needs values > -1
    std::optional<double> clip;     ///< after scaling, to ± this many units
    std::string positive;           ///< two classes: which counts as positive; empty: the data decides
    std::vector<std::string> order; ///< order of classes; empty: sorted

    bool operator==(const ColumnRecipe&) const = default;
};

/// The preprocessing of a table, by columns. A plain value; stored with the model.
struct Recipe {
    std::vector<ColumnRecipe> columns;

    const ColumnRecipe* find(std::string_view column) const;
    bool operator==(const Recipe&) const = default;
};

/// One input of the network.
struct Feature {
    std::string name;     ///< as in the diagram: "radius", "Island = Biscoe"
    Index column = -1;    ///< index in Recipe::columns
    std::string category; ///< one-hot: the category
};

/// Roles and preparation guessed from the data: last column (or the one called target, class, label, y …) is the
/// target, ids and constants are ignored with the reason. `target`: the target column by name, or several
/// (columnsNamed()), empty: guess. @throws Error where `target` does not exist
Recipe guessRecipe(const Table& table, std::string_view target = {});

/// Words separated by commas, blanks around them left out; a word with a comma stands in double quotes ("" for one).
std::vector<std::string> splitList(std::string_view text);
/// The columns of that name, or of those names where it is a list (splitList()). @throws Error naming one that is
/// absent
std::vector<std::size_t> columnsNamed(const Table& table, std::string_view names);

/// Whether "auto" reads a column as class labels: texts and booleans always; numbers where there are two different
/// values, or at most ten (30 where the name says class, label, digit …) whole ones without a gap from 0 or 1 on.
bool readsAsClasses(const Column& column);

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

/// Rows whose target is present; the others are never trained on.
std::vector<Index> rowsWithTarget(const Recipe& recipe, const Table& table);

/// The column whose classes a stratified split keeps in proportion: the only target where it is read as classes, or
/// null.
const Column* stratifyBy(const Table& table, const Recipe& recipe);

} // namespace netloom
