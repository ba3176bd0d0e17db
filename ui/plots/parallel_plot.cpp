// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_plot.h"

#include "ui/plots/plot_menu.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace netloom {

namespace {

constexpr double kLineReach = 7; // pixels to a line that is meant
constexpr double kSide = 52;
constexpr double kTickGap = 6;
constexpr int kMostTicks = 12; // beyond it only some are written

bool isRanked(const ParallelPlot::Line& line)
{
    return !line.faint && !line.at.empty() && std::isfinite(line.at.back());
}

double distance(const QPointF& p, const QPointF& a, const QPointF& b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / length, 0.0, 1.0) : 0.0;
    const QPointF d = p - (a + t * along);
    return std::sqrt(QPointF::dotProduct(d, d));
}

} // namespace

ParallelPlot::ParallelPlot(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Settings against the result, a line for each trial"));
    addPictureActions(
        *this, tr("sweep"), [this](const QByteArray& format, double scale) { return picture(format, size(), scale); },
        [this] { return csv(); });
}

void ParallelPlot::setContent(std::vector<Axis> axes, std::vector<Line> lines)
{
    m_axes = std::move(axes);
    m_lines = std::move(lines);
    m_pointed = -1;
    // By rank of the result: scores crowd at the upper end, ranks do not.
    std::vector<double> results;
    for (const Line& line : m_lines)
        if (isRanked(line))
            results.push_back(line.at.back());
    std::sort(results.begin(), results.end());
    m_shares.clear();
    for (const Line& line : m_lines) {
        const auto below = isRanked(line)
                               ? std::upper_bound(results.begin(), results.end(), line.at.back()) - results.begin() - 1
                               : 0; // equal results share the best place among them
        m_shares.push_back(results.size() > 1 ? static_cast<double>(below) / static_cast<double>(results.size() - 1)
                                              : 1);
    }
    update();
}

void ParallelPlot::setEmptyText(const QString& text)
{
    m_empty = text;
    update();
}

void ParallelPlot::setHighlighted(int key)
{
    if (key == m_highlighted)
        return;
    m_highlighted = key;
    update();
}

double ParallelPlot::placed(std::size_t axis, double value) const
{
    return m_axes[axis].logarithmic ? std::log10(value) : value;
}

std::pair<double, double> ParallelPlot::rangeOf(std::size_t axis) const
{
    double low = 0;
    double high = 0;
    if (!m_axes[axis].names.isEmpty()) {
        high = static_cast<double>(m_axes[axis].names.size() - 1);
    } else {
        bool first = true;
        for (const Line& each : m_lines) {
            const double value = axis < each.at.size() ? placed(axis, each.at[axis]) : std::nan("");
            if (!std::isfinite(value))
                continue;
            low = first ? value : std::min(low, value);
            high = first ? value : std::max(high, value);
            first = false;
        }
    }
    if (!(high > low)) // one value: in the middle
        return {low - 0.5, low + 0.5};
    return {low, high};
}

std::vector<ParallelPlot::Tick> ParallelPlot::ticksOf(std::size_t axis) const
{
    std::vector<Tick> ticks;
    const QStringList& names = m_axes[axis].names;
    if (!names.isEmpty()) {
        const qsizetype every = (names.size() + kMostTicks - 1) / kMostTicks;
        for (qsizetype i = 0; i < names.size(); i += every)
            ticks.push_back({static_cast<double>(i), names[i]});
        return ticks;
    }
    std::vector<double> tried;
    for (const Line& each : m_lines)
        if (axis < each.at.size() && std::isfinite(placed(axis, each.at[axis])))
            tried.push_back(each.at[axis]);
    std::sort(tried.begin(), tried.end());
    tried.erase(std::unique(tried.begin(), tried.end()), tried.end());
    const std::size_t most = axis + 1 == m_axes.size() ? 1 : kMostTicks; // results fall anywhere
    if (tried.size() <= most) {
        for (const double value : tried)
            ticks.push_back({value, valueAt(axis, value)});
        return ticks;
    }
    constexpr int kTicks = 3;
    const auto [low, high] = rangeOf(axis);
    for (int i = 0; i < kTicks; ++i) {
        const double place = low + (high - low) * i / (kTicks - 1);
        const double value = m_axes[axis].logarithmic ? std::pow(10.0, place) : place;
        ticks.push_back({value, m_axes[axis].logarithmic ? QLocale().toString(value, 'g', 2) : valueAt(axis, value)});
    }
    return ticks;
}

double ParallelPlot::widestTick(std::size_t axis) const
{
    int widest = 0;
    for (const Tick& tick : ticksOf(axis))
        widest = std::max(widest, fontMetrics().horizontalAdvance(tick.text));
    return widest;
}

