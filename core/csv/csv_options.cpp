// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_options.h"

#include "core/base/error.h"
#include "core/base/shell_quoted.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/encoding.h"
#include "core/sheets/cell_range.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace netloom {

namespace {

constexpr std::array kMissingWords = std::to_array<std::string_view>(
    {"",        "NA",       "N/A",     "n/a",      "#N/A",    "#NA",    "<NA>",     "NaN",      "nan",      "NAN",
     "null",    "NULL",     "Null",    "nil",      "NIL",     "None",   "none",     "(null)",   "(NULL)",   "[NULL]",
     "<null>",  "\\N",      "?",       "-",        "--",      "---",    ".",        "..",       "...",      ":",
     "#DIV/0!", "#VALUE!",  "#REF!",   "#NAME?",   "#NUM!",   "#NULL!", "#ERROR!",  "#CALC!",   "#SPILL!",  "Err:502",
     "Err:504", "Err:508",  "Err:522", "Err:523",  "#NV",     "#WERT!", "#BEZUG!",  "#ZAHL!",   "#N/D",     "#VALEUR!",
     "#NOM?",   "#NOMBRE!", "#NUL!",   "#VALORE!", "#RIF!",   "#NOME?", "#VALOR!",  "#¡VALOR!", "#¡REF!",   "#¿NOMBRE?",
     "#¡NUM!",  "#¡DIV/0!", "#¡NULO!", "#NÚM!",    "#ARG!",   "#ADR!",  "#LICZBA!", "#NAZWA?",  "#WAARDE!", "#VERW!",
     "#GETAL!", "#NAAM?",   "#ЗНАЧ!",  "#ССЫЛКА!", "#ЧИСЛО!", "#ИМЯ?",  "#Н/Д",     "#ДЕЛ/0!",  "n.a.",     "N.A.",
     "n.d.",    "N.D.",     "n/d",     "k.A.",     "k. A.",   "н/д"});

/// Projects hold the words that were known when they were made: at least so many of the first.
constexpr std::size_t kFewestUsualWords = 44;

constexpr std::array<CsvOptionInfo, 18> kInfos = {{
    {"delimiter", "comma|semicolon|tab|bar|blank|::|CHARACTER",
     "what stands between the cells; blank: runs of blanks and tabs"},
    {"quote", "double|single|none|CHARACTER", "what encloses cells that hold delimiters"},
    {"decimal", "point|comma", "the decimal mark"},
    {"thousands", "none|comma|point|blank|apostrophe", "the mark between groups of three digits"},
    {"encoding",
     "utf-8|utf-16le|utf-16be|windows-1252|iso-8859-1|windows-1250|windows-1251|windows-1253|windows-1254|windows-1257|"
     "iso-8859-2|iso-8859-15|koi8-r|shift_jis|euc-jp|gb18030|big5|euc-kr",
     "how characters are stored"},
    {"header", "yes|no", "whether the first row holds the names of the columns"},
    {"skip-lines", "N", "lines before the table that are left out"},
    {"units", "yes|no", "whether the row below the header holds units and is left out"},
    {"comment", "TEXT", "lines that start with it are left out; empty: none"},
    {"missing", "WORD,WORD,…", "cells that count as missing; an empty word stands for empty cells"},
    {"type", "COLUMN=number|text|boolean|datetime", "the kind of a column; may be repeated"},
    {"dates", "COLUMN=ymd|dmy|mdy,…", "the order of year, month and day"},
    {"clocks", "COLUMN=minutes|hours,…", "what the first of two numbers is in times such as 32:12"},
    {"marks", "COLUMN=SIGN,…", "the sign or unit around the numbers of a column, such as % or kg"},
    {"ragged", "refuse|skip|pad", "what happens to rows with more or fewer cells"},
    {"max-rows", "N", "at most so many rows, spread evenly over the file"},
    {"sheet", "NAME|NUMBER", "the sheet of an XLSX or ODS file; the first unless told"},
    {"range", "A3:F40", "the cells of the sheet that are the table"},
}};

struct DateName {
    std::string_view name;
    DateOrder order;
};
constexpr std::array<DateName, 3> kDateNames = {
    {{"ymd", DateOrder::YearMonthDay}, {"dmy", DateOrder::DayMonthYear}, {"mdy", DateOrder::MonthDayYear}}};

struct ClockName {
    std::string_view name;
    ClockForm order;
};
constexpr std::array<ClockName, 2> kClockNames = {
    {{"minutes", ClockForm::MinutesSeconds}, {"hours", ClockForm::HoursMinutes}}};

[[noreturn]] void refuse(std::string_view name, std::string_view value)
{
    for (const CsvOptionInfo& info : kInfos) {
        if (info.name == name)
            throw Error(quoted(value) + " is no value for it", "option --" + std::string(name),
                        "Use " + std::string(info.values) + ".");
    }
    throw Error("there is no import option " + quoted(name), {}, "See netloom inspect --help.");
}

struct CharacterName {
    std::string_view name;
    char character;
};

constexpr std::array<CharacterName, 14> kCharacterNames = {{{"comma", ','},
                                                            {"semicolon", ';'},
                                                            {"tab", '\t'},
                                                            {"\\t", '\t'},
                                                            {"bar", '|'},
                                                            {"pipe", '|'},
                                                            {"::", kDoubleColon},
                                                            {"blank", ' '},
                                                            {"space", ' '},
                                                            {"point", '.'},
                                                            {"apostrophe", '\''},
                                                            {"single", '\''},
                                                            {"double", '"'},
                                                            {"none", '\0'}}};

std::optional<char> characterFromText(std::string_view value)
{
    for (const CharacterName& entry : kCharacterNames) {
        if (entry.name == value)
            return entry.character;
    }
    if (value.size() == 1 && static_cast<unsigned char>(value[0]) < 0x80 && value[0] != '\n' && value[0] != '\r')
        return value[0];
    return std::nullopt;
}

std::string characterToText(char character, bool isQuote)
{
    if (isQuote && character == '\'')
        return "single";
    for (const CharacterName& entry : kCharacterNames) {
        if (entry.character == character && entry.name != "\\t")
            return std::string(entry.name);
    }
    return std::string(1, character);
}

Index countFromText(std::string_view name, std::string_view value, Index least)
{
    Index count = 0;
    const auto [rest, problem] = std::from_chars(value.data(), value.data() + value.size(), count);
    if (problem != std::errc() || rest != value.data() + value.size() || count < least)
        refuse(name, value);
    return count;
}

// Words are joined by commas; a comma or backslash inside a word is escaped by a backslash.
std::string joinWords(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += ',';
        for (const char c : words[i]) {
            if (c == ',' || c == '\\')
                text += '\\';
            text += c;
        }
    }
    if (words.size() == 1 && words[0].empty())
        text.assign(1, ','); // the empty text stands for no word at all
    return text;
}

