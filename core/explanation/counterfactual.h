// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// What a column may become. Limits are those of the training rows.
struct ChangeableColumn {
    std::string name;
    bool number = true;    ///< else a category: one of `levels`
    bool whole = false;    ///< whole numbers only
    double resolution = 0; ///< step in which its numbers are shown; 0: as exact as they are
    double low = 0;
    double high = 0;
    double scale = 0; ///< that counts as a change of 1: the MAD, or the range where that is 0; 0: cannot change
    Index levels = 0;
    bool frozen = false; ///< by the user
};

/// Median absolute deviation from the median; the range where that is 0. @param values  not empty
double changeScale(std::vector<double> values);

/// Cells of a row: numbers, and the place of a category; a missing cell, or an unknown category, is NaN.
using ChangeableRow = std::vector<double>;
/// How far each row is in the wanted class: > 0 exactly where it is predicted.
using MarginFunction = std::function<std::vector<double>(const std::vector<ChangeableRow>& rows)>;

/// A row that gets the wanted class.
struct Counterfactual {
    ChangeableRow row; ///< as shown: numbers are multiples of their resolution
    std::vector<std::size_t> changed;
    double cost = 0; ///< sum of |change| / scale over the numbers, and 1 for each changed category
};

/// The smallest changes that give the wanted class: fewest columns first, then the least cost (Wachter, Mittelstadt and
/// Russell 2018). Single columns and pairs by a grid with bisection where the class changes, triples from the most
/// promising pairs. Every answer is inside the limits and has the wanted class as it is shown.
/// @returns up to three answers with different columns, cheapest first; one without changes where the row has the class
/// already; none where up to three columns cannot do it within the limits  @throws Cancelled
std::vector<Counterfactual> counterfactuals(const std::vector<ChangeableColumn>& columns, const ChangeableRow& row,
                                            const MarginFunction& margin, const std::stop_token& stop = {});

} // namespace netloom
