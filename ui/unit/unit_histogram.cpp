// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unit/unit_histogram.h"

#include "ui/toolkit/theme.h"
#include "ui/unit/unit_words.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr std::size_t mostLines = 10; ///< classes with a line of their own
constexpr int lineHeight = 26;
constexpr int mirrorHeight = 120;
constexpr int axisHeight = 20;
constexpr double edge = 8;

} // namespace

UnitHistogramView::UnitHistogramView(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Outputs of the unit over all rows"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UnitHistogramView::setContent(UnitHistogram histogram, QStringList classes, std::optional<double> marked)
{
    m_histogram = std::move(histogram);
    m_classes = std::move(classes);
    m_marked = marked;
    updateGeometry();
    update();
}

std::size_t UnitHistogramView::lines() const
{
    return std::min(m_histogram.counts.size(), mostLines);
}

QSize UnitHistogramView::sizeHint() const
{
    const bool mirrored = m_histogram.counts.size() <= 2;
    return {220, axisHeight + (mirrored ? mirrorHeight : static_cast<int>(lines()) * lineHeight)};
}

void UnitHistogramView::paintEvent(QPaintEvent*)
{
    if (m_histogram.counts.empty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme theme = Theme::current();
    const bool mirrored = m_histogram.counts.size() <= 2;
    Index largest = 1;
    for (const auto& group : m_histogram.counts)
        for (const Index count : group)
            largest = std::max(largest, count);
    const QRectF area(edge, 0, width() - 2 * edge, height() - axisHeight);
    const auto bars = [&](const std::vector<Index>& counts, double base, double room, bool up, bool filled,
                          const QColor& color) {
        const double step = area.width() / static_cast<double>(counts.size());
        for (std::size_t i = 0; i < counts.size(); ++i) {
            if (counts[i] == 0)
                continue;
            const double h =
                std::max(2.0, room * std::sqrt(static_cast<double>(counts[i]) / static_cast<double>(largest)));
            const QRectF bar(area.left() + static_cast<double>(i) * step + 0.5, up ? base - h : base, step - 1.5, h);
            painter.setPen(QPen(color, 1));
            painter.setBrush(filled ? QBrush(color) : QBrush(Qt::NoBrush));
            painter.drawRect(bar);
        }
    };
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    painter.setFont(small);
    const double span = m_histogram.high - m_histogram.low;
    std::optional<double> mark;
    if (m_marked && span > 0)
        mark = area.left() + area.width() * std::clamp((*m_marked - m_histogram.low) / span, 0.0, 1.0);
    const auto label = [&](QRectF rect, const QString& text, Qt::Alignment alignment, const QColor& color) {
        // Beside the line of the row, not under it.
        constexpr double beside = 5;
        const double wide = painter.fontMetrics().horizontalAdvance(text) + beside;
        if (mark && (alignment & Qt::AlignLeft) && *mark < rect.left() + wide)
            rect.setLeft(*mark + beside);
        else if (mark && (alignment & Qt::AlignRight) && *mark > rect.right() - wide)
            rect.setRight(*mark - beside);
        painter.setPen(color);
        painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(rect.width())));
    };
    if (mirrored) {
        const bool two = m_histogram.counts.size() == 2;
        const double base = two ? area.center().y() : area.bottom();
        const double room = (two ? area.height() / 2 : area.height()) - 16;
        bars(m_histogram.counts.back(), base, room, true, true, theme.textMuted);
        if (two)
            bars(m_histogram.counts.front(), base + 1, room, false, false, theme.textMuted);
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base));
        if (two && m_classes.size() == 2) {
            label(QRectF(area.left(), 0, area.width(), 15), m_classes.at(1) + QStringLiteral(" ■"),
                  Qt::AlignRight | Qt::AlignVCenter, theme.text);
            label(QRectF(area.left(), area.bottom() - 15, area.width(), 15), m_classes.at(0) + QStringLiteral(" □"),
                  Qt::AlignRight | Qt::AlignVCenter, theme.text);
        }
    } else {
        for (std::size_t g = 0; g < lines(); ++g) {
            const double base = area.top() + static_cast<double>(g + 1) * lineHeight - 2;
            bars(m_histogram.counts[g], base, lineHeight - 6, true, true, theme.textMuted);
            painter.setPen(QPen(theme.border, 1));
            painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base));
            // On the side where fewer rows are.
            const std::vector<Index>& counts = m_histogram.counts[g];
            const auto third = static_cast<std::ptrdiff_t>(counts.size() / 3);
            const Index leftRows = std::accumulate(counts.begin(), counts.begin() + third, Index(0));
            const Index rightRows = std::accumulate(counts.end() - third, counts.end(), Index(0));
            if (static_cast<qsizetype>(g) < m_classes.size())
                label(QRectF(area.left(), base - lineHeight + 3, area.width(), 14),
                      m_classes.at(static_cast<qsizetype>(g)),
                      (rightRows > leftRows ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, theme.text);
        }
    }
    const QRectF axis(area.left(), area.bottom() + 3, area.width(), axisHeight - 3);
    const QString low = shortSigned(m_histogram.low);
    const QString high = shortSigned(m_histogram.high);
    painter.setPen(theme.textMuted);
    painter.drawText(axis, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(axis, Qt::AlignRight | Qt::AlignVCenter, high);
    if (!mark)
        return;
    painter.setPen(QPen(theme.accent, 2));
    painter.drawLine(QPointF(*mark, area.top()), QPointF(*mark, area.bottom() + 3));
    const QFontMetrics metrics = painter.fontMetrics();
    constexpr double apart = 8;
    const QString words = tr("this row");
    const double wide = metrics.horizontalAdvance(words) + 2;
    const double first = axis.left() + metrics.horizontalAdvance(low) + apart;
    const double last = axis.right() - metrics.horizontalAdvance(high) - apart - wide;
    if (first <= last)
        painter.drawText(QRectF(std::clamp(*mark - wide / 2, first, last), axis.top(), wide, axis.height()),
                         Qt::AlignCenter, words);
}

} // namespace netloom
