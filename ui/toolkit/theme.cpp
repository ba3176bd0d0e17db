// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/theme.h"

#include "ui/toolkit/portal_listener.h"
#include "ui/toolkit/style_sheet.h"

#include <QApplication>
#include <QFileInfo>
#include <QProxyStyle>
#include <QToolTip>

#include <cmath>

namespace netloom {

namespace {

struct SystemTheme {
    bool read = false;
    bool dark = false;
    ThemeChoice choice = ThemeChoice::System;
};

SystemTheme& systemTheme()
{
    static SystemTheme theme;
    return theme;
}

/// Fusion, but mnemonics are underlined only while Alt is held.
class HouseStyle final : public QProxyStyle
{
public:
    HouseStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override
    {
        if (hint == SH_UnderlineShortcut)
            return QGuiApplication::keyboardModifiers().testFlag(Qt::AltModifier) ? 1 : 0;
        if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
            return 0; // the style's own pictures follow neither theme nor icons of ours
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
};

QFont houseFont()
{
    QFont font = QApplication::font();
    QStringList families = font.families();
    families.prepend(QStringLiteral("Inter"));
    font.setFamilies(families);
    // Where no desktop sets a font, Qt falls back to 9 points, which is small.
    if (qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP") && font.pointSizeF() < 10)
        font.setPointSizeF(10);
    return font;
}

} // namespace

void setSystemDark(bool dark)
{
    SystemTheme& system = systemTheme();
    if (system.dark == dark)
        return;
    system.dark = dark;
    if (system.choice == ThemeChoice::System)
        applyTheme(ThemeChoice::System);
}

Theme Theme::light()
{
    Theme t;
    t.window = QColor("#ffffff");
    t.panel = QColor("#ffffff");
    t.canvas = QColor("#fcfdff");
    t.border = QColor("#dfe3e8");
    t.borderStrong = QColor("#c9ced6");
    t.text = QColor("#1f2937");
    t.textMuted = QColor("#5f6b7a");
    t.accent = QColor("#2f6fde");
    t.accentText = QColor("#ffffff");
    t.inputOutput = QColor("#2e9e5b");
    t.hidden = QColor("#2f6fde");
    t.oneToOne = QColor("#d9483b");
    t.positive = QColor("#2f6fde");
    t.negative = QColor("#e08a1e");
    t.training = QColor("#2f6fde");
    t.validation = QColor("#e08a1e");
    t.extra = QColor("#2e9e5b");
    t.warning = QColor("#9a5b00");
    t.error = QColor("#c0392b");
    return t;
}

Theme Theme::darkTheme()
{
    Theme t;
    t.dark = true;
    t.window = QColor("#22262d");
    t.panel = QColor("#22262d");
    t.canvas = QColor("#1e2228");
    t.border = QColor("#373d47");
    t.borderStrong = QColor("#4a515d");
    t.text = QColor("#e6e9ee");
    t.textMuted = QColor("#a3acb9");
    t.accent = QColor("#5b93f5");
    t.accentText = QColor("#0f1520"); // white would have a contrast of 3:1 only
    t.inputOutput = QColor("#46b876");
    t.hidden = QColor("#5b93f5");
    t.oneToOne = QColor("#ef6a5c");
    t.positive = QColor("#5b93f5");
    t.negative = QColor("#f0a84a");
    t.training = QColor("#5b93f5");
    t.validation = QColor("#f0a84a");
    t.extra = QColor("#46b876");
    t.warning = QColor("#f0a84a");
    t.error = QColor("#ef6a5c");
    return t;
}

Theme Theme::current()
{
    const QPalette palette = QApplication::palette();
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    return dark ? darkTheme() : light();
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, window);
    p.setColor(QPalette::WindowText, text);
    p.setColor(QPalette::Base, panel);
    p.setColor(QPalette::AlternateBase, canvas);
    p.setColor(QPalette::ToolTipBase, panel);
    p.setColor(QPalette::ToolTipText, text);
    p.setColor(QPalette::PlaceholderText, textMuted);
    p.setColor(QPalette::Text, text);
    p.setColor(QPalette::Button, panel);
    p.setColor(QPalette::ButtonText, text);
    p.setColor(QPalette::BrightText, error);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, accentText);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, borderStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, dark ? QColor("#7d8693") : QColor("#8a94a3"));
    return p;
}

void applyTheme(ThemeChoice choice)
{
    SystemTheme& system = systemTheme();
    if (!system.read) {
        // Later the application's palette is ours, so this is the only time to ask.
        const QPalette desktop = QApplication::palette();
        system.dark = desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
        system.read = true;
        QApplication::setStyle(new HouseStyle);
        QApplication::setFont(houseFont());
    }
    system.choice = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && system.dark);
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    QApplication::setPalette(theme.palette());
    QToolTip::setPalette(theme.palette());
    const QString sheet = styleSheet(theme);
    if (qApp->styleSheet() != sheet)
        qApp->setStyleSheet(sheet);
}

ThemeChoice themeChoice()
{
    return systemTheme().choice;
}

void followSystemTheme()
{
    // Without a running bus Qt would try to launch one, and wait for it.
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") &&
        (runtime.isEmpty() || !QFileInfo::exists(runtime + QStringLiteral("/bus"))))
        return;
    static PortalListener* listener = nullptr;
    if (!listener)
        listener = new PortalListener(qApp);
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(std::lround(x + share * (y - x))); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

} // namespace netloom
