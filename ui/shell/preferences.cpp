// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences.h"

#include <QSettings>

namespace netloom::preferences {

namespace {

const QString kTheme = QStringLiteral("window/theme");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kPlotHeight = QStringLiteral("window/plot_height");
const QString kDocks = QStringLiteral("window/docks");

} // namespace

ThemeChoice theme()
{
    const QString name = QSettings().value(kTheme).toString();
    return name == QLatin1String("light")  ? ThemeChoice::Light
           : name == QLatin1String("dark") ? ThemeChoice::Dark
                                           : ThemeChoice::System;
}

void setTheme(ThemeChoice choice)
{
    const char* const name = choice == ThemeChoice::Light ? "light" : choice == ThemeChoice::Dark ? "dark" : "system";
    QSettings().setValue(kTheme, QString::fromLatin1(name));
}

QByteArray windowGeometry()
{
    return QSettings().value(kGeometry).toByteArray();
}

void setWindowGeometry(const QByteArray& geometry)
{
    QSettings().setValue(kGeometry, geometry);
}

QByteArray dockState()
{
    return QSettings().value(kDocks).toByteArray();
}

void setDockState(const QByteArray& state)
{
    QSettings().setValue(kDocks, state);
}

QByteArray plotHeight()
{
    return QSettings().value(kPlotHeight).toByteArray();
}

void setPlotHeight(const QByteArray& state)
{
    QSettings().setValue(kPlotHeight, state);
}

int layoutVersion()
{
    return 1;
}

} // namespace netloom::preferences
