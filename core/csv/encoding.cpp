// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/encoding.h"

#include "core/base/cancelled.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

#include <iconv.h>

namespace netloom {

namespace {

// Windows-1252, 0x80 to 0x9f; the five unassigned bytes stay control characters, as in the WHATWG encoding standard.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
                                                        0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

struct EncodingInfo {
    Encoding encoding;
    std::string_view name;
    std::string_view title;
    std::string_view aliases; ///< without blanks and dashes, a blank at each side
    const char* iconv;        ///< its name there; null: decoded here
    bool singleByte;
};

constexpr std::array kEncodings = std::to_array<EncodingInfo>({
    {Encoding::Utf8, "utf-8", "UTF-8", " utf8 utf8sig ascii usascii ", nullptr, false},
    {Encoding::Utf16Le, "utf-16le", "UTF-16 LE", " utf16le utf16 ", nullptr, false},
    {Encoding::Utf16Be, "utf-16be", "UTF-16 BE", " utf16be ", nullptr, false},
    {Encoding::Windows1252, "windows-1252", "Windows-1252", " windows1252 cp1252 ", nullptr, true},
    {Encoding::Latin1, "iso-8859-1", "Latin-1", " iso88591 latin1 ", nullptr, true},
    {Encoding::Windows1250, "windows-1250", "Windows-1250", " windows1250 cp1250 ", "CP1250", true},
    {Encoding::Windows1251, "windows-1251", "Windows-1251", " windows1251 cp1251 ", "CP1251", true},
    {Encoding::Windows1253, "windows-1253", "Windows-1253", " windows1253 cp1253 ", "CP1253", true},
    {Encoding::Windows1254, "windows-1254", "Windows-1254", " windows1254 cp1254 iso88599 latin5 ", "CP1254", true},
    {Encoding::Windows1257, "windows-1257", "Windows-1257", " windows1257 cp1257 ", "CP1257", true},
    {Encoding::Latin2, "iso-8859-2", "Latin-2", " iso88592 latin2 ", "ISO-8859-2", true},
    {Encoding::Latin9, "iso-8859-15", "Latin-9", " iso885915 latin9 ", "ISO-8859-15", true},
    {Encoding::Koi8R, "koi8-r", "KOI8-R", " koi8r koi8 ", "KOI8-R", true},
    {Encoding::ShiftJis, "shift_jis", "Shift-JIS", " shiftjis sjis cp932 windows31j ms932 ", "CP932", false},
    {Encoding::EucJp, "euc-jp", "EUC-JP", " eucjp ", "EUC-JP", false},
    {Encoding::Gb18030, "gb18030", "GB18030", " gb18030 gbk gb2312 cp936 ", "GB18030", false},
    {Encoding::Big5, "big5", "Big5", " big5 cp950 ", "BIG5", false},
    {Encoding::EucKr, "euc-kr", "EUC-KR", " euckr cp949 uhc ", "CP949", false},
});

const EncodingInfo& infoOf(Encoding encoding)
{
    const auto found = std::find_if(kEncodings.begin(), kEncodings.end(),
                                    [&](const EncodingInfo& info) { return info.encoding == encoding; });
    return found == kEncodings.end() ? kEncodings.front() : *found;
}

unsigned char byteAt(std::string_view bytes, std::size_t at)
{
    return static_cast<unsigned char>(bytes[at]);
}

bool isContinuation(std::string_view bytes, std::size_t at)
{
    return at < bytes.size() && (byteAt(bytes, at) & 0xc0) == 0x80;
}

struct Sequence {
    std::size_t length = 1;
    bool valid = false;
    bool malformed = false;
};

Sequence sequenceAt(std::string_view bytes, std::size_t at)
{
    const unsigned char lead = byteAt(bytes, at);
    if (lead < 0x80)
        return {1, true, false};
    if (lead < 0xc2) // a continuation without a lead, or an overlong form of ASCII
        return {lead >= 0xc0 && isContinuation(bytes, at + 1) ? 2U : 1U, false,
                lead >= 0xc0 && isContinuation(bytes, at + 1)};
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
    if (length == 1)
        return {1, false, false};
    std::size_t have = 1;
    while (have < length && isContinuation(bytes, at + have))
        ++have;
    if (have < length)
        return {have, false, false};
    const unsigned char second = byteAt(bytes, at + 1);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool surrogate = lead == 0xed && second >= 0xa0;
    const bool tooLarge = lead == 0xf4 && second >= 0x90;
    if (overlong || surrogate || tooLarge)
        return {length, false, true};
    return {length, true, false};
}

char* putUtf8(char* out, std::uint32_t code)
{
    if (code < 0x80) {
        *out++ = static_cast<char>(code);
    } else if (code < 0x800) {
        *out++ = static_cast<char>(0xc0 | (code >> 6));
        *out++ = static_cast<char>(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *out++ = static_cast<char>(0xe0 | (code >> 12));
        *out++ = static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        *out++ = static_cast<char>(0x80 | (code & 0x3f));
    } else {
        *out++ = static_cast<char>(0xf0 | (code >> 18));
        *out++ = static_cast<char>(0x80 | ((code >> 12) & 0x3f));
        *out++ = static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        *out++ = static_cast<char>(0x80 | (code & 0x3f));
    }
    return out;
}

constexpr std::uint32_t kReplacement = 0xfffd;

struct Replacements {
    std::size_t count = 0;
    std::size_t first = Utf8Check::npos;

    void note(std::size_t at)
    {
        if (count++ == 0)
            first = at;
    }
};

// Calls `work` with the end of each piece of `size` bytes, so that a wish to stop is soon met.
template<typename Work>
void inPieces(std::size_t size, const std::stop_token& stop, const Work& work)
{
    constexpr std::size_t kPiece = std::size_t{4} << 20;
    for (std::size_t end = std::min(kPiece, size);; end = std::min(end + kPiece, size)) {
        if (stop.stop_requested())
            throw Cancelled();
        work(end);
        if (end == size)
            return;
    }
}

DecodedText finished(TextBuffer&& text, const char* end, const Replacements& replaced)
{
    text.truncate(static_cast<std::size_t>(end - text.data()));
    return {std::move(text), replaced.count, replaced.first};
}

DecodedText decodeUtf16(std::string_view bytes, bool bigEndian, const std::stop_token& stop)
{
    const auto unitAt = [&](std::size_t at) -> std::uint32_t {
        const std::uint32_t a = byteAt(bytes, at);
        const std::uint32_t b = byteAt(bytes, at + 1);
        return bigEndian ? (a << 8) | b : (b << 8) | a;
    };
    TextBuffer text(bytes.size() / 2 * 3 + 3);
    char* out = text.data();
    Replacements replaced;
    std::size_t at = 0;
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        for (; at + 1 < end; at += 2) {
            std::uint32_t code = unitAt(at);
            if (code >= 0xd800 && code < 0xe000) {
                const std::uint32_t low = code < 0xdc00 && at + 3 < bytes.size() ? unitAt(at + 2) : 0;
                if (low >= 0xdc00 && low < 0xe000) {
                    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
                    at += 2;
                } else {
                    replaced.note(static_cast<std::size_t>(out - text.data()));
                    code = kReplacement;
                }
            }
            out = putUtf8(out, code);
        }
    });
    if (at < bytes.size()) {
        replaced.note(static_cast<std::size_t>(out - text.data()));
        out = putUtf8(out, kReplacement);
    }
    return finished(std::move(text), out, replaced);
}

DecodedText decodeSingleByte(std::string_view bytes, bool windows, const std::stop_token& stop)
{
    std::size_t size = bytes.size();
    const char* p = bytes.data();
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        for (const char* const last = bytes.data() + end; p < last; ++p)
            size += static_cast<unsigned char>(*p) >= 0x80 ? 2 : 0;
    });
    TextBuffer text(size);
    char* out = text.data();
    p = bytes.data();
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        for (const char* const last = bytes.data() + end; p < last; ++p) {
            const auto byte = static_cast<unsigned char>(*p);
            out = putUtf8(out, windows && byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80U] : byte);
        }
    });
    return finished(std::move(text), out, {});
}