std::vector<std::string> splitWords(std::string_view text)
{
    std::vector<std::string> words;
    if (text.empty())
        return words;
    if (text == ",")
        return {std::string()};
    words.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == ',' || text[i + 1] == '\\'))
            words.back() += text[++i];
        else if (text[i] == ',')
            words.emplace_back();
        else
            words.back() += text[i];
    }
    return words;
}

// "a=x,b=y" by a list of names.
template<typename Entries, typename Names>
void setByColumn(Entries& entries, const Names& names, std::string_view option, std::string_view value)
{
    for (const std::string& one : splitWords(value)) {
        const std::size_t at = one.rfind('=');
        const auto found = std::find_if(names.begin(), names.end(), [&](const auto& entry) {
            return at != std::string::npos && entry.name == std::string_view(one).substr(at + 1);
        });
        if (found == names.end())
            refuse(option, value);
        const std::string column = one.substr(0, at);
        std::erase_if(entries, [&](const auto& entry) { return entry.first == column; });
        entries.emplace_back(column, found->order);
    }
}

template<typename Entries, typename Names>
std::string textByColumn(const Entries& entries, const Names& names)
{
    std::vector<std::string> words;
    for (const auto& [column, order] : entries) {
        for (const auto& entry : names) {
            if (entry.order == order)
                words.push_back(column + '=' + std::string(entry.name));
        }
    }
    return joinWords(words);
}

} // namespace

