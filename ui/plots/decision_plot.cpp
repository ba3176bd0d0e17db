// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/decision_plot.h"

#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QHelpEvent>
#include <QLinearGradient>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <optional>

namespace netloom {

namespace {

constexpr int kDecisionGap = 8;
constexpr double kPathReach = 8; // pixels to a line that is meant
constexpr double kColorBar = 6;  // its height
constexpr double kCellGap = 6;   // from a line to the value beside it

struct AxisMark {
    double at = 0;
    QString text;
};

/// Round places of an axis: steps of 1, 2 or 5, about as many as asked for.
std::vector<AxisMark> roundMarks(double low, double high, int count)
{
    const double raw = (high - low) / count;
    const double unit = std::pow(10.0, std::floor(std::log10(raw)));
    const double step = unit * (raw / unit < 1.5 ? 1 : raw / unit < 3.5 ? 2 : raw / unit < 7.5 ? 5 : 10);
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    std::vector<AxisMark> marks;
    for (double k = std::ceil(low / step); k * step <= high && marks.size() < 12; ++k)
        marks.push_back({k * step, withMinus(QLocale().toString(k == 0 ? 0.0 : k * step, 'f', decimals))});
    return marks;
}

std::vector<AxisMark> probabilityMarks(double low, double high)
{
    std::vector<AxisMark> marks;
    for (const double p : {0.5, 0.1, 0.9, 0.01, 0.99, 0.001, 0.999, 0.0001, 0.9999}) {
        const double at = std::log(p / (1 - p));
        if (at >= low && at <= high)
            marks.push_back({at, QLocale().toString(p, 'g', 4)});
    }
    return marks;
}

} // namespace

struct DecisionPlot::Geometry {
    int names = 0;
    int step = 0;
    double top = 0;
    double left = 0, right = 0;
    double low = 0, high = 1;
    double farthest = 1; ///< from the expected value, within the axis

