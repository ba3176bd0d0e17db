// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/delimiter_guess.h"

#include "core/csv/number_mark.h"
#include "core/data/date_text.h"

#include <algorithm>
#include <map>
#include <optional>

namespace netloom {

namespace {

constexpr std::size_t kWindow = std::size_t{256} << 10;
constexpr std::size_t kRows = 1000;
constexpr std::size_t kCells = 64;

bool isNumberInAnyFormat(std::string_view cell)
{
    static constexpr NumberFormat kFormats[] = {{',', '.'}, {'.', ','},  {',', ' '},
                                                {'.', ' '}, {'.', '\''}, {',', '\''}};
    return std::any_of(std::begin(kFormats), std::end(kFormats), [&](const NumberFormat& format) {
        return parseNumber(cell, format).kind != NumberText::NotANumber;
    });
}

DelimiterGuess look(const TextBuffer& text, std::size_t begin, char delimiter, char quote, const std::string& comment)
{
    DelimiterGuess guess;
    guess.delimiter = delimiter;
    guess.quote = quote;
    CsvDialect dialect;
    dialect.delimiter = delimiter;
    dialect.quote = quote;
    dialect.comment = comment;
    const char* const first = text.data();
    const char* const end = first + text.size();
    const char* p = first + begin;
    while (p < end && guess.rows.size() < kRows) {
        if (static_cast<std::size_t>(p - first) > begin + kWindow && guess.rows.size() >= 3)
            break;
        skipBlankLines(p, end, dialect);
        if (p < end)
            guess.rows.push_back(splitRow(p, first, end, dialect, kCells));
    }
    if (guess.rows.empty())
        return guess;

    std::map<std::size_t, std::size_t> counts;
    for (const CsvRow& row : guess.rows)
        ++counts[row.fields];
    guess.columns = guess.rows[0].fields;
    for (const auto& [fields, rows] : counts) {
        const std::size_t most = counts[guess.columns];
        if (rows > most || (rows == most && fields > guess.columns && guess.columns != guess.rows[0].fields))
            guess.columns = fields;
    }
    std::size_t consistent = 0;
    std::size_t filled = 0;
    std::size_t typed = 0;
    for (std::size_t i = 0; i < guess.rows.size(); ++i) {
        const CsvRow& row = guess.rows[i];
        consistent += row.fields == guess.columns || row.hasDelimiterTooMany(guess.columns);
        if (i == 0 && guess.rows.size() > 1)
            continue;
        for (const std::string& cell : row.cells) {
            filled += !cell.empty();
            typed += looksTyped(cell);
        }
    }
    guess.consistency = static_cast<double>(consistent) / static_cast<double>(guess.rows.size());
    guess.typed = filled > 0 ? static_cast<double>(typed) / static_cast<double>(filled) : 0;
    return guess;
}

// Divides most of the lines.
bool divides(const DelimiterGuess& guess)
{
    const auto several =
        std::count_if(guess.rows.begin(), guess.rows.end(), [](const CsvRow& row) { return row.fields > 1; });
    return guess.columns > 1 && several * 2 >= static_cast<std::ptrdiff_t>(guess.rows.size());
}

bool better(const DelimiterGuess& a, const DelimiterGuess& b)
{
    if (std::abs(a.consistency - b.consistency) > 0.05)
        return a.consistency > b.consistency;
    if (std::abs(a.typed - b.typed) > 0.02)
        return a.typed > b.typed;
    return a.columns > b.columns;
}

// Fields in single quotes: some open with one, perhaps behind blanks, and all that do close with one.
bool hasSingleQuotes(const TextBuffer& text, std::size_t begin, char delimiter)
{
    const std::string_view window = text.view().substr(begin, kWindow);
    std::size_t opened = 0;
    std::size_t closed = 0;
    const auto isEdge = [&](char c) { return c == delimiter || isLineEnd(c); };
    for (std::size_t i = 0; i < window.size(); ++i) {
        if (window[i] != '\'')
            continue;
        std::size_t before = i;
        while (before > 0 && window[before - 1] == ' ' && delimiter != ' ')
            --before;
        opened += before == 0 || isEdge(window[before - 1]);
        closed += i + 1 == window.size() || isEdge(window[i + 1]);
    }
    return opened >= 2 && opened == closed;
}

// Whether `mark` stands in the cells of another division only as the mark of numbers, so that it divides nothing: the
// comma of "rot;11,34". The first row may hold names.
bool isMarkOfNumbers(char mark, const DelimiterGuess& division)
{
    if (!divides(division) || division.consistency < 0.95 || division.rows.size() < 2 ||
        division.rows[0].fields != division.columns)
        return false;
    std::size_t holding = 0;
    std::size_t numbers = 0;
    for (std::size_t r = 1; r < division.rows.size(); ++r) {
        for (const std::string& cell : division.rows[r].cells) {
            if (cell.find(mark) == std::string::npos)
                continue;
            ++holding;
            const std::optional<DressedNumber> dressed = undressed(cell);
            numbers += isNumberInAnyFormat(dressed ? dressed->digits : std::string_view(cell));
        }
    }
    return holding > 0 && numbers * 20 >= holding * 19;
}

// Columns that are lined up with blanks and tabs: runs of them divide the lines evenly, a single tab does not, or
// leaves several numbers in one cell, or does not divide the names as it divides the rows.
bool isLinedUp(const DelimiterGuess& blanks, const DelimiterGuess& tabs)
{
    if (!divides(blanks) || blanks.rows.size() < 2 || blanks.consistency < 0.99 || blanks.typed < 0.5 ||
        blanks.rows[0].fields != blanks.columns)
        return false;
    if (tabs.consistency < 0.95 && blanks.typed >= 0.9 && blanks.typed >= tabs.typed - 0.02)
        return true;
    if (blanks.columns > tabs.columns && tabs.rows[0].fields == 1 && blanks.typed >= tabs.typed)
        return true;
    return blanks.columns > tabs.columns && blanks.typed > tabs.typed + 0.2;
}

// One column of numbers with a decimal comma: every line but the first is one.
bool isColumnOfDecimalCommas(const DelimiterGuess& byComma, const DelimiterGuess& whole)
{
    if (byComma.columns != 2 || byComma.rows.size() < 2 || byComma.rows[0].fields != 1)
        return false;
    return std::all_of(whole.rows.begin() + 1, whole.rows.end(), [](const CsvRow& row) {
        return row.fields == 1 && parseNumber(row.cells[0], {',', '.'}).kind != NumberText::NotANumber;
    });
}

} // namespace

DelimiterGuess guessDelimiter(const TextBuffer& text, std::size_t begin, const CsvOptions& wishes,
                              const std::string& comment)
{
    const std::string_view window = text.view().substr(begin, kWindow);
    const auto stands = [&](char delimiter) {
        return delimiter == kDoubleColon ? window.find("::") != std::string_view::npos
                                         : window.find(delimiter) != std::string_view::npos;
    };
    // With the quote that fits best.
    const auto lookAt = [&](char delimiter) {
        DelimiterGuess guess = look(text, begin, delimiter, wishes.quote.value_or('"'), comment);
        if (wishes.quote || !hasSingleQuotes(text, begin, delimiter))
            return guess;
        DelimiterGuess single = look(text, begin, delimiter, '\'', comment);
        const bool noOther = single.consistency >= guess.consistency && window.find('"') == std::string_view::npos;
        return noOther || better(single, guess) ? single : guess;
    };
    if (wishes.delimiter)
        return lookAt(*wishes.delimiter);

    std::vector<DelimiterGuess> found;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        if (!stands(delimiter))
            continue;
        if (DelimiterGuess guess = lookAt(delimiter); divides(guess))
            found.push_back(std::move(guess));
    }
    std::optional<DelimiterGuess> best;
    for (DelimiterGuess& guess : found) {
        const bool mark = guess.delimiter == ',' && std::any_of(found.begin(), found.end(), [&](const auto& other) {
                              return other.delimiter != ',' && isMarkOfNumbers(',', other);
                          });
        if (!mark && (!best || better(guess, *best)))
            best = guess;
    }
    const char quote = wishes.quote.value_or('"');
    if (best && best->delimiter == '\t') {
        DelimiterGuess blanks = look(text, begin, ' ', quote, comment);
        if (isLinedUp(blanks, *best))
            return blanks;
    }

