// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_writer.h"

#include "core/csv/csv_dialect.h"
#include "core/csv/csv_options.h"
#include "core/data/column_values.h"

#include <algorithm>
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

/// Empty where it is not finite.
template<typename Number>
std::string digitsOf(Number value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> digits{};
    return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

} // namespace

CsvForm CsvForm::of(const CsvOptions& options)
{
    CsvForm form;
    if (options.delimiter && isPlainDelimiter(*options.delimiter))
        form.delimiter = *options.delimiter;
    form.decimal = options.decimal.value_or('.');
    return form;
}

void CsvWriter::begin()
{
    if (m_rowBegun)
        m_text += m_form.delimiter;
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
    const bool special = std::any_of(text.begin(), text.end(), [this](char c) {
        return c == m_form.delimiter || c == '"' || c == '\r' || c == '\n';
    });
    if (!blank && !special) {
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

void CsvWriter::writeNumber(std::string_view text)
{
    std::string written(text);
    std::replace(written.begin(), written.end(), '.', m_form.decimal);
    write(written, false);
}

void CsvWriter::addNumber(double value)
{
    writeNumber(digitsOf(value));
}

void CsvWriter::addNumber(float value)
{
    writeNumber(digitsOf(value));
}

void CsvWriter::endRow()
{
    m_text += '\n';
    m_rowBegun = false;
}

} // namespace netloom
