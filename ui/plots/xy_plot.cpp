// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/xy_plot.h"

#include "ui/plots/focus_ring.h"
#include "ui/plots/names_above.h"
#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_library.h"
#include "ui/plots/plot_picture.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/plot_tickers.h"
#include "ui/plots/xy_ranges.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text_lines.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kReach = 14;    // pixels from the cursor to a point that is meant
constexpr double kGripReach = 6; // pixels to the marker
constexpr int kLeastLeft = 58;   // pixels before the axis, with room for most numbers
constexpr int kLow = 130;        // pixels: a lower plot has few labels

} // namespace

class XyPlot::Private
{
public:
    explicit Private(XyPlot& owner) : q(owner) {}

    /// The point under the cursor.
    struct Place {
        int series = -1;
        std::size_t point = 0;
    };

    void build();
    void fill();
    void style();
    QColor colorOf(XySeries::Role role) const;
    Place nearest(QPointF pixel, bool rowsOnly) const;
    void placeReadout(QPointF pixel);
    void placeMarker();
    void nameCurves(int width);
    QString xText(double x) const;
    void fitTicks(int width);
    void fitLabels(const QSize& size);
    void setLeastLeft(int left);
    QString tipAt(QPoint pixel) const; ///< what is cut there, whole
    void moveMarker(double x);
    bool nearMarker(double pixel) const;

    XyPlot& q;
    /// A curve with a name, which is cut where it is long.
    struct Named {
        QCPAbstractPlottable* plottable = nullptr;
        QString name;
    };

    QCustomPlot* plot = nullptr;
    std::optional<NamesAbove> names;
    std::vector<Named> named;
    QPointer<XyPlot> below;
    QSharedPointer<ValueTicker> counts; ///< of the axis of y
    QCPItemText* readout = nullptr;
    QCPItemTracer* dot = nullptr;
    QCPItemText* empty = nullptr;
    QString emptyText;
    QCPItemStraightLine* markerLine = nullptr;
    QCPItemText* markerText = nullptr;
    std::vector<QCPItemTracer*> highlights;
    std::vector<XySeries> series;
    Axes axes;
    Theme theme;
    std::optional<double> marker;
    Index highlighted = -1;
    bool dragging = false;
    bool fitted = true;
    bool ownRange = false;
};