    double x(double value) const { return left + (value - low) / (high - low) * (right - left); }
    /// Of the place after `passed` names from below.
    double y(std::size_t passed, qsizetype count) const
    {
        return top + (static_cast<double>(count) - static_cast<double>(passed)) * step;
    }
    /// Where the text beside a part of a line begins: right of it, or left where there is no room.
    std::optional<double> beside(double from, double to, double width, double end) const
    {
        const double after = std::max(x(from), x(to)) + kCellGap;
        if (after + width <= end)
            return after;
        const double before = std::min(x(from), x(to)) - kCellGap - width;
        return before >= left - kCellGap ? std::optional(before) : std::nullopt;
    }
};

DecisionPlot::DecisionPlot(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DecisionPlot::setContent(Content content)
{
    m_content = std::move(content);
    updateGeometry();
    update();
}

int DecisionPlot::headHeight() const
{
    const int line = fontMetrics().height() + 4;
    return line * ((m_content.endText.isEmpty() ? 0 : 1) + (m_content.logOdds ? 1 : 0)) + 8;
}

QSize DecisionPlot::sizeHint() const
{
    const int line = fontMetrics().height();
    return {280, headHeight() + static_cast<int>(m_content.names.size()) * (line + 8) + 3 * (line + 4) + 4};
}

QString DecisionPlot::cellText(const Line& line, qsizetype i) const
{
    constexpr int kMostOfWidth = 11; // average letters
    const QString cell = line.cells.value(i);
    const QFontMetrics metrics(font());
    return cell.isEmpty() ? QString()
                          : QLatin1Char('(') +
                                metrics.elidedText(cell, Qt::ElideMiddle, kMostOfWidth * metrics.averageCharWidth()) +
                                QLatin1Char(')');
}

/// The plot is as wide as leaves each value of a single line a place beside it.
DecisionPlot::Geometry DecisionPlot::geometryIn(const QSize& size) const
{
    const QFontMetrics metrics(font());
    const std::vector<Line>& lines = m_content.lines;
    Geometry g;
    for (const QString& name : m_content.names)
        g.names = std::max(g.names, metrics.horizontalAdvance(name));
    g.names = std::min(g.names, size.width() * 42 / 100);
    g.step = metrics.height() + 8;
    g.top = headHeight();
    g.left = g.names + 2.0 * kDecisionGap;
    g.right = size.width() - kDecisionGap;
    bool first = true;
    for (const Line& line : lines)
        for (const double value : line.at) {
            g.low = first ? value : std::min(g.low, value);
            g.high = first ? value : std::max(g.high, value);
            first = false;
        }
    const double largest = std::max(std::abs(g.low), std::abs(g.high));
    const bool flat = g.high - g.low <= 1e-9 * std::max(largest, 1e-6);
    const double pad = flat ? std::max(0.1 * largest, 0.1) : 0.06 * (g.high - g.low);
    g.low -= pad;
    g.high += pad;
    if (!lines.empty())
        g.farthest = std::max(g.high - lines.front().at.front(), lines.front().at.front() - g.low);
    if (lines.size() == 1) {
        const Line& line = lines.front();
        const double end = size.width() - 2.0;
        const double narrowest = g.left + 0.3 * (g.right - g.left);
        const auto allFit = [&] {
            for (qsizetype i = 0; i < m_content.names.size(); ++i) {
                const auto at = static_cast<std::size_t>(i);
                const double width = metrics.horizontalAdvance(cellText(line, i)) + 1;
                if (!g.beside(line.at[at], line.at[at + 1], width, end))
                    return false;
            }
            return true;
        };
        while (!allFit() && g.right - 2 > narrowest)
            g.right -= 2;
    }
    return g;
}

/// Below the expected value the one colour, above the other, the fuller the farther.
QColor DecisionPlot::colorOf(const Geometry& g, double value) const
{
    const Theme theme = Theme::current();
    const double away = (value - m_content.lines.front().at.front()) / g.farthest;
    return mixed(theme.borderStrong, away < 0 ? theme.negative : theme.positive, std::min(1.0, 0.25 + std::abs(away)));
}

void DecisionPlot::paintAxes(QPainter& painter, const Geometry& g, const QSize& size) const
{
    const Theme theme = Theme::current();
    const QFontMetrics metrics(font());
    const qsizetype count = m_content.names.size();
    const double bottom = g.y(0, count);
    const double rowHeight = metrics.height() + 4;
    const double expected = m_content.lines.front().at.front();
    const auto centred = [&](double x, double y, const QString& text) {
        const double width = metrics.horizontalAdvance(text) + 1;
        const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, size.width() - width));
        painter.drawText(QRectF(left, y, width, rowHeight), Qt::AlignCenter, text);
    };
    const auto fits = [&](const std::vector<AxisMark>& marks) {
        for (std::size_t i = 1; i < marks.size(); ++i)
            if (g.x(marks[i].at) - g.x(marks[i - 1].at) <
                (metrics.horizontalAdvance(marks[i].text) + metrics.horizontalAdvance(marks[i - 1].text)) / 2.0 + 6)
                return false;
        return true;
    };
    constexpr int kMostMarks = 6;
    std::vector<AxisMark> marks;
    for (int wanted = kMostMarks; wanted > 0; --wanted) {
        marks = roundMarks(g.low, g.high, wanted);
        if (fits(marks))
            break;
    }
    painter.setPen(QPen(theme.border, 1));
    for (qsizetype i = 1; i <= count; ++i) {
        const double y = g.y(static_cast<std::size_t>(i), count);
        painter.drawLine(QPointF(g.left, y), QPointF(g.right, y));
    }
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.drawLine(QPointF(g.left, bottom), QPointF(g.right, bottom));
    painter.setPen(theme.textMuted);
    for (const AxisMark& mark : marks) {
        painter.drawLine(QPointF(g.x(mark.at), bottom), QPointF(g.x(mark.at), bottom + 4));
        centred(g.x(mark.at), bottom + 4, mark.text);
    }
    centred(g.x(expected), bottom + 4 + rowHeight, m_content.startText);
    centred((g.left + g.right) / 2, bottom + 4 + 2 * rowHeight,
            metrics.elidedText(m_content.axis, Qt::ElideRight, size.width()));

