// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QTabBar;

namespace netloom {

/// Keeps every tab of a place for panels in sight, however narrow the place is: with less room around the words, and
/// where that is not enough with the word of the panel in front and an icon for each other one.
class DockTabs final : public QObject
{
    Q_OBJECT
public:
    explicit DockTabs(QTabBar* bar);

    void fit();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QTabBar* m_bar;
};

} // namespace netloom
