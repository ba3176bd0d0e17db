// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "ui/toolkit/theme.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace netloom {

/// What is drawn over two axes of numbers: lines, steps, points, and what they are compared with.
struct XySeries {
    enum class Style { Line, Steps, Points, HollowPoints, Bars };
    enum class Role { Main, Second, Third, Reference, Faint }; ///< colour and dash; Reference: a thin dashed line

    QString name; ///< in the legend; empty: not in it
    Style style = Style::Line;
    Role role = Role::Main;
    std::vector<double> x, y;      ///< of the same length; a NaN is a gap
    std::vector<double> low, high; ///< ends of a whisker at each point; empty: none
    std::vector<Index> rows;       ///< of the table, for each point; empty: they are no rows
};

/// A plot of series over two axes, with read-out of the nearest point, zoom, and pictures as the plots of the training
/// have them. Points that stand for rows can be clicked; one line across can be moved.
class XyPlot final : public QWidget
{
    Q_OBJECT
public:
    struct Axes {
        QString x, y;
        std::optional<std::pair<double, double>> xRange, yRange; ///< where fitted; none: as the series need
        bool equal = false;      ///< both axes reach from the same least to the same largest value
        bool xPowers = false;    ///< x are powers of ten, shown as the numbers themselves
        QStringList xNames = {}; ///< x are the numbers 0, 1 … of these; empty: x are numbers
    };

    explicit XyPlot(QWidget* parent = nullptr);
    ~XyPlot() override;

    /// Shows them. The zoom stays where axes and titles are as before.
    void setContent(std::vector<XySeries> series, Axes axes);
    const std::vector<XySeries>& series() const;
    void setEmptyText(const QString& text); ///< shown instead of no series
    /// A line at an x that can be dragged (and moved by the arrow keys); none: no line.
    void setMarker(std::optional<double> x, const QString& text = {});
    void setHighlighted(Index row); ///< the points of a row of the table; -1: none
    void setTheme(const Theme& theme);
    void setBelow(XyPlot* below); ///< stands under this one: its axis begins at the same place
    void fit();
    QString readoutText() const; ///< what the read-out says now; empty: nothing

    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const; ///< "png", "svg", "pdf"
    QByteArray csv() const; ///< series,x,y, with a decimal point
    QSize sizeHint() const override { return {300, 230}; }
    QSize minimumSizeHint() const override { return {180, 150}; }

signals:
    void rowClicked(netloom::Index row);
    void markerMoved(double x);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
