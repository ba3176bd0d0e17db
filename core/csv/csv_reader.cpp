// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_reader.h"

#include "core/base/error.h"
#include "core/csv/csv_file.h"
#include "core/csv/csv_job.h"
#include "core/csv/csv_thinning.h"
#include "core/csv/encoding.h"
#include "core/csv/encoding_guess.h"
#include "core/csv/file_kind.h"
#include "core/csv/sheet_source.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace netloom {

namespace {

constexpr std::size_t kCheckBytes = std::size_t{8} << 20;
constexpr std::size_t kHeadBytes = std::size_t{1} << 20;
constexpr std::size_t kEstimateBytes = std::size_t{64} << 10;
constexpr std::size_t kAlwaysFits = std::size_t{32} << 20; ///< smaller files are read without asking for the memory

std::optional<Encoding> wishedEncoding(const CsvOptions& wishes)
{
    if (!wishes.encoding)
        return std::nullopt;
    const std::optional<Encoding> encoding = encodingFromName(*wishes.encoding);
    if (!encoding)
        throw CsvError("encoding",
                       "the encoding " + quoted(*wishes.encoding) + " is not known. Use one of " + encodingNames(), 0,
                       0);
    return encoding;
}

void refuseForeign(std::string_view head, const std::string& name, const CsvOptions& wishes)
{
    const EncodingMark mark = detectMark(head);
    if (mark.utf32)
        throw CsvError("encoding", name + ": the file is in UTF-32, which is not read. Save it as UTF-8", 1, 0);
    const std::optional<Encoding> encoding = wishes.encoding ? wishedEncoding(wishes) : mark.encoding;
    const bool wide = encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
    std::string kind = foreignSignature(head);
    if (kind.empty() && wide)
        kind = foreignKind(decode(head.substr(std::min(mark.markBytes, head.size())), *encoding).text.view());
    else if (kind.empty())
        kind = foreignKind(head);
    if (wishes.skipLines && kind.find("ARFF") != std::string::npos)
        return; // what is below its head is a table
    if (!kind.empty())
        throw CsvError("binary", name + ": this is not a table of text but looks like " + kind + ". Choose a CSV file",
                       0, 0);
}

struct Understood {
    TextBuffer text;
    Encoding encoding = Encoding::Utf8;
    std::vector<CsvWarning> warnings;
    bool guessed = false;
    bool mark = false;
    bool plain = false; ///< the text is that of the file, letter for letter, behind its mark
};

// Decides on the encoding of the whole text and turns it into UTF-8.
Understood understand(TextBuffer bytes, const std::string& name, const CsvOptions& wishes, const CsvLimits& limits,
                      const std::stop_token& stop)
{
    Understood understood;
    const EncodingMark mark = detectMark(bytes.view().substr(0, kHeadBytes));
    const std::optional<Encoding> wish = wishedEncoding(wishes);
    understood.mark = mark.markBytes > 0 && (!wish || wish == mark.encoding);
    const std::size_t skipped = understood.mark ? mark.markBytes : 0;
    const auto warn = [&](std::string text, Index line, Index count) {
        CsvWarning warning;
        warning.text = std::move(text);
        warning.line = line;
        warning.count = count;
        understood.warnings.push_back(std::move(warning));
    };
    const auto lineAt = [&](std::size_t at) { return LineNumbers(bytes.view(), stop).lineOf(at); };

    std::optional<Encoding> encoding = wish ? wish : mark.encoding;
    const bool wide = encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
    Utf8Check check;
    if (!wide) {
        const std::string_view view = bytes.view();
        // Pieces short enough that a wish to stop is soon met, cut between characters.
        std::vector<std::size_t> cuts = {skipped};
        while (cuts.back() < view.size()) {
            std::size_t next = std::min(cuts.back() + kCheckBytes, view.size());
            while (next < view.size() && (static_cast<unsigned char>(view[next]) & 0xc0) == 0x80)
                ++next;
            cuts.push_back(next);
        }
        std::vector<Utf8Check> checks(cuts.size() - 1);
        std::atomic<std::size_t> next = 0;
        runParallel(std::clamp<std::size_t>(checks.size(), 1, threadsFor(limits)), [&](std::size_t) {
            for (std::size_t i = next++; i < checks.size(); i = next++) {
                if (stop.stop_requested())
                    throw Cancelled();
                checks[i] = checkUtf8(view.substr(cuts[i], cuts[i + 1] - cuts[i]));
            }
        });
        for (std::size_t i = 0; i < checks.size(); ++i)
            check.add(checks[i], cuts[i]);
        if (check.zeros > 0) {
            const Index line = lineAt(check.firstZero);
            throw CsvError("binary",
                           name + ", line " + std::to_string(line) +
                               ": there are NUL bytes, which do not stand in text (" + std::to_string(check.zeros) +
                               ", first at byte " + std::to_string(check.firstZero) +
                               "). Choose a CSV file, or save the table again as UTF-8",
                           line, 0);
        }
    }
    if (!encoding && check.invalid == 0)
        encoding = Encoding::Utf8;
    if (!encoding || (encoding == Encoding::Utf8 && !wish && check.invalid > 0)) {
        // Single-byte text hardly ever forms valid UTF-8 by chance; where both are mixed, or where bytes are UTF-8 gone
        // wrong, guessing would damage text.
        const Encoding guess = guessEncoding(bytes.view(), check, usualEncoding(wishes));
        const bool singleByte = !understood.mark && !check.malformed && check.multibyte * 20 <= check.invalid;
        if (!singleByte && (understood.mark || isSingleByte(guess))) {
            const Index line = lineAt(check.firstInvalid);
            throw CsvError(
                "encoding",
                name + ", line " + std::to_string(line) + ": byte " + std::to_string(check.firstInvalid) +
                    " is not valid UTF-8 (" + std::to_string(check.invalid) +
                    " such places). Choose the encoding (--encoding windows-1252, --encoding iso-8859-1), or UTF-8 to "
                    "have these bytes replaced (--encoding utf-8)",
                line, 0);
        }
        encoding = guess;
        understood.guessed = true;
        const bool asUsual = encodingName(*encoding) == usualEncoding(wishes);
        warn("the text is not UTF-8; " + std::string(encodingName(*encoding)) +
                 (asUsual ? " is how the data of training were read" : " is a guess") +
                 " (--encoding chooses another one)",
             lineAt(check.firstInvalid), static_cast<Index>(check.invalid));
    }
    understood.encoding = *encoding;
    const bool plain = understood.plain = *encoding == Encoding::Utf8 && check.invalid == 0;
    if (plain && skipped == 0) {
        understood.text = std::move(bytes);
    } else if (plain) {
        std::memmove(bytes.data(), bytes.data() + skipped, bytes.size() - skipped);
        bytes.truncate(bytes.size() - skipped);
        understood.text = std::move(bytes);
    } else {
        DecodedText decoded = decode(bytes.view().substr(skipped), *encoding, stop);
        understood.text = std::move(decoded.text);
        if (decoded.replaced > 0)
            warn(std::to_string(decoded.replaced) + " sequences that are not valid " +
                     std::string(encodingName(*encoding)) + " were replaced by U+FFFD",
                 LineNumbers(understood.text.view(), stop).lineOf(decoded.firstReplaced),
                 static_cast<Index>(decoded.replaced));
        if (wide && understood.text.view().find('\0') != std::string_view::npos)
            throw CsvError("binary", name + ": there are NUL characters, which do not stand in text. Choose a CSV file",
                           0, 0);
    }
    // Ctrl-Z marks the end of text files of DOS.
    if (understood.text.size() > 0 && understood.text.view().back() == '\x1a') {
        understood.text.truncate(understood.text.size() - 1);
        warn("the end mark Ctrl-Z at the end of the file is left out", 0, 1);
    }
    return understood;
}

// Offsets of rows in the bytes of a file become offsets in its decoded text. One byte is one character in the encodings
// that are not UTF-8 here.
void moveOffsets(std::vector<std::pair<std::size_t, Index>>& kept, const Understood& understood)
{
    if (understood.encoding == Encoding::Utf8) {
        for (auto& entry : kept)
            entry.first -= std::min<std::size_t>(entry.first, understood.mark ? 3 : 0);
        return;
    }
    std::size_t at = 0;    // in the text
    std::size_t bytes = 0; // in the file
    const std::string_view text = understood.text.view();
    for (auto& entry : kept) {
        for (; bytes < entry.first && at < text.size(); ++bytes) {
            ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
                ++at;
        }
        entry.first = at;
    }
}

CsvResult finish(Understood understood, std::optional<ThinnedText> thinned, CsvJob& job, const std::stop_token& stop,
                 std::vector<std::pair<std::size_t, Index>> kept = {})
{
    CsvResult result;
    if (thinned) {
        if (thinned->text.size() > 0) // absent where the bytes were thinned before they were decoded
            understood.text = std::move(thinned->text);
        if (thinned->note)
            understood.warnings.push_back(*thinned->note);
        job.readAs(thinned->sniff);
        kept = std::move(thinned->kept);
    }
    const LineNumbers lines(understood.text.view(), std::move(kept), stop);
    result.warnings = std::move(understood.warnings);
    result.encodingGuessed = understood.guessed;
    result.byteOrderMark = understood.mark;
    job.run(std::move(understood.text), lines, result);
    result.options.encoding = std::string(encodingName(understood.encoding));
    return result;
}

CsvResult readText(TextBuffer bytes, const std::string& name, const CsvOptions& wishes, const CsvLimits& limits,
                   const std::stop_token& stop, const ProgressFunction& progress,
                   std::vector<std::pair<std::size_t, Index>> lines = {})
{
    CsvJob job(name, wishes, limits, stop, progress);
    Understood understood = understand(std::move(bytes), name, wishes, limits, stop);
    moveOffsets(lines, understood);
    std::optional<ThinnedText> thinned;
    if (wishes.maxRows)
        thinned = thinText(understood.text, wishes, job.missing(), stop);
    return finish(std::move(understood), std::move(thinned), job, stop, std::move(lines));
}

// What text and table of a file will take, from a look at its head; `rowBytes` are those of the table alone, per row.
struct Estimate {
    double bytes = 0;
    double rows = 0;
    double rowBytes = 0;
};

Estimate estimateFor(const CsvFile& file, const TextBuffer& head, const CsvOptions& wishes, const MissingWords& missing)
{
    const EncodingMark mark = detectMark(head.view());
    const Encoding encoding = wishedEncoding(wishes).value_or(mark.encoding.value_or(Encoding::Utf8));
    std::string_view body = head.view().substr(std::min(mark.markBytes, head.size()));
    if (const std::size_t few = body.substr(0, kEstimateBytes).find_last_of("\r\n"); few != std::string_view::npos)
        body = body.substr(0, (few + 1) / 2 * 2); // whole characters of UTF-16
    // A look at whole lines only: a cut row or a cut quote would spoil it.
    const DecodedText text = decode(body, encoding);
    const std::size_t lineEnd = text.text.view().find_last_of("\r\n");
    const TextBuffer whole(
        text.text.view().substr(0, lineEnd == std::string_view::npos ? text.text.size() : lineEnd + 1));
    const CsvSniff sniff = sniffCsv(whole, wishes, missing);
    const double growth = body.empty() ? 1 : static_cast<double>(text.text.size()) / static_cast<double>(body.size());
    Estimate estimate;
    estimate.rows = static_cast<double>(file.size()) * growth / std::max(sniff.rowBytes, 1.0);
    for (const ColumnPlan& plan : sniff.plans)
        estimate.rowBytes += plan.kind == ColumnKind::Text ? 4 : 8;
    const bool decoded = encoding != Encoding::Utf8;
    estimate.bytes =
        static_cast<double>(file.size()) * (decoded ? 1 + growth : 1) + estimate.rows * estimate.rowBytes * 1.25;
    return estimate;
}

} // namespace

