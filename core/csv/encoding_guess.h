// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/encoding.h"

#include <string_view>

namespace netloom {

/// The likely encoding of a text that is not UTF-8, by the bytes that are not ASCII: Chinese or Japanese where nearly
/// all of them form common characters, Cyrillic where whole words are made of them, Central European where letters
/// stand that would be signs in Western text; else Windows-1252, or ISO 8859-1 without bytes from 0x80 to 0x9f.
/// `check` is that of the whole text, whose first invalid place is looked at.
Encoding guessEncoding(std::string_view bytes, const Utf8Check& check);

/// The same, unless `usual`, that of other data of its kind, makes text of the bytes. Empty: not known.
Encoding guessEncoding(std::string_view bytes, const Utf8Check& check, std::string_view usual);

} // namespace netloom
