// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom {

struct CsvOptions;

/// How cells and numbers are written.
struct CsvForm {
    char delimiter = ',';
    char decimal = '.';

    /// That of a file that was read; a comma where its delimiter is more than one character.
    static CsvForm of(const CsvOptions& options);
};

/// Makes CSV text: RFC 4180 with LF, and comma and decimal point unless told otherwise. Locale-free.
class CsvWriter
{
public:
    explicit CsvWriter(CsvForm form = {}) : m_form(form) {}

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
    void writeNumber(std::string_view text); ///< with a decimal point

    CsvForm m_form;
    std::string m_text;
    bool m_rowBegun = false;
};

} // namespace netloom
