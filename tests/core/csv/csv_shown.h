// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "core/csv/csv_reader.h"
#include "core/csv/inspect.h"

#include <string>
#include <string_view>

/// What came of reading a file, as text to compare with what a person wrote down.
namespace netloom::testing {

/// "name:kind,name:kind|cell,cell|cell,cell" with · for a missing cell.
inline std::string shown(const Table& table)
{
    std::string text;
    for (const Column& column : table.columns)
        text += (text.empty() ? "" : ",") + column.name + ':' + std::string(kindName(column.kind));
    for (Index row = 0; row < table.rows; ++row) {
        text += '|';
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            text.append(c > 0 ? "," : "")
                .append(table.columns[c].isMissing(row) ? std::string("·") : table.columns[c].text(row));
    }
    return text;
}

inline std::string warningsOf(const CsvResult& result)
{
    std::string text;
    for (const CsvWarning& warning : result.warnings)
        text += warningText(warning) + '\n';
    return text;
}

/// From "name=value name=value".
inline CsvOptions optionsFrom(std::string_view text)
{
    CsvOptions options;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        setCsvOption(options, one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
    }
    return options;
}

/// "!class line column" of the refusal, or "not refused".
template<typename Work>
std::string refusalOf(Work work, std::string* message = nullptr)
{
    try {
        work();
    } catch (const CsvError& error) {
        if (message)
            *message = error.message();
        return '!' + error.errorClass + ' ' + std::to_string(error.line) + ' ' + std::to_string(error.column);
    }
    return "not refused";
}

} // namespace netloom::testing