std::string_view raggedName(RaggedRows ragged)
{
    switch (ragged) {
    case RaggedRows::Skip:
        return "skip";
    case RaggedRows::Pad:
        return "pad";
    case RaggedRows::Refuse:
        break;
    }
    return "refuse";
}

std::span<const std::string_view> defaultMissingWords()
{
    return kMissingWords;
}

bool areUsualMissingWords(std::span<const std::string> words)
{
    return words.size() >= kFewestUsualWords && words.size() <= kMissingWords.size() &&
           std::equal(words.begin(), words.end(), kMissingWords.begin());
}

std::span<const CsvOptionInfo> csvOptionInfos()
{
    return kInfos;
}

void setCsvOption(CsvOptions& options, std::string_view name, std::string_view value)
{
    if (name == "delimiter" || name == "quote" || name == "decimal" || name == "thousands") {
        const std::optional<char> character = characterFromText(value);
        if (!character)
            refuse(name, value);
        if (name == "delimiter") {
            if (*character == '\0' || *character == '"')
                refuse(name, value);
            options.delimiter = character;
        } else if (name == "quote") {
            options.quote = character;
        } else if (name == "decimal") {
            if (*character != '.' && *character != ',')
                refuse(name, value);
            options.decimal = character;
        } else {
            if (*character != '\0' && *character != '.' && *character != ',' && *character != ' ' && *character != '\'')
                refuse(name, value);
            options.thousands = character;
        }
    } else if (name == "encoding") {
        const std::optional<Encoding> encoding = encodingFromName(value);
        if (!encoding)
            refuse(name, value);
        options.encoding = std::string(encodingName(*encoding));
    } else if (name == "header") {
        if (value != "yes" && value != "no" && value != "true" && value != "false")
            refuse(name, value);
        options.header = value == "yes" || value == "true";
    } else if (name == "units") {
        if (value != "yes" && value != "no")
            refuse(name, value);
        options.units = value == "yes";
    } else if (name == "skip-lines") {
        options.skipLines = countFromText(name, value, 0);
    } else if (name == "comment") {
        options.comment = std::string(value);
    } else if (name == "missing") {
        options.missingWords = splitWords(value);
    } else if (name == "type") {
        const std::size_t at = value.rfind('=');
        if (at == std::string_view::npos)
            refuse(name, value);
        const std::optional<ColumnKind> kind = kindFromName(value.substr(at + 1));
        if (!kind)
            refuse(name, value);
        const std::string column(value.substr(0, at));
        for (auto& entry : options.kinds) {
            if (entry.first == column) {
                entry.second = *kind;
                return;
            }
        }
        options.kinds.emplace_back(column, *kind);
    } else if (name == "ragged") {
        if (value == "refuse")
            options.ragged = RaggedRows::Refuse;
        else if (value == "skip")
            options.ragged = RaggedRows::Skip;
        else if (value == "pad")
            options.ragged = RaggedRows::Pad;
        else
            refuse(name, value);
    } else if (name == "max-rows") {
        options.maxRows = countFromText(name, value, 1);
    } else if (name == "dates") {
        setByColumn(options.dates, kDateNames, name, value);
    } else if (name == "clocks") {
        setByColumn(options.clocks, kClockNames, name, value);
    } else if (name == "marks") {
        if (!options.marks)
            options.marks.emplace();
        for (const std::string& one : splitWords(value)) {
            const std::size_t at = one.rfind('=');
            if (at == std::string::npos)
                refuse(name, value);
            std::erase_if(*options.marks, [&](const auto& entry) { return entry.first == one.substr(0, at); });
            options.marks->emplace_back(one.substr(0, at), one.substr(at + 1));
        }
    } else if (name == "sheet") {
        if (value.empty())
            refuse(name, value);
        options.sheet = std::string(value);
    } else if (name == "range") {
        if (!rangeFromText(value))
            refuse(name, value);
        options.range = std::string(value);
    } else {
        refuse(name, value);
    }
}

