// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace netloom {

/// Cards of equal width in rows of equal length, as many beside each other as are wide enough for their words.
class CardGrid final : public QWidget
{
public:
    explicit CardGrid(QWidget* parent = nullptr);

    /// The card has a minimum width below which its words would be cut.
    void add(QWidget* card);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int fitting() const; ///< cards in a row
    void arrange(int columns);

    QGridLayout* m_grid;
    QList<QWidget*> m_cards;
    int m_columns = 0;
};

} // namespace netloom
