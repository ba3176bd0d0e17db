// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/offscreen.h"

#include "app/output.h"
#include "ui/toolkit/font_check.h"
#include "ui/toolkit/theme.h"

#include <QApplication>
#include <QLocale>

namespace netloom {

Offscreen::Offscreen(Use use)
{
    // Qt's remarks on the desktop it does not find are of no use to anybody.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            tell("netloom: " + text.toStdString());
    });
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // as core writes numbers
    static char name[] = "netloom";
    static char* arguments[] = {name, nullptr};
    static int count = 1; // Qt keeps references to both
    if (use == Use::Widgets) {
        m_application = std::make_unique<QApplication>(count, arguments);
        applyTheme(ThemeChoice::Light); // pictures have the font and the colours of the window
    } else {
        m_application = std::make_unique<QGuiApplication>(count, arguments);
    }
    if (const QString text = missingFontText(); !text.isEmpty())
        tell("warning: " + text.toStdString());
}

Offscreen::~Offscreen() = default;

} // namespace netloom
