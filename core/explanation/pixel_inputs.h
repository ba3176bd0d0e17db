// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/preparation/fitted_recipe.h"

#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// Side of the square whose pixels the inputs are by their names, row by row: p00 … p77, pixel0 … pixel783, px_1_1 ….
/// 0: they are no square of at least 25 pixels, or are named otherwise.
Index pixelSide(const std::vector<std::string>& names);

/// Inputs that are the pixels of a picture. Pixels row by row, 0 at the smallest value of all pixels over the table, 1
/// at the largest; missing cells are 0.
struct PixelPictures {
    Index side = 0;
    std::vector<float> mean; ///< over the training rows
    std::vector<float> row;  ///< of the row that is looked at; empty: none
    std::size_t layer = 0;   ///< the first one with units of its own
    /// Of each of its units: the average of the rows that drive it most less the average of all, as the network gets
    /// them.
    std::vector<std::vector<float>> tiles;
};

/// So many rows that drive a unit most are averaged.
inline constexpr Index drivingRows = 60;

/// @param row  of the table; −1: none  @returns side 0 where the inputs are no picture
/// @throws Error where weights or inputs do not fit the network; Cancelled
PixelPictures pixelPictures(const NetworkSpec& network, const ParameterSet& weights, const Table& table,
                            const FittedRecipe& fitted, const std::vector<Index>& trainRows, Index row,
                            const std::stop_token& stop = {});

} // namespace netloom
