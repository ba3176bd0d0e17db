// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_preview.h"

#include "core/base/cancelled.h"
#include "core/csv/csv_error.h"
#include "core/csv/csv_file.h"
#include "core/csv/csv_sniffer.h"
#include "core/csv/encoding.h"
#include "core/csv/encoding_guess.h"
#include "core/csv/line_numbers.h"
#include "core/csv/sheet_source.h"

#include <algorithm>
#include <optional>

namespace netloom {

namespace {

constexpr std::size_t kHeadBytes = std::size_t{1} << 20;
constexpr std::size_t kSignatureBytes = 8;
constexpr std::size_t kRowBytes = std::size_t{256} << 10; ///< of a row far down
constexpr std::size_t kMostCells = 400'000;
constexpr std::size_t kCellBytes = 200;
constexpr Index kRowsAtPlace = 2;

std::string shortened(std::string text)
{
    if (text.size() <= kCellBytes)
        return text;
    std::size_t size = kCellBytes;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    text.resize(size);
    return text + "…";
}

struct HeadText {
    TextBuffer text;
    Encoding encoding = Encoding::Utf8;
    std::size_t markBytes = 0;
    bool guessed = false;
};

HeadText decodedHead(const CsvFile& file, const CsvOptions& wishes)
{
    const TextBuffer bytes = file.head(kHeadBytes);
    const EncodingMark mark = detectMark(bytes.view());
    HeadText head;
    const std::optional<Encoding> wish = wishes.encoding ? encodingFromName(*wishes.encoding) : std::nullopt;
    head.markBytes = mark.markBytes > 0 && (!wish || wish == mark.encoding) ? mark.markBytes : 0;
    std::string_view view = bytes.view().substr(head.markBytes);
    const bool wide = (wish ? wish : mark.encoding) == Encoding::Utf16Le || mark.encoding == Encoding::Utf16Be;
    if (bytes.size() < file.size() && !wide) {
        // A cut row would look uneven, a cut character like another encoding.
        const std::size_t end = view.find_last_of("\r\n");
        view = view.substr(0, end == std::string_view::npos ? view.size() : end + 1);
    }
    if (wish || mark.encoding) {
        head.encoding = wish.value_or(mark.encoding.value_or(Encoding::Utf8));
    } else {
        const Utf8Check check = checkUtf8(view);
        head.guessed = check.invalid > 0;
        if (head.guessed)
            head.encoding = guessEncoding(view, check, usualEncoding(wishes));
    }
    head.text = decode(view, head.encoding).text;
    return head;
}

class Previewer
{
public:
    Previewer(const CsvSniff& sniff, const MissingWords& missing, CsvPreview& out)
        : m_sniff(sniff), m_missing(missing), m_out(out)
    {
    }

    /// Adds up to `most` rows that begin in [at, limit) of a text whose offset `at` is in line `line`.
    void add(const TextBuffer& text, std::size_t at, std::size_t limit, Index line, Index most, bool gap)
    {
        const char* const begin = text.data();
        const char* const end = begin + limit;
        const char* p = begin + at;
        for (Index i = 0; i < most; ++i) {
            const char* before = p;
            skipNoRows(p, end);
            line += countLineEnds({before, static_cast<std::size_t>(p - before)});
            if (p >= end)
                return;
            before = p;
            const CsvRow row = splitRow(p, begin, end, m_sniff.dialect, m_sniff.names.size());
            m_out.rows.push_back(marked(row, line));
            m_out.rows.back().gap = gap && i == 0;
            line += countLineEnds({before, static_cast<std::size_t>(p - before)});
        }
    }

private:
    void skipNoRows(const char*& p, const char* end) const
    {
        const std::string& header = m_sniff.headerText;
        skipBlankLines(p, end, m_sniff.dialect);
        while (!header.empty() && p < end && repeatsHeader(p, end, header)) {
            p += header.size();
            skipLineEnd(p);
            skipBlankLines(p, end, m_sniff.dialect);
        }
    }

    PreviewRow marked(const CsvRow& row, Index line) const
    {
        const std::size_t columns = m_sniff.names.size();
        PreviewRow shown;
        shown.line = line;
        shown.cells.resize(columns);
        for (std::size_t c = 0; c < columns; ++c) {
            PreviewCell& cell = shown.cells[c];
            if (c >= row.cells.size()) {
                cell.mark = CellMark::Absent;
                continue;
            }
            cell.text = shortened(row.cells[c]);
            cell.mark = markOf(trimmed(row.cells[c]), m_sniff.plans[c]);
        }
        if (row.filled > columns && columns > 0)
            shown.cells.back().mark = CellMark::Surplus;
        return shown;
    }

    CellMark markOf(std::string_view text, const ColumnPlan& plan) const
    {
        if (isMissingIn(m_missing, text, plan))
            return CellMark::Missing;
        if (plan.kind == ColumnKind::Number) {
            bool marked = false;
            const NumberText kind = ColumnEvidence::number(text, plan, m_sniff.dialect.numbers, marked).kind;
            const bool usable =
                kind == NumberText::Number || kind == NumberText::Inexact || kind == NumberText::Underflow;
            return usable ? CellMark::Plain : CellMark::Unfit;
        }
        return ColumnEvidence::fits(text, plan, m_sniff.dialect.numbers) ? CellMark::Plain : CellMark::Unfit;
    }

