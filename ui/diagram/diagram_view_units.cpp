// SPDX-License-Identifier: GPL-3.0-or-later
// DiagramView: the chosen unit, finding one, folding and unfolding.
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_accessible.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/diagram_view.h"
#include "ui/diagram/find_bar.h"
#include "ui/toolkit/number_text.h"

#include <QContextMenuEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <cmath>

namespace netloom {

QPoint DiagramView::placeOf(const Unit& unit) const
{
    if (unit.column < 0 || unit.column >= static_cast<int>(m_picture.layout.columns.size()))
        return {-1, -1};
    const auto& units = m_picture.layout.columns[static_cast<std::size_t>(unit.column)].units;
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const UnitItem& item) { return item.unit == unit.unit; });
    return found == units.end() ? QPoint(-1, -1) : QPoint(unit.column, static_cast<int>(found - units.begin()));
}

/// Looked for anew where another unit is shown, or values have changed.
void DiagramView::updatePartners()
{
    QPoint place = m_hit.kind == DiagramHit::Kind::Unit ? QPoint(m_hit.column, m_hit.unit) : placeOf(m_chosen);
    if (m_style.kind != DiagramKind::Neurons)
        place = {-1, -1};
    if (place == m_partnersOf)
        return;
    m_partnersOf = place;
    m_partners.clear();
    if (place.x() < 0 || m_hit.kind == DiagramHit::Kind::Link)
        return;
    const auto& units = m_picture.layout.columns[static_cast<std::size_t>(place.x())].units;
    m_partners = partnersOf(m_picture, place.x(), units[static_cast<std::size_t>(place.y())].unit, FontMeasure());
}

void DiagramView::chooseUnit(Unit unit)
{
    const bool valid = m_style.kind == DiagramKind::Neurons && unit.column >= 0 &&
                       unit.column < static_cast<int>(m_picture.columns.size()) && unit.unit >= 0 &&
                       unit.unit < m_picture.columns[static_cast<std::size_t>(unit.column)].units;
    if (!valid)
        unit = {};
    if (unit == m_chosen)
        return;
    m_chosen = unit;
    if (valid && placeOf(unit).x() < 0) {
        m_style.wanted = {{unit.column, unit.unit}};
        rebuild();
    }
    if (valid) {
        showUnit(unit);
        sayChosen();
    } else if (!m_pointerInside) {
        sayChosen();
    }
    viewport()->update();
    announceUnit(*this);
    emit unitChosen(unit.column, unit.unit);
}

/// Nothing where none is chosen.
void DiagramView::sayChosen()
{
    m_readout = chosenInWords();
    emit hovered(m_readout);
}

QString DiagramView::chosenInWords() const
{
    const QPoint place = placeOf(m_chosen);
    return place.x() < 0 ? QString() : describeUnit(m_picture, place.x(), place.y());
}

void DiagramView::showUnit(const Unit& unit)
{
    const QPoint place = placeOf(unit);
    if (place.x() < 0)
        return;
    const QPointF center =
        m_picture.layout.columns[static_cast<std::size_t>(place.x())].units[static_cast<std::size_t>(place.y())].center;
    const QPointF at = toViewport(center);
    const auto bring = [](QScrollBar* bar, double position, int length) {
        constexpr double margin = 60;
        if (position < margin)
            bar->setValue(bar->value() + static_cast<int>(position - margin));
        else if (position > length - margin)
            bar->setValue(bar->value() + static_cast<int>(position - length + margin));
    };
    bring(horizontalScrollBar(), at.x(), viewport()->width());
    bring(verticalScrollBar(), at.y(), viewport()->height());
}

std::vector<DiagramView::Unit> DiagramView::named(const QString& words) const
{
    std::vector<Unit> units;
    if (words.isEmpty() || m_style.kind != DiagramKind::Neurons)
        return units;
    for (std::size_t column = 0; column < m_picture.columns.size(); ++column) {
        const DiagramColumn& info = m_picture.columns[column];
        for (Index unit = 0; unit < info.units; ++unit) {
            QString text = QStringLiteral("%1 unit %2 %3").arg(info.name).arg(unit + 1).arg(unitLabel(info, unit));
            if (!info.names.isEmpty())
                text += QLatin1Char(' ') + info.names.at(unit);
            if (text.contains(words, Qt::CaseInsensitive))
                units.push_back({static_cast<int>(column), unit});
        }
    }
    return units;
}

void DiagramView::lookFor(const QString& words)
{
    m_wanted = words;
    m_found = named(words);
    sayFound();
    viewport()->update();
}

