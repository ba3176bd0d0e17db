// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/focus_ring.h"

#include "ui/toolkit/theme.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>

namespace netloom {

FocusRing::FocusRing(QWidget* of) : QWidget(of)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    of->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason) {
            setGeometry(parentWidget()->rect());
            raise();
            show();
        }
    } else if (event->type() == QEvent::FocusOut || event->type() == QEvent::MouseButtonPress) {
        hide();
    } else if (event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(QPen(Theme::current().accent, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

} // namespace netloom
