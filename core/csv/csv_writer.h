// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom {

/// Makes CSV text: RFC 4180, comma, decimal point, LF. Locale-free.
class CsvWriter
{
public:
    /// A text; quoted where it must be. One that a spreadsheet would run as a formula (it begins with = + - @, a tab, a
    /// carriage return or NUL, and is no number) gets an apostrophe in front.
    void addText(std::string_view text);
    /// A number or date as it was written, quoted where it must be and never taken for a formula.
    void addCell(std::string_view text);
    /// The shortest form that reads back exactly; an empty cell where it is not finite.
    void addNumber(double value);
    void addNumber(float value);
    void endRow();

    const std::string& text() const { return m_text; }

private:
    void begin();
    void write(std::string_view text, bool formula);

    std::string m_text;
    bool m_rowBegun = false;
};

} // namespace netloom