bool DiagramView::find(const QString& words)
{
    const bool again = m_wanted == words.trimmed();
    lookFor(words.trimmed());
    if (m_found.empty())
        return false;
    if (again)
        stepFound(1);
    else
        chooseUnit(m_found.front());
    sayFound();
    return true;
}

/// From the chosen unit on, so that Enter goes from one to the next.
void DiagramView::stepFound(int by)
{
    if (m_found.empty())
        return;
    const auto at = [](const Unit& unit) { return std::pair(unit.column, unit.unit); };
    const auto behind =
        std::find_if(m_found.begin(), m_found.end(), [&](const Unit& unit) { return at(unit) > at(m_chosen); });
    if (by > 0) {
        chooseUnit(behind == m_found.end() ? m_found.front() : *behind);
    } else {
        const auto before =
            std::find_if(m_found.rbegin(), m_found.rend(), [&](const Unit& unit) { return at(unit) < at(m_chosen); });
        chooseUnit(m_chosen.column < 0 || before == m_found.rend() ? m_found.back() : *before);
    }
    sayFound();
}

void DiagramView::sayFound()
{
    m_findBar->setMany(!m_found.empty());
    if (m_wanted.isEmpty()) {
        m_findBar->say({});
        return;
    }
    if (m_found.empty()) {
        m_findBar->say(tr("No unit, column or layer is called “%1”.").arg(m_wanted), true);
        return;
    }
    const QLocale locale;
    const QString count = locale.toString(qulonglong(m_found.size()));
    const auto current = std::find(m_found.begin(), m_found.end(), m_chosen);
    if (current != m_found.end()) {
        m_findBar->say(tr("%1 of %2 · %3")
                           .arg(locale.toString(qlonglong(current - m_found.begin() + 1)), count,
                                unitName(m_picture.columns[static_cast<std::size_t>(m_chosen.column)], m_chosen.unit)));
        return;
    }
    const auto folded =
        std::count_if(m_found.begin(), m_found.end(), [this](const Unit& unit) { return placeOf(unit).x() < 0; });
    m_findBar->say(folded > 0 ? tr("%1 found, %2 of them folded away; Enter goes to the first")
                                    .arg(count, locale.toString(qlonglong(folded)))
                              : tr("%1 found; Enter goes to the first").arg(count));
}

void DiagramView::openFinder()
{
    if (m_style.kind != DiagramKind::Neurons || m_picture.isEmpty())
        return;
    // Above the picture, which makes room.
    setViewportMargins(0, m_findBar->sizeHint().height(), 0, 0);
    placeFinder();
    m_findBar->open();
    lookFor(m_findBar->words());
}

void DiagramView::placeFinder()
{
    m_findBar->setGeometry(0, 0, width(), m_findBar->sizeHint().height());
}

void DiagramView::closeFinder()
{
    m_findBar->hide();
    setViewportMargins(0, 0, 0, 0);
    m_found.clear();
    setFocus();
    viewport()->update();
}

bool DiagramView::moveChosen(int key)
{
    if (m_style.kind != DiagramKind::Neurons || m_picture.isEmpty())
        return false;
    const auto& columns = m_picture.layout.columns;
    QPoint place = placeOf(m_chosen);
    if (place.x() < 0)
        return false;
    const auto& units = columns[static_cast<std::size_t>(place.x())].units;
    const auto last = static_cast<int>(units.size()) - 1;
    if (m_picture.layout.isDown()) // units lie side by side, layers below each other
        key = key == Qt::Key_Up      ? Qt::Key_Left
              : key == Qt::Key_Down  ? Qt::Key_Right
              : key == Qt::Key_Left  ? Qt::Key_Up
              : key == Qt::Key_Right ? Qt::Key_Down
                                     : key;
    switch (key) {
    case Qt::Key_Up:
        place.ry() = std::max(0, place.y() - 1);
        break;
    case Qt::Key_Down:
        place.ry() = std::min(last, place.y() + 1);
        break;
    case Qt::Key_Home:
        place.ry() = 0;
        break;
    case Qt::Key_End:
        place.ry() = last;
        break;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = key == Qt::Key_Left ? -1 : 1;
        int column = place.x() + step;
        while (column > 0 && column + 1 < static_cast<int>(columns.size()) &&
               columns[static_cast<std::size_t>(column)].units.empty())
            column += step; // within a run
        column = std::clamp(column, 0, static_cast<int>(columns.size()) - 1);
        const DiagramLayout& layout = m_picture.layout;
        const double y = layout.across(units[static_cast<std::size_t>(place.y())].center);
        const auto& there = columns[static_cast<std::size_t>(column)].units;
        const auto nearest = std::min_element(there.begin(), there.end(), [&](const UnitItem& a, const UnitItem& b) {
            return std::abs(layout.across(a.center) - y) < std::abs(layout.across(b.center) - y);
        });
        if (nearest == there.end())
            return true;
        place = QPoint(column, static_cast<int>(nearest - there.begin()));
        break;
    }
    default:
        return false;
    }
    chooseUnit(
        {place.x(), columns[static_cast<std::size_t>(place.x())].units[static_cast<std::size_t>(place.y())].unit});
    return true;
}

