// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/left_out_text.h"

#include "ui/toolkit/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <utility>
#include <vector>

namespace netloom {

namespace {

constexpr qsizetype kMostNames = 4; ///< of one reason

bool isLeftOut(const ColumnRecipe& column)
{
    return column.role == ColumnRole::Ignore && !column.reason.empty() && column.reason != "chosen";
}

/// @param brief  without what stands behind a colon or semicolon of a reason
QString sentence(const Recipe& recipe, bool brief)
{
    static const QRegularExpression marks(QStringLiteral("[:;]"));
    std::vector<std::pair<QString, QStringList>> byReason;
    for (const ColumnRecipe& column : recipe.columns) {
        if (!isLeftOut(column))
            continue;
        const QString whole = fromUtf8(column.reason);
        const QString reason = brief ? whole.section(marks, 0, 0) : whole;
        auto same =
            std::find_if(byReason.begin(), byReason.end(), [&](const auto& one) { return one.first == reason; });
        if (same == byReason.end())
            same = byReason.insert(same, {reason, {}});
        same->second.append(fromUtf8(column.column));
    }
    QStringList parts;
    for (const auto& [reason, columns] : byReason) {
        QString names = columns.mid(0, kMostNames).join(QStringLiteral(", "));
        if (columns.size() > kMostNames)
            names += QCoreApplication::translate("netloom", " and %1 more").arg(columns.size() - kMostNames);
        parts.append(QStringLiteral("%1 (%2)").arg(names, reason));
    }
    return QCoreApplication::translate("netloom", "Left out: %1.").arg(parts.join(QStringLiteral("; ")));
}

} // namespace

QStringList leftOutTexts(const Recipe& recipe)
{
    const auto count = std::count_if(recipe.columns.begin(), recipe.columns.end(), isLeftOut);
    if (count == 0)
        return {};
    return {sentence(recipe, false), sentence(recipe, true),
            count == 1 ? QCoreApplication::translate("netloom", "1 column is left out.")
                       : QCoreApplication::translate("netloom", "%1 columns are left out.").arg(count)};
}

} // namespace netloom
