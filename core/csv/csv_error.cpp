// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_error.h"

#include "core/base/error.h"

#include <utility>

namespace netloom {

namespace {

std::string sentence(const std::string& message)
{
    const std::string escaped = quoted(message, 100000);
    std::string text = escaped.substr(1, escaped.size() - 2);
    if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!')
        text += '.';
    return text;
}

} // namespace

CsvError::CsvError(std::string errorClassWord, const std::string& message, Index errorLine, Index errorColumn)
    : std::runtime_error(sentence(message)), errorClass(std::move(errorClassWord)), line(errorLine), column(errorColumn)
{
}

} // namespace netloom
