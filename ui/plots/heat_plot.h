// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace netloom {

struct CellTick;

/// A number over two columns as a map of cells: pale for low, full for high values, with a scale beside it. Cells for
/// which no row speaks are crossed out thinly. The cell under the pointer, or the one chosen by arrows, is read out.
class HeatPlot final : public QWidget
{
    Q_OBJECT
public:
    struct Axis {
        QString name;
        std::vector<double> values; ///< rising; of labels their places
        QStringList labels;         ///< of categories; empty: numbers
    };
    struct Content {
        Axis x, y;
        QString what;                           ///< what the numbers are
        std::vector<std::vector<double>> cells; ///< [place of x][place of y]
        std::vector<std::vector<bool>> known;   ///< some row stands near the cell; empty: all
    };

    explicit HeatPlot(QWidget* parent = nullptr);

    void setContent(Content content);
    const Content& content() const { return m_content; }
    void setEmptyText(const QString& text);
    QString cellText(int x, int y) const; ///< in words, as the read-out says it
    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const;
    QByteArray csv() const;

    QSize sizeHint() const override { return {280, 250}; }
    QSize minimumSizeHint() const override { return {200, 220}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF cellsIn(const QSize& size) const;
    void paint(QPainter& painter, const QSize& size, QPoint chosen) const;
    void paintAxes(QPainter& painter, const QRectF& cells) const;
    std::vector<CellTick> sideTicks(const QStringList& texts, double height) const;
    void paintScale(QPainter& painter, const QRectF& cells) const;
    QColor colorOf(double value) const;
    QString valueText(const Axis& axis, int place) const;
    int columns() const { return static_cast<int>(m_content.x.values.size()); }
    int rows() const { return static_cast<int>(m_content.y.values.size()); }

    Content m_content;
    QString m_emptyText;
    double m_low = 0;
    double m_high = 0;
    QPoint m_chosen{-1, -1};
};

} // namespace netloom
