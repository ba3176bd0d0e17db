// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/csv/csv_result.h"
#include "core/project/project.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// A file that a trained network is applied to, and how it was read.
struct OtherTable {
    std::shared_ptr<const Table> table;
    CsvOptions options;
    std::vector<CsvWarning> warnings;
    bool byteOrderMark = false; ///< the file begins with one
};

/// Reads it as the training data were (kinds of columns, words for missing cells, whether there is a header, marks of
/// numbers, order of dates), with its computed columns, as far as `wishes` leave it open and the file does not
/// contradict it. Any thread.
/// @throws Error, CsvError, Cancelled
OtherTable readOtherTable(const Project& project, const std::string& path, const CsvOptions& wishes = {},
                          const std::stop_token& stop = {}, const ProgressFunction& progress = {});

/// How such a file is read: `wishes`, and what they leave open as the training data were.
CsvOptions otherTableOptions(const Project& project, const CsvOptions& wishes);

/// What in a file contradicts how the training data were read, so that readOtherTable() reads it by itself alone: one
/// clause each, "numbers like … contradict …". Looks at rows spread over all of it. Any thread.
/// @throws Error, CsvError, Cancelled
std::vector<std::string> contradictionsOf(const Project& project, const std::string& path,
                                          const std::stop_token& stop = {});

/// Wishes that read numbers and dates as those of the training data, whatever the file looks like: cells that do not
/// fit count as missing.
CsvOptions asTrainingDataWere(const Project& project);

/// The cells of that file letter for letter, as columns of text.
Table loadCells(const std::string& path, const OtherTable& other);

} // namespace netloom