    const CsvSniff& m_sniff;
    const MissingWords& m_missing;
    CsvPreview& m_out;
};

/// Finds where lines of a file begin, in order, reading it once.
class LineFinder
{
public:
    LineFinder(const CsvFile& file, const std::stop_token& stop) : m_file(file), m_stop(stop), m_block(kHeadBytes) {}

    /// The offset where the line begins; the size of the file where it has fewer lines.
    std::size_t offsetOf(Index line)
    {
        while (m_line < line) {
            if (m_at == m_have && !next())
                return m_file.size();
            const char c = m_block.data()[m_at++];
            // A CR before LF is no end of its own.
            const bool carriage = c == '\r' && peek() != '\n';
            m_line += c == '\n' || carriage;
        }
        return m_begin + m_at;
    }

private:
    bool next()
    {
        if (m_stop.stop_requested())
            throw Cancelled();
        m_begin += m_have;
        m_at = 0;
        m_have = std::min(m_block.size(), m_file.size() - m_begin);
        m_file.read(m_begin, m_have, m_block.data());
        return m_have > 0;
    }
    char peek()
    {
        if (m_at < m_have)
            return m_block.data()[m_at];
        if (m_begin + m_at >= m_file.size())
            return '\0';
        char c = '\0';
        m_file.read(m_begin + m_at, 1, &c);
        return c;
    }

    const CsvFile& m_file;
    const std::stop_token& m_stop;
    TextBuffer m_block;
    std::size_t m_begin = 0; // of the block in the file
    std::size_t m_have = 0;
    std::size_t m_at = 0; // in the block
    Index m_line = 1;
};

} // namespace

CsvPreview previewCsv(const std::string& path, const CsvOptions& wanted, const std::vector<Index>& lines, Index most,
                      const std::stop_token& stop)
{
    const CsvFile file(path);
    CsvOptions wishes = wanted;
    HeadText head;
    std::vector<std::string> sheets;
    const bool isSheet = mayBeSheet(file.head(kSignatureBytes).view());
    if (isSheet) {
        SheetSource source = readSheetSource(file, wanted, stop);
        head.text = TextBuffer(source.sheet.text);
        sheets = std::move(source.sheet.names);
        wishes = std::move(source.wishes);
    } else {
        head = decodedHead(file, wishes);
    }
    const auto words = wishes.missingWords.value_or(
        std::vector<std::string>(defaultMissingWords().begin(), defaultMissingWords().end()));
    const MissingWords missing(words);
    const CsvSniff sniff = sniffCsv(head.text, wishes, missing);
    if (sniff.names.empty() || sniff.columns > kMaxColumns)
        throw CsvError("empty", file.name() + ": there is no table to be shown", 0, 0);

    CsvPreview preview;
    preview.names = sniff.names;
    for (const ColumnPlan& plan : sniff.plans)
        preview.kinds.push_back(plan.kind);
    preview.encodingGuessed = head.guessed;
    preview.sheets = std::move(sheets);
    CsvOptions& options = preview.options;
    options = wishes;
    options.kinds.clear();
    options.delimiter = sniff.dialect.delimiter;
    options.quote = sniff.dialect.quote;
    options.decimal = sniff.dialect.numbers.decimal;
    options.thousands = sniff.dialect.numbers.thousands;
    options.encoding = std::string(encodingName(head.encoding));
    options.header = sniff.header;
    options.skipLines = sniff.skipLines;
    options.units = sniff.unitRows > 0;
    options.comment = sniff.dialect.comment;
    options.missingWords = words;
    options.dates.clear();
    options.clocks.clear();
    options.marks.emplace();
    for (std::size_t c = 0; c < sniff.plans.size(); ++c) {
        const ColumnPlan& plan = sniff.plans[c];
        if (plan.kind == ColumnKind::DateTime)
            options.dates.emplace_back(sniff.names[c], plan.order);
        else if (plan.kind == ColumnKind::Number && plan.clock != ClockForm::None)
            options.clocks.emplace_back(sniff.names[c], plan.clock);
        else if (plan.kind == ColumnKind::Number && !plan.mark.empty())
            options.marks->emplace_back(sniff.names[c], plan.mark);
    }

    Previewer previewer(sniff, missing, preview);
    const auto rows = static_cast<Index>(std::clamp<std::size_t>(kMostCells / sniff.names.size(), 8,
                                                                 static_cast<std::size_t>(std::max<Index>(most, 8))));
    const Index firstLine = countLineEnds(head.text.view().substr(0, sniff.dataBegin)) + 1;
    previewer.add(head.text, sniff.dataBegin, sniff.dataEnd, firstLine, rows, false);
    const Index last = preview.rows.empty() ? 0 : preview.rows.back().line;
    if (isSheet || head.encoding == Encoding::Utf16Le || head.encoding == Encoding::Utf16Be)
        return preview;
    LineFinder finder(file, stop);
    Index shown = last;
    for (const Index line : lines) {
        if (line <= shown)
            continue;
        const std::size_t at = finder.offsetOf(line);
        if (at >= file.size())
            break;
        const std::size_t bytes = std::min(kRowBytes, file.size() - at);
        TextBuffer raw(bytes);
        file.read(at, bytes, raw.data());
        const TextBuffer text = decode(raw.view(), head.encoding).text;
        previewer.add(text, 0, text.size(), line, kRowsAtPlace, line > shown + 1);
        shown = preview.rows.back().line;
    }
    return preview;
}

} // namespace netloom
