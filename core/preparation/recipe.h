// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

enum class ColumnRole { Input, Target, Weight, Ignore, Split };

std::string_view roleName(ColumnRole role); ///< input, target, weight, ignore, split

/// What is done with one column. "auto" lets the data decide.
struct ColumnRecipe {
    std::string column;
    std::string formula; ///< computed from other columns (computed_columns.h); empty: the file has the column
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

/// Words separated by commas, blanks around them left out; a word with a comma stands in double quotes ("" for one).
std::vector<std::string> splitList(std::string_view text);
/// The columns of that name, or of those names where it is a list (splitList()). @throws Error naming one that is
/// absent
std::vector<std::size_t> columnsNamed(const Table& table, std::string_view names);

/// Rows whose target is present; the others are never trained on.
std::vector<Index> rowsWithTarget(const Recipe& recipe, const Table& table);

} // namespace netloom
