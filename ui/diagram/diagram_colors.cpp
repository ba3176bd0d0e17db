// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_colors.h"

#include "ui/diagram/diagram_scene.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace netloom {

namespace {

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(static_cast<double>(color.redF())) + 0.7152 * linear(static_cast<double>(color.greenF())) +
           0.0722 * linear(static_cast<double>(color.blueF()));
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

namespace {

QColor madeReadable(const QColor& color, const QColor& ground)
{
    const QColor pole = luminance(ground) > 0.18 ? QColor(Qt::black) : QColor(Qt::white);
    QColor result = color;
    for (double share = 0; contrast(result, ground) < 4.5 && share < 1; share += 0.02)
        result = mixed(color, pole, share);
    return result;
}

} // namespace

QColor readable(const QColor& color, const QColor& ground)
{
    // Asked for column by column, nearly always of the same few.
    struct Known {
        QColor color, ground, made;
    };
    thread_local std::array<Known, 8> known;
    thread_local std::size_t next = 0;
    for (const Known& each : known)
        if (each.made.isValid() && each.color == color && each.ground == ground)
            return each.made;
    Known& added = known[next++ % known.size()];
    added = {color, ground, madeReadable(color, ground)};
    return added.made;
}

QColor textOn(const QColor& fill, bool dark)
{
    const QColor light(Qt::white);
    const QColor ink(QStringLiteral("#0d1420"));
    return dark || contrast(light, fill) < 4.5 ? ink : light;
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(std::clamp(alpha, 0.0, 1.0)));
    return color;
}

Theme diagramTheme(const DiagramStyle& style)
{
    if (style.medium == DiagramMedium::Screen)
        return style.dark ? Theme::darkTheme() : Theme::light();
    Theme theme = Theme::light();
    theme.canvas = Qt::white;
    theme.text = Qt::black;
    theme.textMuted = QColor(0x40, 0x40, 0x40);
    if (style.medium == DiagramMedium::BlackWhite) {
        theme.positive = theme.negative = theme.inputOutput = theme.oneToOne = Qt::black;
        theme.hidden = QColor(0xb9, 0xb9, 0xb9);
        theme.textMuted = Qt::black;
    }
    return theme;
}

} // namespace netloom
