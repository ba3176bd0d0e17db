// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"
#include "core/csv/text_buffer.h"

#include <cstddef>

namespace netloom {

/// A place at or behind `target` where a row of so many columns seems to begin, or the text's end. Only a guess: text
/// in quotes may look like rows.
std::size_t guessRowStart(const TextBuffer& buffer, const CsvDialect& dialect, std::size_t columns, std::size_t target);

} // namespace netloom
