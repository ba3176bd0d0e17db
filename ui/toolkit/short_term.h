// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace netloom {

/// The shorter word the field has for a loss, a schedule, an activation …, such as "Categorical CE" for "Categorical
/// crossentropy"; the term itself where there is none.
QString shortTerm(const QString& term);

/// Its initials, where the field writes a loss that way: "CCE"; otherwise shortTerm().
QString shortestTerm(const QString& term);

} // namespace netloom