void XyPlot::Private::build()
{
    plot = new QCustomPlot(&q);
    plot->setAttribute(Qt::WA_NoMousePropagation, false); // the page around it scrolls by the wheel
    plot->setFont(q.font());
    plot->setFocusProxy(&q);
    plot->setMouseTracking(true);
    plot->addLayer(QStringLiteral("cursor"), plot->layer(QStringLiteral("legend")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    counts = QSharedPointer<ValueTicker>::create();
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setTicker(axis == plot->yAxis ? counts : QSharedPointer<ValueTicker>::create());
        axis->setLabelPadding(axis == plot->yAxis ? 5 : 2);
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, [this] { fitted = fitted && ownRange; });
    }
    names.emplace(*plot, 20, 18);
    setLeastLeft(kLeastLeft);
    plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    markerLine = new QCPItemStraightLine(plot);
    markerText = new QCPItemText(plot);
    markerText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    markerText->setPadding(QMargins(4, 0, 4, 0));
    empty = new QCPItemText(plot);
    empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    empty->position->setCoords(0.5, 0.5);
    empty->setClipToAxisRect(false);
    readout = new QCPItemText(plot);
    readout->position->setType(QCPItemPosition::ptAbsolute);
    readout->setPadding(QMargins(6, 4, 6, 4));
    readout->setTextAlignment(Qt::AlignLeft);
    readout->setClipToAxisRect(false);
    dot = new QCPItemTracer(plot);
    dot->setStyle(QCPItemTracer::tsCircle);
    dot->setSize(9);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(markerLine), static_cast<QCPAbstractItem*>(markerText),
                                  static_cast<QCPAbstractItem*>(readout), static_cast<QCPAbstractItem*>(dot)}) {
        item->setSelectable(false);
        item->setVisible(false);
        item->setLayer(QStringLiteral("cursor"));
    }
    plot->installEventFilter(&q);
    connect(plot, &QCustomPlot::mouseMove, &q, [this](const QMouseEvent* event) {
        if (dragging) {
            moveMarker(plot->xAxis->pixelToCoord(event->position().x()));
            return;
        }
        plot->setCursor(nearMarker(event->position().x()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        placeReadout(event->position());
    });
    connect(plot, &QCustomPlot::mousePress, &q, [this](const QMouseEvent* event) {
        dragging = event->button() == Qt::LeftButton && nearMarker(event->position().x());
        plot->setInteraction(QCP::iRangeDrag, !dragging);
    });
    connect(plot, &QCustomPlot::mouseRelease, &q, [this] { dragging = false; });
    connect(plot, &QCustomPlot::mouseDoubleClick, &q, [this] { q.fit(); });
    connect(plot, &QCustomPlot::mousePress, &q, [this](const QMouseEvent* event) {
        if (dragging || event->button() != Qt::LeftButton)
            return;
        if (const Place place = nearest(event->position(), true); place.series >= 0)
            emit q.rowClicked(series[static_cast<std::size_t>(place.series)].rows[place.point]);
    });
}

QColor XyPlot::Private::colorOf(XySeries::Role role) const
{
    switch (role) {
    case XySeries::Role::Main:
        return theme.training;
    case XySeries::Role::Second:
        return theme.validation;
    case XySeries::Role::Third:
        return theme.extra;
    case XySeries::Role::Reference:
        return theme.textMuted;
    case XySeries::Role::Faint:
        break;
    }
    QColor faint = theme.textMuted;
    faint.setAlphaF(0.35F);
    return faint;
}

void XyPlot::Private::fill()
{
    plot->clearPlottables();
    for (QCPItemTracer* item : highlights)
        plot->removeItem(item);
    highlights.clear();
    named.clear();
    const auto name = [this](QCPAbstractPlottable* plottable, const XySeries& each) {
        if (!each.name.isEmpty())
            named.push_back({plottable, each.name});
    };
    for (const XySeries& each : series) {
        const QColor color = colorOf(each.role);
        QPen pen(color, each.role == XySeries::Role::Reference ? 1 : 1.6);
        if (each.role == XySeries::Role::Reference)
            pen.setDashPattern({4, 3});
        else if (each.role == XySeries::Role::Second)
            pen.setDashPattern({3.5, 2.2});
        if (each.style == XySeries::Style::Bars) {
            auto* bars = new QCPBars(plot->xAxis, plot->yAxis);
            bars->setData(QVector<double>(each.x.begin(), each.x.end()), QVector<double>(each.y.begin(), each.y.end()),
                          true);
            bars->setWidth(each.x.size() > 1 ? 0.92 * (each.x[1] - each.x[0]) : 1);
            QColor ground = color;
            ground.setAlphaF(0.45F);
            bars->setBrush(ground);
            bars->setPen(Qt::NoPen);
            name(bars, each);
            continue;
        }
        QCPGraph* graph = plot->addGraph();
        graph->setData(QVector<double>(each.x.begin(), each.x.end()), QVector<double>(each.y.begin(), each.y.end()),
                       std::is_sorted(each.x.begin(), each.x.end()));
        graph->setAdaptiveSampling(true);
        const bool points = each.style == XySeries::Style::Points || each.style == XySeries::Style::HollowPoints;
        graph->setLineStyle(points                                 ? QCPGraph::lsNone
                            : each.style == XySeries::Style::Steps ? QCPGraph::lsStepRight
                                                                   : QCPGraph::lsLine);
        if (points) {
            QColor ground = color;
            ground.setAlphaF(each.x.size() > 300 ? 0.45F : 0.7F);
            const bool hollow = each.style == XySeries::Style::HollowPoints;
            graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle,
                                                   QPen(hollow ? color : QColor(Qt::transparent)),
                                                   hollow ? QBrush(Qt::NoBrush) : QBrush(ground), 5.5));
        } else {
            graph->setPen(pen);
        }
        if (!each.low.empty()) {
            auto* whiskers = new QCPErrorBars(plot->xAxis, plot->yAxis);
            whiskers->setDataPlottable(graph);
            whiskers->setPen(QPen(color, 1));
            whiskers->setWhiskerWidth(4);
            QVector<double> down;
            QVector<double> up;
            for (std::size_t i = 0; i < each.x.size(); ++i) {
                down.append(each.y[i] - each.low[i]);
                up.append(each.high[i] - each.y[i]);
            }
            whiskers->setData(down, up);
        }
        name(graph, each);
        if (highlighted >= 0)
            for (std::size_t i = 0; i < each.rows.size(); ++i)
                if (each.rows[i] == highlighted) {
                    auto* ring = new QCPItemTracer(plot);
                    ring->setStyle(QCPItemTracer::tsCircle);
                    ring->setSize(12);
                    ring->setPen(QPen(theme.text, 1.8));
                    ring->setBrush(Qt::NoBrush);
                    ring->position->setCoords(each.x[i], each.y[i]);
                    ring->setSelectable(false);
                    highlights.push_back(ring);
                }
    }
    const bool any = !series.empty();
    counts->setWhole(any && std::any_of(series.begin(), series.end(),
                                        [](const XySeries& each) { return each.style == XySeries::Style::Bars; }));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
        axis->setVisible(any);
        axis->grid()->setVisible(any && axis == plot->yAxis);
    }
    empty->setVisible(!any);
    nameCurves(q.width());
    fitLabels(q.size());
    readout->setVisible(false);
    dot->setVisible(false);
}

