// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <string>
#include <vector>

namespace netloom {

/// Parallel coordinates: an upright axis for each setting and one for the result at the right, a line for each trial
/// from axis to axis, in a colour that tells its result. A line that is pointed at is drawn in front with its values; a
/// click or the arrow keys choose one.
class ParallelPlot final : public QWidget
{
    Q_OBJECT
public:
    /// An axis of numbers, or where it has names of places with a name each, from below.
    struct Axis {
        QString title;
        QStringList names;
        bool logarithmic = false;
        std::string metric = {}; ///< its values are written as this metric's (number_text.h); empty: plain numbers
    };
    struct Line {
        std::vector<double> at; ///< one for each axis: a number, or the place of a name; NaN: the line ends before it
        int key = 0;
        bool faint = false; ///< no final result: drawn behind the others
    };

    explicit ParallelPlot(QWidget* parent = nullptr);

    /// The last axis is the result, of which more is better.
    void setContent(std::vector<Axis> axes, std::vector<Line> lines);
    void setEmptyText(const QString& text);
    void setHighlighted(int key); ///< -1: none
    int highlighted() const { return m_highlighted; }
    QString readoutText() const; ///< of the line in front; empty: none
    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const; ///< "png", "svg", "pdf"
    QByteArray csv() const; ///< a line per line, a column per axis; names as they are
    QSize sizeHint() const override { return {520, 230}; }
    QSize minimumSizeHint() const override { return {260, 150}; }

signals:
    void lineClicked(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Scale {
        double low = 0, high = 1; ///< of the numbers as they are placed (logarithms where the axis is so)
        double x = 0;
    };
    struct Geometry {
        std::vector<Scale> scales;
        double top = 0, bottom = 0, right = 0;
    };
    struct Tick {
        double value = 0;
        QString text;
    };
    std::pair<double, double> rangeOf(std::size_t axis) const; ///< of the numbers as they are placed
    std::vector<Tick> ticksOf(std::size_t axis) const;         ///< what was tried, or where that is much, some places
    double widestTick(std::size_t axis) const;
    Geometry geometryIn(const QSize& size) const;
    double placed(std::size_t axis, double value) const;
    QPointF point(const Geometry& geometry, std::size_t axis, double value) const;
    QString valueAt(std::size_t axis, double value) const;
    QColor colorOf(std::size_t line) const;
    int nearest(const QPointF& position) const;
    const Line* front() const;
    void paint(QPainter& painter, const QSize& size) const;
    void paintAxes(QPainter& painter, const Geometry& geometry) const;

    std::vector<Axis> m_axes;
    std::vector<Line> m_lines;
    std::vector<double> m_shares; ///< of each line: rank of its result, 0 worst … 1 best
    QString m_empty;
    int m_highlighted = -1;
    int m_pointed = -1;
};

} // namespace netloom
