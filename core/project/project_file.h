// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string>

namespace netloom {

/// Reads a project. Everything is checked before memory is asked for. @throws Error naming file and place
Project readProject(const std::string& path);
/// Writes all or nothing (checked_file). Same content, same bytes. @throws Error
void writeProject(const Project& project, const std::string& path);
/// The bytes writeProject() writes.
std::string projectBytes(const Project& project);
Project projectFromBytes(const std::string& bytes, const std::string& name);

} // namespace netloom
