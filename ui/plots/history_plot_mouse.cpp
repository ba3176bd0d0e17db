// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_plot_private.h"
#include "ui/plots/plot_tickers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace netloom {

namespace {

constexpr double kEventFoot = 0.98; ///< of the words of an event: share of the axis from its upper end

/// An edit lies between two epochs; what ended the training lies at its last one.
double placeOf(const HistoryEvent& event)
{
    const bool ended = event.kind == HistoryEvent::Kind::Stop || event.kind == HistoryEvent::Kind::Diverged;
    return ended ? std::max(event.epoch, 1) : event.epoch + 0.5;
}

} // namespace

void HistoryPlot::Private::build()
{
    plot = new QCustomPlot(&q);
    plot->setObjectName(QStringLiteral("plot"));
    plot->setFont(q.font());
    plot->setFocusProxy(&q);
    plot->setMouseTracking(true);
    plot->installEventFilter(&q);
    plot->addLayer(QStringLiteral("cursor"), plot->layer(QStringLiteral("legend")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    plot->xAxis->setTicker(QSharedPointer<EpochTicker>::create());
    plot->xAxis->setLabelPadding(0);
    scales = {Scale{plot->yAxis}, Scale{plot->yAxis2}};
    plot->axisRect()->setMinimumMargins(QMargins(34, 6, 16, 18));
    names.emplace(*plot, 34, 22);
    for (QCPGraph*& part : parts)
        part = plot->addGraph();
    parts[0]->setName(HistoryPlot::tr("train"));
    parts[1]->setName(HistoryPlot::tr("validation"));
    plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    plot->setSelectionRectMode(QCP::srmCustom);
    const QList<QCPAxis*> across{plot->xAxis};
    const QList<QCPAxis*> up{plot->yAxis, plot->yAxis2};
    plot->axisRect()->setRangeZoomAxes(across, up);
    plot->axisRect()->setRangeDragAxes(across, up);

    bestLine = new QCPItemStraightLine(plot);
    bestText = new QCPItemText(plot);
    bestText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    bestText->setPadding(QMargins(4, 0, 4, 0));
    levelText = new QCPItemText(plot);
    levelText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    levelText->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    emptyText = new QCPItemText(plot);
    emptyText->position->setType(QCPItemPosition::ptViewportRatio);
    emptyText->position->setCoords(0.5, 0.5);
    emptyText->setClipToAxisRect(false);
    cursorLine = new QCPItemStraightLine(plot);
    markLine = new QCPItemStraightLine(plot);
    evidence = new QCPItemRect(plot);
    evidence->setLayer(QStringLiteral("grid"));
    for (QCPItemPosition* corner : {evidence->topLeft, evidence->bottomRight})
        corner->setTypeY(QCPItemPosition::ptAxisRectRatio);
    evidence->setPen(QPen(Qt::NoPen));
    evidence->setSelectable(false);
    evidence->setVisible(false);
    readout = new QCPItemText(plot);
    readout->position->setType(QCPItemPosition::ptAbsolute);
    readout->setPadding(QMargins(6, 4, 6, 4));
    readout->setTextAlignment(Qt::AlignLeft);
    readout->setClipToAxisRect(false);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(bestLine), static_cast<QCPAbstractItem*>(bestText),
                                  static_cast<QCPAbstractItem*>(levelText), static_cast<QCPAbstractItem*>(emptyText),
                                  static_cast<QCPAbstractItem*>(cursorLine), static_cast<QCPAbstractItem*>(markLine),
                                  static_cast<QCPAbstractItem*>(readout)}) {
        item->setSelectable(false);
        item->setVisible(false);
    }
    cursorLine->setLayer(QStringLiteral("cursor"));
    markLine->setLayer(QStringLiteral("cursor"));
    readout->setLayer(QStringLiteral("cursor"));
}

