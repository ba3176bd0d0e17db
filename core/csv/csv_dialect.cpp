// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_dialect.h"

#include "core/csv/csv_options.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kLookBytes = 65536; ///< longer cells are cut in a CsvRow

} // namespace

CsvField readQuotedField(const char*& p, const char* open, const char* end, const CsvDialect& dialect,
                         std::string& scratch)
{
    const char quote = dialect.quote;
    const char* const content = open + 1;
    const char* q = content;
    bool doubled = false;
    CsvField field;
    field.quoted = true;
    for (;;) {
        const auto* close =
            q < end ? static_cast<const char*>(std::memchr(q, quote, static_cast<std::size_t>(end - q))) : nullptr;
        if (!close) {
            field.text = {content, static_cast<std::size_t>(std::max(end, content) - content)};
            field.unclosed = true;
            p = std::max(end, content);
            return field;
        }
        q = close + 1;
        if (*q != quote || q >= end)
            break;
        doubled = true;
        ++q;
    }
    const char* const close = q - 1;
    while (isBlank(*q) && !isDelimiter(q, dialect.delimiter))
        ++q;
    if (isDelimiter(q, dialect.delimiter) || isLineEnd(*q)) {
        field.text = {content, static_cast<std::size_t>(close - content)};
        p = q;
        if (doubled) {
            scratch.clear();
            for (const char* c = content; c < close;) {
                const auto* next = static_cast<const char*>(std::memchr(c, quote, static_cast<std::size_t>(close - c)));
                const char* const piece = next ? next + 1 : close; // with the first of two quotes
                scratch.append(c, piece);
                c = next ? piece + 1 : close;
            }
            field.text = scratch;
        }
        return field;
    }
    // Text behind the closing quote: nothing is guessed, the cell is what stands there.
    while (!isDelimiter(q, dialect.delimiter) && !isLineEnd(*q))
        ++q;
    p = q;
    while (isBlank(q[-1]))
        --q;
    field.text = {open, static_cast<std::size_t>(q - open)};
    field.quoted = false;
    field.stray = true;
    return field;
}

bool isSignWord(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > ' ' && byte < 0x7f && (byte < '0' || byte > '9') && (byte | 0x20U) - 'a' >= 26U;
    });
}

bool MissingWords::findFlagged(std::string_view text) const
{
    if (text.size() < 2 || text.size() > 8)
        return false;
    const std::size_t flag = text.find_first_not_of(":-.");
    const std::size_t letters = flag == std::string_view::npos ? flag : text.find_first_not_of(' ', flag);
    return letters != std::string_view::npos && text.size() - letters <= 3 && text.substr(letters) != "inf" &&
           contains(text.substr(0, flag)) &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(letters), text.end(),
                       [](char c) { return c >= 'a' && c <= 'z'; });
}

MissingWords::MissingWords(std::vector<std::string> words) : m_words(std::move(words))
{
    m_usual = areUsualMissingWords(m_words);
    for (const std::string& word : m_words) {
        if (word.empty())
            m_empty = true;
        else
            m_lengths[static_cast<unsigned char>(word[0])] |= 1U << std::min<std::size_t>(word.size(), 31);
    }
}

bool MissingWords::find(std::string_view text) const
{
    return std::find(m_words.begin(), m_words.end(), text) != m_words.end();
}

CsvRow splitRow(const char*& p, const char* begin, const char* end, const CsvDialect& dialect, std::size_t maxCells)
{
    CsvRow row;
    row.offset = static_cast<std::size_t>(p - begin);
    if (dialect.delimiter == ' ') {
        while (isBlank(*p))
            ++p;
    }
    std::string scratch;
    for (;;) {
        const char* const start = p;
        const CsvField field = readField(p, end, dialect, scratch);
        ++row.fields;
        if (!field.text.empty())
            row.filled = row.fields;
        if (row.cells.size() < maxCells) {
            row.cells.emplace_back(field.text.substr(0, kLookBytes));
            row.offsets.push_back(static_cast<std::size_t>(start - begin));
        }
        if (field.unclosed) {
            row.unclosed = true;
            break;
        }
        if (isLineEnd(*p))
            break;
        skipDelimiter(p, dialect.delimiter);
        if (dialect.delimiter == ' ' && isLineEnd(*p))
            break;
    }
    if (p < end)
        skipLineEnd(p);
    p = std::min(p, end);
    return row;
}

std::size_t skipBlankLines(const char*& p, const char* end, const CsvDialect& dialect)
{
    std::size_t lines = 0;
    while (p < end) {
        p += byteOrderMarkAt(p);
        const char* q = p;
        while (isBlank(*q) && *q != dialect.delimiter)
            ++q;
        if (dialect.delimiter == ' ') {
            while (isBlank(*q))
                ++q;
        }
        const bool comment = !dialect.comment.empty() &&
                             std::string_view(p, static_cast<std::size_t>(end - p)).starts_with(dialect.comment);
        if (comment) {
            while (!isLineEnd(*q))
                ++q;
        } else if (!isLineEnd(*q)) {
            break;
        }
        ++lines;
        p = q;
        if (p < end)
            skipLineEnd(p);
        p = std::min(p, end);
    }
    return lines;
}

} // namespace netloom
