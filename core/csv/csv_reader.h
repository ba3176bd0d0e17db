// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancelled.h"
#include "core/base/progress.h"
#include "core/csv/csv_error.h"
#include "core/csv/csv_limits.h"
#include "core/csv/csv_result.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// Reads a whole file. Sniffs what `wishes` leaves open. Cancels within 250 ms when `stop` is requested (throws
/// Cancelled).
/// @throws CsvError (also where the file cannot be opened or is too large for memory), Cancelled
CsvResult readCsv(const std::string& path, const CsvOptions& wishes = {}, const std::stop_token& stop = {},
                  const ProgressFunction& progress = {}, const CsvLimits& limits = {});
/// The same for text in memory; `name` stands in messages for the file.
/// @param lines  of a text of which only some rows were kept: (offset, line of the file) where they begin, in order
CsvResult readCsvText(std::string_view bytes, const std::string& name, const CsvOptions& wishes = {},
                      const CsvLimits& limits = {}, std::vector<std::pair<std::size_t, Index>> lines = {});

} // namespace netloom
