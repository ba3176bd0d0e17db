// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/focus_order.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QScrollArea>
#include <QToolBar>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace netloom {

namespace {

bool isStop(const QWidget* widget, const QWidget* window)
{
    return (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() && widget->isEnabled() &&
           widget->isVisibleTo(window);
}

QRect placeIn(const QWidget* widget, const QWidget* outer)
{
    return {widget->mapTo(outer, QPoint()), widget->size()};
}

/// Line by line, each from left to right.
void sortAsRead(std::vector<QWidget*>& widgets, const QWidget* outer)
{
    const auto middle = [outer](const QWidget* widget) { return placeIn(widget, outer).center().y(); };
    std::stable_sort(widgets.begin(), widgets.end(),
                     [&](const QWidget* a, const QWidget* b) { return middle(a) < middle(b); });
    for (auto line = widgets.begin(); line != widgets.end();) {
        const auto end = std::find_if(line, widgets.end(), [&](const QWidget* each) {
            return middle(each) - middle(*line) > std::min(each->height(), (*line)->height()) / 2;
        });
        std::stable_sort(line, end, [outer](const QWidget* a, const QWidget* b) {
            return placeIn(a, outer).left() < placeIn(b, outer).left();
        });
        line = end;
    }
}

} // namespace

FocusOrder::FocusOrder(const QMainWindow& window) : m_window(window)
{
    std::map<QWidget*, std::vector<QWidget*>> places;
    for (QWidget* each = window.nextInFocusChain(); each != &window; each = each->nextInFocusChain())
        if (isStop(each, &window))
            if (QWidget* place = placeOf(each);
                !place->isWindow() && !(qobject_cast<QDockWidget*>(place) && isCovered(place)))
                places[place].push_back(each);
    std::vector<QWidget*> order;
    for (const auto& [place, stops] : places)
        order.push_back(place);
    std::sort(order.begin(), order.end(), [](const QWidget* a, const QWidget* b) {
        const auto key = [](const QWidget* place) {
            return std::make_tuple(!qobject_cast<const QToolBar*>(place), place->x(), place->y());
        };
        return key(a) < key(b);
    });
    for (QWidget* place : order)
        addInOrder(place, places[place]);
}

/// Qt moves it out of the window.
bool FocusOrder::isCovered(const QWidget* dock)
{
    return dock->isVisible() && !dock->parentWidget()->rect().intersects(dock->geometry());
}

/// The direct child of the window that it is in.
QWidget* FocusOrder::placeOf(QWidget* widget) const
{
    while (widget->parentWidget() != &m_window)
        widget = widget->parentWidget();
    return widget;
}

/// @param stops  in `of`, however deep
void FocusOrder::addInOrder(QWidget* of, const std::vector<QWidget*>& stops)
{
    // What the outermost stop, or the outermost area that scrolls, has in it goes with it.
    std::map<QWidget*, std::vector<QWidget*>> groups;
    for (QWidget* stop : stops) {
        QWidget* outermost = stop;
        for (QWidget* each = stop->parentWidget(); each && each != of; each = each->parentWidget())
            if (qobject_cast<QScrollArea*>(each) || std::find(stops.begin(), stops.end(), each) != stops.end())
                outermost = each;
        groups[outermost].push_back(stop);
    }
    std::vector<QWidget*> heads;
    for (const auto& [head, inside] : groups)
        heads.push_back(head);
    sortAsRead(heads, of);
    for (QWidget* head : heads) {
        std::vector<QWidget*> inside = groups[head];
        const bool isItself = std::erase(inside, head) > 0;
        // A page that scrolls is no stop where something in it is one.
        if (isItself && (inside.empty() || !qobject_cast<QScrollArea*>(head)))
            m_stops.push_back(head);
        if (!inside.empty())
            addInOrder(head, inside);
    }
}

QWidget* FocusOrder::neighbour(QWidget* from, bool next) const
{
    if (m_stops.empty())
        return nullptr;
    const auto here = std::find(m_stops.begin(), m_stops.end(), from);
    if (here != m_stops.end()) {
        if (next)
            return std::next(here) == m_stops.end() ? m_stops.front() : *std::next(here);
        return here == m_stops.begin() ? m_stops.back() : *std::prev(here);
    }
    // No stop itself, such as a panel that has just come to the front: the first one in it.
    const auto inside =
        std::find_if(m_stops.begin(), m_stops.end(), [from](const QWidget* stop) { return from->isAncestorOf(stop); });
    return inside == m_stops.end() ? m_stops.front() : *inside;
}

} // namespace netloom