ParallelPlot::Geometry ParallelPlot::geometryIn(const QSize& size) const
{
    Geometry geometry;
    const int line = fontMetrics().height();
    geometry.top = 1.9 * line;
    geometry.right = size.width();
    geometry.bottom = size.height() - 1.6 * line;
    if (m_axes.empty())
        return geometry;
    const double most = std::max(kSide, size.width() / 4.0);
    const double left = std::clamp(widestTick(0) + 2 * kTickGap, kSide, most);
    const double right = std::clamp(widestTick(m_axes.size() - 1) + 2 * kTickGap, kSide, most);
    const double step = m_axes.size() > 1 ? (size.width() - left - right) / static_cast<double>(m_axes.size() - 1) : 0;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        Scale scale;
        scale.x = m_axes.size() == 1 ? size.width() / 2.0 : left + static_cast<double>(axis) * step;
        std::tie(scale.low, scale.high) = rangeOf(axis);
        geometry.scales.push_back(scale);
    }
    return geometry;
}

QPointF ParallelPlot::point(const Geometry& geometry, std::size_t axis, double value) const
{
    const Scale& scale = geometry.scales[axis];
    const double share = (placed(axis, value) - scale.low) / (scale.high - scale.low);
    return {scale.x, geometry.bottom - std::clamp(share, 0.0, 1.0) * (geometry.bottom - geometry.top)};
}

QString ParallelPlot::valueAt(std::size_t axis, double value) const
{
    const QStringList& names = m_axes[axis].names;
    if (names.isEmpty())
        return m_axes[axis].metric.empty() ? QLocale().toString(value, 'g', 4) : metricText(m_axes[axis].metric, value);
    return names.value(static_cast<qsizetype>(value));
}

QColor ParallelPlot::colorOf(std::size_t line) const
{
    const Theme theme = Theme::current();
    const QColor middle = mixed(theme.panel, theme.textMuted, 0.5);
    if (!isRanked(m_lines[line]))
        return mixed(theme.panel, theme.textMuted, 0.35);
    const double share = m_shares[line];
    return share < 0.5 ? mixed(theme.negative, middle, 2 * share) : mixed(middle, theme.positive, 2 * share - 1);
}

const ParallelPlot::Line* ParallelPlot::front() const
{
    const int key = m_pointed >= 0 ? m_pointed : m_highlighted;
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line& line) { return line.key == key; });
    return key < 0 || found == m_lines.end() ? nullptr : &*found;
}

QString ParallelPlot::readoutText() const
{
    const Line* line = front();
    if (!line)
        return {};
    QStringList parts;
    for (std::size_t axis = 0; axis < m_axes.size() && axis < line->at.size(); ++axis)
        if (std::isfinite(line->at[axis]))
            parts << QStringLiteral("%1 %2").arg(m_axes[axis].title, valueAt(axis, line->at[axis]));
    return parts.join(QStringLiteral(" · "));
}

void ParallelPlot::paintAxes(QPainter& painter, const Geometry& geometry) const
{
    const Theme theme = Theme::current();
    const QFontMetrics metrics(font());
    const double step = geometry.scales.size() > 1 ? geometry.scales[1].x - geometry.scales[0].x : width();
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        const Scale& scale = geometry.scales[axis];
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.drawLine(QPointF(scale.x, geometry.top), QPointF(scale.x, geometry.bottom));
        const bool last = axis + 1 == m_axes.size();
        QFont heading = font();
        if (last)
            heading.setWeight(QFont::DemiBold);
        painter.setFont(heading);
        painter.setPen(theme.text);
        // Each title keeps to its half of the way to its neighbours.
        const double from = axis == 0 ? 2 : scale.x - step / 2 + 4;
        const double end = last ? geometry.right - 2 : scale.x + step / 2 - 4;
        const QFontMetrics wide(heading);
        const QString title =
            wide.elidedText(m_axes[axis].title, Qt::ElideRight, static_cast<int>(std::max(20.0, end - from)));
        const double taken = wide.horizontalAdvance(title) + 1.0;
        const double left = std::clamp(scale.x - taken / 2, from, std::max(from, end - taken));
        painter.drawText(QRectF(left, 2, taken, metrics.height()), Qt::AlignLeft | Qt::AlignTop, title);
        painter.setFont(font());
        double above = geometry.bottom + 2.0 * metrics.height(); // of the tick that was written before
        for (const Tick& tick : ticksOf(axis)) {
            const QPointF at = point(geometry, axis, tick.value);
            painter.setPen(QPen(theme.borderStrong, 1));
            painter.drawLine(at + QPointF(-3, 0), at + QPointF(3, 0));
            if (above - at.y() < metrics.height())
                continue;
            above = at.y();
            const double room = last        ? geometry.right - scale.x - kTickGap - 2 // beyond it there are no lines
                                : axis == 0 ? scale.x - kTickGap - 2
                                            : std::max(20.0, step - 14);
            const QString shown = metrics.elidedText(tick.text, Qt::ElideRight, static_cast<int>(room));
            const double width = metrics.horizontalAdvance(shown) + 2.0;
            const QRectF ground(last ? at.x() + kTickGap : at.x() - kTickGap - width, at.y() - metrics.height() / 2.0,
                                width, metrics.height());
            painter.fillRect(ground, theme.panel);
            painter.setPen(theme.textMuted);
            painter.drawText(ground, Qt::AlignCenter, shown);
        }
    }
}

void ParallelPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    painter.setFont(font());
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_axes.empty() || m_lines.empty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(QPoint(), size).adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_empty);
        return;
    }
    const Geometry geometry = geometryIn(size);
    const auto draw = [&](const Line& line, double width, const QColor& color) {
        QPainterPath path;
        bool open = false;
        for (std::size_t axis = 0; axis < m_axes.size() && axis < line.at.size(); ++axis) {
            if (!std::isfinite(placed(axis, line.at[axis]))) {
                open = false;
                continue;
            }
            const QPointF at = point(geometry, axis, line.at[axis]);
            if (open)
                path.lineTo(at);
            else
                path.moveTo(at);
            open = true;
        }
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    };
    // The best ones in front.
    std::vector<std::size_t> order(m_lines.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto worth = [&](std::size_t line) { return isRanked(m_lines[line]) ? m_shares[line] : -1.0; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return worth(a) < worth(b); });
    const Line* shown = front();
    for (const std::size_t line : order) {
        QColor color = colorOf(line);
        color.setAlphaF(shown ? 0.35F : m_lines[line].faint ? 0.5F : 0.85F);
        draw(m_lines[line], 1.3, color);
    }
    if (shown)
        draw(*shown, 2.6, theme.accent);
    paintAxes(painter, geometry);
    if (!shown)
        return;
    painter.setBrush(theme.accent);
    painter.setPen(Qt::NoPen);
    for (std::size_t axis = 0; axis < m_axes.size() && axis < shown->at.size(); ++axis)
        if (std::isfinite(placed(axis, shown->at[axis])))
            painter.drawEllipse(point(geometry, axis, shown->at[axis]), 3.5, 3.5);
    painter.setPen(theme.text);
    const QFontMetrics metrics(font());
    painter.drawText(QRectF(8, size.height() - metrics.height() - 3.0, size.width() - 16.0, metrics.height()),
                     Qt::AlignHCenter | Qt::AlignVCenter,
                     metrics.elidedText(readoutText(), Qt::ElideRight, size.width() - 16));
}

QByteArray ParallelPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    return plotPicture(format, size, scale, tr("Settings against the result"),
                       [&](QCPPainter& painter) { paint(painter, size); });
}

QByteArray ParallelPlot::csv() const
{
    const auto cell = [](QString text) {
        if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) || text.contains(QLatin1Char('\n')))
            text = QLatin1Char('"') + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + QLatin1Char('"');
        return text;
    };
    QStringList titles;
    for (const Axis& axis : m_axes)
        titles << cell(axis.title);
    QString text = titles.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const Line& line : m_lines) {
        QStringList cells;
        for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
            const double value = axis < line.at.size() ? line.at[axis] : std::nan("");
            cells << (!std::isfinite(value)          ? QString()
                      : m_axes[axis].names.isEmpty() ? QString::number(value, 'g', 17)
                                                     : cell(m_axes[axis].names.value(static_cast<qsizetype>(value))));
        }
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return text.toUtf8();
}

int ParallelPlot::nearest(const QPointF& position) const
{
    if (m_axes.empty())
        return -1;
    const Geometry geometry = geometryIn(size());
    int best = -1;
    double least = kLineReach;
    for (const Line& line : m_lines)
        for (std::size_t axis = 0; axis + 1 < m_axes.size() && axis + 1 < line.at.size(); ++axis) {
            if (!std::isfinite(placed(axis, line.at[axis])) || !std::isfinite(placed(axis + 1, line.at[axis + 1])))
                continue;
            const double d =
                distance(position, point(geometry, axis, line.at[axis]), point(geometry, axis + 1, line.at[axis + 1]));
            if (d < least) {
                least = d;
                best = line.key;
            }
        }
    return best;
}

void ParallelPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, size());
    if (hasFocus()) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void ParallelPlot::mouseMoveEvent(QMouseEvent* event)
{
    const int pointed = nearest(event->position());
    if (pointed == m_pointed)
        return;
    m_pointed = pointed;
    update();
}

void ParallelPlot::mousePressEvent(QMouseEvent* event)
{
    const int key = event->button() == Qt::LeftButton ? nearest(event->position()) : -1;
    if (key < 0)
        return QWidget::mousePressEvent(event);
    setHighlighted(key);
    emit lineClicked(key);
}

void ParallelPlot::leaveEvent(QEvent* event)
{
    m_pointed = -1;
    update();
    QWidget::leaveEvent(event);
}

void ParallelPlot::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down || event->key() == Qt::Key_Right ? 1
                     : event->key() == Qt::Key_Up || event->key() == Qt::Key_Left  ? -1
                                                                                   : 0;
    if (step == 0 || m_lines.empty())
        return QWidget::keyPressEvent(event);
    const auto count = static_cast<int>(m_lines.size());
    int place = -1;
    for (int i = 0; i < count; ++i)
        if (m_lines[static_cast<std::size_t>(i)].key == m_highlighted)
            place = i;
    place = place < 0 ? 0 : std::clamp(place + step, 0, count - 1);
    m_pointed = -1;
    setHighlighted(m_lines[static_cast<std::size_t>(place)].key);
    emit lineClicked(m_highlighted);
}

} // namespace netloom