std::vector<std::pair<std::string, std::string>> csvOptionsToText(const CsvOptions& options)
{
    std::vector<std::pair<std::string, std::string>> text;
    if (options.delimiter)
        text.emplace_back("delimiter", characterToText(*options.delimiter, false));
    if (options.quote)
        text.emplace_back("quote", characterToText(*options.quote, true));
    if (options.decimal)
        text.emplace_back("decimal", characterToText(*options.decimal, false));
    if (options.thousands)
        text.emplace_back("thousands", characterToText(*options.thousands, false));
    if (options.encoding)
        text.emplace_back("encoding", *options.encoding);
    if (options.header)
        text.emplace_back("header", *options.header ? "yes" : "no");
    if (options.skipLines)
        text.emplace_back("skip-lines", std::to_string(*options.skipLines));
    if (options.units)
        text.emplace_back("units", *options.units ? "yes" : "no");
    if (options.comment)
        text.emplace_back("comment", *options.comment);
    if (options.missingWords)
        text.emplace_back("missing", joinWords(*options.missingWords));
    for (const auto& [column, kind] : options.kinds)
        text.emplace_back("type", column + '=' + std::string(kindName(kind)));
    if (!options.dates.empty())
        text.emplace_back("dates", textByColumn(options.dates, kDateNames));
    if (!options.clocks.empty())
        text.emplace_back("clocks", textByColumn(options.clocks, kClockNames));
    if (options.marks) {
        std::vector<std::string> words;
        for (const auto& [column, mark] : *options.marks)
            words.push_back(column + '=' + mark);
        text.emplace_back("marks", joinWords(words));
    }
    if (options.ragged)
        text.emplace_back("ragged", std::string(raggedName(*options.ragged)));
    if (options.maxRows)
        text.emplace_back("max-rows", std::to_string(*options.maxRows));
    if (options.sheet)
        text.emplace_back("sheet", *options.sheet);
    if (options.range)
        text.emplace_back("range", *options.range);
    return text;
}

std::string csvOptionsToArguments(const CsvOptions& options)
{
    std::string line;
    for (const auto& [name, value] : csvOptionsToText(options)) {
        if (!line.empty())
            line += ' ';
        line += "--" + name + ' ' + shellQuoted(value);
    }
    return line;
}

std::optional<ColumnKind> kindFromName(std::string_view name)
{
    for (const ColumnKind kind :
         {ColumnKind::Number, ColumnKind::Text, ColumnKind::Boolean, ColumnKind::DateTime, ColumnKind::Empty}) {
        if (kindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

std::string_view usualEncoding(const CsvOptions& options)
{
    return options.usual ? std::string_view(options.usual->encoding) : std::string_view();
}

UsualReading usualReading(const CsvOptions& options)
{
    UsualReading reading{{options.decimal.value_or('.'), options.thousands.value_or('\0')}, options.dates};
    reading.encoding = options.encoding.value_or(std::string());
    if (!options.marks)
        return reading;
    for (const auto& [column, kind] : options.kinds) {
        if (kind != ColumnKind::Number)
            continue;
        const auto own = std::find_if(options.marks->begin(), options.marks->end(),
                                      [&name = column](const auto& entry) { return entry.first == name; });
        reading.marks.emplace_back(column, own == options.marks->end() ? std::string() : own->second);
    }
    return reading;
}

} // namespace netloom
