// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_readout.h"

#include "ui/plots/epoch_line.h"
#include "ui/plots/history_plot.h"

#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace netloom {

QString HistoryReadout::text(int epoch, const std::vector<Value>& curves, const QStringList& events,
                             const std::vector<Value>& levels)
{
    QStringList rows{HistoryPlot::tr("Epoch %1").arg(QLocale().toString(epoch))};
    const auto named = [](const Value& each) { return QStringLiteral("%1  %2").arg(each.name, each.value); };
    const Value* before = nullptr;
    for (const Value& curve : curves) {
        if (before && curve.amongSeveral && curve.key == "val_" + before->key)
            rows.back() += HistoryPlot::tr(" · val %1").arg(curve.value);
        else
            rows << named(curve);
        before = &curve;
    }
    rows << events;
    for (const Value& level : levels)
        rows << named(level);
    return rows.join(QLatin1Char('\n'));
}

HistoryReadout::HistoryReadout(QCustomPlot& plot)
    : m_plot(plot), m_line(new EpochLine(plot)), m_box(new QCPItemText(&plot))
{
    m_box->position->setType(QCPItemPosition::ptAbsolute);
    m_box->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_box->setPadding(QMargins(6, 4, 6, 4));
    m_box->setTextAlignment(Qt::AlignLeft);
    m_box->setClipToAxisRect(false);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(m_line), static_cast<QCPAbstractItem*>(m_box)}) {
        item->setSelectable(false);
        item->setVisible(false);
        item->setLayer(QStringLiteral("cursor"));
    }
}

void HistoryReadout::setTheme(const Theme& theme)
{
    m_line->setPen(QPen(theme.borderStrong, 0));
    m_box->setColor(theme.text);
    m_box->setBrush(theme.panel);
    m_box->setPen(QPen(theme.borderStrong, 0));
    m_box->setFont(m_plot.xAxis->tickLabelFont());
}

void HistoryReadout::hide()
{
    m_line->setVisible(false);
    m_box->setVisible(false);
}

void HistoryReadout::raise()
{
    m_box->setLayer(m_box->layer());
}

void HistoryReadout::show(int epoch, const QString& text, const QString& shorter)
{
    m_line->setVisible(true);
    m_line->setEpoch(epoch);
    // Whole rows, as many as there is room for, and all of their width.
    const QFontMetrics metrics(m_box->font());
    const QMargins padding = m_box->padding();
    const QSize room = m_plot.viewport().size();
    const auto most = std::max(2, (room.height() - padding.top() - padding.bottom()) / metrics.height());
    const auto fill = [&](const QString& rows) {
        m_box->setText(rows.split(u'\n').mid(0, most).join(u'\n'));
        return metrics.size(0, m_box->text()) +
               QSize(padding.left() + padding.right(), padding.top() + padding.bottom());
    };
    constexpr int kBeside = 8;
    const double x = m_plot.xAxis->coordToPixel(epoch);
    QSize size = fill(text);
    if (size.width() + kBeside > std::max(x, room.width() - x))
        size = fill(shorter);
    m_box->setVisible(true);
    const QRect area = m_plot.axisRect()->rect();
    const double start = x > area.center().x() ? x - kBeside - size.width() : x + kBeside;
    // The last row of pixels is not drawn.
    m_box->position->setPixelPosition(
        QPointF(std::clamp<double>(start, 0, std::max(0, room.width() - size.width() - 1)),
                std::clamp(area.top() + 2, 0, std::max(0, room.height() - size.height() - 2))));
}

} // namespace netloom
