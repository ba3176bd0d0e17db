// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace netloom {

/// For each column a swarm of points, one for each row: how far it moved the prediction, coloured by what the column
/// holds there. The layout is the same every time.
class BeeswarmPlot final : public QWidget
{
    Q_OBJECT
public:
    struct Swarm {
        QString name;
        QString text;              ///< at the right end: mean |value|
        std::vector<double> x;     ///< of each row
        std::vector<double> shade; ///< 0 low … 1 high; NaN: missing, a hollow ring
    };

    explicit BeeswarmPlot(QWidget* parent = nullptr);

    /// @param rows  of the table, for each point
    void setContent(std::vector<Swarm> swarms, std::vector<Index> rows, const QString& axis);
    void setHighlighted(Index row);
    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const;
    QByteArray csv() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

signals:
    void rowClicked(netloom::Index row);
    void swarmClicked(int swarm);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override; ///< tool tips with whole names

private:
    struct Geometry;
    Geometry geometryIn(const QSize& size) const;
    std::vector<std::vector<QPointF>> placed(const QSize& size) const;
    void paint(QPainter& painter, const QSize& size) const;

    std::vector<Swarm> m_swarms;
    std::vector<Index> m_rows;
    QString m_axis;
    Index m_highlighted = -1;
    std::vector<std::vector<QPointF>> m_placed; ///< for the size of the widget; empty: not known
};

} // namespace netloom
