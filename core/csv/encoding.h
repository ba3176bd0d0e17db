// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/text_buffer.h"

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace netloom {

/// How a text file stores its characters.
enum class Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Latin1,
    Windows1250,
    Windows1251,
    Windows1253,
    Windows1254,
    Windows1257,
    Latin2,
    Latin9,
    Koi8R,
    ShiftJis,
    EucJp,
    Gb18030,
    Big5,
    EucKr
};

/// Every encoding, in the order of the enumeration.
std::span<const Encoding> encodings();

/// utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1, windows-1250, shift_jis …
std::string_view encodingName(Encoding encoding);
/// The encoding of that name or a usual alias (latin-1, cp1252, utf-8-sig …) in any case, absent where there is none.
std::optional<Encoding> encodingFromName(std::string_view name);
/// How a person calls it: UTF-8, Windows-1250, Shift-JIS …
std::string_view encodingTitle(Encoding encoding);
/// The names with commas between, for a message.
std::string encodingNames();
/// Whether characters other than ASCII, and only these, are made of bytes past 0x7f, one byte each.
bool isSingleByte(Encoding encoding);

/// What the first bytes of a file say about its encoding.
struct EncodingMark {
    std::optional<Encoding> encoding; ///< absent: utf-8 or a single-byte encoding, the whole text decides
    std::size_t markBytes = 0;        ///< length of the byte order mark
    bool utf32 = false;               ///< a mark of UTF-32, which is not read
};

/// Looks for a byte order mark, then for the pattern of zero bytes of UTF-16.
EncodingMark detectMark(std::string_view head);

/// What a strict look at the bytes as UTF-8 finds.
struct Utf8Check {
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);
    std::size_t firstInvalid = npos; ///< offset of the first byte that is not UTF-8
    std::size_t invalid = 0;         ///< places that are not UTF-8
    std::size_t multibyte = 0;       ///< valid characters of more than one byte
    bool malformed =
        false;       ///< overlong forms, surrogates or values past U+10FFFF: UTF-8 gone wrong, not another encoding
    bool c1 = false; ///< bytes 0x80 to 0x9f among the invalid ones: windows-1252 rather than iso-8859-1
    std::size_t zeros = 0; ///< NUL bytes
    std::size_t firstZero = npos;

    /// Adds what was found `offset` bytes behind the start.
    void add(const Utf8Check& later, std::size_t offset);
};

Utf8Check checkUtf8(std::string_view bytes);

/// The text as UTF-8. Invalid sequences become U+FFFD.
struct DecodedText {
    TextBuffer text;
    std::size_t replaced = 0;                    ///< sequences replaced by U+FFFD
    std::size_t firstReplaced = Utf8Check::npos; ///< offset in `text`
};

/// Decodes bytes behind the byte order mark. @throws std::bad_alloc, Cancelled within a few milliseconds after a stop
DecodedText decode(std::string_view bytes, Encoding encoding, const std::stop_token& stop = {});

} // namespace netloom