void HistoryPlot::Private::connectMouse()
{
    QObject::connect(plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, [this] {
        if (ownRange)
            return;
        setFitted(false);
        keepInBounds();
        fill();
        placeBest();
        placeReadout();
        emit q.epochsZoomed(plot->xAxis->range().lower, plot->xAxis->range().upper);
    });
    QObject::connect(plot, &QCustomPlot::mouseWheel, &q, [this](const QWheelEvent* event) {
        // Among the curves the epochs only: the wheel over an empty place would lose them.
        const bool within = plot->axisRect()->rect().contains(event->position().toPoint());
        plot->axisRect()->setRangeZoom(within ? Qt::Orientations(Qt::Horizontal) : Qt::Horizontal | Qt::Vertical);
    });
    QObject::connect(plot, &QCustomPlot::legendClick, &q, [this](QCPLegend*, QCPAbstractLegendItem* item) {
        if (auto* entry = qobject_cast<QCPPlottableLegendItem*>(item))
            if (toggle(entry->plottable()))
                emit q.hiddenChanged();
    });
    // The names above the curves come and go, and the axes with them.
    QObject::connect(plot, &QCustomPlot::afterLayout, &q, [this] {
        if (plot->axisRect()->rect() != bestArea)
            placeBest();
    });
    for (const Scale& scale : scales)
        QObject::connect(scale.axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q,
                         [this, axis = scale.axis](const QCPRange& range) {
                             arrangeLegend();
                             if (ownRange)
                                 return;
                             setFitted(false);
                             placeReadout();
                             if (axis == plot->yAxis)
                                 emit q.valuesZoomed(range.lower, range.upper);
                         });
    QObject::connect(plot, &QCustomPlot::mousePress, &q, [this](const QMouseEvent* event) {
        // A drag of a box would swallow the clicks on names.
        const bool onNames = plot->legend->visible() && plot->legend->outerRect().contains(event->pos());
        const bool moves = onNames || event->modifiers().testFlag(Qt::ShiftModifier);
        plot->setSelectionRectMode(moves ? QCP::srmNone : QCP::srmCustom);
    });
    QObject::connect(plot->selectionRect(), &QCPSelectionRect::accepted, &q, [this](const QRect& box) { zoom(box); });
    QObject::connect(plot, &QCustomPlot::mouseDoubleClick, &q, [this](const QMouseEvent* event) {
        if (plot->legend->visible() && plot->legend->outerRect().contains(event->pos()))
            return; // two clicks on names
        q.fit();
        emit q.fitted();
    });
    QObject::connect(plot, &QCustomPlot::mouseMove, &q, [this](const QMouseEvent* event) {
        int epoch = -1;
        if (count > 0 && plot->axisRect()->rect().contains(event->pos())) {
            const double at = plot->xAxis->pixelToCoord(event->position().x());
            epoch = static_cast<int>(std::clamp<double>(std::round(at) - 1, 0, count - 1));
        }
        if (epoch == cursor)
            return;
        q.setHoveredEpoch(epoch);
        emit q.hovered(epoch);
    });
}

