// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/encoding.h"

#include "core/base/cancelled.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace netloom {

namespace {

// Windows-1252, 0x80 to 0x9f; the five unassigned bytes stay control characters, as in the WHATWG encoding standard.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
                                                        0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

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

std::string_view encodingName(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Utf16Le:
        return "utf-16le";
    case Encoding::Utf16Be:
        return "utf-16be";
    case Encoding::Windows1252:
        return "windows-1252";
    case Encoding::Latin1:
        return "iso-8859-1";
    case Encoding::Utf8:
        break;
    }
    return "utf-8";
}

std::optional<Encoding> encodingFromName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c != '-' && c != '_' && c != ' ')
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (plain == "utf8" || plain == "utf8sig" || plain == "ascii" || plain == "usascii")
        return Encoding::Utf8;
    if (plain == "utf16le" || plain == "utf16")
        return Encoding::Utf16Le;
    if (plain == "utf16be")
        return Encoding::Utf16Be;
    if (plain == "windows1252" || plain == "cp1252")
        return Encoding::Windows1252;
    if (plain == "iso88591" || plain == "latin1")
        return Encoding::Latin1;
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
        break;
    }
    return decodeUtf8(bytes, stop);
}

} // namespace netloom