struct CloseIconv {
    void operator()(void* handle) const { ::iconv_close(static_cast<iconv_t>(handle)); }
};

DecodedText decodeByIconv(std::string_view bytes, const char* name, const std::stop_token& stop)
{
    const iconv_t opened = ::iconv_open("UTF-8", name);
    if (opened == reinterpret_cast<iconv_t>(-1)) // NOLINT(performance-no-int-to-ptr): how iconv says so
        throw std::runtime_error("the system's character conversion does not know " + std::string(name));
    const std::unique_ptr<void, CloseIconv> handle(opened);
    // No character of these encodings is longer than three bytes of UTF-8 for each of its own.
    TextBuffer text(bytes.size() * 3 + 16);
    char* out = text.data();
    std::size_t room = text.size();
    Replacements replaced;
    std::size_t at = 0;
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        const bool last = end == bytes.size();
        while (at < end) {
            char* in = const_cast<char*>(bytes.data()) + at; // iconv does not write there
            std::size_t left = end - at;
            const std::size_t result = ::iconv(opened, &in, &left, &out, &room);
            at = end - left;
            if (result != static_cast<std::size_t>(-1))
                continue;
            if (errno == EINVAL && !last)
                return; // a character goes on in the next piece
            replaced.note(static_cast<std::size_t>(out - text.data()));
            char* const before = out;
            out = putUtf8(out, kReplacement);
            room -= static_cast<std::size_t>(out - before);
            ++at;
            ::iconv(opened, nullptr, nullptr, nullptr, nullptr);
        }
    });
    return finished(std::move(text), out, replaced);
}

