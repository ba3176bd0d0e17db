// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_row.h"

#include "ui/toolkit/theme.h"

#include <QFileInfo>
#include <QKeyEvent>
#include <QPainter>

namespace netloom {

RecentRow::RecentRow(const RecentFile& file, QWidget* parent) : QAbstractButton(parent), m_file(file)
{
    setText(QFileInfo(file.path).fileName());
    const bool exists = QFileInfo::exists(file.path);
    m_second = exists ? RecentFiles::when(file.opened, QDateTime::currentDateTime()) : tr("file not found");
    if (exists && !file.summary.isEmpty())
        m_second += QStringLiteral(" · ") + file.summary;
    setEnabled(exists);
    setToolTip(QStringLiteral("<p style='white-space:pre'>%1</p>").arg(file.path.toHtmlEscaped()));
    setAccessibleName(tr("Open %1").arg(text()));
    setAccessibleDescription(m_second);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize RecentRow::sizeHint() const
{
    return {200, 2 * fontMetrics().height() + 16};
}

void RecentRow::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    const int lineHeight = fontMetrics().height();
    const int room = width() - 4;
    if (underMouse() && isEnabled()) {
        QColor ground = theme.accent;
        ground.setAlphaF(0.07F);
        painter.fillRect(rect(), ground);
    }
    const QColor grey = theme.palette().color(QPalette::Disabled, QPalette::Text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(isEnabled() ? theme.text : grey);
    painter.drawText(QRect(2, 7, room, lineHeight), Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(text(), Qt::ElideMiddle, room));
    painter.setFont(font());
    painter.setPen(isEnabled() ? theme.textMuted : grey);
    painter.drawText(QRect(2, 7 + lineHeight, room, lineHeight), Qt::AlignVCenter,
                     fontMetrics().elidedText(m_second, Qt::ElideRight, room));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void RecentRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace netloom
