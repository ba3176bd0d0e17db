// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace netloom {

inline constexpr std::size_t kMostSheetRows = 1048576;
inline constexpr std::size_t kMostSheetColumns = 16384;

/// Row and column, from 0, of a name such as "B7"; nothing where it is no such name or past the limits of sheets.
std::optional<std::pair<std::size_t, std::size_t>> cellFromName(std::string_view name);

/// A rectangle of cells, from 0, its ends included.
struct CellRange {
    std::size_t firstRow = 0;
    std::size_t firstColumn = 0;
    std::size_t lastRow = kMostSheetRows - 1;
    std::size_t lastColumn = kMostSheetColumns - 1;
};

/// From "A3:F40", "A3" (from there on), "A:F" (whole columns) or "3:40" (whole rows); nothing where it is none.
std::optional<CellRange> rangeFromText(std::string_view text);

} // namespace netloom