    // A character that is not in the text leaves every line whole.
    char absent = ',';
    for (const char delimiter : {',', ';', '\t', '|', '\x1f'}) {
        if (text.view().find(delimiter) == std::string_view::npos) {
            absent = delimiter;
            break;
        }
    }
    // Rare ones count only where they divide every line evenly; what leaves the first line whole, or divides into fewer
    // columns, is part of the cells then, as the comma of "Rome, IT^34".
    const auto rare = [&]() -> std::optional<DelimiterGuess> {
        for (const char delimiter : {kDoubleColon, '^', '~'}) {
            if (!stands(delimiter))
                continue;
            DelimiterGuess guess = look(text, begin, delimiter, quote, comment);
            if (divides(guess) && guess.consistency > 0.99 && guess.rows.size() > 1 &&
                guess.rows[0].fields == guess.columns)
                return guess;
        }
        return std::nullopt;
    };
    if (best) {
        if (std::optional<DelimiterGuess> even = rare();
            even && (best->rows[0].fields == 1 || even->columns > best->columns))
            return std::move(*even);
    }
    if (best) {
        if (best->delimiter == ',' && best->columns == 2 && !wishes.decimal) {
            DelimiterGuess whole = look(text, begin, absent, quote, comment);
            if (isColumnOfDecimalCommas(*best, whole)) {
                whole.singleColumn = true;
                return whole;
            }
        }
        return std::move(*best);
    }
    if (std::optional<DelimiterGuess> even = rare())
        return std::move(*even);
    DelimiterGuess whole = look(text, begin, absent, quote, comment);
    whole.singleColumn = true;
    DelimiterGuess blanks = look(text, begin, ' ', quote, comment);
    if (divides(blanks) && blanks.consistency > 0.95 && blanks.rows.size() > 1 && blanks.typed >= 0.5 &&
        whole.typed < 0.9)
        return blanks;
    return whole;
}

