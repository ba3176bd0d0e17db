// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/text_measure.h"

#include "ui/toolkit/elided_apart.h"

#include <QGuiApplication>
#include <QHash>

namespace netloom {

QString TextMeasure::elided(const QString& text, TextRole role, double limit) const
{
    return elided(text, role, limit, {});
}

QString TextMeasure::elided(const QString& text, TextRole role, double limit, const QStringList& others) const
{
    return elidedApart(text, others, limit, [&](const QString& part) { return width(part, role); });
}

double lineHeight(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return 19;
    case TextRole::Name:
    case TextRole::OutputName:
        return 17;
    case TextRole::Note:
    case TextRole::Fold:
        return 15;
    case TextRole::Unit:
    case TextRole::Subscript:
        break;
    }
    return 13;
}

QFont diagramFont(TextRole role)
{
    QFont font = QGuiApplication::font();
    QStringList families = font.families();
    for (const auto& fallback : {QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")})
        if (!families.contains(fallback))
            families.append(fallback);
    font.setFamilies(families);
    font.setWeight(QFont::Normal);
    font.setItalic(false);
    // Same advances at every zoom and on every device, so that what was measured is what is drawn.
    font.setHintingPreference(QFont::PreferNoHinting);
    switch (role) {
    case TextRole::Title:
        font.setPixelSize(13);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Name:
        font.setPixelSize(12);
        break;
    case TextRole::OutputName:
        font.setPixelSize(12);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Note:
    case TextRole::Fold:
        font.setPixelSize(11);
        break;
    case TextRole::Unit:
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Subscript:
        font.setPixelSize(8);
        font.setWeight(QFont::DemiBold);
        break;
    }
    return font;
}

namespace {

/// Shaping a text takes longer than all else in a layout, and most are laid out again and again: while one zooms, say.
struct KnownWidths {
    QFont font; ///< the application's, that they are of
    std::array<QHash<QString, double>, static_cast<std::size_t>(TextRole::Subscript) + 1> widths;
};

KnownWidths& knownWidths()
{
    thread_local KnownWidths known;
    if (const QFont font = QGuiApplication::font(); known.font != font)
        known = {font, {}};
    return known;
}

} // namespace

double FontMeasure::width(const QString& text, TextRole role) const
{
    static_assert(static_cast<std::size_t>(TextRole::Subscript) + 1 == roles);
    KnownWidths& known = knownWidths();
    QHash<QString, double>& widths = known.widths[static_cast<std::size_t>(role)];
    if (const auto found = widths.constFind(text); found != widths.constEnd())
        return *found;
    std::optional<QFontMetricsF>& metrics = m_metrics[static_cast<std::size_t>(role)];
    if (!metrics)
        metrics.emplace(diagramFont(role));
    constexpr qsizetype most = 4096;
    if (widths.size() >= most)
        widths.clear();
    return *widths.insert(text, metrics->horizontalAdvance(text));
}

} // namespace netloom
