// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unit/weight_dialog.h"

#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/number_box.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace netloom {

namespace {

FieldInfo valueField()
{
    FieldInfo field;
    field.key = "value";
    field.title = "Value";
    field.type = FieldType::Real;
    field.initial = 0.0;
    field.min = -1e6;
    field.max = 1e6;
    return field;
}

} // namespace

WeightDialog::WeightDialog(const QString& unit, const QStringList& names, std::vector<double> values, QWidget* parent)
    : QDialog(parent),
      m_values(std::move(values)),
      m_names(new ChoiceBox(this)),
      m_value(new NumberBox(valueField(), this))
{
    setObjectName(QStringLiteral("weightDialog"));
    setWindowTitle(tr("Set a weight of %1").arg(unit));
    m_names->setObjectName(QStringLiteral("weightName"));
    m_names->setAccessibleName(tr("Weight"));
    m_names->addItems(names);
    m_value->setObjectName(QStringLiteral("weightValue"));
    m_value->setAccessibleName(tr("New value"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Set"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 16, 20, 16);
    form->setSpacing(10);
    // A whole name, and all digits of a weight.
    const int width = fontMetrics().horizontalAdvance(QStringLiteral("-0.12345678901234567")) + 48;
    m_names->setMinimumWidth(width);
    m_value->setMinimumWidth(width);
    form->addRow(tr("Weight"), m_names);
    form->addRow(tr("New value"), m_value);
    form->addRow(buttons);
    connect(m_names, &QComboBox::currentIndexChanged, this, &WeightDialog::show);
    show(0);
    m_value->setFocus(); // a number is what one comes to type
    m_value->selectAll();
}

int WeightDialog::chosen() const
{
    return m_names->currentIndex();
}

double WeightDialog::value() const
{
    return std::get<double>(m_value->value());
}

void WeightDialog::show(int place)
{
    if (place >= 0 && place < static_cast<int>(m_values.size()))
        m_value->setValue(m_values[static_cast<std::size_t>(place)]);
}

} // namespace netloom
