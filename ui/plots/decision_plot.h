// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace netloom {

/// How predictions come about, column by column: each line begins at the expected value below and moves by what each
/// column adds, up to the prediction. The names of the columns stand at the left.
class DecisionPlot final : public QWidget
{
    Q_OBJECT
public:
    struct Line {
        std::vector<double> at; ///< the expected value, then after each name from below
        QStringList cells;      ///< what the columns hold, from below; shown for a single line
        bool dashed = false;    ///< a wrong prediction
        int key = 0;
    };

    struct Content {
        QStringList names; ///< from below
        std::vector<Line> lines;
        QString axis;
        QString startText;    ///< of the expected value, below
        QString endText;      ///< of a single line's prediction, above
        bool logOdds = false; ///< probabilities stand above
    };

    explicit DecisionPlot(QWidget* parent = nullptr);

    void setContent(Content content);
    QByteArray picture(const QByteArray& format, const QSize& size, double scale) const;
    QByteArray csv() const; ///< line,name,value,at
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

signals:
    void lineClicked(int key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override; ///< tool tips with whole names

private:
    struct Geometry;
    Geometry geometryIn(const QSize& size) const;
    int headHeight() const; ///< what stands above the lines
    QString cellText(const Line& line, qsizetype i) const;
    QColor colorOf(const Geometry& geometry, double value) const;
    void paintAxes(QPainter& painter, const Geometry& geometry, const QSize& size) const;
    void paint(QPainter& painter, const QSize& size) const;

    Content m_content;
};

} // namespace netloom
