// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/count_text.h"
#include "core/csv/csv_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Writes to stdout at once: what a command answers. @throws Error where it cannot be written (disk full, pipe closed)
void answer(std::string_view text);

/// Writes a line to stderr: what a command tells the person who started it.
void tell(std::string_view line);

/// The warnings, one line each, with the count where the text does not say it.
void tellWarnings(const std::vector<CsvWarning>& warnings);

/// A number in its shortest form that reads back exactly, locale-free; "nan" and "inf" where it is not finite.
std::string numberText(double value);
/// With four significant digits, locale-free: "0.09123", "1234", "1.2e-06".
std::string shortNumberText(double value);

} // namespace netloom