/// A box that is hardly a line means the one axis that it goes along.
void HistoryPlot::Private::zoom(const QRect& box)
{
    constexpr int kLine = 8; // px
    const QRect inside = box.normalized() & plot->axisRect()->rect();
    if (inside.width() > kLine)
        plot->xAxis->setRange(plot->xAxis->pixelToCoord(inside.left()), plot->xAxis->pixelToCoord(inside.right()));
    if (inside.height() > kLine)
        for (const Scale& scale : scales)
            scale.axis->setRange(scale.axis->pixelToCoord(inside.bottom()), scale.axis->pixelToCoord(inside.top()));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::Private::placeBest()
{
    placeLevelName();
    const int best = history ? history->bestEpoch : -1;
    const bool shown = best >= 0 && best < count && count > 1;
    bestLine->setVisible(shown);
    bestText->setVisible(shown && !isLow() && plot->xAxis->range().contains(best + 1));
    if (!shown)
        return;
    bestLine->point1->setCoords(best + 1, 1);
    bestLine->point2->setCoords(best + 1, 2);
    bestText->setText(HistoryPlot::tr("best %1").arg(QLocale().toString(best + 1)));
    const QFontMetricsF metrics(bestText->font());
    const double reach = metrics.horizontalAdvance(bestText->text() + QStringLiteral("    "));
    const QRect area = bestArea = plot->axisRect()->rect();
    const double at = plot->xAxis->coordToPixel(best + 1);
    const double mark = markLine->visible() ? plot->xAxis->coordToPixel(markLine->point1->key()) : -1;
    // The name stands before its line, and behind it near the left end or where it would lie on the line of the mark.
    const auto isStruck = [&](bool left) {
        return left ? mark > at - reach && mark < at : mark > at && mark < at + reach;
    };
    const auto fits = [&](bool left) { return left ? at - reach >= area.left() : at + reach <= area.right(); };
    bool left = at - area.left() > 0.25 * area.width();
    double foot = at;
    if (isStruck(left)) {
        if (fits(!left))
            left = !left;
        else
            foot = mark; // no room behind: before both lines
    }
    // At the upper end, at the lower one, or between them: where no curve passes, or the least of one.
    const double high = metrics.height() / std::max(area.height(), 1);
    double place = 0.01;
    int least = std::numeric_limits<int>::max();
    const auto look = [&](bool before, double end) {
        const double first = plot->xAxis->pixelToCoord(before ? end - reach : end);
        const double last = plot->xAxis->pixelToCoord(before ? end : end + reach);
        for (const double top : {0.01, 0.99 - high, 0.35, 0.6}) {
            constexpr int kMuch = 1000;
            const int here =
                crossings(first, last, top, top + high) + (isOnWords(first, last, top, top + high) ? kMuch : 0);
            if (here >= least)
                continue;
            least = here;
            place = top;
            left = before;
            foot = end;
        }
    };
    look(left, foot);
    if (least > 0 && fits(!left) && !isStruck(!left))
        look(!left, at);
    bestText->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    bestText->position->setCoords(plot->xAxis->pixelToCoord(foot), place);
}

/// How much of curves passes between two epochs and two heights, shares of the axis from its upper end.
int HistoryPlot::Private::crossings(double first, double last, double top, double bottom) const
{
    constexpr int kLooks = 48;
    int passed = 0;
    const auto isPassed = [&](const Scale& scale, double value) {
        const QCPRange range = scale.axis->range();
        const double share = scale.logarithmic ? std::log(range.upper / value) / std::log(range.upper / range.lower)
                                               : (range.upper - value) / range.size();
        return share > top - 0.02 && share < bottom + 0.02;
    };
    for (std::size_t i = 0; i < std::min(levels.size(), levelsNamed); ++i)
        if (!levels[i].awaited && isPassed(scaleOf(levels[i]), levels[i].value))
            passed += kLooks + 1;
    for (const Line& line : lines) {
        const HistoryColumn* all = values(line);
        if (!all || all->empty() || line.hidden || !line.curve.seen)
            continue;
        for (int look = 0; look <= kLooks; ++look) {
            const double epoch = std::round(first + (last - first) * look / kLooks);
            if (!(epoch >= 1 && epoch <= static_cast<double>(all->size())))
                continue;
            if (isPassed(scaleOf(line), (*all)[static_cast<std::size_t>(epoch) - 1]))
                ++passed;
        }
    }
    return passed;
}

void HistoryPlot::Private::placeEvents()
{
    std::vector<HistoryEvent> wanted;
    if (history && count > 1)
        wanted = history->events;
    constexpr std::size_t kMost = 200;
    if (wanted.size() > kMost)
        wanted.erase(wanted.begin(), wanted.end() - kMost);
    if (wanted == events)
        return;
    for (QCPItemStraightLine* line : eventLines)
        plot->removeItem(line);
    eventLines.clear();
    events = std::move(wanted);
    for (const HistoryEvent& event : events) {
        auto* line = new QCPItemStraightLine(plot);
        line->setLayer(QStringLiteral("grid"));
        line->setSelectable(false);
        QPen pen(event.kind == HistoryEvent::Kind::Diverged ? theme.error : theme.warning, 1);
        pen.setDashPattern(event.kind == HistoryEvent::Kind::Rate ? QVector<qreal>{1, 3} : QVector<qreal>{5, 3});
        line->setPen(pen);
        line->point1->setCoords(placeOf(event), 1);
        line->point2->setCoords(placeOf(event), 2);
        eventLines.push_back(line);
    }
}

/// Whether an area as of `crossings` lies on the words of an event, once the plot is laid out.
bool HistoryPlot::Private::isOnWords(double first, double last, double top, double bottom) const
{
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    const double wide = metrics.height() * plot->xAxis->range().size() / std::max(1, plot->axisRect()->width());
    return std::any_of(eventTexts.begin(), eventTexts.end(), [&](const QCPItemText* words) {
        const double at = words->position->key();
        const double high = metrics.horizontalAdvance(words->text()) / std::max(1, plot->axisRect()->height());
        const bool isBelow = words->positionAlignment().testFlag(Qt::AlignLeft);
        return at > first && at - wide < last && (isBelow ? bottom > kEventFoot - high : top < 1 - kEventFoot + high);
    });
}

/// A picture has no cursor that would say what a line stands for. The words stand upright before their line, at the end
/// of the axis where less of a curve passes; a rate's, which often have many others beside them, only where none does.
void HistoryPlot::Private::nameEvents()
{
    for (QCPItemText* words : eventTexts)
        plot->removeItem(words);
    eventTexts.clear();
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    const QCPRange range = plot->xAxis->range();
    // Before the picture is laid out no axis knows its pixels.
    const double width = std::max(1, plot->viewport().width() - 60);
    const double height = std::max(1, plot->viewport().height() - plot->legend->minimumOuterSizeHint().height() - 40);
    const double wide = 1.5 * metrics.height();
    const auto pixelOf = [&](double place) {
        return width * (epochsLogarithmic ? std::log(place / range.lower) / std::log(range.upper / range.lower)
                                          : (place - range.lower) / range.size());
    };
    std::vector<double> taken;
    const auto name = [&](const HistoryEvent& event) {
        const double place = placeOf(event);
        const double at = pixelOf(place);
        if (event.text.empty() || !range.contains(place) ||
            std::any_of(taken.begin(), taken.end(), [&](double other) { return std::abs(at - other) < wide; }))
            return;
        const QString text = QString::fromStdString(event.text);
        const double first = epochsLogarithmic ? place * std::pow(range.lower / range.upper, wide / width)
                                               : place - wide * range.size() / width;
        const double high = metrics.horizontalAdvance(text) / height;
        const int below = crossings(first, place, kEventFoot - high, kEventFoot);
        const int above = below > 0 ? crossings(first, place, 1 - kEventFoot, 1 - kEventFoot + high) : 0;
        if (std::min(below, above) > 0 && event.kind == HistoryEvent::Kind::Rate)
            return;
        const bool top = below > 0 && above < below;
        taken.push_back(at);
        auto* words = new QCPItemText(plot);
        words->setSelectable(false);
        words->setClipToAxisRect(false);
        words->setLayer(QStringLiteral("legend"));
        words->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        words->position->setCoords(place, top ? 1 - kEventFoot : kEventFoot);
        words->setRotation(-90);
        words->setPositionAlignment((top ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
        words->setFont(plot->xAxis->tickLabelFont());
        words->setColor(event.kind == HistoryEvent::Kind::Diverged ? theme.error : theme.warning);
        QColor ground = theme.panel;
        ground.setAlpha(225);
        words->setBrush(ground);
        words->setPen(QPen(Qt::NoPen));
        words->setText(text);
        eventTexts.push_back(words);
    };
    for (const HistoryEvent& event : events)
        if (event.kind != HistoryEvent::Kind::Rate)
            name(event);
    for (const HistoryEvent& event : events)
        if (event.kind == HistoryEvent::Kind::Rate)
            name(event);
}

void HistoryPlot::Private::placeMark()
{
    markLine->setVisible(marked >= 0 && count > 0);
    const double at = epochsLogarithmic ? std::max(marked, 1) : marked;
    markLine->point1->setCoords(at, 1);
    markLine->point2->setCoords(at, 2);
    placeBest();
}

/// Hides the curves of a name, or shows them again where none of them is seen.
/// @returns whether it is a name of curves
bool HistoryPlot::Private::toggle(const QCPAbstractPlottable* named)
{
    const auto name =
        std::find_if(shownNames.begin(), shownNames.end(), [&](const Name& each) { return each.sample == named; });
    if (name == shownNames.end())
        return false;
    const bool hide =
        std::any_of(name->lines.begin(), name->lines.end(), [&](std::size_t i) { return !lines[i].hidden; });
    std::vector<bool> hidden;
    for (const Line& line : lines)
        hidden.push_back(line.hidden);
    for (const std::size_t i : name->lines)
        hidden[i] = hide;
    setHidden(hidden);
    return true;
}

void HistoryPlot::Private::setHidden(const std::vector<bool>& hidden)
{
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].hidden = hidden[i];
    if (fitted)
        fitRanges();
    fill();
    placeBest();
    placeReadout();
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::Private::placeReadout()
{
    // The epoch may come from the plot beside this one, and not be in view here.
    const bool shown = cursor >= 0 && cursor < count && plot->xAxis->range().contains(cursor + 1);
    cursorLine->setVisible(shown);
    readout->setVisible(shown);
    for (Line& line : lines) {
        const HistoryColumn* all = values(line);
        const bool there =
            shown && !line.hidden && line.curve.seen && all && static_cast<std::size_t>(cursor) < all->size();
        const double value = there ? (*all)[static_cast<std::size_t>(cursor)] : 0;
        const bool drawn = there && std::isfinite(value) && (!scaleOf(line).logarithmic || value > 0);
        line.dot->setVisible(drawn);
        if (drawn)
            line.dot->position->setCoords(cursor + 1, value);
    }
    if (!shown)
        return;
    cursorLine->point1->setCoords(cursor + 1, 1);
    cursorLine->point2->setCoords(cursor + 1, 2);
    // Whole rows, as many as there is room for, and all of their width.
    const QFontMetrics metrics(readout->font());
    const QMargins padding = readout->padding();
    const QSize room = plot->viewport().size();
    const auto most = std::max(2, (room.height() - padding.top() - padding.bottom()) / metrics.height());
    const QStringList rows = q.readoutText().split(u'\n').mid(0, most);
    readout->setText(rows.join(u'\n'));
    const QSize size =
        metrics.size(0, readout->text()) + QSize(padding.left() + padding.right(), padding.top() + padding.bottom());
    const QRect area = plot->axisRect()->rect();
    const double x = plot->xAxis->coordToPixel(cursor + 1);
    const double start = x > area.center().x() ? x - 8 - size.width() : x + 8;
    readout->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    readout->position->setPixelPosition(
        QPointF(std::clamp<double>(start, 0, std::max(0, room.width() - size.width() - 1)),
                std::clamp(area.top() + 2, 0, std::max(0, room.height() - size.height() - 1))));
}

QString HistoryPlot::readoutText() const
{
    if (d->cursor < 0 || d->cursor >= d->count)
        return {};
    QStringList rows{tr("Epoch %1").arg(QLocale().toString(d->cursor + 1))};
    const Curve* before = nullptr;
    for (const Private::Line& line : d->lines) {
        const HistoryColumn* all = d->values(line);
        if (line.hidden || !line.curve.seen || !all || static_cast<std::size_t>(d->cursor) >= all->size())
            continue;
        const QString value = Private::valueText(line.curve.key, (*all)[static_cast<std::size_t>(d->cursor)]);
        // Among several quantities the two curves of one, which have a colour, share a row.
        if (before && line.curve.color.isValid() && line.curve.key == "val_" + before->key)
            rows.back() += tr(" · val %1").arg(value);
        else
            rows << QStringLiteral("%1  %2").arg(line.curve.name, value);
        before = &line.curve;
    }
    // A line is narrow: near it is enough.
    const double near = 3 * d->plot->xAxis->range().size() / std::max(1, d->plot->axisRect()->width());
    for (const HistoryEvent& event : d->events)
        if (std::abs(placeOf(event) - (d->cursor + 1)) <= std::max(near, 0.5))
            rows << QString::fromStdString(event.text);
    for (const Level& level : d->levels)
        if (!level.awaited)
            rows << QStringLiteral("%1  %2").arg(level.name, Private::valueText(level.key, level.value));
    return rows.join(QLatin1Char('\n'));
}

void HistoryPlot::setHoveredEpoch(int epoch)
{
    if (epoch >= d->count)
        epoch = -1;
    if (epoch == d->cursor)
        return;
    d->cursor = epoch;
    d->placeReadout();
    d->plot->layer(QStringLiteral("cursor"))->replot();
}

void HistoryPlot::Private::zoom(double factor)
{
    plot->xAxis->scaleRange(factor);
    for (const Scale& scale : scales)
        scale.axis->scaleRange(factor);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::Private::move(double share)
{
    plot->xAxis->moveRange(share * plot->xAxis->range().size());
    plot->replot(QCustomPlot::rpQueuedReplot);
}

bool HistoryPlot::Private::isLow() const
{
    constexpr int least = 100;
    return height() < least;
}

int HistoryPlot::Private::height() const
{
    return exporting ? plot->viewport().height() : q.height();
}

void HistoryPlot::Private::countTicks()
{
    // As many labels as fit side by side, in the window or in the picture that is being made.
    const QSize size = exporting ? plot->viewport().size() : plot->size();
    const int label = q.fontMetrics().horizontalAdvance(QLocale().toString(reach())) + 28;
    plot->xAxis->ticker()->setTickCount(std::clamp((size.width() - 50) / label, 2, 6));
    // Up the axes, what the names above and the epochs below leave.
    const int above = plot->legend->minimumOuterSizeHint().height();
    for (const Scale& scale : scales)
        scale.axis->ticker()->setTickCount(std::clamp((size.height() - above - 36) / 26, 1, 4));
    // A label that reaches over the border of the plot is not drawn.
    const int last = QFontMetrics(plot->xAxis->tickLabelFont()).horizontalAdvance(QLocale().toString(reach()));
    QMargins margins = plot->axisRect()->minimumMargins();
    margins.setRight(std::max(16, last / 2 + 4));
    plot->axisRect()->setMinimumMargins(margins);
}

/// Where several quantities have a hue each, they are named once, and the parts, which share these hues, once for all.
std::vector<HistoryPlot::Private::Name> HistoryPlot::Private::curveNames() const
{
    const auto isNamed = [&](const Line& line) {
        return !line.thinned.isEmpty() && (line.curve.seen || (!axes.named && line.curve.role == Role::After));
    };
    const auto partner = [&](const Line& line) {
        const auto found = std::find_if(lines.begin(), lines.end(), [&](const Line& other) {
            return other.curve.key == "val_" + line.curve.key && other.curve.color.isValid() && isNamed(other);
        });
        return static_cast<std::size_t>(found - lines.begin());
    };
    std::vector<Name> found;
    std::vector<Name> ofParts{{parts[0], {}, true}, {parts[1], {}, true}};
    std::vector<bool> isPaired(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!isNamed(lines[i]) || isPaired[i])
            continue;
        Name name{lines[i].graph, {i}};
        if (const std::size_t other = lines[i].curve.color.isValid() ? partner(lines[i]) : lines.size();
            other < lines.size()) {
            isPaired[other] = true;
            name.lines.push_back(other);
            ofParts[0].lines.push_back(i);
            ofParts[1].lines.push_back(other);
        }
        found.push_back(std::move(name));
    }
    if (!ofParts[1].lines.empty())
        found.insert(found.begin(), ofParts.begin(), ofParts.end());
    return found;
}

/// Names in lines above the curves, where no curve crosses them; a curve without values has none. Where more than a
/// quarter of the height would go for them (in a picture, which has no read-out, two fifths), the last levels are left
/// out, name and line; beyond two fifths those of the parts, beyond a half the last curves': the read-out has them.
/// A low plot has one line of them, and beside its line the name of a level that has no room there.
void HistoryPlot::Private::arrangeLegend()
{
    constexpr int kForNames = 70;
    const QSize size = exporting ? plot->viewport().size() : q.size();
    const bool low = isLow();
    const int line = QFontMetrics(plot->legend->font()).height() + 1;
    const auto linesIn = [&](double share) {
        return low ? 1 : std::max(1, static_cast<int>(share * size.height()) / line);
    };
    nameLevels(names->room(size.width()));
    shownNames = curveNames();
    NamesAbove::Group ofParts, ofCurves, beside;
    for (const Name& name : shownNames)
        (name.isPart ? ofParts : ofCurves).push_back(name.sample);
    const auto linesWith = [&](const NamesAbove::Group& last) {
        return names->lines({ofParts, ofCurves, last}, size.width());
    };
    beside.assign(levelGraphs.begin(), levelGraphs.end());
    while (!beside.empty() && linesWith(beside) > linesIn(exporting ? 0.4 : 0.25))
        beside.pop_back();
    if (!exporting && linesWith(beside) > linesIn(0.4))
        ofParts.clear();
    while (!exporting && ofCurves.size() > 1 && linesWith(beside) > linesIn(0.5))
        ofCurves.pop_back();
    if (height() < kForNames || (low && exporting))
        for (NamesAbove::Group* group : {&ofParts, &ofCurves, &beside})
            group->clear();
    const std::size_t levelsShown = low ? std::min<std::size_t>(1, levelGraphs.size()) : beside.size();
    for (std::size_t i = 0; i < levelGraphs.size(); ++i)
        levelGraphs[i]->setVisible(i < levelsShown);
    if (levelsShown != std::exchange(levelsNamed, levelsShown) && fitted)
        fitRanges();
    // Those of other runs where they need no line of their own; in a picture, which has no read-out, all of them.
    if (!ofCurves.empty() || exporting)
        for (QCPAbstractPlottable* ghost : nameGhosts(names->room(size.width()))) {
            NamesAbove::Group more = beside;
            more.push_back(ghost);
            if (exporting || linesWith(more) <= linesWith(beside))
                beside = std::move(more);
        }
    names->show({ofParts, ofCurves, beside}, axes.named);
    for (const QCPGraph* graph : levelGraphs)
        if (auto* item = plot->legend->itemWithPlottable(graph))
            item->setVisible(graph->dataCount() > 0);
    for (const Name& name : shownNames)
        if (auto* item = plot->legend->itemWithPlottable(name.sample)) {
            const bool hidden =
                std::all_of(name.lines.begin(), name.lines.end(), [this](std::size_t i) { return lines[i].hidden; });
            QFont font = plot->legend->font();
            font.setStrikeOut(hidden);
            item->setFont(font);
            item->setTextColor(hidden ? theme.textMuted : theme.text);
        }
    nameAxes();
    countTicks();
}

void HistoryPlot::Private::nameAxes()
{
    const bool low = isLow();
    const QString epochsName = axes.epochs.isEmpty() ? HistoryPlot::tr("epoch") : axes.epochs;
    constexpr int kForLabel = 125; // the timeline below says what is counted, too
    plot->xAxis->setLabel(height() < kForLabel ? QString() : epochsName);
    plot->yAxis->setLabel(low ? QString() : axes.left);
    plot->yAxis2->setLabel(low ? QString() : axes.right);
    plot->yAxis->setLabelColor(theme.text);
    plot->yAxis2->setLabelColor(theme.training);
}

void HistoryPlot::Private::wrapEmptyText()
{
    const QFontMetrics metrics(emptyText->font());
    const int room = std::max(q.width() - 24, 40);
    QStringList broken;
    for (const QString& paragraph : emptyWords.split(QLatin1Char('\n'))) {
        QString line;
        for (const QString& word : paragraph.split(QLatin1Char(' '))) {
            const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
            if (!line.isEmpty() && metrics.horizontalAdvance(longer) > room) {
                broken.append(line);
                line = word;
            } else {
                line = longer;
            }
        }
        broken.append(line);
    }
    emptyText->setText(broken.join(QLatin1Char('\n')));
}

void HistoryPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->wrapEmptyText();
    d->plot->setGeometry(rect());
    d->countTicks();
    d->arrangeLegend();
    d->placeBest();
    if (!d->fitted)
        d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot); // it drew itself before the names were arranged for its new size
}

void HistoryPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        d->zoom(0.8);
        break;
    case Qt::Key_Minus:
        d->zoom(1.25);
        break;
    case Qt::Key_0:
    case Qt::Key_Home:
        fit();
        emit fitted();
        break;
    case Qt::Key_Left:
        d->move(-0.1);
        break;
    case Qt::Key_Right:
        d->move(0.1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool HistoryPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->plot && event->type() == QEvent::Leave && d->cursor >= 0) {
        setHoveredEpoch(-1);
        emit hovered(-1);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace netloom
