// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/histogram_view.h"

#include "ui/toolkit/theme.h"
#include "ui/toolkit/value_text.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kUprightHeight = 64;

Index largest(const std::vector<HistogramBar>& bars)
{
    Index most = 1;
    for (const HistogramBar& bar : bars)
        most = std::max(most, bar.count);
    return most;
}

QString countText(Index count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QColor faded(QColor colour, double share)
{
    colour.setAlphaF(static_cast<float>(share));
    return colour;
}

} // namespace

void paintBars(QPainter& painter, const QRectF& rect, const std::vector<HistogramBar>& bars, const QColor& colour)
{
    if (bars.empty())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double most = static_cast<double>(largest(bars));
    // Few bars stay slim, so that two classes do not fill the place.
    const double pitch = std::min(rect.width() / static_cast<double>(bars.size()), rect.height());
    const double gap = pitch > 4 ? 1 : 0;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (bars[i].count == 0)
            continue;
        const double height = std::max(1.0, rect.height() * static_cast<double>(bars[i].count) / most);
        painter.drawRect(QRectF(rect.left() + static_cast<double>(i) * pitch, rect.bottom() - height,
                                std::max(pitch - gap, 1.0), height));
    }
}

HistogramView::HistogramView(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("histogram"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void HistogramView::setStats(std::optional<ColumnStats> stats, bool target)
{
    m_stats = std::move(stats);
    m_target = target;
    setVisible(m_stats && !m_stats->histogram.empty());
    setAccessibleName(tr("How often each value occurs"));
    setAccessibleDescription(describe());
    updateGeometry();
    update();
}

bool HistogramView::isList() const
{
    return m_stats && (m_stats->kind == ColumnKind::Text || m_stats->kind == ColumnKind::Boolean);
}

int HistogramView::rowHeight() const
{
    return fontMetrics().height() + 4;
}

QString HistogramView::barText(const HistogramBar& bar) const
{
    if (!bar.label.empty())
        return tr("%1: %2").arg(isList() || !m_stats ? valueLabel(bar.label) : valueText(m_stats->kind, bar.low),
                                countText(bar.count));
    return tr("%1 … %2: %3")
        .arg(valueText(m_stats->kind, bar.low), valueText(m_stats->kind, bar.high), countText(bar.count));
}

QString HistogramView::describe() const
{
    QStringList texts;
    if (m_stats)
        for (const HistogramBar& bar : m_stats->histogram)
            texts.append(barText(bar));
    return texts.join(QStringLiteral("; "));
}

QSize HistogramView::sizeHint() const
{
    if (!m_stats)
        return {120, 0};
    if (isList())
        return {120, static_cast<int>(m_stats->histogram.size()) * rowHeight()};
    return {120, kUprightHeight + fontMetrics().height() + 2};
}

QSize HistogramView::minimumSizeHint() const
{
    return {60, sizeHint().height()};
}

void HistogramView::paintEvent(QPaintEvent*)
{
    if (!m_stats)
        return;
    QPainter painter(this);
    if (isList())
        paintList(painter);
    else
        paintUpright(painter);
}

void HistogramView::paintList(QPainter& painter) const
{
    const Theme theme = Theme::current();
    const double most = static_cast<double>(largest(m_stats->histogram));
    const int line = rowHeight();
    int counts = 0;
    int names = 0;
    const auto labelOf = [&](std::size_t i) {
        const bool others = m_stats->otherCategories > 0 && i + 1 == m_stats->histogram.size();
        return others ? tr("%1 others").arg(countText(m_stats->otherCategories))
                      : valueLabel(m_stats->histogram[i].label);
    };
    for (std::size_t i = 0; i < m_stats->histogram.size(); ++i) {
        counts = std::max(counts, fontMetrics().horizontalAdvance(countText(m_stats->histogram[i].count)));
        names = std::max(names, fontMetrics().horizontalAdvance(labelOf(i)) + 1); // the width is rounded
    }
    const int nameRoom = std::min(names, width() / 2);
    const int left = nameRoom + 8;
    const int room = std::max(width() - left - counts - 8, 8);
    for (std::size_t i = 0; i < m_stats->histogram.size(); ++i) {
        const HistogramBar& bar = m_stats->histogram[i];
        const int y = static_cast<int>(i) * line;
        const bool others = m_stats->otherCategories > 0 && i + 1 == m_stats->histogram.size();
        painter.setPen(others ? theme.textMuted : theme.text);
        painter.drawText(QRect(0, y, nameRoom, line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(labelOf(i), Qt::ElideMiddle, nameRoom));
        painter.setPen(Qt::NoPen);
        painter.setBrush(faded(m_target ? theme.inputOutput : theme.accent, others ? 0.35 : 0.7));
        const double length = std::max(1.0, room * static_cast<double>(bar.count) / most);
        painter.drawRect(QRectF(left, y + 4, length, line - 8));
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(width() - counts, y, counts, line),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, countText(bar.count));
    }
}

void HistogramView::paintUpright(QPainter& painter) const
{
    const Theme theme = Theme::current();
    const std::vector<HistogramBar>& bars = m_stats->histogram;
    if (bars.empty())
        return;
    const double most = static_cast<double>(largest(bars));
    const double pitch = static_cast<double>(width()) / static_cast<double>(bars.size());
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(m_target ? theme.inputOutput : theme.accent, 0.7));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        if (bars[i].count == 0)
            continue;
        const double height = std::max(1.0, (kUprightHeight - 1) * static_cast<double>(bars[i].count) / most);
        painter.drawRect(
            QRectF(static_cast<double>(i) * pitch + 0.5, kUprightHeight - height, std::max(pitch - 1, 1.0), height));
    }
    painter.setPen(theme.border);
    painter.drawLine(QPointF(0, kUprightHeight + 0.5), QPointF(width(), kUprightHeight + 0.5));
    painter.setPen(theme.textMuted);
    const QRect scale(0, kUprightHeight + 2, width(), fontMetrics().height());
    painter.drawText(scale, Qt::AlignLeft | Qt::TextSingleLine, valueText(m_stats->kind, bars.front().low));
    if (bars.size() > 1)
        painter.drawText(scale, Qt::AlignRight | Qt::TextSingleLine, valueText(m_stats->kind, bars.back().high));
}

int HistogramView::barAt(QPoint position) const
{
    if (!m_stats || m_stats->histogram.empty())
        return -1;
    const int count = static_cast<int>(m_stats->histogram.size());
    const int bar = isList() ? position.y() / rowHeight() : position.x() * count / std::max(width(), 1);
    return bar >= 0 && bar < count ? bar : -1;
}

bool HistogramView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int bar = barAt(help->pos());
    QToolTip::showText(help->globalPos(),
                       bar < 0 ? QString()
                               : QStringLiteral("<p>%1</p>")
                                     .arg(barText(m_stats->histogram[static_cast<std::size_t>(bar)]).toHtmlEscaped()),
                       this);
    return true;
}

} // namespace netloom
