// SPDX-License-Identifier: GPL-3.0-or-later
// DiagramView: dragging a heading to another place in the network.
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_view.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

int DiagramView::headingAt(QPointF viewportPoint) const
{
    if (m_style.kind != DiagramKind::Neurons || m_picture.isEmpty() || !m_style.descriptions)
        return -1;
    const QPointF point = toPicture(viewportPoint);
    for (const TextItem& text : m_picture.layout.texts) {
        if (text.role != TextRole::Title || text.column < 1 || !text.rect.adjusted(-4, -2, 4, 2).contains(point))
            continue;
        const DiagramColumn& column = m_picture.columns[static_cast<std::size_t>(text.column)];
        const auto inRun = [&](const LayerRun& run) { return static_cast<int>(run.first) == text.column; };
        const auto& runs = m_picture.layout.runs;
        // The output stays where it is, and of a run there is no telling which layer is meant.
        return column.role == DiagramRole::Output || std::any_of(runs.begin(), runs.end(), inRun) ? -1 : text.column;
    }
    return -1;
}

int DiagramView::dropPlace(QPointF viewportPoint) const
{
    const DiagramLayout& layout = m_picture.layout;
    const double at = layout.along(toPicture(viewportPoint));
    // Behind all columns that lie before the pointer, the dragged one left out.
    int place = 0;
    for (std::size_t i = 1; i < layout.columns.size(); ++i) {
        if (static_cast<int>(i) == m_heading || layout.columns[i].along > at)
            continue;
        // Behind the output nothing can stand.
        if (m_picture.columns[i].role != DiagramRole::Output)
            place = m_picture.columns[i].layer + (static_cast<int>(i) < m_heading ? 1 : 0);
    }
    const int from = m_picture.columns[static_cast<std::size_t>(m_heading)].layer;
    return place == from ? -1 : place;
}

void DiagramView::paintDrag(QPainter& painter)
{
    const Theme theme = diagramTheme(m_style);
    const DiagramLayout& layout = m_picture.layout;
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (const int to = dropPlace(m_pointer); to >= 0) {
        // Between the columns that it will stand between.
        const auto heading = static_cast<std::size_t>(m_heading);
        std::size_t before = static_cast<std::size_t>(to);
        if (before >= heading)
            ++before;
        const std::size_t behind = std::min(before + 1, layout.columns.size() - 1);
        const double along = (layout.columns[before].along + layout.columns[behind].along) / 2;
        const QRectF& body = layout.body;
        painter.setPen(QPen(theme.accent, 2.4));
        painter.drawLine(toViewport(layout.point(along, layout.across(body.topLeft()))),
                         toViewport(layout.point(along, layout.across(body.bottomRight()))));
    }
    const DiagramColumn& column = m_picture.columns[static_cast<std::size_t>(m_heading)];
    const FontMeasure measure;
    const QString name = measure.elided(column.name, TextRole::Title, 160);
    const QRectF card(QPointF(m_pointer) + QPointF(10, 8), QSizeF(measure.width(name, TextRole::Title) + 18, 24));
    painter.setPen(QPen(theme.accent, 1.4));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(card, 5, 5);
    painter.setPen(theme.text);
    painter.setFont(diagramFont(TextRole::Title));
    painter.drawText(card, Qt::AlignCenter, name);
    painter.restore();
}

} // namespace netloom
