// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <optional>

namespace netloom {

class ProjectDocument;
struct History;
struct Project;

struct ListedScore {
    QString name; ///< "accuracy"
    QString text; ///< "96.5 %"
    double rank;  ///< more is better
};
/// What a training is listed by, the first metric of its best epoch, on the validation rows where there are some.
/// Nothing where there is none.
std::optional<ListedScore> scoreOf(const History& history);

/// What another run is called beside the current one: its name; one that has none and comes right before the current
/// one, "before learning rate 0.02", where that is called by what was changed. Such names begin small
/// and are more than a word, unlike "Trial 3" and "wider".
QString nameBeside(const Project& project, std::size_t place);

/// "30-5-3-1 · accuracy 96.5 %" or "30-5-3-1 · not trained", for lists of projects.
QString projectSummary(const ProjectDocument& document);

} // namespace netloom
