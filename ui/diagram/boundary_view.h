// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_painter.h"

#include <QWidget>

namespace netloom {

/// Shows a boundary scene; the map below the pointer is read out, the zero line of a unit below it is laid over the
/// map.
class BoundaryView final : public QWidget
{
    Q_OBJECT
public:
    explicit BoundaryView(QWidget* parent = nullptr);

    void setScene(BoundaryScene scene);
    void setProblem(const QString& sentence); ///< shown in place of a map
    void setDark(bool dark);
    const BoundaryPicture& picture() const { return m_picture; }

    QSize minimumSizeHint() const override { return {160, 120}; }

signals:
    void hovered(const QString& readout);
    void unitClicked(int column, netloom::Index unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void rebuild();

    BoundaryPicture m_picture;
    QString m_problem;
    bool m_dark = false;
    std::pair<int, int> m_overlay{-1, -1};
};

} // namespace netloom
