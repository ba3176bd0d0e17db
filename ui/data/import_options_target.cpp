// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/csv_import.h"
#include "ui/data/import_options.h"
#include "ui/data/split_form.h"
#include "ui/toolkit/value_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kTargetsOffered = 500;

} // namespace

void ImportOptions::buildTarget()
{
    QFormLayout* form = section(tr("Target"));
    m_target = new QComboBox(this);
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(form, tr("Predict"), m_target, tr("The column that the network learns to predict"));
    connect(m_target, &QComboBox::activated, this, [this] {
        if (const int column = m_target->currentData().toInt(); column >= 0)
            m_import.setTarget(column);
    });
    m_task = new QLabel(this);
    m_task->setTextFormat(Qt::PlainText);
    addRow(form, tr("Task"), m_task, tr("What the target asks of the network"));
}

void ImportOptions::buildSplit()
{
    QFormLayout* form = section(tr("Split"));
    m_train = new QLabel(this);
    addRow(form, tr("Train"), m_train, tr("Share of the rows to learn from: what the other two leave"));
    const auto share = [this](const QString& name) {
        auto* box = new QDoubleSpinBox(this);
        box->setObjectName(name);
        box->setRange(0, 90);
        box->setDecimals(0);
        box->setSingleStep(5);
        box->setSuffix(tr(" %"));
        box->setKeyboardTracking(false);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ImportOptions::splitEdited);
        return box;
    };
    m_validation = share(QStringLiteral("validation"));
    addRow(form, tr("Validation"), m_validation, tr("Share of the rows by which the training is watched"));
    m_test = share(QStringLiteral("test"));
    addRow(form, tr("Test"), m_test, tr("Share of the rows kept for the score at the end"));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("order"));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(form, tr("Order"), m_order,
           tr("Stratified keeps the classes in proportion; in file order, training comes first and test last"));
    connect(m_order, &QComboBox::activated, this, &ImportOptions::splitEdited);
}

void ImportOptions::splitEdited()
{
    SplitConfig split = m_import.split();
    split.validation = m_validation->value() / 100;
    split.test = m_test->value() / 100;
    split.order = m_order->currentData().toString().toStdString();
    m_import.setSplit(split);
}

void ImportOptions::updateTarget()
{
    const bool ready = m_import.table() != nullptr;
    m_target->setEnabled(ready);
    m_target->clear();
    const int target = m_import.target();
    if (ready && target < 0)
        m_target->addItem(m_import.task().isEmpty() ? tr("Choose…") : m_import.task(), -1);
    const std::size_t count = std::min(m_import.recipe().columns.size(), kTargetsOffered);
    for (std::size_t c = 0; c < count; ++c)
        m_target->addItem(fromUtf8(m_import.recipe().columns[c].column), static_cast<int>(c));
    if (target >= static_cast<int>(count))
        m_target->addItem(fromUtf8(m_import.recipe().columns[static_cast<std::size_t>(target)].column), target);
    m_target->setCurrentIndex(std::max(m_target->findData(target), ready ? 0 : -1));
    m_task->setText(m_import.task());
}

void ImportOptions::updateSplit()
{
    const SplitConfig& split = m_import.split();
    const QSignalBlocker validation(m_validation);
    const QSignalBlocker test(m_test);
    m_validation->setValue(split.validation * 100);
    m_test->setValue(split.test * 100);
    const double train = 100 - split.validation * 100 - split.test * 100;
    m_train->setText(train > 0 ? tr("%1 %").arg(QLocale().toString(train, 'f', 0)) : tr("nothing is left"));
    m_order->clear();
    static const Table none;
    for (const auto& [key, title] : splitOrders(m_import.table() ? *m_import.table() : none, m_import.recipe()))
        m_order->addItem(title, key);
    const QString order = fromUtf8(split.order);
    if (m_order->findData(order) < 0)
        m_order->addItem(tr("By %1").arg(order), order);
    m_order->setCurrentIndex(m_order->findData(order));
}

} // namespace netloom
