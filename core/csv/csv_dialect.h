// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/number_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Stands for the delimiter "::". A byte that no UTF-8 text has.
inline constexpr char kDoubleColon = '\xff';

/// How cells and numbers are written in a file.
struct CsvDialect {
    char delimiter = ','; ///< ' ': runs of blanks and tabs; kDoubleColon: "::"
    char quote = '"';     ///< '\0': no quoting
    std::string comment;  ///< lines that start with it are left out; empty: none
    NumberFormat numbers;
};

/// One cell as it stands in the text.
struct CsvField {
    std::string_view
        text; ///< without enclosing quotes, or without the blanks around; valid until the next field is read
    bool quoted = false;
    bool padded = false;   ///< blanks were around
    bool stray = false;    ///< text stood behind the closing quote; the cell is kept letter for letter
    bool unclosed = false; ///< the text ended inside the quotes
};

inline bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

inline bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Whether a delimiter begins at `p`.
inline bool isDelimiter(const char* p, char delimiter)
{
    return *p == delimiter || (delimiter == ' ' && *p == '\t') ||
           (delimiter == kDoubleColon && p[0] == ':' && p[1] == ':');
}

/// Whether one character is the delimiter, neither more nor other ones.
inline bool isPlainDelimiter(char delimiter)
{
    return delimiter != ' ' && delimiter != kDoubleColon;
}

inline std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Reads the quoted field whose opening quote stands at `open`. See readField().
CsvField readQuotedField(const char*& p, const char* open, const char* end, const CsvDialect& dialect,
                         std::string& scratch);

/// Reads the field that begins at `p`, of text that ends at `end` with line ends behind it (TextBuffer). Leaves `p` at
/// the delimiter or line end behind the field. `scratch` holds the cell where doubled quotes had to be undone.
inline CsvField readField(const char*& p, const char* end, const CsvDialect& dialect, std::string& scratch)
{
    const char delimiter = dialect.delimiter;
    const char* const start = p;
    const char* q = p;
    while (isBlank(*q) && !isDelimiter(q, delimiter))
        ++q;
    if (*q == dialect.quote && dialect.quote != '\0')
        return readQuotedField(p, q, end, dialect, scratch);
    const char* const first = q;
    if (isPlainDelimiter(delimiter)) {
        while (*q != delimiter && !isLineEnd(*q))
            ++q;
    } else {
        while (!isDelimiter(q, delimiter) && !isLineEnd(*q))
            ++q;
    }
    p = q;
    while (q > first && isBlank(q[-1]))
        --q;
    CsvField field;
    field.text = {first, static_cast<std::size_t>(q - first)};
    field.padded = first != start || q != p;
    return field;
}

/// Steps over the delimiter at `p`; a run of blanks counts as one.
inline void skipDelimiter(const char*& p, char delimiter)
{
    ++p;
    if (delimiter == ' ') {
        while (isBlank(*p))
            ++p;
    } else if (delimiter == kDoubleColon) {
        ++p;
    }
}

/// Steps over the line end at `p`: LF, CR or CR LF.
inline void skipLineEnd(const char*& p)
{
    if (*p == '\r' && p[1] == '\n')
        ++p;
    ++p;
}

/// Whether a cell holds signs alone, neither letters nor digits: "-", "..", "+".
bool isSignWord(std::string_view text);

/// The words that stand for a missing value, quick to rule out. The usual ones depend on their column, see
/// isMissingIn(); words that were chosen stand for missing values everywhere.
class MissingWords
{
public:
    MissingWords() = default;
    explicit MissingWords(std::vector<std::string> words);

    bool areUsual() const { return m_usual; }
    /// Whether the word is one of those that are values in a column of text: None.
    bool isWordOfText(std::string_view text) const { return m_usual && (text == "None" || text == "none"); }
    /// Whether it is a sign of the usual words with a flag behind it, as Eurostat writes: ": c".
    bool containsFlagged(std::string_view text) const
    {
        return m_usual && !text.empty() && (text[0] == ':' || text[0] == '-' || text[0] == '.') && findFlagged(text);
    }

    bool contains(std::string_view text) const
    {
        if (text.empty())
            return m_empty;
        const std::uint32_t lengths = m_lengths[static_cast<unsigned char>(text[0])];
        return ((lengths >> std::min<std::size_t>(text.size(), 31)) & 1U) != 0 && find(text);
    }

private:
    bool find(std::string_view text) const;
    bool findFlagged(std::string_view text) const;

    std::vector<std::string> m_words;
    std::array<std::uint32_t, 256> m_lengths{}; ///< by first byte: a bit for every length
    bool m_empty = false;
    bool m_usual = false; ///< the words are the usual ones
};

/// One row cut into cells, for a look at a part of the file. Cells are cut at 64 KB.
struct CsvRow {
    std::size_t offset = 0; ///< where the row begins
    std::vector<std::string> cells;
    std::vector<std::size_t> offsets; ///< where the cells begin
    std::size_t fields = 0;           ///< all of them, also those past `maxCells`
    std::size_t filled = 0;           ///< the same without the empty ones at the end
    bool unclosed = false;

    /// Whether it ends with one delimiter too many for a table of so many columns.
    bool hasDelimiterTooMany(std::size_t columns) const { return fields == columns + 1 && filled < fields; }
};

/// Reads the row at `p`, up to `maxCells` cells, and leaves `p` at the next row.
CsvRow splitRow(const char*& p, const char* begin, const char* end, const CsvDialect& dialect, std::size_t maxCells);

/// Whether the line at `p` is the header once more, letter for letter.
inline bool repeatsHeader(const char* p, const char* end, std::string_view header)
{
    return static_cast<std::size_t>(end - p) >= header.size() && std::memcmp(p, header.data(), header.size()) == 0 &&
           isLineEnd(p[header.size()]);
}

/// Length of the byte order mark at `p`, which stands where files were joined; 0: there is none.
inline std::size_t byteOrderMarkAt(const char* p)
{
    return p[0] == '\xef' && p[1] == '\xbb' && p[2] == '\xbf' ? 3 : 0;
}

/// Steps over blank lines, comments and byte order marks in front of lines; returns how many lines.
std::size_t skipBlankLines(const char*& p, const char* end, const CsvDialect& dialect);

} // namespace netloom
