// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/unit_choice.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace netloom {

namespace {

std::vector<Index> counted(Index units)
{
    std::vector<Index> all(static_cast<std::size_t>(units));
    std::iota(all.begin(), all.end(), Index(0));
    return all;
}

/// First and last ones, about 7 : 3.
UnitChoice firstAndLast(Index units, Index shown)
{
    UnitChoice choice;
    const Index last = std::max<Index>(1, shown * 3 / 10);
    for (Index u = 0; u < shown; ++u)
        choice.units.push_back(u < shown - last ? u : units - shown + u);
    choice.foldAfter = static_cast<int>(shown - last) - 1;
    return choice;
}

void include(UnitChoice& choice, Index wanted, std::size_t place)
{
    if (wanted >= 0 && std::find(choice.units.begin(), choice.units.end(), wanted) == choice.units.end())
        choice.units[place] = wanted;
}

} // namespace

UnitChoice chooseUnits(Index units, Index shown, const std::vector<double>& importance, UnitOrder order, Index wanted,
                       const std::vector<double>& ends, const std::vector<Index>& kept)
{
    units = std::max<Index>(units, 0);
    shown = std::max<Index>(shown, 2);
    const bool ranked = static_cast<Index>(importance.size()) == units;
    const bool folded = shown + leastFolded <= units;
    wanted = wanted < units ? wanted : -1;
    UnitChoice choice;
    if (!folded) {
        choice.units = counted(units);
    } else if (!ranked) {
        choice = firstAndLast(units, shown);
        include(choice, wanted, static_cast<std::size_t>(choice.foldAfter));
    }
    if (ranked && (folded || order == UnitOrder::Importance)) {
        const auto before = [&](Index a, Index b) {
            const double left = importance[static_cast<std::size_t>(a)];
            const double right = importance[static_cast<std::size_t>(b)];
            return left != right ? left > right : a < b;
        };
        if (folded) {
            choice.units = counted(units);
            std::vector<double> worth = importance;
            for (std::size_t u = 0; ends.size() == worth.size() && u < worth.size(); ++u)
                worth[u] += worth[u] > 0 ? ends[u] : 0; // a dead unit's links say nothing
            const Index ranks = kept.empty() ? shown : std::min(units, 2 * shown);
            std::partial_sort(choice.units.begin(), choice.units.begin() + ranks, choice.units.end(),
                              [&](Index a, Index b) {
                                  const double left = worth[static_cast<std::size_t>(a)];
                                  const double right = worth[static_cast<std::size_t>(b)];
                                  return left != right ? left > right : a < b;
                              });
            std::stable_partition(choice.units.begin() + shown / 2, choice.units.begin() + ranks,
                                  [&](Index unit) { return std::find(kept.begin(), kept.end(), unit) != kept.end(); });
            choice.units.resize(static_cast<std::size_t>(shown));
            include(choice, wanted, choice.units.size() - 1);
            choice.foldAfter = static_cast<int>(shown) - 1;
        }
        if (order == UnitOrder::Importance)
            std::sort(choice.units.begin(), choice.units.end(), before);
        else
            std::sort(choice.units.begin(), choice.units.end());
    }
    choice.hidden = units - static_cast<Index>(choice.units.size());
    return choice;
}

QString moreText(Index hidden)
{
    return QStringLiteral("%1 more").arg(QLocale().toString(qlonglong(hidden)));
}

} // namespace netloom
