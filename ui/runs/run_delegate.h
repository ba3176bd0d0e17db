// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace netloom {

/// A run in two lines: a dot in its colour and its name, and below it its network. The name is edited in place.
class RunDelegate final : public QStyledItemDelegate
{
public:
    enum Role { Network = Qt::UserRole, Color }; ///< text; QColor, invalid: none was chosen

    using QStyledItemDelegate::QStyledItemDelegate;

    /// @param problem  says why the run of that row cannot be called so, empty: it can; what was typed then stays in
    /// the field, with the reason beside it
    void setNameCheck(std::function<QString(int row, const QString& name)> problem);

    static int rowHeight(const QFont& font);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::function<QString(int, const QString&)> m_nameProblem;
};

} // namespace netloom
