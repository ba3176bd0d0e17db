// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_model.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace netloom {

/// A number of the table along one side of a map.
struct MapAxis {
    std::size_t column = 0; ///< in ExplainedModel::columns()
    std::string name;
    double low = 0, high = 0; ///< the training rows' range and more on either side, see BoundaryOptions::beyond
};

/// What a network says over the plane of two columns, cell by cell: row 0 is the highest value of the second column.
struct BoundaryMap {
    MapAxis across, up;
    int cells = 0;      ///< on either side
    bool exact = false; ///< the network has no other inputs
    /// Per output: probabilities, or numbers in their units.
    std::vector<std::vector<float>> outputs;
    /// Per layer and unit, tileCells² each; only where the map is exact and units were asked for.
    int tileCells = 0;
    std::vector<std::vector<std::vector<float>>> units;

    /// Place in a row of cells, from 0 to cells − 1, and down in the same way.
    double placeAcross(double value) const;
    double placeUp(double value) const;
};

/// Columns that a map can have as a side: numbers that the network looks at.
std::vector<std::size_t> mapColumns(const ExplainedModel& model);

struct BoundaryOptions {
    int cells = 240;
    int tileCells = 48;  ///< 0: no units
    double beyond = 0.1; ///< what is shown on either side of the training rows, in shares of their range
    /// The other columns are as in this row of the table; none: at their median or most frequent value.
    std::optional<Index> row;
};

/// @throws Error where a column is no number, both are the same, or there are no training rows; Cancelled
BoundaryMap boundaryMap(ExplainedModel& model, std::size_t across, std::size_t up, const BoundaryOptions& options = {},
                        const std::stop_token& stop = {});

} // namespace netloom
