// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/inspect.h"

#include "core/csv/csv_dialect.h"
#include "core/files/json.h"

#include <algorithm>

namespace netloom {

namespace {

std::string shownEncoding(const CsvResult& result)
{
    const std::string name = result.options.encoding.value_or("utf-8");
    if (name == "utf-8" && result.byteOrderMark)
        return "utf-8-sig";
    return name == "iso-8859-1" ? "latin-1" : name;
}

JsonValue cellOf(const Column& column, Index row)
{
    if (column.isMissing(row))
        return {};
    const double value = column.kind == ColumnKind::Text ? 0 : column.numbers[static_cast<std::size_t>(row)];
    if (column.kind == ColumnKind::Number) {
        if (column.integers && value >= -9007199254740992.0 && value <= 9007199254740992.0)
            return static_cast<std::int64_t>(value);
        return value;
    }
    if (column.kind == ColumnKind::Boolean)
        return value != 0;
    return column.text(row);
}

std::string delimiterName(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    case '|':
        return "bar";
    case ' ':
        return "blanks";
    case kDoubleColon:
        return "double colon";
    default:
        return netloom::quoted(std::string_view(&delimiter, 1));
    }
}

std::string errorJson(const std::string& errorClass, const std::string& message, Index line, Index column)
{
    JsonValue json;
    json["outcome"] = "error";
    json["class"] = errorClass;
    json["message"] = message;
    json["line"] = line > 0 ? JsonValue(line) : JsonValue();
    json["column"] = column > 0 ? JsonValue(column) : JsonValue();
    return jsonLine(json);
}

} // namespace

std::string inspectJson(const CsvResult& result, Index cells)
{
    const Table& table = result.table;
    JsonValue json;
    json["outcome"] = "table";
    json["rows"] = table.rows;
    json["columns"] = table.columns.size();
    json["header"] = result.options.header.value_or(true);
    const char delimiter = result.options.delimiter.value_or(',');
    json["delimiter"] = delimiter == kDoubleColon ? std::string("::") : std::string(1, delimiter);
    json["decimal"] = std::string(1, result.options.decimal.value_or('.'));
    json["encoding"] = shownEncoding(result);
    JsonValue names = JsonValue::list();
    JsonValue types = JsonValue::list();
    JsonValue missing = JsonValue::list();
    Index sum = 0;
    for (const Column& column : table.columns) {
        names.append(column.name);
        types.append(kindName(column.kind));
        missing.append(column.missing);
        sum += column.missing;
    }
    json["names"] = std::move(names);
    json["types"] = std::move(types);
    json["missing"] = sum;
    json["missing_by_column"] = std::move(missing);
    JsonValue warnings = JsonValue::list();
    for (const CsvWarning& warning : result.warnings)
        warnings.append(warningText(warning));
    json["warnings"] = std::move(warnings);
    if (cells > 0) {
        JsonValue data = JsonValue::list();
        for (Index row = 0; row < std::min(cells, table.rows); ++row) {
            JsonValue line = JsonValue::list();
            for (const Column& column : table.columns)
                line.append(cellOf(column, row));
            data.append(std::move(line));
        }
        json["data"] = std::move(data);
    }
    return jsonLine(json);
}

std::string inspectErrorJson(const CsvError& error)
{
    return errorJson(error.errorClass, error.message(), error.line, error.column);
}

std::string inspectErrorJson(const Error& error)
{
    return errorJson("unreadable", error.message(), 0, 0);
}

std::string warningText(const CsvWarning& warning)
{
    return warning.line > 0 ? "line " + std::to_string(warning.line) + ": " + warning.text : warning.text;
}

std::string inspectText(const CsvResult& result, Index cells)
{
    const Table& table = result.table;
    std::string out = std::to_string(table.rows) + (table.rows == 1 ? " row, " : " rows, ") +
                      std::to_string(table.columns.size()) + (table.columns.size() == 1 ? " column, " : " columns, ") +
                      delimiterName(result.options.delimiter.value_or(',')) + ", decimal " +
                      (result.options.decimal == ',' ? "comma" : "point") + ", " + shownEncoding(result) +
                      (result.encodingGuessed ? " (a guess)" : "") +
                      (result.options.header.value_or(true) ? ", header" : ", no header") + '\n';
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        const std::string name = quoted(column.name, 60);
        out +=
            std::to_string(c + 1) + "  " + name.substr(1, name.size() - 2) + "  " + std::string(kindName(column.kind));
        if (column.missing > 0)
            out += ", " + std::to_string(column.missing) + " missing";
        out += '\n';
    }
    for (const CsvWarning& warning : result.warnings)
        out += "note: " + warningText(warning) + '\n';
    for (Index row = 0; row < std::min(cells, table.rows); ++row) {
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const std::string cell = quoted(table.columns[c].text(row), 60);
            if (c > 0)
                out += '\t';
            if (!table.columns[c].isMissing(row))
                out.append(cell, 1, cell.size() - 2);
        }
        out += '\n';
    }
    return out;
}

} // namespace netloom
