// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/find_bar.h"
#include "ui/diagram/hover_card.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace netloom {

void DiagramView::showCard(QPoint pointer, const QString& html)
{
    QTextDocument text;
    text.setDefaultFont(QToolTip::font());
    text.setHtml(html);
    text.adjustSize();
    constexpr int frame = 12; // around the text, as the theme has it
    const QSize size = text.size().toSize() + QSize(2 * frame, frame);
    const QPoint corner = hoverCardPlace(m_picture, m_hit, {m_scale, origin(), viewport()->size()}, size, pointer);
    // Qt puts a tool tip to the right of a pointer's tip and below it.
    const QPoint pointerSize = corner == pointer ? QPoint() : QPoint(2, 16);
    QToolTip::showText(viewport()->mapToGlobal(corner - pointerSize), html, viewport());
}

bool DiagramView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::ToolTip: {
        auto* help = static_cast<QHelpEvent*>(event);
        // Names come from files: shown letter for letter.
        if (m_readout.isEmpty())
            QToolTip::hideText();
        else
            showCard(help->pos(), QStringLiteral("<p>%1</p>").arg(m_readout.toHtmlEscaped()));
        return true;
    }
    case QEvent::Leave:
        if (!m_panning)
            clearHover();
        break;
    case QEvent::NativeGesture: {
        auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomTo(m_zoom * std::clamp(1 + gesture->value(), 0.5, 2.0), gesture->position());
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void DiagramView::resizeEvent(QResizeEvent*)
{
    placeFinder();
    layOut();
}

void DiagramView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void DiagramView::wheelEvent(QWheelEvent* event)
{
    QPoint delta = event->angleDelta();
    if (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier) || std::abs(delta.x()) > std::abs(delta.y())) {
        const int along = std::abs(delta.x()) > std::abs(delta.y()) ? delta.x() : delta.y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - along);
    } else if (delta.y() != 0) {
        const double notches = std::clamp(delta.y() / 120.0, -4.0, 4.0);
        zoomTo(m_zoom * std::pow(1.2, notches), event->position());
    }
    event->accept();
}

void DiagramView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        event->ignore();
        return;
    }
    m_button = event->button();
    if (const QRect small = overview(); m_button == Qt::LeftButton && small.contains(event->pos())) {
        m_overviewHeld = small;
        panTo(event->pos());
        return;
    }
    m_pressed = event->pos();
    m_heading = m_button == Qt::LeftButton ? headingAt(event->position()) : -1;
    m_pressedScroll = QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    m_focusRing = false;
}

void DiagramView::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->pos();
    m_pointerInside = viewport()->rect().contains(m_pointer);
    if (!m_overviewHeld.isNull()) {
        panTo(event->pos());
        return;
    }
    if (m_button != Qt::NoButton && !(event->buttons() & m_button))
        m_button = Qt::NoButton;
    if (m_button != Qt::NoButton) {
        const QPoint way = event->pos() - m_pressed;
        if (m_heading >= 0) {
            if (!m_draggingHeading && way.manhattanLength() >= QApplication::startDragDistance())
                m_draggingHeading = true;
            if (m_draggingHeading) {
                viewport()->setCursor(Qt::ClosedHandCursor);
                viewport()->update();
                return;
            }
        }
        if (!m_panning && way.manhattanLength() >= QApplication::startDragDistance()) {
            m_panning = true;
            viewport()->setCursor(Qt::ClosedHandCursor);
        }
        if (m_panning) {
            horizontalScrollBar()->setValue(m_pressedScroll.x() - way.x());
            verticalScrollBar()->setValue(m_pressedScroll.y() - way.y());
            return;
        }
    }
    hover(event->pos());
}

