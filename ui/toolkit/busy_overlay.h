// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QProgressBar;

namespace netloom {

/// Says over the window what is being loaded, how far it is, and offers Cancel; shown when it takes longer than half a
/// second.
class BusyOverlay final : public QWidget
{
    Q_OBJECT
public:
    explicit BusyOverlay(QWidget* parent);

    void start(const QString& text, std::function<double()> progress);
    void stop();

signals:
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    QLabel* m_text;
    QProgressBar* m_bar;
    std::function<double()> m_progress;
    QTimer m_delay;
    QTimer m_refresh;
};

} // namespace netloom
