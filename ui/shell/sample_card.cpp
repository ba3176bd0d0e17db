// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sample_card.h"

#include "core/base/error.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace netloom {

namespace {

constexpr Index kPointsShown = 110;
constexpr int kBins = 12;

/// Rows per class of a text or boolean column, by value of a numeric one with few values, or a histogram.
std::vector<double> barsOf(const Column& target)
{
    std::map<double, double> counts;
    for (Index row = 0; row < target.size(); ++row)
        if (!target.isMissing(row)) {
            const auto at = static_cast<std::size_t>(row);
            counts[target.kind == ColumnKind::Text ? target.codes[at] : target.numbers[at]] += 1;
        }
    std::vector<double> bars;
    if (counts.size() <= 20) {
        for (const auto& [value, count] : counts)
            bars.push_back(count);
    } else {
        const double low = counts.begin()->first;
        const double width = std::max(counts.rbegin()->first - low, 1e-300) / kBins;
        bars.assign(kBins, 0);
        for (const auto& [value, count] : counts)
            bars[std::min<std::size_t>(static_cast<std::size_t>((value - low) / width), kBins - 1)] += count;
    }
    const double largest = bars.empty() ? 1 : *std::max_element(bars.begin(), bars.end());
    for (double& bar : bars)
        bar /= largest;
    return bars;
}

double valueOf(const Column& column, Index row)
{
    const auto at = static_cast<std::size_t>(row);
    return column.kind == ColumnKind::Text ? column.codes[at] : column.numbers[at];
}

std::set<double> valuesOf(const Column& column)
{
    std::set<double> values;
    for (Index row = 0; row < column.size(); ++row)
        values.insert(valueOf(column, row));
    return values;
}

std::pair<double, double> rangeOf(const Column& column)
{
    double low = 0;
    double high = 0;
    for (Index row = 0; row < column.size(); ++row) {
        const double value = valueOf(column, row);
        low = row == 0 ? value : std::min(low, value);
        high = row == 0 ? value : std::max(high, value);
    }
    return {low, high > low ? high - low : 1};
}

} // namespace

SampleCard::SampleCard(const SampleInfo& sample, QWidget* parent) : QAbstractButton(parent), m_sample(sample)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setText(fromUtf8(sample.title));
    setObjectName(QStringLiteral("sample_") + fromUtf8(sample.key));
    setAccessibleName(tr("Sample %1").arg(fromUtf8(sample.title)));
    setAccessibleDescription(fromUtf8(sample.subtitle));
    if (!sample.twoFeatures)
        m_second = fromUtf8(sample.subtitle); // the small cards have no room for it
    QString tip = QStringLiteral("<b>%1</b>").arg(fromUtf8(sample.title).toHtmlEscaped());
    tip += QStringLiteral("<br>%1").arg(fromUtf8(sample.subtitle).toHtmlEscaped());
    if (!sample.note.empty())
        tip += QStringLiteral("<p>%1</p>").arg(fromUtf8(sample.note).toHtmlEscaped());
    if (!sample.credit.empty())
        tip += QStringLiteral("<p>%1</p>").arg(fromUtf8(sample.credit).toHtmlEscaped());
    setToolTip(tip);
}

QString SampleCard::sampleKey() const
{
    return fromUtf8(m_sample.key);
}

QSize SampleCard::sizeHint() const
{
    const int text = 2 * fontMetrics().height() + 24;
    return {m_sample.twoFeatures ? 128 : 180, (m_sample.twoFeatures ? 92 : 70) + text};
}

QSize SampleCard::minimumSizeHint() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return {QFontMetrics(bold).horizontalAdvance(text()) + 24, sizeHint().height()};
}

