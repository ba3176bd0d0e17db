// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/zip_archive.h"
#include "core/sheets/cell_range.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// The cells of a sheet as text, by rows. Rows and columns that were not stored are empty.
class SheetCells
{
public:
    /// @throws Error past the bounds on cells and bytes
    void set(std::size_t row, std::size_t column, std::string text);
    /// A cell that goes over several rows holds for each of them.
    void fillDown(std::size_t row, std::size_t column, std::size_t rows);

    const std::vector<std::vector<std::string>>& rows() const { return m_rows; }
    std::size_t filledDown() const { return m_filledDown; }

private:
    std::vector<std::vector<std::string>> m_rows;
    std::size_t m_cells = 0;
    std::size_t m_bytes = 0;
    std::size_t m_filledDown = 0;
};

/// A member of an archive; empty where there is none.
std::string_view memberOf(const std::vector<ZipMember>& members, std::string_view name);

/// What there is and what was read of it.
struct SheetBook {
    std::vector<std::string> names; ///< of all sheets, in their order
    std::size_t chosen = 0;
    SheetCells cells; ///< of the chosen one
};

/// The sheet of that name or number (from 1) among `names`; the first where nothing is wanted.
/// @throws Error naming the sheets there are
std::size_t chooseSheet(const std::vector<std::string>& names, const std::string& wanted, const std::string& where);

} // namespace netloom
