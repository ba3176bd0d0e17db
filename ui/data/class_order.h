// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace netloom {

class ChoiceBox;

/// Of a target with classes: which of two counts as positive, or the order of more, which is the order of the outputs.
class ClassOrder final : public QWidget
{
    Q_OBJECT
public:
    explicit ClassOrder(QWidget* parent = nullptr);

    /// @param classes  in the order in use; of two, the second is the positive one
    void setClasses(const QStringList& classes, const ColumnRecipe& recipe);

signals:
    void positiveChosen(const QString& label);  ///< empty: found by itself
    void orderChosen(const QStringList& order); ///< empty: sorted

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void move(int by);
    void updateButtons();

    QLabel* m_positiveLabel;
    ChoiceBox* m_positive;
    QWidget* m_orderBox;
    QListWidget* m_list;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_sort;
};

} // namespace netloom
