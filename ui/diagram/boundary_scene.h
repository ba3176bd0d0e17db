// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/boundary_map.h"
#include "core/project/prepared_data.h"
#include "ui/diagram/diagram_scene.h"

#include <stop_token>

namespace netloom {

/// What the Boundary view is to show.
struct BoundaryChoice {
    QString across, up;       ///< columns; empty: those of numbers that matter most
    bool othersAtRow = false; ///< the other columns as in `row`; else at their usual values
    Index row = -1;
    bool decisionOnly = false;                ///< the predicted class, without how sure it is
    bool unitMaps = true;                     ///< the network beside the map, where that is exact
    bool training = true, validation = true;  ///< whose rows are drawn
    double beyond = BoundaryOptions().beyond; ///< see there
    QString target;                           ///< of several yes/no or number columns the one shown; empty: the first
};

/// A row of the table on the map.
struct MapPoint {
    double across = 0, up = 0; ///< in the columns' units
    int group = 0;             ///< its class; numbers: 0
    double value = 0;          ///< numbers: the actual one
    bool validation = false;
    bool wrong = false;
};

/// What a network says over the plane of two columns, with the rows. A plain value.
struct BoundaryScene {
    BoundaryMap map;
    std::vector<MapPoint> points;
    QStringList columns; ///< that can be sides
    Task task = Task::None;
    QStringList classes; ///< names; of numbers and several targets: the outputs
    int target = 0;      ///< which of several targets the map and the points show
    QString others;      ///< "other columns at their median", empty where there are none
    bool decisionOnly = false;
    /// Numbers: what the palest and the strongest colour stand for; a few rows may lie beyond.
    double low = 0, high = 0;
    DiagramScene network; ///< drawn beside the map where that is exact; without layers: none is

    /// Of the target shown, or of the only one.
    const std::vector<float>& output() const { return map.outputs[static_cast<std::size_t>(target)]; }
    QString targetName() const { return classes.value(target); }
};

/// @param cells  of the map on either side  @throws Error where there is nothing to be drawn as a map, Cancelled
BoundaryScene boundaryScene(const Model& model, const PreparedData& data, const BoundaryChoice& choice, int cells,
                            const std::stop_token& stop = {});

} // namespace netloom
