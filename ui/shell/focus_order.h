// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QMainWindow;
class QWidget;

namespace netloom {

/// Where Tab goes in a window with docks: as one reads it, whatever came first into being. The tool bar, then place
/// after place from left to right and from top to bottom, in each line by line; what stands in a card or a page that
/// scrolls is gone through as a whole. Panels that others cover are left out.
class FocusOrder
{
public:
    explicit FocusOrder(const QMainWindow& window);

    /// Null: there is nothing to go to.
    QWidget* neighbour(QWidget* from, bool next) const;
    /// A dock behind other tabs.
    static bool isCovered(const QWidget* dock);

private:
    QWidget* placeOf(QWidget* widget) const;
    void addInOrder(QWidget* of, const std::vector<QWidget*>& stops);

    const QMainWindow& m_window;
    std::vector<QWidget*> m_stops; ///< in order
};

} // namespace netloom
