// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_view.h"

#include "ui/diagram/diagram_readout.h"
#include "ui/toolkit/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace netloom {

BoundaryView::BoundaryView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Decision boundary"));
}

void BoundaryView::setScene(BoundaryScene scene)
{
    m_problem.clear();
    m_picture.scene = std::move(scene);
    rebuild();
}

void BoundaryView::setProblem(const QString& sentence)
{
    m_problem = sentence;
    m_picture = {};
    update();
}

void BoundaryView::setDark(bool dark)
{
    if (dark == m_dark)
        return;
    m_dark = dark;
    rebuild();
}

void BoundaryView::rebuild()
{
    if (!m_picture.isEmpty())
        m_picture = makeBoundary(std::move(m_picture.scene), QSizeF(size()), m_dark, FontMeasure());
    setAccessibleDescription(m_picture.isEmpty() ? m_problem
                                                 : tr("What the network says over %1 across and %2 up")
                                                       .arg(QString::fromStdString(m_picture.scene.map.across.name),
                                                            QString::fromStdString(m_picture.scene.map.up.name)));
    update();
}

void BoundaryView::paintEvent(QPaintEvent*)
{
    const Theme theme = m_dark ? Theme::darkTheme() : Theme::light();
    QPainter painter(this);
    painter.fillRect(rect(), theme.canvas);
    if (m_picture.isEmpty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap,
                         m_problem.isEmpty() ? tr("The map appears as soon as the network has been trained.")
                                             : m_problem);
        return;
    }
    painter.setClipRect(rect());
    paintBoundary(painter, m_picture, m_overlay);
}

void BoundaryView::resizeEvent(QResizeEvent*)
{
    rebuild();
}

void BoundaryView::mouseMoveEvent(QMouseEvent* event)
{
    const auto tile = m_picture.tileAt(event->position());
    if (tile != m_overlay) {
        m_overlay = tile;
        update();
    }
    setCursor(tile.first > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    emit hovered(tile.first >= 0 ? describeUnit(m_picture.network, tile.first, tile.second)
                                 : m_picture.readout(event->position()));
}

void BoundaryView::mousePressEvent(QMouseEvent* event)
{
    const auto [column, unit] = m_picture.tileAt(event->position());
    if (column >= 0 && event->button() == Qt::LeftButton)
        emit unitClicked(column, m_picture.network.layout.columns[static_cast<std::size_t>(column)]
                                     .units[static_cast<std::size_t>(unit)]
                                     .unit);
}

void BoundaryView::leaveEvent(QEvent*)
{
    if (m_overlay.first >= 0) {
        m_overlay = {-1, -1};
        update();
    }
    emit hovered(QString());
}

} // namespace netloom