void DiagramView::unfold(int column, Index units)
{
    if (units > 0)
        m_style.unfolded[column] = units;
    else
        m_style.unfolded.erase(column);
    rebuild();
}

void DiagramView::toggleMatrix(int column)
{
    if (m_style.kind != DiagramKind::Neurons || m_picture.gaps.empty())
        return;
    std::vector<int> gaps;
    const int chosen = column > 0 ? column - 1 : m_chosen.column > 0 ? m_chosen.column - 1 : m_scene.selectedLayer;
    if (chosen >= 0 && chosen < static_cast<int>(m_picture.gaps.size()))
        gaps.push_back(chosen);
    constexpr double wide = 4096; // links
    for (std::size_t gap = 0; chosen < 0 && gap < m_picture.gaps.size(); ++gap)
        if (m_picture.gaps[gap].total > wide)
            gaps.push_back(static_cast<int>(gap));
    for (std::size_t gap = 0; gaps.empty() && gap < m_picture.gaps.size(); ++gap)
        gaps.push_back(static_cast<int>(gap));
    const bool on = !m_style.matrices.contains(gaps.front());
    for (const int gap : gaps) {
        if (on)
            m_style.matrices.insert(gap);
        else
            m_style.matrices.erase(gap);
    }
    rebuild();
    if (on && !m_style.coloring->needsWeights())
        emit hovered(tr("A matrix shows weights: choose Weights, Change, Gradients or Sample"));
}

void DiagramView::contextMenuEvent(QContextMenuEvent* event)
{
    const int column =
        m_picture.isEmpty() || m_style.kind != DiagramKind::Neurons ? -1 : columnAt(m_picture, toPicture(event->pos()));
    if (column < 0)
        return;
    const Index units = m_picture.columns[static_cast<std::size_t>(column)].units;
    const auto shown = static_cast<Index>(m_picture.layout.columns[static_cast<std::size_t>(column)].units.size());
    const DiagramHit hit = hitDiagram(m_picture, toPicture(event->pos()), 4);
    Index unit = -1;
    if (hit.kind == DiagramHit::Kind::Unit && hit.column == column)
        unit =
            m_picture.layout.columns[static_cast<std::size_t>(column)].units[static_cast<std::size_t>(hit.unit)].unit;
    auto* opened = new QMenu(this);
    opened->setAttribute(Qt::WA_DeleteOnClose);
    QMenu& menu = *opened;
    emit menuRequested(menu, column, unit);
    if (!menu.isEmpty())
        menu.addSeparator();
    for (const Index some : {Index(10), Index(20), Index(40)})
        if (some + leastFolded <= units && some != shown)
            connect(menu.addAction(tr("Show %1 of %2 units").arg(some).arg(wholeNumber(units))), &QAction::triggered,
                    this, [this, column, some] { unfold(column, some); });
    constexpr Index most = 2000;
    if (shown < units && units <= most)
        connect(menu.addAction(tr("Show all %1 units").arg(wholeNumber(units))), &QAction::triggered, this,
                [this, column, units] { unfold(column, units); });
    if (m_style.unfolded.contains(column))
        connect(menu.addAction(tr("Show as many as fit")), &QAction::triggered, this,
                [this, column] { unfold(column, 0); });
    if (column > 0 && m_picture.columns[static_cast<std::size_t>(column)].fullyLinked())
        connect(menu.addAction(m_style.matrices.contains(column - 1) ? tr("Links instead of the matrix")
                                                                     : tr("Weights as a matrix")),
                &QAction::triggered, this, [this, column] { toggleMatrix(column); });
    connect(menu.addAction(tr("Find a unit…")), &QAction::triggered, this, &DiagramView::openFinder);
    menu.popup(event->globalPos());
}

} // namespace netloom
