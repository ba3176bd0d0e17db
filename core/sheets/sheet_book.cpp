// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/sheet_book.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>

namespace netloom {

namespace {

constexpr std::size_t kMostCells = 50'000'000;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

} // namespace

void SheetCells::set(std::size_t row, std::size_t column, std::string text)
{
    if (text.empty() || row >= kMostSheetRows || column >= kMostSheetColumns)
        return;
    if (row >= m_rows.size())
        m_rows.resize(row + 1);
    std::vector<std::string>& cells = m_rows[row];
    if (column >= cells.size()) {
        m_cells += column + 1 - cells.size();
        if (m_cells > kMostCells)
            throw Error("the sheet has more than " + std::to_string(kMostCells) + " cells", {},
                        "Save the part that is needed as CSV.");
        cells.resize(column + 1);
    }
    m_bytes += text.size();
    if (m_bytes > kMostBytes)
        throw Error("the texts of the sheet take more than 1 GB", {}, "Save the part that is needed as CSV.");
    cells[column] = std::move(text);
}

void SheetCells::fillDown(std::size_t row, std::size_t column, std::size_t rows)
{
    if (row >= m_rows.size() || column >= m_rows[row].size())
        return;
    const std::string text = m_rows[row][column];
    const std::size_t end = std::min(row + rows, m_rows.size());
    for (std::size_t r = row + 1; r < end; ++r) {
        set(r, column, text);
        ++m_filledDown;
    }
}

std::string_view memberOf(const std::vector<ZipMember>& members, std::string_view name)
{
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const ZipMember& member) { return member.name == name; });
    return found == members.end() ? std::string_view() : std::string_view(found->bytes);
}

std::size_t chooseSheet(const std::vector<std::string>& names, const std::string& wanted, const std::string& where)
{
    if (names.empty())
        throw Error("there is no sheet in the file", where, "Choose a file with a table.");
    if (wanted.empty())
        return 0;
    const auto named = std::find(names.begin(), names.end(), wanted);
    if (named != names.end())
        return static_cast<std::size_t>(named - names.begin());
    std::size_t number = 0;
    const auto [rest, problem] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
    if (problem == std::errc() && rest == wanted.data() + wanted.size() && number >= 1 && number <= names.size())
        return number - 1;
    constexpr std::size_t kShown = 20;
    std::string all;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        all += (i > 0 ? ", " : "") + quoted(names[i], 40);
    throw Error("there is no sheet " + quoted(wanted, 40), where,
                "Use one of " + all + (names.size() > kShown ? " …" : "") + ", or its number.");
}

} // namespace netloom
