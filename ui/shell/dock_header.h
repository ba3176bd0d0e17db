// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QToolButton;

namespace netloom {

/// Title of a dock in the look of a tab. Where the dock already has a tab it takes no room.
class DockHeader final : public QWidget
{
    Q_OBJECT
public:
    explicit DockHeader(QDockWidget* dock);

    void setCollapsed(bool collapsed);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QDockWidget* m_dock;
    QToolButton* m_float;
    QToolButton* m_close;
    bool m_collapsed = false;
};

} // namespace netloom
