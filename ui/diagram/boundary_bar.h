// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QCheckBox;
class QToolButton;

namespace netloom {

class ChoiceBox;

/// Below the diagram's bar in the Boundary view: which columns are the sides of the map, where the others are,
/// which target is shown; in the menu *Map* the units' maps, whose rows are drawn, and how far the map goes beyond
/// them.
class BoundaryBar final : public QWidget
{
    Q_OBJECT
public:
    explicit BoundaryBar(QWidget* parent = nullptr);

    /// The columns that can be sides, and those that are.
    void setColumns(const QStringList& columns, const QString& across, const QString& up);
    /// Of several targets the one that is shown.
    void setTargets(const QStringList& targets, int shown);
    void setExact(bool exact);     ///< there are no other columns
    void setDecides(bool decides); ///< the target has classes
    void setWide(bool wide);       ///< there is room for units as maps
    BoundaryChoice choice() const; ///< without the row

signals:
    void changed();

private:
    QToolButton* mapButton();

    ChoiceBox* m_across;
    ChoiceBox* m_up;
    ChoiceBox* m_others;
    ChoiceBox* m_target;
    QCheckBox* m_decision;
    QAction* m_unitMaps;
    QAction* m_training;
    QAction* m_validation;
    QActionGroup* m_beyond;
};

} // namespace netloom
