// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace netloom {

/// The month, 1 to 12, whose name or usual short form `word` is, in any case of ASCII letters and with or without a
/// point: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and the Nordic languages; 0: none.
int monthOfName(std::string_view word);

/// Whether the word is an English, German, French or Spanish name of a day of the week, or a short form of one.
bool isDayName(std::string_view word);

/// Length of the run of letters at the front: ASCII letters and everything that is not ASCII.
std::size_t lettersIn(std::string_view text);

} // namespace netloom
