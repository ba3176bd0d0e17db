// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dock_header.h"

#include "ui/toolkit/icons.h"
#include "ui/toolkit/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace netloom {

DockHeader::DockHeader(QDockWidget* dock)
    : QWidget(dock), m_dock(dock), m_float(new QToolButton(this)), m_close(new QToolButton(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 6, 0);
    row->setSpacing(0);
    row->addStretch(1);
    const auto prepare = [&](QToolButton* button, const QString& icon, const QString& text) {
        button->setIcon(themedIcon(icon));
        button->setIconSize(QSize(14, 14));
        button->setProperty("flat", true);
        button->setToolTip(text);
        button->setAccessibleName(QStringLiteral("%1 (%2)").arg(text, dock->windowTitle()));
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    };
    prepare(m_float, QStringLiteral("view-restore"), tr("Float or dock this panel"));
    prepare(m_close, QStringLiteral("window-close"), tr("Close this panel (View menu brings it back)"));
    connect(m_float, &QToolButton::clicked, this, [this] { m_dock->setFloating(!m_dock->isFloating()); });
    connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
}

void DockHeader::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    m_float->setVisible(!collapsed);
    m_close->setVisible(!collapsed);
    updateGeometry();
    update();
}

QSize DockHeader::sizeHint() const
{
    return m_collapsed ? QSize(0, 0) : QSize(120, fontMetrics().height() + 18);
}

QSize DockHeader::minimumSizeHint() const
{
    return m_collapsed ? QSize(0, 0) : QSize(60, sizeHint().height());
}

void DockHeader::paintEvent(QPaintEvent*)
{
    if (m_collapsed)
        return;
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.border);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const int width = QFontMetrics(bold).horizontalAdvance(m_dock->windowTitle());
    painter.setPen(theme.text);
    painter.drawText(QRect(18, 0, width + 4, height() - 2), Qt::AlignVCenter, m_dock->windowTitle());
    painter.fillRect(QRect(8, height() - 2, width + 20, 2), theme.accent);
}

} // namespace netloom