DecodedText decodeUtf8(std::string_view bytes, const std::stop_token& stop)
{
    std::size_t size = bytes.size();
    std::size_t at = 0;
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        while (at < end) {
            const Sequence sequence = sequenceAt(bytes, at);
            size += sequence.valid ? 0 : 3;
            at += sequence.length;
        }
    });
    TextBuffer text(size);
    char* out = text.data();
    Replacements replaced;
    at = 0;
    inPieces(bytes.size(), stop, [&](std::size_t end) {
        while (at < end) {
            const Sequence sequence = sequenceAt(bytes, at);
            if (sequence.valid) {
                out = std::copy_n(bytes.data() + at, sequence.length, out);
            } else {
                replaced.note(static_cast<std::size_t>(out - text.data()));
                out = putUtf8(out, kReplacement);
            }
            at += sequence.length;
        }
    });
    return finished(std::move(text), out, replaced);
}

} // namespace

std::span<const Encoding> encodings()
{
    static const std::vector<Encoding> all = [] {
        std::vector<Encoding> list;
        for (const EncodingInfo& info : kEncodings)
            list.push_back(info.encoding);
        return list;
    }();
    return all;
}

std::string_view encodingName(Encoding encoding)
{
    return infoOf(encoding).name;
}

std::string_view encodingTitle(Encoding encoding)
{
    return infoOf(encoding).title;
}

std::string encodingNames()
{
    std::string names;
    for (const EncodingInfo& info : kEncodings)
        names += (names.empty() ? "" : ", ") + std::string(info.name);
    return names;
}

bool isSingleByte(Encoding encoding)
{
    return infoOf(encoding).singleByte;
}

