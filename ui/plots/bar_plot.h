// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCPPainter;

namespace netloom {

/// Horizontal bars with names: shares of an explanation that add up (a waterfall), or importances side by side.
class BarPlot final : public QWidget
{
    Q_OBJECT
public:
    struct Bar {
        QString name;  ///< in front
        QString value; ///< behind the name, muted: what the column holds in that row
        double from = 0, to = 0;
        QString text;                    ///< at the end of the bar: what it adds, as printed
        std::optional<double> low, high; ///< ends of a whisker
        bool isRest = false;             ///< stands for several; drawn without colour
    };
    struct Content {
        std::vector<Bar> bars;            ///< from the top
        std::optional<double> start, end; ///< lines with a text: where a waterfall begins (below) and ends (above)
        QString startText;
        QString endName; ///< before the end's text; what is cut where both do not fit
        QString endText;
        QString endDetail;        ///< behind it, where there is room
        bool signedColors = true; ///< blue where a bar goes up, orange where it goes down; else one colour
    };

    explicit BarPlot(QWidget* parent = nullptr);

    void setContent(Content content);
    const Content& content() const { return m_content; }
    int selected() const { return m_selected; } ///< -1: none
    void setSelected(int bar);
    void setEmptyText(const QString& text) { m_emptyText = text; }

    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const;
    QByteArray csv() const; ///< name,value,from,to,low,high

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void barClicked(int bar); ///< -1: beside the bars

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override; ///< tool tips with the whole text of what is elided

private:
    void paint(QPainter& painter, const QSize& size) const;
    int lineHeight() const;
    QFont valueFont() const;
    int barAt(int y) const;

    Content m_content;
    QString m_emptyText;
    int m_selected = -1;
};

} // namespace netloom
