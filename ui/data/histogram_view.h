// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/column_stats.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace netloom {

/// The bars of a column's histogram, without words, as large as the rectangle: for a cell of a table.
void paintBars(QPainter& painter, const QRectF& rect, const std::vector<HistogramBar>& bars, const QColor& colour);

/// A column's histogram: upright bars for numbers, a line with its name and count for each category.
class HistogramView final : public QWidget
{
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    /// @param target  in the colour of the outputs
    void setStats(std::optional<ColumnStats> stats, bool target);
    QString describe() const; ///< the bars in words, for who cannot see them

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool isList() const;
    int rowHeight() const;
    QString barText(const HistogramBar& bar) const;
    int barAt(QPoint position) const; ///< -1: none
    void paintList(QPainter& painter) const;
    void paintUpright(QPainter& painter) const;

    std::optional<ColumnStats> m_stats;
    bool m_target = false;
};

} // namespace netloom
