// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/csv/csv_result.h"
#include "core/project/project.h"

#include <stop_token>
#include <string>

namespace netloom {

/// A table that a trained network is applied to, read as its training data were. Any thread.
/// @throws Error, CsvError, Cancelled
std::shared_ptr<const Table> loadOtherTable(const Project& project, const std::string& path,
                                            const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
