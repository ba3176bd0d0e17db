// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/number_format_guess.h"

#include <string>

namespace netloom {

namespace {

bool fitsAs(std::string_view cell, char decimal, char thousands, bool& grouped)
{
    const ParsedNumber parsed = parseNumber(cell, {decimal, thousands});
    grouped = parsed.thousands;
    return parsed.kind != NumberText::NotANumber;
}

} // namespace

void NumberFormatGuess::add(std::string_view cell)
{
    if (cell.empty() || cell.size() > 64 || cell.find_first_of(",. '\xc2\xe2") == std::string_view::npos)
        return;
    bool grouped = false;
    for (const char mark : {' ', '\''}) {
        for (const char decimal : {'.', ','}) {
            if (!fitsAs(cell, decimal, mark, grouped) || !grouped)
                continue;
            ++(mark == ' ' ? m_blankGroups : m_apostropheGroups);
            m_pointDecimal += cell.find('.') != std::string_view::npos;
            m_commaDecimal += cell.find(',') != std::string_view::npos;
            return;
        }
    }
    const bool plainPoint = fitsAs(cell, '.', '\0', grouped);
    const bool plainComma = fitsAs(cell, ',', '\0', grouped);
    bool commaGrouped = false;
    bool pointGrouped = false;
    const bool english = fitsAs(cell, '.', ',', commaGrouped) && commaGrouped;
    const bool continental = fitsAs(cell, ',', '.', pointGrouped) && pointGrouped;
    // "0,123" is never a thousand.
    const bool leadingZero =
        cell[0] == '0' || ((cell[0] == '-' || cell[0] == '+') && cell.size() > 1 && cell[1] == '0');
    if (plainComma && plainPoint)
        return;
    if (plainComma) {
        ++(english && !leadingZero ? m_commaEither : m_commaDecimal);
    } else if (plainPoint) {
        ++(continental && !leadingZero ? m_pointEither : m_pointDecimal);
    } else if (english) {
        ++m_commaGroups;
        m_pointDecimal += cell.find('.') != std::string_view::npos;
    } else if (continental) {
        ++m_pointGroups;
        m_commaDecimal += cell.find(',') != std::string_view::npos;
    }
}

NumberFormat NumberFormatGuess::format(char delimiter) const
{
    NumberFormat format;
    const bool groups = m_pointDecimal == 0 && m_pointGroups > m_commaGroups;
    const bool either = m_pointDecimal == 0 && m_commaGroups == 0 && m_commaEither > m_pointEither && delimiter == ';';
    if (m_commaDecimal != m_pointDecimal)
        format.decimal = m_commaDecimal > m_pointDecimal ? ',' : '.';
    else if (groups || either)
        format.decimal = ',';

    if (m_blankGroups > 0)
        format.thousands = ' ';
    else if (m_apostropheGroups > 0)
        format.thousands = '\'';
    else if (format.decimal == '.' && m_commaDecimal == 0 && m_commaGroups + m_commaEither > 0)
        format.thousands = ',';
    else if (format.decimal == ',' && m_pointDecimal == 0 && m_pointGroups + m_pointEither > 0)
        format.thousands = '.';
    return format;
}

bool NumberFormatGuess::ambiguous() const
{
    return m_commaDecimal == 0 && m_pointDecimal == 0 && m_commaGroups == 0 && m_pointGroups == 0 && m_commaEither > 0;
}

bool NumberFormatGuess::ambiguousPoints() const
{
    return m_commaDecimal == 0 && m_pointDecimal == 0 && m_commaGroups == 0 && m_pointGroups == 0 &&
           m_commaEither == 0 && m_pointEither > 0;
}

} // namespace netloom