std::optional<Encoding> encodingFromName(std::string_view name)
{
    std::string plain = " ";
    for (const char c : name) {
        if (c != '-' && c != '_' && c != ' ')
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    plain += ' ';
    for (const EncodingInfo& info : kEncodings) {
        if (plain.size() > 2 && info.aliases.find(plain) != std::string_view::npos)
            return info.encoding;
    }
    return std::nullopt;
}

EncodingMark detectMark(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("\xef\xbb\xbf"sv))
        return {Encoding::Utf8, 3, false};
    if (head.starts_with("\xff\xfe\0\0"sv) || head.starts_with("\0\0\xfe\xff"sv))
        return {std::nullopt, 4, true};
    if (head.starts_with("\xff\xfe"sv))
        return {Encoding::Utf16Le, 2, false};
    if (head.starts_with("\xfe\xff"sv))
        return {Encoding::Utf16Be, 2, false};

    // Without a mark: digits, delimiters and line ends make nearly every second byte zero.
    const std::size_t size = std::min<std::size_t>(head.size(), 4096) / 2 * 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < size; i += 2) {
        even += head[i] == '\0';
        odd += head[i + 1] == '\0';
    }
    if (size >= 4 && odd >= size * 3 / 10 && even * 20 <= odd)
        return {Encoding::Utf16Le, 0, false};
    if (size >= 4 && even >= size * 3 / 10 && odd * 20 <= even)
        return {Encoding::Utf16Be, 0, false};
    return {};
}

void Utf8Check::add(const Utf8Check& later, std::size_t offset)
{
    if (firstInvalid == npos && later.firstInvalid != npos)
        firstInvalid = later.firstInvalid + offset;
    if (firstZero == npos && later.firstZero != npos)
        firstZero = later.firstZero + offset;
    invalid += later.invalid;
    multibyte += later.multibyte;
    malformed = malformed || later.malformed;
    c1 = c1 || later.c1;
    zeros += later.zeros;
}

Utf8Check checkUtf8(std::string_view bytes)
{
    Utf8Check check;
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    std::size_t at = 0;
    while (at < bytes.size()) {
        // Thirty-two bytes at a time while they are ASCII and not NUL.
        while (at + 32 <= bytes.size()) {
            std::array<std::uint64_t, 4> w;
            std::memcpy(w.data(), bytes.data() + at, 32);
            // With every high bit clear, w - 1 borrows into the high bit exactly where a byte is zero.
            const std::uint64_t high = w[0] | w[1] | w[2] | w[3];
            const std::uint64_t zero = (w[0] - kOnes) | (w[1] - kOnes) | (w[2] - kOnes) | (w[3] - kOnes);
            if ((high | zero) & kHigh)
                break;
            at += 32;
        }
        const std::size_t stop = std::min(at + 32, bytes.size());
        while (at < stop) {
            const unsigned char byte = byteAt(bytes, at);
            if (byte == 0) {
                if (check.zeros++ == 0)
                    check.firstZero = at;
                ++at;
                continue;
            }
            if (byte < 0x80) {
                ++at;
                continue;
            }
            const Sequence sequence = sequenceAt(bytes, at);
            if (sequence.valid) {
                ++check.multibyte;
            } else {
                if (check.invalid++ == 0)
                    check.firstInvalid = at;
                check.malformed = check.malformed || sequence.malformed;
                for (std::size_t i = 0; i < sequence.length; ++i)
                    check.c1 = check.c1 || (byteAt(bytes, at + i) >= 0x80 && byteAt(bytes, at + i) < 0xa0);
            }
            at += sequence.length;
        }
    }
    return check;
}

DecodedText decode(std::string_view bytes, Encoding encoding, const std::stop_token& stop)
{
    switch (encoding) {
    case Encoding::Utf16Le:
        return decodeUtf16(bytes, false, stop);
    case Encoding::Utf16Be:
        return decodeUtf16(bytes, true, stop);
    case Encoding::Windows1252:
        return decodeSingleByte(bytes, true, stop);
    case Encoding::Latin1:
        return decodeSingleByte(bytes, false, stop);
    case Encoding::Utf8:
        return decodeUtf8(bytes, stop);
    default:
        return decodeByIconv(bytes, infoOf(encoding).iconv, stop);
    }
}

} // namespace netloom
