// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/motion.h"

#include <QApplication>
#include <QSettings>
#include <QStyle>

namespace netloom::motion {

namespace {

const QString kMotion = QStringLiteral("window/motion");
bool systemReduced = false;

} // namespace

Choice choice()
{
    const QString name = QSettings().value(kMotion).toString();
    return name == QLatin1String("reduced") ? Choice::Reduced
           : name == QLatin1String("full")  ? Choice::Full
                                            : Choice::System;
}

void setChoice(Choice choice)
{
    const char* const name = choice == Choice::Reduced ? "reduced" : choice == Choice::Full ? "full" : "system";
    QSettings().setValue(kMotion, QString::fromLatin1(name));
}

bool isReduced()
{
    switch (choice()) {
    case Choice::Reduced:
        return true;
    case Choice::Full:
        return false;
    case Choice::System:
        break;
    }
    const QString platform = QGuiApplication::platformName();
    return systemReduced || platform == QLatin1String("offscreen") || platform == QLatin1String("minimal") ||
           QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0;
}

void setSystemReduced(bool reduced)
{
    systemReduced = reduced;
}

} // namespace netloom::motion
