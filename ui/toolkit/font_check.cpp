// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/font_check.h"

#include <QFontDatabase>
#include <QObject>
#include <QStringList>

#include <algorithm>

namespace netloom {

QString missingFontText()
{
    // Where fontconfig knows no font at all, Qt still lists the names that stand for others.
    static const QStringList kNames{QStringLiteral("Monospace"), QStringLiteral("Sans Serif"), QStringLiteral("Serif")};
    const QStringList families = QFontDatabase::families();
    if (std::any_of(families.begin(), families.end(), [](const QString& name) { return !kNames.contains(name); }))
        return {};
    return QObject::tr(
        "this system has no font, so every character is an empty box; install one (on Debian: fonts-inter, "
        "or fonts-dejavu)");
}

} // namespace netloom
