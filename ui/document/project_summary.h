// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace netloom {

class ProjectDocument;
struct History;

struct ListedScore {
    QString name; ///< "accuracy"
    QString text; ///< "96.5 %"
    double rank;  ///< more is better
};
/// What a training is listed by, the first metric of its best epoch, on the validation rows where there are some.
/// Nothing where there is none.
std::optional<ListedScore> scoreOf(const History& history);

/// "30-5-3-1 · accuracy 96.5 %" or "30-5-3-1 · not trained", for lists of projects.
QString projectSummary(const ProjectDocument& document);

} // namespace netloom
