// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/activation_help.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace netloom {

namespace {

QWidget* makeChoice(const FieldInfo& field, std::function<void(const FieldValue&)> edited, QWidget* parent)
{
    auto* box = new ChoiceBox(parent);
    if (field.choices)
        for (const FieldChoice& choice : field.choices())
            box->addItem(fromUtf8(choice.title), fromUtf8(choice.key));
    if (field.key == "activation")
        explainActivations(*box);
    QObject::connect(box, &QComboBox::activated, box, [box, edited = std::move(edited)](int index) {
        const QString key = box->itemData(index).toString();
        if (key == box->property("shown").toString())
            return;
        box->setProperty("shown", key);
        edited(key.toStdString());
    });
    return box;
}

QWidget* makeText(std::function<void(const FieldValue&)> edited, QWidget* parent)
{
    auto* line = new QLineEdit(parent);
    line->setMaxLength(10'000);
    QObject::connect(line, &QLineEdit::editingFinished, line, [line, edited = std::move(edited)] {
        if (line->text() == line->property("shown").toString())
            return;
        line->setProperty("shown", line->text());
        edited(line->text().toStdString());
    });
    return line;
}

} // namespace

QWidget* makeFieldEditor(const FieldInfo& field, const FieldValue& value, std::function<void(const FieldValue&)> edited,
                         QWidget* parent)
{
    QWidget* editor = nullptr;
    switch (field.type) {
    case FieldType::Boolean: {
        auto* box = new QCheckBox(parent);
        QObject::connect(box, &QCheckBox::clicked, box, [edited](bool on) { edited(on); });
        editor = box;
        break;
    }
    case FieldType::Integer:
    case FieldType::Real: {
        auto* box = new NumberBox(field, parent);
        QObject::connect(box, &NumberBox::edited, box, edited);
        editor = box;
        break;
    }
    case FieldType::Choice:
        editor = makeChoice(field, std::move(edited), parent);
        break;
    case FieldType::Text:
        editor = makeText(std::move(edited), parent);
        break;
    }
    editor->setObjectName(fromUtf8(field.key));
    editor->setAccessibleName(fromUtf8(field.title));
    if (!field.help.empty()) {
        // Help is our own text, but it may hold signs such as < that must not be read as markup.
        editor->setToolTip(QStringLiteral("<p>%1</p>").arg(fromUtf8(field.help).toHtmlEscaped()));
        editor->setStatusTip(fromUtf8(field.help));
    }
    setEditorValue(editor, field, value);
    return editor;
}

void setEditorValue(QWidget* editor, const FieldInfo& field, const FieldValue& value)
{
    if (auto* check = qobject_cast<QCheckBox*>(editor)) {
        const bool* on = std::get_if<bool>(&value);
        check->setChecked(on && *on);
    } else if (auto* number = qobject_cast<NumberBox*>(editor)) {
        number->setValue(value);
    } else if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        const std::string* key = std::get_if<std::string>(&value);
        const QString wanted = key ? fromUtf8(*key) : QString();
        int index = combo->findData(wanted);
        if (index < 0 && !wanted.isEmpty()) {
            combo->addItem(wanted, wanted); // a value of a file that this version does not know
            index = combo->count() - 1;
        }
        combo->setCurrentIndex(index);
        combo->setProperty("shown", wanted);
    } else if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        const QString text = fromUtf8(formatField(value));
        if (text != line->property("shown").toString() || !line->hasFocus()) {
            if (line->text() != text)
                line->setText(text);
            line->setProperty("shown", text);
        }
    }
    Q_UNUSED(field);
}

void onRefusal(QWidget* editor, std::function<void(const QString&)> show)
{
    if (auto* number = qobject_cast<NumberBox*>(editor))
        QObject::connect(number, &NumberBox::refused, number, std::move(show));
}

} // namespace netloom
