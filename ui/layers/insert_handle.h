// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace netloom {

/// The gap between two cards: shows where a dragged card would go, and offers "insert here" under the mouse.
class InsertHandle final : public QWidget
{
    Q_OBJECT
public:
    explicit InsertHandle(QWidget* parent = nullptr);

    void setTarget(bool target); ///< a card would be dropped here
    QSize sizeHint() const override;

signals:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    bool m_target = false;
    bool m_hovered = false;
};

} // namespace netloom
