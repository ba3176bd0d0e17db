// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

#include <vector>

namespace netloom {

class ChoiceBox;
class NumberBox;

/// Asks for a new value of one of a unit's weights, or of its bias.
class WeightDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @param names, values  of what can be set; the bias last, where there is one
    WeightDialog(const QString& unit, const QStringList& names, std::vector<double> values, QWidget* parent = nullptr);

    int chosen() const; ///< place among the names
    double value() const;

private:
    void show(int place);

    std::vector<double> m_values;
    ChoiceBox* m_names;
    NumberBox* m_value;
};

} // namespace netloom