CsvResult readCsv(const std::string& path, const CsvOptions& wishes, const std::stop_token& stop,
                  const ProgressFunction& progress, const CsvLimits& limits)
{
    std::string name = shownName(path);
    try {
        const CsvFile file(path);
        name = file.name();
        if (file.size() == 0)
            throw CsvError("empty", name + ": the file is empty. Choose a file with a table", 0, 0);
        const TextBuffer head = file.head(kHeadBytes);
        if (mayBeSheet(head.view())) {
            SheetSource source = readSheetSource(file, wishes, stop);
            CsvResult result = readText(TextBuffer(source.sheet.text), name, source.wishes, limits, stop, progress);
            result.warnings.insert(result.warnings.begin(), source.warnings.begin(), source.warnings.end());
            result.options.sheet = source.wishes.sheet;
            result.options.range = wishes.range;
            return result;
        }
        refuseForeign(head.view(), name, wishes);
        CsvJob job(name, wishes, limits, stop, progress);

        const std::size_t budget = limits.memory > 0 ? limits.memory : memoryBudget();
        std::optional<ThinnedText> thinned;
        TextBuffer bytes;
        const std::optional<Encoding> marked =
            wishes.encoding ? wishedEncoding(wishes) : detectMark(head.view()).encoding;
        const bool wide = marked && *marked != Encoding::Utf8 && !isSingleByte(*marked);
        // Where a character has several bytes, rows and offsets are those of the decoded text only.
        const Utf8Check check = marked ? Utf8Check() : checkUtf8(head.view());
        const bool multiByte =
            check.invalid > 0 && !isSingleByte(guessEncoding(head.view(), check, usualEncoding(wishes)));
        const bool stream = wishes.maxRows && !multiByte && (file.size() > kAlwaysFits || limits.memory > 0) && !wide;
        if (stream) {
            thinned = thinFile(file, head, wishes, job.missing(), stop, progress);
            bytes = std::exchange(thinned->text, TextBuffer());
        } else {
            if (file.size() > kAlwaysFits || limits.memory > 0) {
                const Estimate estimate = estimateFor(file, head, wishes, job.missing());
                if (estimate.bytes > static_cast<double>(budget)) {
                    const double perRow = estimate.bytes / std::max(estimate.rows, 1.0);
                    const auto fitting = static_cast<Index>(static_cast<double>(budget) / perRow * 0.9);
                    CsvError error("too_large",
                                   name + ": reading all of it needs about " +
                                       std::to_string(static_cast<Index>(estimate.bytes / 1e6)) +
                                       " MB of memory, but only " +
                                       std::to_string(static_cast<Index>(static_cast<double>(budget) / 1e6)) +
                                       " MB are available. About " + std::to_string(fitting) + " of about " +
                                       std::to_string(static_cast<Index>(estimate.rows)) +
                                       " rows fit: read a sample of so many (--max-rows " + std::to_string(fitting) +
                                       "), or close other programs",
                                   0, 0);
                    error.rowsThatFit = fitting;
                    throw error;
                }
            }
            if (progress)
                progress(0);
            bytes = file.readAll(threadsFor(limits), stop);
        }
        const bool grew = file.checkUnchanged();
        Understood understood = understand(std::move(bytes), name, wishes, limits, stop);
        if (stop.stop_requested())
            throw Cancelled();
        if (progress)
            progress(0.3);
        if (stream)
            moveOffsets(thinned->kept, understood);
        else if (wishes.maxRows)
            thinned = thinText(understood.text, wishes, job.missing(), stop);
        if (grew) {
            CsvWarning warning;
            warning.text = "the file became longer while it was read; open it again to see the new rows";
            understood.warnings.push_back(std::move(warning));
        }
        if (understood.plain && !thinned)
            job.comesFrom(file, understood.mark ? detectMark(head.view()).markBytes : 0);
        return finish(std::move(understood), std::move(thinned), job, stop);
    } catch (const std::bad_alloc&) {
        throw CsvError("too_large",
                       name + ": there is not enough memory to read the file. Read a sample of its rows (--max-rows "
                              "100000), or close "
                              "other programs",
                       0, 0);
    }
}

CsvResult readCsvText(std::string_view bytes, const std::string& name, const CsvOptions& wishes,
                      const CsvLimits& limits, std::vector<std::pair<std::size_t, Index>> lines)
{
    const std::string shown = shownName(name);
    try {
        if (bytes.empty())
            throw CsvError("empty", shown + ": the text is empty. Choose a file with a table", 0, 0);
        refuseForeign(bytes.substr(0, kHeadBytes), shown, wishes);
        return readText(TextBuffer(bytes), shown, wishes, limits, {}, {}, std::move(lines));
    } catch (const std::bad_alloc&) {
        throw CsvError("too_large", shown + ": there is not enough memory to read the text. Read a sample of its rows",
                       0, 0);
    }
}

} // namespace netloom