XyPlot::Private::Place XyPlot::Private::nearest(QPointF pixel, bool rowsOnly) const
{
    Place best;
    double least = kReach * kReach;
    for (std::size_t s = 0; s < series.size(); ++s) {
        const XySeries& each = series[s];
        if (each.role == XySeries::Role::Reference || (rowsOnly && each.rows.empty()))
            continue;
        for (std::size_t i = 0; i < each.x.size(); ++i) {
            const double dx = plot->xAxis->coordToPixel(each.x[i]) - pixel.x();
            const double dy = plot->yAxis->coordToPixel(each.y[i]) - pixel.y();
            const double distance = dx * dx + dy * dy;
            if (distance < least) {
                least = distance;
                best = {static_cast<int>(s), i};
            }
        }
    }
    return best;
}

void XyPlot::Private::placeReadout(QPointF pixel)
{
    const Place place = plot->axisRect()->rect().contains(pixel.toPoint()) ? nearest(pixel, false) : Place();
    readout->setVisible(place.series >= 0);
    dot->setVisible(place.series >= 0);
    if (place.series >= 0) {
        const XySeries& each = series[static_cast<std::size_t>(place.series)];
        const double x = each.x[place.point];
        const double y = each.y[place.point];
        dot->position->setCoords(x, y);
        QStringList lines;
        if (!each.name.isEmpty())
            lines << each.name;
        if (!each.rows.empty())
            lines << XyPlot::tr("row %1").arg(wholeNumber(each.rows[place.point] + 1));
        lines << QStringLiteral("%1 %2").arg(axes.x, xText(x)) << QStringLiteral("%1 %2").arg(axes.y, shortNumber(y));
        if (!each.low.empty())
            lines << XyPlot::tr("95 %: %1 … %2")
                         .arg(shortNumber(each.low[place.point]), shortNumber(each.high[place.point]));
        readout->setText(lines.join(QLatin1Char('\n')));
        const QRect area = plot->axisRect()->rect();
        const QPointF at(plot->xAxis->coordToPixel(x), plot->yAxis->coordToPixel(y));
        const int width = QFontMetrics(readout->font()).size(0, readout->text()).width() + 24;
        const bool left = at.x() > area.center().x() || at.x() + width > plot->width();
        const bool above = at.y() > area.center().y();
        readout->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) |
                                      (above ? Qt::AlignBottom : Qt::AlignTop));
        readout->position->setPixelPosition(at + QPointF(left ? -10 : 10, above ? -6 : 6));
    }
    plot->layer(QStringLiteral("cursor"))->replot();
}

bool XyPlot::Private::nearMarker(double pixel) const
{
    return marker && std::abs(plot->xAxis->coordToPixel(*marker) - pixel) < kGripReach;
}

void XyPlot::Private::placeMarker()
{
    const bool shown = marker.has_value() && !series.empty();
    markerLine->setVisible(shown);
    markerText->setVisible(shown && !markerText->text().isEmpty());
    if (!shown)
        return;
    markerLine->point1->setCoords(*marker, 0);
    markerLine->point2->setCoords(*marker, 1);
    const QCPRange range = plot->xAxis->range();
    const bool left = *marker - range.lower > 0.5 * range.size();
    markerText->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    markerText->position->setCoords(*marker, 0.02);
}

void XyPlot::Private::moveMarker(double x)
{
    const QCPRange range = axes.xRange ? QCPRange(axes.xRange->first, axes.xRange->second) : plot->xAxis->range();
    emit q.markerMoved(std::clamp(x, range.lower, range.upper));
}

