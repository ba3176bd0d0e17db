// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/window_resized.h"

#include <QEvent>
#include <QWidget>

#include <utility>

namespace netloom {

namespace {

class WindowWatch final : public QObject
{
public:
    WindowWatch(QWidget& widget, std::function<void()> then)
        : QObject(&widget), m_widget(widget), m_then(std::move(then))
    {
        widget.installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool shown = event->type() == QEvent::Show && watched == &m_widget;
        if (shown)
            m_widget.window()->installEventFilter(this); // installing again only moves it
        if (shown || (event->type() == QEvent::Resize && watched == m_widget.window()))
            m_then();
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget& m_widget;
    std::function<void()> m_then;
};

} // namespace

void whenWindowResized(QWidget& widget, std::function<void()> then)
{
    new WindowWatch(widget, std::move(then));
}

} // namespace netloom
