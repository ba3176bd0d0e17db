// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/confusion.h"

#include <QStringList>
#include <QWidget>

namespace netloom {

/// A confusion matrix: truth in rows, prediction in columns, shaded by share. Cells can be chosen by click and arrows.
class MatrixPlot final : public QWidget
{
    Q_OBJECT
public:
    enum class Shown { Counts, RowShares, ColumnShares };

    explicit MatrixPlot(QWidget* parent = nullptr);

    void setMatrix(const ConfusionMatrix& matrix, const QStringList& classes);
    const ConfusionMatrix& matrix() const { return m_matrix; }
    void setShown(Shown shown);
    QString cellText(std::size_t truth, std::size_t prediction) const;
    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const;
    QByteArray csv() const; ///< truth,prediction,rows

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

signals:
    void cellClicked(int truth, int prediction);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Geometry {
        QRectF cells;
        double side = 0; ///< height of a cell
        double across = 0;
        int names = 0; ///< width of the names of the rows
    };
    Geometry geometryIn(const QSize& size) const;
    void paint(QPainter& painter, const QSize& size) const;
    QString nameAt(QPointF point) const;
    QPoint cellAt(QPointF point) const; ///< x: prediction, y: truth; (-1, -1): none

    ConfusionMatrix m_matrix;
    QStringList m_classes;
    Shown m_shown = Shown::Counts;
    QPoint m_chosen{-1, -1};
};

} // namespace netloom
