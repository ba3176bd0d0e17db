// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/samples/samples.h"

#include <QAbstractButton>
#include <QPointF>

#include <vector>

namespace netloom {

/// A sample on the start page: a small picture of it (a bar per class, or its points), title and size. A button: click,
/// Space or Return opens it. The picture is made when it is first painted.
class SampleCard final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit SampleCard(const SampleInfo& sample, QWidget* parent = nullptr);

    QString sampleKey() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Point {
        QPointF place; ///< 0…1 in both directions, y upwards
        double value;  ///< −1…1: colour from the negative to the positive one
    };
    void look();
    void paintBars(QPainter& painter, const QRectF& area) const;
    void paintPoints(QPainter& painter, const QRectF& area) const;

    const SampleInfo& m_sample;
    QString m_second; ///< below the title
    bool m_looked = false;
    bool m_waiting = false;
    std::vector<double> m_bars; ///< share of the largest class
    std::vector<Point> m_points;
};

} // namespace netloom
