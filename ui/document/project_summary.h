// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace netloom {

class ProjectDocument;

/// "30-5-3-1 · accuracy 96.5 %" or "30-5-3-1 · not trained", for lists of projects.
QString projectSummary(const ProjectDocument& document);

} // namespace netloom