QString XyPlot::Private::xText(double x) const
{
    return axes.xNames.isEmpty() ? shortNumber(axes.xPowers ? std::pow(10.0, x) : x)
                                 : axes.xNames.value(static_cast<qsizetype>(std::lround(x)));
}

/// As many labels as have room beside each other.
void XyPlot::Private::fitTicks(int whole)
{
    const QFontMetrics metrics(plot->xAxis->tickLabelFont());
    const QCPRange range = plot->xAxis->range();
    if (const auto ticker = plot->xAxis->ticker().dynamicCast<NameTicker>()) {
        constexpr int kLeast = 44;
        const int room = std::max(whole - 78, 100);
        const int shown = std::clamp(static_cast<int>(std::ceil(range.size())), 1, std::max(room / kLeast, 1));
        ticker->setTickCount(shown);
        ticker->setNames(elidedApart(axes.xNames, metrics, room / shown - 8));
        return;
    }
    const auto text = [this](double at) { return axes.xPowers ? PowerTicker::label(std::round(at)) : shortNumber(at); };
    const int label =
        std::max(metrics.horizontalAdvance(text(range.lower)), metrics.horizontalAdvance(text(range.upper)));
    const int width = std::max(whole - 78, 100); // what the layout will give, which may not have been yet
    const int gap = axes.xPowers ? 8 : 16;       // their labels become shorter and shorter
    plot->xAxis->ticker()->setTickCount(std::clamp(width / (label + gap), 2, axes.xPowers ? 10 : 5));
}

void XyPlot::Private::nameCurves(int width)
{
    QStringList all;
    for (const Named& each : named)
        all << each.name;
    const QStringList shown = elidedApart(all, QFontMetrics(plot->legend->font()), names->room(width));
    NamesAbove::Group curves;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        curves.push_back(named[static_cast<std::size_t>(i)].plottable);
        curves.back()->setName(shown[i]);
    }
    names->show({curves});
}

void XyPlot::Private::fitLabels(const QSize& size)
{
    constexpr int kMargins = 70;
    const QFontMetrics metrics(plot->xAxis->labelFont());
    const int namesHeight = plot->legend->visible() ? plot->legend->minimumOuterSizeHint().height() : 0;
    const int lines = size.height() < kLow ? 1 : 2;
    plot->xAxis->setLabel(inLines(axes.x, metrics, std::max(60, size.width() - kMargins), lines));
    empty->setText(inLines(emptyText, QFontMetrics(empty->font()), std::max(60, size.width() - kMargins), 6));
    plot->yAxis->setLabel(inLines(axes.y, metrics, std::max(60, size.height() - namesHeight - kMargins), 2));
}

void XyPlot::Private::setLeastLeft(int left)
{
    plot->axisRect()->setMinimumMargins(QMargins(left, 8, 12, 18));
}

QString XyPlot::Private::tipAt(QPoint pixel) const
{
    const QRect area = plot->axisRect()->rect();
    if (pixel.x() < area.left() && pixel.y() > area.top())
        return plot->yAxis->label().contains(QChar(0x2026)) ? axes.y : QString();
    if (pixel.y() > area.bottom())
        return plot->xAxis->label().contains(QChar(0x2026)) ? axes.x : QString();
    for (int i = 0; i < plot->legend->itemCount(); ++i)
        if (const Named& each = named[static_cast<std::size_t>(i)];
            plot->legend->item(i)->outerRect().contains(pixel) && each.plottable->name() != each.name)
            return each.name;
    return {};
}

void XyPlot::Private::style()
{
    applyPlotTheme(*plot, theme);
    empty->setColor(theme.textMuted);
    empty->setFont(q.font());
    QColor ground = theme.panel;
    ground.setAlpha(235);
    for (QCPItemText* text : {readout, markerText}) {
        text->setColor(theme.text);
        text->setFont(plot->xAxis->tickLabelFont());
        text->setBrush(ground);
    }
    readout->setPen(QPen(theme.border, 0));
    markerText->setPen(Qt::NoPen);
    markerLine->setPen(QPen(theme.accent, 1.6));
    dot->setPen(QPen(theme.text, 1.4));
    dot->setBrush(Qt::NoBrush);
}

XyPlot::XyPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(*this))
{
    d->theme = Theme::current();
    setFocusPolicy(Qt::StrongFocus);
    d->build();
    new FocusRing(this);
    d->style();
    d->fill();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(d->plot);
}

