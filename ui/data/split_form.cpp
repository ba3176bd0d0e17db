// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/split_form.h"

#include "core/base/error.h"
#include "core/project/settings.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/value_text.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace netloom {

namespace {

std::vector<FieldChoice> usualOrders()
{
    return {{"stratified", "Stratified"}, {"shuffled", "Shuffled"}, {"file", "As in the file"}};
}

} // namespace

QList<std::pair<QString, QString>> splitOrders(const Table& table, const Recipe& recipe)
{
    QList<std::pair<QString, QString>> orders;
    for (const FieldChoice& choice : usualOrders())
        orders.append({fromUtf8(choice.key), fromUtf8(choice.title)});
    for (const Column& column : table.columns) {
        const ColumnRecipe* own = recipe.find(column.name);
        const QString name = fromUtf8(column.name);
        if (own && own->role == ColumnRole::Split)
            orders.append({name, SplitForm::tr("By %1").arg(name)});
        else if (column.kind == ColumnKind::DateTime && column.missing == 0)
            orders.append({name, SplitForm::tr("By time: %1").arg(name)});
    }
    return orders;
}

SplitForm::SplitForm(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_form(new FieldForm(this)), m_parts(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_form);
    m_parts->setObjectName(QStringLiteral("muted"));
    m_parts->setTextFormat(Qt::PlainText);
    m_parts->setWordWrap(true);
    column->addWidget(m_parts);
    connect(m_form, &FieldForm::edited, this, [this](const QString& key, const FieldValue& value) {
        m_document.setSetting(key, fromUtf8(formatField(value)));
    });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            update();
    });
    update();
}

void SplitForm::update()
{
    const SplitConfig& split = m_document.project().run().split;
    std::vector<FieldInfo> fields;
    FieldValues values;
    for (FieldInfo& field : settingFields(m_document.training(), split)) {
        if (!field.key.starts_with("split."))
            continue;
        if (field.key == "split.order") {
            field.type = FieldType::Choice;
            field.choices = usualOrders;
            field.help = "Stratified keeps the classes in proportion. As in the file: training first, test last. By a "
                         "column: its words train, validation and test, or its order in time.";
            values.set(field.key, split.order);
        } else {
            values.set(field.key, parseField(field, settingText(m_document.training(), split, field.key)));
        }
        fields.push_back(std::move(field));
    }
    m_form->setFields(fields);
    offerOrders();
    m_form->setValues(values);
    m_form->setEnabled(m_document.table() && !m_document.isPreparing());
    const PreparedData* prepared = m_document.prepared();
    m_parts->setVisible(prepared != nullptr);
    if (!prepared)
        return;
    const QLocale locale;
    const auto count = [&](const std::vector<Index>& rows) {
        return locale.toString(static_cast<qlonglong>(rows.size()));
    };
    m_parts->setText(
        tr("%1 rows to train on, %2 to validate, %3 to test")
            .arg(count(prepared->split.train), count(prepared->split.validation), count(prepared->split.test)));
}

void SplitForm::offerOrders()
{
    auto* box = m_form->findChild<QComboBox*>(QStringLiteral("split.order"));
    const Table* table = m_document.table();
    if (!box || !table)
        return;
    const auto orders = splitOrders(*table, m_document.project().recipe);
    bool same = box->count() == orders.size();
    for (int i = 0; same && i < box->count(); ++i)
        same = box->itemData(i).toString() == orders[i].first && box->itemText(i) == orders[i].second;
    if (same)
        return;
    box->clear();
    for (const auto& [key, title] : orders)
        box->addItem(title, key);
}

} // namespace netloom
