// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/style_sheet.h"

#include "ui/toolkit/icons.h"

namespace netloom {

namespace {

// A sheet on the application is asked for every widget, so the rules are few and plain.
constexpr const char* kSheet = R"(
QToolTip { background: @panel; color: @text; border: 1px solid @borderStrong; padding: 4px 3px; }
QMainWindow::separator { background: @border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QSplitter::handle { background: @border; }
QSplitter::handle:hover { background: @accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QMenuBar { background: @window; border-bottom: 1px solid @border; padding: 1px 2px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; border: 1px solid @borderStrong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: @hover; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }

QToolBar { background: @window; border: none; border-bottom: 1px solid @border; padding: 6px 8px; spacing: 6px; }
QToolBar::separator { background: @border; width: 1px; margin: 4px 6px; }
QToolBar QToolButton, QToolButton[boxed="true"] { background: @panel; border: 1px solid @border; border-radius: 5px; padding: 5px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px; }
QToolButton:hover, QToolBar QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolBar QToolButton:pressed { background: @press; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton::menu-indicator { image: none; }
QToolBar QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton::menu-button { border: none; border-top-right-radius: 5px; border-bottom-right-radius: 5px; width: 18px; }
QToolButton::menu-button:hover { background: @press; }
QToolButton::menu-arrow { image: url(@arrow); width: 11px; height: 11px; }
QToolBar QToolButton#qt_toolbar_ext_button { padding: 0; }

QPushButton { background: @panel; border: 1px solid @borderStrong; border-radius: 5px; padding: 5px 12px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @press; }
QPushButton:disabled { color: @disabled; border-color: @border; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:default { border: 1px solid @accent; }
QPushButton::menu-indicator { image: none; width: 0; }

*[primary="true"] { background: @accent; color: @accentText; border: 1px solid @accent; border-radius: 5px; padding: 6px 14px; font-weight: 600; }
*[primary="true"]:hover { background: @accentHover; border-color: @accentHover; }
*[primary="true"]:pressed { background: @accentPress; border-color: @accentPress; }
*[primary="true"]:focus { border: 2px solid @text; padding: 5px 13px; }
*[primary="true"]:disabled { background: @press; color: @disabled; border-color: @border; }
*[flat="true"] { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 3px 6px; color: @textMuted; }
QFrame#card QToolButton#more { padding: 0; }
*[flat="true"]:hover { background: @hover; color: @text; }
*[flat="true"]:checked { color: @text; }
*[flat="true"]:focus { border: 1px solid @accent; }
*[link="true"] { background: transparent; border: 1px solid transparent; padding: 0 2px; color: @link; text-align: left; border-radius: 3px; }
*[link="true"]:hover { text-decoration: underline; background: transparent; }
*[link="true"]:focus { border: 1px solid @accent; }
QPushButton#moreFields { padding: 0; } /* below the titles of fields */

QToolButton[segment] { background: @panel; color: @text; border: 1px solid @border; border-radius: 0; padding: 4px 10px; margin: 0; }
QToolButton[segment][tight="true"] { padding: 4px 3px; }
QToolButton[segment="first"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; }
QToolButton[segment="middle"], QToolButton[segment="last"] { border-left: none; }
QToolButton[segment="last"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; }
QToolButton[segment="only"] { border-radius: 5px; }
QToolButton[segment]:hover { background: @hover; }
QToolButton[segment]:checked { background: @accent; color: @accentText; border-color: @accent; font-weight: 500; }
QToolButton[segment]:disabled { color: @disabled; }
QToolButton[segment]:checked:disabled { background: @press; color: @disabled; border-color: @border; }
QToolButton[segment]:focus { border: 1px solid @text; }

QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit {
    background: @panel; color: @text; border: 1px solid @border; border-radius: 5px; padding: 3px 7px;
    selection-background-color: @accent; selection-color: @accentText; min-height: 18px; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: @borderStrong; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on, QPlainTextEdit:focus { border: 1px solid @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @disabled; }
QLineEdit[refused="true"], QAbstractSpinBox[refused="true"], QLineEdit[faulty="true"], QAbstractSpinBox[faulty="true"],
QComboBox[faulty="true"] { border: 1px solid @error; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; min-height: 0; }
QComboBox { padding-right: 2px; }
QComboBox::drop-down { border: none; width: 20px; subcontrol-origin: padding; subcontrol-position: right center; }
QComboBox::down-arrow { image: url(@arrow); width: 11px; height: 11px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @borderStrong; padding: 3px; outline: none;
    selection-background-color: @hover; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 22px; padding: 1px 6px; }

QCheckBox { spacing: 7px; }
QCheckBox::indicator, QMenu::indicator:non-exclusive { width: 14px; height: 14px; border: 1px solid @controlEdge; border-radius: 4px; background: @panel; }
QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:focus { border: 2px solid @accent; }
QCheckBox::indicator:checked, QMenu::indicator:non-exclusive:checked { background: @accent; border-color: @accent; image: url(@check); }
QCheckBox::indicator:checked:focus { border: 2px solid @text; }
QCheckBox::indicator:disabled { border-color: @border; }

QTabBar { background: @window; }
QTabBar::tab { background: transparent; color: @textMuted; border: none; border-bottom: 2px solid transparent; padding: 8px 8px 6px 8px; }
QTabBar[room="tight"]::tab { padding: 8px 4px 6px 4px; }
QTabBar[room="least"]::tab { padding: 8px 4px 6px 4px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @text; background: @hover; }
QTabBar[room="least"]::tab:!selected { width: 12px; color: transparent; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @borderStrong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @controlEdge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSlider:horizontal { min-height: 18px; }
QSlider::groove:horizontal { background: @press; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; height: 4px; border-radius: 2px; }
QSlider#timelineSlider::sub-page:horizontal, QSlider::sub-page:horizontal:disabled { background: @borderStrong; }
QSlider::handle:horizontal { background: @accent; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; }
QSlider::handle:horizontal:hover { background: @accentHover; }
QSlider::handle:horizontal:focus { border: 2px solid @text; width: 10px; height: 10px; }
QSlider::handle:horizontal:disabled { background: @borderStrong; }
QLabel#rewoundChip { background: @accent; color: @accentText; border-radius: 5px; padding: 3px 8px; font-weight: 600; }

QProgressBar { background: @press; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QHeaderView { background: @window; }
QHeaderView::section { background: @window; color: @textMuted; border: none; border-bottom: 1px solid @border; padding: 4px 3px; }
QTableView { background: @panel; border: none; gridline-color: @border; selection-background-color: @hover; selection-color: @text; }
QTableView::item { padding: 2px 5px; }
QTableView::item:focus { border: 1px solid @accent; }

QListWidget { background: @panel; color: @text; border: 1px solid @border; border-radius: 5px; padding: 1px; outline: none;
    selection-background-color: @hover; selection-color: @text; }
QListWidget:focus { border: 1px solid @accent; }

QStatusBar { background: @window; border-top: 1px solid @border; color: @textMuted; }
QStatusBar::item { border: none; }

QFrame#card { background: @panel; border: 1px solid @border; border-radius: 6px; }
QFrame#card[selected="true"] { border: 2px solid @accent; }
QFrame#card:focus { border: 2px solid @accent; }
QFrame#card[faulty="true"] { border-color: @error; }
QLabel#heading { font-weight: 600; }
QLabel#muted, QLabel#fieldLabel, QLabel[muted="true"] { color: @textMuted; }
QLabel[verdict] { border: 1px solid @border; border-radius: 9px; padding: 1px 8px; font-weight: 600; }
QLabel[verdict="wrong"] { color: @error; border-color: @error; }
QLabel[verdict="right"] { color: @textMuted; }
QLabel#fieldRemark { color: @error; }
QLabel#warningRemark { color: @warning; }
QWidget#totals { border-top: 1px solid @border; background: @window; }
QFrame#suggestionCard { background: @stripGround; border: 1px solid @border; border-radius: 6px; }
QFrame#strip { background: @stripGround; border: none; border-bottom: 1px solid @border; border-left: 4px solid @accent; }
QFrame#strip[tone="warning"] { background: @cautionGround; border-left-color: @warning; }
QFrame#strip[tone="error"] { background: @faultGround; border-left-color: @error; }
QFrame#remarkOver { background: @cautionGround; border: 1px solid @border; border-left: 4px solid @warning; border-top: none; }
QFrame#remarkOver[tone="error"] { background: @faultGround; border-left-color: @error; }
QFrame#chip { background: @press; border: none; border-radius: 13px; }
QFrame#recoveryCard { background: @panel; border: 1px solid @accent; border-radius: 8px; }
QFrame#dropArea { background: @panel; border: 1px dashed @borderStrong; border-radius: 8px; }
QFrame#dropArea[over="true"] { border: 2px dashed @accent; }
QWidget#startPage { background: @canvas; }
QTableCornerButton::section { background: @window; border: none; border-bottom: 1px solid @border; border-right: 1px solid @border; }
QFrame#upright { background: @border; border: none; }
QFrame#line { background: @border; border: none; max-height: 1px; min-height: 1px; }
)";

} // namespace

QString styleSheet(const Theme& theme)
{
    const QString suffix = theme.dark ? QStringLiteral("-dark.svg") : QStringLiteral("-light.svg");
    const auto ground = [&](const QColor& color) {
        return mixed(theme.window, color, theme.dark ? 0.14 : 0.08).name();
    };
    // Longer names first: @accent is the beginning of @accentText.
    const std::pair<const char*, QString> tokens[] = {
        {"@accentText", theme.accentText.name()},
        {"@accentHover", mixed(theme.accent, theme.text, 0.12).name()},
        {"@accentPress", mixed(theme.accent, theme.text, 0.25).name()},
        {"@accent", theme.accent.name()},
        {"@borderStrong", theme.borderStrong.name()},
        {"@border", theme.border.name()},
        {"@controlEdge", mixed(theme.window, theme.text, 0.45).name()},
        {"@textMuted", theme.textMuted.name()},
        {"@text", theme.text.name()},
        {"@window", theme.window.name()},
        {"@panel", theme.panel.name()},
        {"@canvas", theme.canvas.name()},
        {"@hover", mixed(theme.window, theme.accent, theme.dark ? 0.16 : 0.09).name()},
        {"@press", mixed(theme.window, theme.text, theme.dark ? 0.10 : 0.08).name()},
        {"@stripGround", ground(theme.accent)},
        {"@disabled", theme.palette().color(QPalette::Disabled, QPalette::Text).name()},
        {"@cautionGround", ground(theme.warning)},
        {"@faultGround", ground(theme.error)},
        {"@warning", theme.warning.name()},
        {"@error", theme.error.name()},
        {"@link", theme.palette().color(QPalette::Link).name()},
        {"@arrow", iconPath(QStringLiteral("arrow") + suffix)},
        {"@check", iconPath(QStringLiteral("check") + suffix)},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [token, value] : tokens)
        sheet.replace(QLatin1String(token), value);
    return sheet;
}

} // namespace netloom
