// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/threshold_row.h"

#include "ui/toolkit/flow_layout.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/wheel_guard.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QToolButton>

#include <cmath>

namespace netloom {

namespace {

constexpr int kSteps = 1000;

FieldInfo numberField(const char* key, const char* title, double most, double initial)
{
    FieldInfo field;
    field.key = key;
    field.title = title;
    field.type = FieldType::Real;
    field.initial = initial;
    field.min = 0;
    field.max = most;
    return field;
}

} // namespace

ThresholdRow::ThresholdRow(QWidget* parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_number(new NumberBox(numberField("threshold", "Threshold", 1, 0.5), this)),
      m_rules(new QToolButton(this)),
      m_words(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    auto* row = new FlowLayout(6, 3);
    auto* label = new QLabel(tr("Threshold"), this);
    label->setObjectName(QStringLiteral("fieldLabel"));
    label->setToolTip(tr("A row is called positive where its probability is above it"));
    row->addWidget(label);
    m_slider->setRange(0, kSteps);
    m_slider->setAccessibleName(tr("Threshold"));
    needFocusForWheel(*m_slider);
    m_number->setObjectName(QStringLiteral("threshold"));
    m_number->setFixedWidth(64);
    row->addWidget(m_number);
    m_rules->setObjectName(QStringLiteral("thresholdRules"));
    m_rules->setText(tr("Choose ▾"));
    m_rules->setProperty("boxed", true);
    m_rules->setPopupMode(QToolButton::InstantPopup);
    m_rules->setToolTip(tr("Let a rule choose the threshold, on the validation rows"));
    auto* menu = new QMenu(m_rules);
    connect(menu->addAction(tr("One half")), &QAction::triggered, this, &ThresholdRow::resetRequested);
    connect(menu->addAction(tr("Best F1")), &QAction::triggered, this,
            [this] { emit ruleChosen({ThresholdRule::Kind::F1}); });
    connect(menu->addAction(tr("Youden: best sum of the two rates")), &QAction::triggered, this,
            [this] { emit ruleChosen({ThresholdRule::Kind::Youden}); });
    connect(menu->addAction(tr("Least cost…")), &QAction::triggered, this, &ThresholdRow::askForCosts);
    m_rules->setMenu(menu);
    row->addWidget(m_rules);
    label->setMinimumHeight(m_number->sizeHint().height()); // in the middle of the line
    column->addLayout(row);
    column->addWidget(m_slider);
    m_words->setObjectName(QStringLiteral("muted"));
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->hide();
    column->addWidget(m_words);
    setThreshold(0.5);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { emit moved(double(value) / kSteps); });
    connect(m_number, &NumberBox::edited, this,
            [this](const FieldValue& value) { emit moved(std::get<double>(value)); });
}

void ThresholdRow::setThreshold(double threshold, const QString& words)
{
    m_threshold = threshold;
    const QSignalBlocker silent(m_slider);
    m_slider->setValue(static_cast<int>(std::lround(threshold * kSteps)));
    m_number->setValue(std::round(threshold * 1e6) / 1e6);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void ThresholdRow::askForCosts()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Least cost"));
    auto* form = new QFormLayout(&dialog);
    auto* falsePositive = new NumberBox(numberField("false_positive", "False positive", 1e9, 1), &dialog);
    auto* falseNegative = new NumberBox(numberField("false_negative", "False negative", 1e9, 1), &dialog);
    falsePositive->setValue(1.0);
    falseNegative->setValue(5.0);
    form->addRow(tr("A false positive costs"), falsePositive);
    form->addRow(tr("A false negative costs"), falseNegative);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, &dialog);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    if (dialog.exec() == QDialog::Accepted)
        emit ruleChosen({ThresholdRule::Kind::Cost, std::get<double>(falsePositive->value()),
                         std::get<double>(falseNegative->value())});
}

} // namespace netloom
