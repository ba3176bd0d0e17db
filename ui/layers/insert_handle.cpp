// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/insert_handle.h"

#include "ui/toolkit/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace netloom {

InsertHandle::InsertHandle(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Insert a layer here"));
    setToolTip(tr("Insert a layer here (select a card and press Insert)"));
    setCursor(Qt::PointingHandCursor);
}

void InsertHandle::setTarget(bool target)
{
    if (target == m_target)
        return;
    m_target = target;
    update();
}

QSize InsertHandle::sizeHint() const
{
    return {40, 8};
}

void InsertHandle::paintEvent(QPaintEvent*)
{
    if (!m_target && !m_hovered)
        return;
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0;
    painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(6, middle), QPointF(width() - 6, middle));
    if (m_target)
        return;
    const QPointF centre(width() / 2.0, middle);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawEllipse(centre, 5, 5);
    painter.setPen(QPen(theme.accentText, 1.4));
    painter.drawLine(centre - QPointF(2.5, 0), centre + QPointF(2.5, 0));
    painter.drawLine(centre - QPointF(0, 2.5), centre + QPointF(0, 2.5));
}

void InsertHandle::enterEvent(QEnterEvent*)
{
    m_hovered = true;
    update();
}

void InsertHandle::leaveEvent(QEvent*)
{
    m_hovered = false;
    update();
}

void InsertHandle::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        emit clicked();
}

} // namespace netloom
