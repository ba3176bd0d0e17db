// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace netloom {

/// A page as wide as its place that scrolls up and down alone. Owns the page.
class ScrolledPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrolledPage(QWidget* page, QWidget* parent = nullptr);

    /// The same as all that a panel holds.
    static ScrolledPage* fill(QWidget& panel, QWidget* page);
};

} // namespace netloom
