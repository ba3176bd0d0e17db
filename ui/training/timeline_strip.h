// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QStackedLayout;
class QToolButton;

namespace netloom {

class Playhead;

/// Below the curves: a slider over the stored epochs, playing backwards and forwards, back to the newest, and a new run
/// from the epoch looked at.
class TimelineStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineStrip(Playhead& playhead, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void update();
    void fitWords(); ///< shorter where the strip is narrow
    QToolButton* makeButton(const QString& name, const QString& icon, const QString& help);

    Playhead& m_playhead;
    QToolButton* m_backwards;
    QToolButton* m_forwards;
    QSlider* m_slider;
    QLabel* m_epoch;
    QLabel* m_chip;
    QStackedLayout* m_place; ///< one of the two, in a place of one width
    QToolButton* m_newest;
    QToolButton* m_branch;
};

} // namespace netloom
