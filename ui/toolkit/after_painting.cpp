// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/after_painting.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <utility>

namespace netloom {

namespace {

constexpr int kRounds = 2;
constexpr int kAfterUpdates = Qt::LowEventPriority - 1; // Qt asks windows to paint with LowEventPriority

QEvent::Type waitEvent()
{
    static const int type = QEvent::registerEventType();
    return static_cast<QEvent::Type>(type);
}

} // namespace

void AfterPainting::ask()
{
    if (std::exchange(m_rounds, kRounds) == 0)
        wait();
}

void AfterPainting::wait()
{
    QCoreApplication::postEvent(this, new QEvent(waitEvent()), kAfterUpdates);
}

bool AfterPainting::event(QEvent* event)
{
    if (event->type() != waitEvent())
        return QObject::event(event);
    if (--m_rounds > 0)
        QTimer::singleShot(0, this, &AfterPainting::wait);
    else
        emit painted();
    return true;
}

} // namespace netloom