void DiagramView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != m_button)
        return;
    if (!std::exchange(m_overviewHeld, QRect()).isNull()) {
        m_button = Qt::NoButton;
        viewport()->update();
        return;
    }
    if (std::exchange(m_draggingHeading, false)) {
        const int to = dropPlace(event->position());
        const int column = std::exchange(m_heading, -1);
        m_button = Qt::NoButton;
        viewport()->update();
        if (const int from = m_picture.columns[static_cast<std::size_t>(column)].layer; to >= 0 && to != from)
            emit layerMoved(from, to);
        hover(event->pos());
        return;
    }
    m_heading = -1;
    const bool click = !m_panning && m_button == Qt::LeftButton;
    m_button = Qt::NoButton;
    m_panning = false;
    if (click && !m_picture.isEmpty()) {
        const QPointF point = toPicture(event->position());
        const int column = columnAt(m_picture, point);
        const DiagramHit hit = hitDiagram(m_picture, point, 4);
        Unit unit;
        if (hit.kind == DiagramHit::Kind::Unit) {
            const auto at = static_cast<std::size_t>(hit.column);
            unit = {hit.column, m_picture.layout.columns[at].units[static_cast<std::size_t>(hit.unit)].unit};
        } else if (const auto [spine, row] = spineAt(m_picture, point); spine >= 0) {
            unit = {spine, row};
        }
        chooseUnit(unit);
        if (column >= 0)
            emit layerClicked(m_picture.columns[static_cast<std::size_t>(column)].layer);
    }
    hover(event->pos());
}

void DiagramView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const DiagramHit hit = m_picture.isEmpty() ? DiagramHit() : hitDiagram(m_picture, toPicture(event->position()), 6);
    if (hit.kind == DiagramHit::Kind::Fold) {
        const auto at = static_cast<std::size_t>(hit.column);
        const auto shown = static_cast<Index>(m_picture.layout.columns[at].units.size());
        constexpr Index step = 40;
        unfold(hit.column, std::min(m_picture.columns[at].units, shown + step));
    } else {
        fit();
    }
}

void DiagramView::selectBeside(int step)
{
    const int layers = static_cast<int>(m_scene.network.layers.size());
    if (layers == 0)
        return;
    const int layer = std::clamp(m_scene.selectedLayer + step, 0, layers - 1);
    if (layer != m_scene.selectedLayer)
        emit layerClicked(layer);
}

void DiagramView::keyPressEvent(QKeyEvent* event)
{
    const auto scroll = [](QScrollBar* bar, int steps) {
        bar->setValue(bar->value() + steps * bar->singleStep());
        return true;
    };
    const bool wide = horizontalScrollBar()->maximum() > 0;
    if (moveChosen(event->key()))
        return;
    switch (event->key()) {
    case Qt::Key_M:
        toggleMatrix();
        return;
    case Qt::Key_Slash:
        openFinder();
        return;
    case Qt::Key_Escape:
        if (m_draggingHeading) {
            m_draggingHeading = false;
            m_heading = -1;
            m_button = Qt::NoButton;
            viewport()->unsetCursor();
            viewport()->update();
        } else if (m_findBar->isVisible()) {
            closeFinder();
        } else {
            chooseUnit({});
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_chosen.column >= 0)
            emit unitActivated();
        else if (const int column = std::max(0, m_scene.selectedLayer + 1);
                 column < static_cast<int>(m_picture.layout.columns.size()) &&
                 !m_picture.layout.columns[static_cast<std::size_t>(column)].units.empty())
            chooseUnit({column, m_picture.layout.columns[static_cast<std::size_t>(column)].units.front().unit});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return;
    case Qt::Key_Minus:
        zoomOut();
        return;
    case Qt::Key_0:
    case Qt::Key_F:
        event->modifiers().testFlag(Qt::ShiftModifier) ? fitHeight() : fit();
        return;
    case Qt::Key_Left:
        wide ? static_cast<void>(scroll(horizontalScrollBar(), -1)) : selectBeside(-1);
        return;
    case Qt::Key_Right:
        wide ? static_cast<void>(scroll(horizontalScrollBar(), 1)) : selectBeside(1);
        return;
    case Qt::Key_Up:
        scroll(verticalScrollBar(), -1);
        return;
    case Qt::Key_Down:
        scroll(verticalScrollBar(), 1);
        return;
    case Qt::Key_PageUp:
        verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        return;
    case Qt::Key_PageDown:
        verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
        return;
    case Qt::Key_Home:
        horizontalScrollBar()->setValue(0);
        return;
    case Qt::Key_End:
        horizontalScrollBar()->setValue(horizontalScrollBar()->maximum());
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void DiagramView::focusInEvent(QFocusEvent* event)
{
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    viewport()->update();
    QAbstractScrollArea::focusInEvent(event);
}

void DiagramView::focusOutEvent(QFocusEvent* event)
{
    m_focusRing = false;
    viewport()->update();
    QAbstractScrollArea::focusOutEvent(event);
}

} // namespace netloom
