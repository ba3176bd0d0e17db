// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace netloom {

/// Draws the cells of the data tables: text below the text of its header, a frame round the current cell.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kMargin = 6; ///< left and right of the text, as in headers

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    /// Room on the right that the text leaves free.
    virtual int reserved(const QModelIndex& index) const;
    /// Draws what is not text, over the ground.
    virtual void paintExtra(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace netloom
