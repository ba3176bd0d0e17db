// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/elided_label.h"

#include <QHelpEvent>
#include <QStyle>
#include <QStyleOption>
#include <QStylePainter>
#include <QToolTip>

#include <algorithm>

namespace netloom {

ElidedLabel::ElidedLabel(int least, QWidget* parent) : QLabel(parent), m_least(least)
{
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setShorter(const QStringList& texts)
{
    m_shorter = texts;
    update();
}

QString ElidedLabel::fitting() const
{
    const QFontMetrics metrics = fontMetrics();
    const int room = contentsRect().width();
    for (const QString& each : QStringList{text()} + m_shorter)
        if (metrics.horizontalAdvance(each) <= room)
            return each;
    const QString elided = metrics.elidedText(text(), m_mode, room);
    constexpr int kTellsSomething = 10; // characters
    return m_least == 0 && elided.size() < kTellsSomething ? QString() : elided;
}

QSize ElidedLabel::minimumSizeHint() const
{
    const int least = m_least * fontMetrics().averageCharWidth();
    return {std::min(least, QLabel::sizeHint().width()), QLabel::sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QStylePainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment() | Qt::TextSingleLine), option.palette,
                          isEnabled(), fitting(), foregroundRole());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
        // Names come from files: shown letter for letter.
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           QStringLiteral("<p>%1</p>").arg(text().toHtmlEscaped()), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace netloom