bool looksTyped(std::string_view cell)
{
    if (cell.find_first_not_of("0123456789+-.,eE'") == std::string_view::npos)
        return cell.find_first_of("0123456789") != std::string_view::npos;
    if (cell.find_first_of(" \xc2\xe2") != std::string_view::npos && isNumberInAnyFormat(cell))
        return true;
    return parseDate(cell, DateOrder::YearMonthDay).valid || parseDate(cell, DateOrder::DayMonthYear).valid ||
           parseDate(cell, DateOrder::MonthDayYear).valid;
}

char regularSign(const std::vector<CsvRow>& rows)
{
    if (rows.size() < 3)
        return '\0';
    for (const char sign : std::string_view("^~!;|:\\*=+`%$/_")) {
        const auto times = [&](const CsvRow& row) {
            return row.cells.empty() ? 0 : std::count(row.cells[0].begin(), row.cells[0].end(), sign);
        };
        const auto first = times(rows[0]);
        if (first > 0 && std::all_of(rows.begin(), rows.end(), [&](const CsvRow& row) { return times(row) == first; }))
            return sign;
    }
    return '\0';
}

std::size_t separatorLine(const TextBuffer& text, char& delimiter)
{
    const std::string_view head = text.view().substr(0, 8);
    if (head.size() < 5 || !(head.starts_with("sep=") || head.starts_with("SEP=") || head.starts_with("Sep=")))
        return 0;
    const char* p = text.data() + 5;
    // What is part of names, numbers and quoted cells divides nothing.
    const auto sign = static_cast<unsigned char>(head[4]);
    const unsigned letter = sign | 0x20u;
    const bool partOfCells = sign == 0 || sign >= 0x80 || (sign >= '0' && sign <= '9') ||
                             (letter >= 'a' && letter <= 'z') ||
                             std::string_view("\"'.+-").find(head[4]) != std::string_view::npos;
    if (!isLineEnd(*p) || isLineEnd(head[4]) || partOfCells)
        return 0;
    delimiter = head[4];
    skipLineEnd(p);
    return std::min(static_cast<std::size_t>(p - text.data()), text.size());
}

} // namespace netloom
