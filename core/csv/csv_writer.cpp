// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_writer.h"

#include "core/data/column_values.h"

#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

bool isFormula(std::string_view text)
{
    constexpr std::string_view starts("=+-@\t\r\0", 7);
    return !text.empty() && starts.find(text.front()) != std::string_view::npos && !labelNumber(text);
}

template<typename Number>
void appendNumber(std::string& out, Number value)
{
    if (!std::isfinite(value))
        return;
    std::array<char, 32> digits{};
    const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

} // namespace

void CsvWriter::begin()
{
    if (m_rowBegun)
        m_text += ',';
    m_rowBegun = true;
}

void CsvWriter::addText(std::string_view text)
{
    write(text, isFormula(text));
}

void CsvWriter::addCell(std::string_view text)
{
    write(text, false);
}

void CsvWriter::write(std::string_view text, bool formula)
{
    begin();
    const bool blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        m_text += formula ? "'" : "";
        m_text += text;
        return;
    }
    m_text += formula ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"')
            m_text += '"';
        m_text += c;
    }
    m_text += '"';
}

void CsvWriter::addNumber(double value)
{
    begin();
    appendNumber(m_text, value);
}

void CsvWriter::addNumber(float value)
{
    begin();
    appendNumber(m_text, value);
}

void CsvWriter::endRow()
{
    m_text += '\n';
    m_rowBegun = false;
}

} // namespace netloom