    const double bar = g.top - kColorBar - 1;
    const double share = std::clamp((g.x(expected) - g.left) / (g.right - g.left), 0.0, 1.0);
    QLinearGradient colors(g.left, 0, g.right, 0);
    constexpr double kBeside = 1e-6; // the two colours meet there
    colors.setColorAt(0, colorOf(g, g.low));
    colors.setColorAt(share, colorOf(g, expected - kBeside * g.farthest));
    colors.setColorAt(std::min(share + kBeside, 1.0), colorOf(g, expected));
    colors.setColorAt(1, colorOf(g, g.high));
    painter.fillRect(QRectF(g.left, bar, g.right - g.left, kColorBar), colors);
    if (!m_content.logOdds)
        return;
    const double y = bar - rowHeight - 1;
    painter.drawText(QRectF(kDecisionGap, y, g.names, rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(tr("probability"), Qt::ElideRight, g.names));
    std::vector<std::pair<double, double>> taken;
    for (const AxisMark& mark : probabilityMarks(g.low, g.high)) {
        const double half = metrics.horizontalAdvance(mark.text) / 2.0 + 3;
        const double x = g.x(mark.at);
        const bool overlaps = x - half < g.left - 2 * kDecisionGap || x + half > size.width() ||
                              std::any_of(taken.begin(), taken.end(), [&](const auto& other) {
                                  return x - half < other.second && x + half > other.first;
                              });
        if (overlaps)
            continue;
        taken.emplace_back(x - half, x + half);
        painter.drawLine(QPointF(x, bar - 3), QPointF(x, bar));
        centred(x, y, mark.text);
    }
}

void DecisionPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    if (m_content.lines.empty())
        return;
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const Geometry g = geometryIn(size);
    const qsizetype count = m_content.names.size();
    paintAxes(painter, g, size);
    const double expected = g.x(m_content.lines.front().at.front());
    QPen base(theme.textMuted, 1);
    base.setDashPattern({2, 3});
    painter.setPen(base);
    painter.drawLine(QPointF(expected, g.top), QPointF(expected, g.y(0, count)));
    const QStringList names = elidedApart(m_content.names, metrics, g.names);
    painter.setPen(theme.text);
    for (qsizetype i = 0; i < count; ++i)
        painter.drawText(QRectF(kDecisionGap, g.y(static_cast<std::size_t>(i) + 1, count), g.names, g.step),
                         Qt::AlignRight | Qt::AlignVCenter, names[i]);
    if (m_content.lines.size() == 1) {
        const Line& line = m_content.lines.front();
        painter.setPen(theme.textMuted);
        for (qsizetype i = 0; i < count; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const QString text = cellText(line, i);
            const double width = metrics.horizontalAdvance(text) + 1;
            const double x =
                g.beside(line.at[at], line.at[at + 1], width, size.width() - 2.0).value_or(size.width() - 2.0 - width);
            const QRectF box(x, g.y(at + 1, count) + 4, width, metrics.height());
            painter.fillRect(box, theme.panel); // the dotted line stops there
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
    for (const Line& line : m_content.lines) {
        QPolygonF path;
        for (std::size_t i = 0; i < line.at.size(); ++i)
            path << QPointF(g.x(line.at[i]), g.y(i, count));
        QColor color = colorOf(g, line.at.back());
        if (m_content.lines.size() > 20)
            color.setAlphaF(0.4F);
        QPen pen(color, m_content.lines.size() == 1 ? 2.2 : 1.2);
        if (line.dashed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawPolyline(path);
    }
    const double end = g.x(m_content.lines.front().at.back());
    const double width = metrics.horizontalAdvance(m_content.endText) + 1;
    painter.setPen(theme.text);
    painter.drawText(
        QRectF(std::clamp(end - width / 2, 0.0, std::max(0.0, size.width() - width)), 0, width, metrics.height() + 4),
        Qt::AlignCenter, m_content.endText);
}

QByteArray DecisionPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    return plotPicture(format, size, scale, tr("Decision plot"), [&](QCPPainter& painter) { paint(painter, size); });
}

QByteArray DecisionPlot::csv() const
{
    QByteArray text = "line,name,value,at\n";
    for (std::size_t line = 0; line < m_content.lines.size(); ++line)
        for (std::size_t i = 0; i < m_content.lines[line].at.size(); ++i) {
            const int name = static_cast<int>(i) - 1; // what comes before all names is the expected value
            text += QByteArray::number(static_cast<qulonglong>(line)) + ',' +
                    csvText(name < 0 ? tr("expected") : m_content.names.value(name)) + ',' +
                    csvText(m_content.lines[line].cells.value(name)) + ',' + csvNumber(m_content.lines[line].at[i]) +
                    '\n';
        }
    return text;
}

void DecisionPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, size());
}

void DecisionPlot::mousePressEvent(QMouseEvent* event)
{
    const Geometry g = geometryIn(size());
    const double passed = static_cast<double>(m_content.names.size()) - (event->position().y() - g.top) / g.step;
    if (passed < 0 || passed > static_cast<double>(m_content.names.size()))
        return;
    const auto below = static_cast<std::size_t>(passed);
    const double share = passed - std::floor(passed);
    double least = kPathReach;
    const Line* best = nullptr;
    for (const Line& line : m_content.lines) {
        const std::size_t next = std::min(below + 1, line.at.size() - 1);
        const double value = line.at[below] + share * (line.at[next] - line.at[below]);
        const double distance = std::abs(g.x(value) - event->position().x());
        if (distance < least) {
            least = distance;
            best = &line;
        }
    }
    if (best)
        emit lineClicked(best->key);
}

bool DecisionPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const Geometry g = geometryIn(size());
        const double passed = static_cast<double>(m_content.names.size()) - (help->pos().y() - g.top) / double(g.step);
        const auto at = static_cast<qsizetype>(std::floor(passed));
        if (at >= 0 && at < m_content.names.size()) {
            QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(m_content.names[at].toHtmlEscaped()),
                               this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

} // namespace netloom
