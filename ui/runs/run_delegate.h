// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace netloom {

/// A run in two lines: a dot in its colour and its name, and below it its network. The name is edited in place.
class RunDelegate final : public QStyledItemDelegate
{
public:
    enum Role { Network = Qt::UserRole, Color }; ///< text; QColor, invalid: none was chosen

    using QStyledItemDelegate::QStyledItemDelegate;

    static int rowHeight(const QFont& font);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
};

} // namespace netloom
