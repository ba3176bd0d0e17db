// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"

#include <optional>

namespace netloom {

/// A look at both ends of a file, at most 1.1 MB. Nothing for what is no ordinary file with content or cannot be read:
/// who reads it then says why.
std::optional<FileGlimpse> glimpseOf(const std::string& path);

/// Whether a file goes to readProject(): by its content, or by its name where it is damaged or cannot be read.
bool isProjectFile(const std::string& path);

/// Before readProject(). @throws Error where the file is surely something else: what it is and what to do
void requireProject(const std::string& path);
/// Before a table is read. @throws Error where the file is of a format that is on the list and no table
void requireTable(const std::string& path);

} // namespace netloom