XyPlot::~XyPlot() = default;

void XyPlot::setContent(std::vector<XySeries> series, Axes axes)
{
    const bool other = axes.x != d->axes.x || axes.y != d->axes.y;
    d->series = std::move(series);
    if (axes.xPowers != d->axes.xPowers || axes.xNames.isEmpty() != d->axes.xNames.isEmpty())
        d->plot->xAxis->setTicker(!axes.xNames.isEmpty() ? QSharedPointer<QCPAxisTicker>(new NameTicker)
                                  : axes.xPowers         ? QSharedPointer<QCPAxisTicker>(new PowerTicker)
                                                         : QSharedPointer<QCPAxisTicker>(new ValueTicker));
    d->axes = std::move(axes);
    d->fill();
    if (other || d->fitted)
        fit();
    d->placeMarker();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

const std::vector<XySeries>& XyPlot::series() const
{
    return d->series;
}

void XyPlot::setEmptyText(const QString& text)
{
    d->emptyText = text;
    d->fitLabels(size());
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::setMarker(std::optional<double> x, const QString& text)
{
    d->marker = x;
    d->markerText->setText(text);
    d->placeMarker();
    d->plot->layer(QStringLiteral("cursor"))->replot();
}

void XyPlot::setHighlighted(Index row)
{
    if (row == d->highlighted)
        return;
    d->highlighted = row;
    d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::setTheme(const Theme& theme)
{
    d->theme = theme;
    d->style();
    d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void XyPlot::setBelow(XyPlot* below)
{
    d->below = below;
    connect(d->plot, &QCustomPlot::afterLayout, below, [this] {
        if (!d->below)
            return;
        const int left = d->plot->axisRect()->margins().left();
        QCustomPlot* under = d->below->d->plot;
        if (under->axisRect()->minimumMargins().left() == left)
            return;
        d->below->d->setLeastLeft(left);
        under->replot(QCustomPlot::rpQueuedReplot);
    });
}

void XyPlot::fit()
{
    const auto [x, y] = xyRanges(d->series, d->axes);
    d->ownRange = true;
    d->fitted = true;
    d->plot->xAxis->setRange(x);
    d->plot->yAxis->setRange(y);
    d->ownRange = false;
    d->fitTicks(width());
    d->placeMarker();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

QString XyPlot::readoutText() const
{
    return d->readout->visible() ? d->readout->text() : QString();
}

QByteArray XyPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    d->readout->setVisible(false);
    d->dot->setVisible(false);
    d->nameCurves(size.width());
    d->fitLabels(size);
    d->fitTicks(size.width());
    const QByteArray bytes = plotPicture(format, size, scale, windowTitle(), [this, size](QCPPainter& painter) {
        d->plot->toPainter(&painter, size.width(), size.height());
    });
    d->nameCurves(width());
    d->fitLabels(this->size());
    d->fitTicks(width());
    return bytes;
}

QByteArray XyPlot::csv() const
{
    QByteArray text = "series,x,y\n";
    for (const XySeries& each : d->series)
        for (std::size_t i = 0; i < each.x.size(); ++i)
            text += csvText(each.name) + ',' + csvNumber(d->axes.xPowers ? std::pow(10.0, each.x[i]) : each.x[i]) +
                    ',' + csvNumber(each.y[i]) + '\n';
    return text;
}

void XyPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->plot->yAxis->ticker()->setTickCount(height() < kLow ? 2 : 4);
    d->nameCurves(width());
    d->fitLabels(size());
    d->fitTicks(width());
}

void XyPlot::keyPressEvent(QKeyEvent* event)
{
    const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!moves || !d->marker) {
        QWidget::keyPressEvent(event);
        return;
    }
    const double step = d->plot->xAxis->range().size() * (event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 0.01);
    d->moveMarker(*d->marker + (event->key() == Qt::Key_Left ? -step : step));
}

/// A plot in a page that scrolls must not take the wheel away: it zooms only once it has the focus, or with Ctrl.
bool XyPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !hasFocus() &&
        !static_cast<QWheelEvent*>(event)->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore();
        return true;
    }
    if (watched == d->plot && event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString whole = d->tipAt(help->pos());
        if (whole.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(whole.toHtmlEscaped()), d->plot);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void XyPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && d)
        setTheme(Theme::current());
    QWidget::changeEvent(event);
}

} // namespace netloom
