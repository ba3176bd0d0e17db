// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

#include <vector>

namespace netloom {

/// A square to draw in by hand, which becomes a picture of few pixels: left button draws, right button rubs out.
class DrawingPad final : public QWidget
{
    Q_OBJECT
public:
    explicit DrawingPad(QWidget* parent = nullptr);

    /// @param side  pixels of a row and of a column
    /// @param place  where what is drawn stands in the pictures that the network knows, 0 … 1
    void setPicture(int side, const QRectF& place);
    void showPixels(const std::vector<double>& pixels); ///< a picture made elsewhere, 0 … 1 row by row
    void clear();
    bool isEmpty() const { return m_empty; }
    /// Share of ink in each pixel, row by row: what was drawn, moved and scaled to the place where the network has its
    /// pictures.
    std::vector<double> pixels() const;

signals:
    void drawn(); ///< after every stroke's movement, and after it was cleared

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override; ///< Delete clears

private:
    QRectF square() const;
    void strokeTo(QPointF position, bool ink);

    int m_side = 8;
    QRectF m_place{0, 0, 1, 1};
    QImage m_ink;                ///< 0 … 255, finer than the pixels
    std::vector<double> m_shown; ///< instead of ink
    QPointF m_last;
    bool m_empty = true;
};

} // namespace netloom
