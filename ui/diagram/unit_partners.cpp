// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/unit_partners.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/kernel_matrix.h"
#include "ui/diagram/link_style.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double cardHeight = 17;
constexpr double cardPitch = 19;
constexpr double cardMargin = 6; ///< left and right of its text
constexpr double widestText = 150;
constexpr double beside = 8;     ///< between circles and cards
constexpr double foldMargin = 4; ///< between "22 more" and cards

/// @param before  the partners are in the column before the gap
void addSide(std::vector<UnitPartner>& partners, const DiagramPicture& picture, std::size_t gap, Index unit,
             bool before)
{
    const DiagramColumn& column = picture.columns[gap + 1];
    if (!column.fullyLinked() || isMatrix(picture, gap))
        return;
    if (before && picture.layout.leftOf(gap).units.empty())
        return; // a picture stands there
    const LinkSource source = linkSource(picture.scene, picture.columns, *picture.style.coloring, gap);
    if (!source.values)
        return;
    const ColumnItem& side = before ? picture.layout.leftOf(gap) : picture.layout.rightOf(gap);
    const Index count = before ? column.inputs : column.units;
    std::vector<UnitPartner> found;
    for (Index other = 0; other < count; ++other) {
        const float value = before ? source.at(other, unit) : source.at(unit, other);
        if (std::isfinite(value) && value != 0)
            found.push_back({gap, other, value, 0, -1, {}, {}});
    }
    const std::size_t most = std::min(mostPartners, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most), found.end(),
                      [](const UnitPartner& a, const UnitPartner& b) {
                          const float left = std::abs(a.value);
                          const float right = std::abs(b.value);
                          return left != right ? left > right : a.unit < b.unit;
                      });
    found.resize(most);
    const double scale = picture.gaps[gap].scale;
    for (UnitPartner& partner : found) {
        partner.size =
            scale > 0 ? static_cast<float>(std::min(1.0, std::abs(static_cast<double>(partner.value)) / scale)) : 0.0f;
        const auto shown = std::find_if(side.units.begin(), side.units.end(),
                                        [&](const UnitItem& item) { return item.unit == partner.unit; });
        if (shown != side.units.end())
            partner.place = static_cast<int>(shown - side.units.begin());
    }
    partners.insert(partners.end(), found.begin(), found.end());
}

/// Places the cards of one gap below each other beside the fold.
void placeCards(std::vector<UnitPartner>& partners, const DiagramPicture& picture, std::size_t gap, bool before,
                const TextMeasure& measure)
{
    const DiagramLayout& layout = picture.layout;
    std::vector<UnitPartner*> folded;
    double width = 0;
    const std::size_t column = before ? gap : gap + 1;
    for (UnitPartner& partner : partners) {
        if (partner.gap != gap || partner.place >= 0)
            continue;
        const QString value = withPower(QLocale().toString(static_cast<double>(partner.value), 'g', 3));
        partner.text = measure.elided(unitName(picture.columns[column], partner.unit), TextRole::Note, widestText) +
                       QLatin1Char(' ') + value;
        width = std::max(width, measure.width(partner.text, TextRole::Note) + 2 * cardMargin);
        folded.push_back(&partner);
    }
    if (folded.empty())
        return;
    const ColumnItem& item = before ? layout.leftOf(gap) : layout.rightOf(gap);
    double start = layout.gapStart(gap) + beside;
    double end = layout.gapEnd(gap) - beside;
    // "22 more" is wider than the circles.
    for (const TextItem& text : layout.texts)
        if (text.role == TextRole::Fold && text.column == static_cast<int>(column)) {
            if (before)
                start = std::max(start, layout.along(text.rect.bottomRight()) + foldMargin);
            else
                end = std::min(end, layout.along(text.rect.topLeft()) - foldMargin);
        }
    const double height = static_cast<double>(folded.size()) * cardPitch;
    QPointF corner;
    if (layout.isDown()) {
        const auto fitting = static_cast<std::size_t>(std::max(0.0, (end - start - beside) / cardPitch));
        folded.resize(std::min(folded.size(), fitting));
        const double x = std::clamp(item.foldAcross - width / 2, 2.0, std::max(2.0, layout.size.width() - width - 2));
        corner = QPointF(x, before ? start : end - static_cast<double>(folded.size()) * cardPitch);
    } else {
        if (end - start < width)
            return;
        const double y = std::clamp(item.foldAcross - height / 2, layout.body.top(),
                                    std::max(layout.body.top(), layout.size.height() - height - 2));
        corner = QPointF(before ? start : end - width, y);
    }
    for (std::size_t i = 0; i < folded.size(); ++i)
        folded[i]->card = QRectF(corner + QPointF(0, static_cast<double>(i) * cardPitch), QSizeF(width, cardHeight));
}

} // namespace

std::vector<UnitPartner> partnersOf(const DiagramPicture& picture, int column, Index unit, const TextMeasure& measure)
{
    std::vector<UnitPartner> partners;
    const auto at = static_cast<std::size_t>(column);
    if (column < 0 || at >= picture.columns.size() || !picture.layout.rows.empty() ||
        !picture.style.coloring->needsWeights() || !isKnown(picture.scene, picture.style.coloring->needs))
        return partners;
    if (at > 0) {
        addSide(partners, picture, at - 1, unit, true);
        placeCards(partners, picture, at - 1, true, measure);
    }
    const std::size_t behind = picture.layout.gapBehind(at);
    if (behind < picture.gaps.size()) {
        addSide(partners, picture, behind, unit, false);
        placeCards(partners, picture, behind, false, measure);
    }
    return partners;
}

void paintPartners(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column, int place,
                   const std::vector<UnitPartner>& partners)
{
    const DiagramLayout& layout = picture.layout;
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const UnitPartner& partner : partners) {
        const bool before = partner.gap + 1 == static_cast<std::size_t>(column);
        LinkItem link{before ? partner.place : place, before ? place : partner.place, partner.value, partner.size};
        if (partner.place >= 0) {
            const std::vector<LinkItem>& links = picture.gaps[partner.gap].links;
            if (std::any_of(links.begin(), links.end(),
                            [&](const LinkItem& shown) { return shown.from == link.from && shown.to == link.to; }))
                continue; // rasterLinksOf has drawn it
            paintLink(painter, picture, theme, static_cast<int>(partner.gap), link, false);
            continue;
        }
        if (partner.card.isNull())
            continue;
        LinkLook look = linkLooks(picture, theme, partner.gap, {&link, 1}).front();
        look = emphasised(look);
        const QRectF& card = partner.card;
        const auto unit = static_cast<std::size_t>(place);
        const QPointF side = layout.isDown() ? QPointF(card.center().x(), before ? card.bottom() : card.top())
                                             : QPointF(before ? card.right() : card.left(), card.center().y());
        if (before)
            drawLink(painter, side, layout.linkEnd(partner.gap, unit), look, theme.canvas, layout.isDown());
        else
            drawLink(painter, layout.linkStart(partner.gap, unit), side, look, theme.canvas, layout.isDown());
    }
    painter.setFont(diagramFont(TextRole::Note));
    const QFontMetricsF metrics(painter.font());
    for (const UnitPartner& partner : partners) {
        if (partner.card.isNull())
            continue;
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.setBrush(theme.panel);
        painter.drawRoundedRect(partner.card, 5, 5);
        painter.setPen(theme.text);
        painter.drawText(QPointF(partner.card.left() + cardMargin,
                                 partner.card.center().y() + (metrics.ascent() - metrics.descent()) / 2),
                         partner.text);
    }
}

} // namespace netloom
