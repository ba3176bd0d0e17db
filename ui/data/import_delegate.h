// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace netloom {

/// Draws a cell of an import's preview below the text of its header; what marks it stays to be seen while it is
/// current.
class ImportDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kMargin = 10; ///< left and right of the text, as in the header

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace netloom