void SampleCard::look()
{
    m_looked = true;
    try {
        GeneratorOptions options;
        const Table table = loadSample(m_sample.key, options);
        const Index target = table.find(m_sample.target);
        if (target < 0)
            return;
        const Column& y = table.columns[static_cast<std::size_t>(target)];
        if (!m_sample.twoFeatures) {
            m_bars = barsOf(y);
            return;
        }
        std::vector<const Column*> inputs;
        for (const Column& column : table.columns)
            if (&column != &y)
                inputs.push_back(&column);
        if (inputs.size() < 2)
            return;
        const auto [xLow, xSpan] = rangeOf(*inputs[0]);
        const auto [yLow, ySpan] = rangeOf(*inputs[1]);
        const auto [low, span] = rangeOf(y);
        const std::set<double> values = valuesOf(y);
        m_second = values.size() <= 20 ? tr("%1 classes").arg(values.size()) : tr("a number");
        // Both directions by the same measure, so that a circle is round.
        const double size = std::max(xSpan, ySpan);
        const Index step = std::max<Index>(1, table.rows / kPointsShown);
        for (Index row = 0; row < table.rows; row += step) {
            const QPointF place((valueOf(*inputs[0], row) - xLow - xSpan / 2) / size + 0.5,
                                (valueOf(*inputs[1], row) - yLow - ySpan / 2) / size + 0.5);
            m_points.push_back({place, 2 * (valueOf(y, row) - low) / span - 1});
        }
    } catch (const Error&) {
        // The card stays without a picture; opening it says what is wrong.
    }
}

void SampleCard::paintEvent(QPaintEvent*)
{
    if (!m_looked && !m_waiting) {
        // Reading the data takes longer than a frame for some; the page is on the screen before that.
        m_waiting = true;
        QTimer::singleShot(0, this, [this] {
            look();
            update();
        });
    }
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = hasFocus();
    const bool hovered = underMouse();
    painter.setPen(QPen(focused || isDown() ? theme.accent
                        : hovered           ? theme.borderStrong
                                            : theme.border,
                        focused ? 2 : 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);

    const int lineHeight = fontMetrics().height();
    const int textTop = height() - 2 * lineHeight - 12;
    const QRectF area(12, 14, width() - 24, textTop - 26);
    if (m_sample.twoFeatures)
        paintPoints(painter, area);
    else
        paintBars(painter, area);

    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.text);
    const int room = width() - 24;
    painter.drawText(QRect(12, textTop, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(text(), Qt::ElideRight, room));
    painter.setFont(font());
    painter.setPen(theme.textMuted);
    // Rows and columns are whole words where what they lead to has no room.
    const bool whole = fontMetrics().horizontalAdvance(m_second) <= room;
    painter.drawText(
        QRect(12, textTop + lineHeight, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
        whole ? m_second
              : fontMetrics().elidedText(m_second.section(QStringLiteral(" → "), 0, 0), Qt::ElideRight, room));
}

void SampleCard::paintBars(QPainter& painter, const QRectF& area) const
{
    if (m_bars.empty())
        return;
    const double width = std::min(area.width(), 150.0);
    const double gap = 4;
    const double bar = (width - gap * static_cast<double>(m_bars.size() - 1)) / static_cast<double>(m_bars.size());
    double x = area.center().x() - width / 2;
    painter.setPen(Qt::NoPen);
    QColor color = Theme::current().hidden;
    color.setAlphaF(0.76F);
    painter.setBrush(color);
    for (const double share : m_bars) {
        const double height = std::max(area.height() * share, 2.0);
        painter.drawRoundedRect(QRectF(x, area.bottom() - height, bar, height), 2, 2);
        x += bar + gap;
    }
}

void SampleCard::paintPoints(QPainter& painter, const QRectF& area) const
{
    const Theme theme = Theme::current();
    const double side = std::min(area.width(), area.height());
    const QPointF corner(area.center().x() - side / 2, area.center().y() + side / 2);
    painter.setPen(Qt::NoPen);
    for (const Point& point : m_points) {
        QColor color = point.value >= 0 ? theme.positive : theme.negative;
        color.setAlphaF(static_cast<float>(0.25 + 0.75 * std::abs(point.value)));
        painter.setBrush(color);
        painter.drawEllipse(corner + QPointF(point.place.x() * side, -point.place.y() * side), 2, 2);
    }
}

void SampleCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace netloom
