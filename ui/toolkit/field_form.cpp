// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/text.h"

#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace netloom {

namespace {

bool sameField(const FieldInfo& a, const FieldInfo& b)
{
    return a.key == b.key && a.title == b.title && a.help == b.help && a.type == b.type && a.min == b.min &&
           a.max == b.max && a.minOpen == b.minOpen && a.maxOpen == b.maxOpen && a.step == b.step &&
           a.choices == b.choices && a.advanced == b.advanced && a.shownFor == b.shownFor;
}

/// The text line of a spin box or a list, say: it has its place in the order with that.
bool isPartOfEditor(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QAbstractScrollArea*>(parent);
}

struct Row {
    FieldInfo field;
    QLabel* label = nullptr;
    QWidget* editor = nullptr;
    QLabel* remark = nullptr;
    QString refusal; ///< what the editor says about its text
    QString fault;   ///< what the document says about the value
    bool applies = true;

    void showRemark() const
    {
        const QString& text = refusal.isEmpty() ? fault : refusal;
        remark->setText(text);
        remark->setVisible(!text.isEmpty() && !editor->isHidden());
    }
};

} // namespace

class FieldForm::Private
{
public:
    explicit Private(FieldForm& form) : q(form) {}

    std::unique_ptr<Row> makeRow(const FieldInfo& field);
    void arrange();
    void showRows();
    bool foldable() const; ///< there are fields besides those under "More"

    FieldForm& q;
    QGridLayout* grid = nullptr;
    QPushButton* more = nullptr;
    QWidget* middle = nullptr;
    std::vector<std::unique_ptr<Row>> rows;
};

std::unique_ptr<Row> FieldForm::Private::makeRow(const FieldInfo& field)
{
    auto row = std::make_unique<Row>();
    row->field = field;
    row->editor = makeFieldEditor(
        field, field.initial, [this, key = fromUtf8(field.key)](const FieldValue& value) { emit q.edited(key, value); },
        &q);
    row->label = new QLabel(fromUtf8(field.title), &q);
    row->label->setObjectName(QStringLiteral("fieldLabel"));
    row->label->setTextFormat(Qt::PlainText);
    row->label->setBuddy(row->editor);
    row->label->setToolTip(row->editor->toolTip());
    row->remark = new QLabel(&q);
    row->remark->setObjectName(QStringLiteral("fieldRemark"));
    row->remark->setTextFormat(Qt::PlainText);
    row->remark->setWordWrap(true);
    row->remark->hide();
    onRefusal(row->editor, [r = row.get()](const QString& reason) {
        r->refusal = reason;
        r->showRemark();
    });
    return row;
}

void FieldForm::Private::arrange()
{
    while (QLayoutItem* item = grid->takeAt(0))
        delete item;
    int line = 0;
    bool anyAdvanced = false;
    QWidget* before = nullptr;
    const auto place = [&](const Row& row) {
        grid->addWidget(row.label, line, 0, Qt::AlignVCenter);
        grid->addWidget(row.editor, line++, 1);
        grid->addWidget(row.remark, line++, 0, 1, 2);
        if (before)
            QWidget::setTabOrder(before, row.editor);
        before = row.editor;
    };
    for (const auto& row : rows)
        if (!row->field.advanced)
            place(*row);
        else
            anyAdvanced = true;
    if (middle) {
        grid->addWidget(middle, line++, 0, 1, 2);
        for (QWidget* widget : middle->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && widget->window() == middle->window() && !widget->focusProxy() &&
                !isPartOfEditor(*widget)) {
                if (before)
                    QWidget::setTabOrder(before, widget);
                before = widget;
            }
    }
    const bool fold = foldable();
    if (anyAdvanced && fold) {
        grid->addWidget(more, line++, 0, 1, 2, Qt::AlignLeft);
        if (before)
            QWidget::setTabOrder(before, more);
        before = more;
    }
    if (!fold && !rows.empty())
        more->setChecked(true);
    for (const auto& row : rows)
        if (row->field.advanced)
            place(*row);
    showRows();
}

void FieldForm::Private::showRows()
{
    const bool unfolded = more->isChecked();
    more->setText(unfolded ? FieldForm::tr("Less ▴") : FieldForm::tr("More ▾"));
    more->setAccessibleName(unfolded ? FieldForm::tr("Less") : FieldForm::tr("More"));
    bool anyAdvanced = false;
    for (const auto& row : rows) {
        anyAdvanced = anyAdvanced || (row->applies && row->field.advanced);
        const bool shown = row->applies && (unfolded || !row->field.advanced);
        row->label->setVisible(shown);
        row->editor->setVisible(shown);
        row->showRemark();
    }
    more->setVisible(anyAdvanced && foldable());
}

bool FieldForm::Private::foldable() const
{
    return std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row->field.advanced; });
}

FieldForm::FieldForm(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(*this))
{
    d->grid = new QGridLayout(this);
    d->grid->setContentsMargins(0, 0, 0, 0);
    d->grid->setHorizontalSpacing(8);
    d->grid->setVerticalSpacing(6);
    d->grid->setColumnStretch(0, 3);
    d->grid->setColumnStretch(1, 5);
    d->more = new QPushButton(this);
    d->more->setObjectName(QStringLiteral("moreFields"));
    d->more->setCheckable(true);
    d->more->setAutoDefault(false);
    d->more->setProperty("link", true);
    d->more->hide();
    connect(d->more, &QPushButton::toggled, this, [this] { d->showRows(); });
}

FieldForm::~FieldForm() = default;

void FieldForm::setFields(const std::vector<FieldInfo>& fields)
{
    const bool same = std::equal(fields.begin(), fields.end(), d->rows.begin(), d->rows.end(),
                                 [](const FieldInfo& field, const auto& row) { return sameField(field, row->field); });
    if (same)
        return;
    std::vector<std::unique_ptr<Row>> old = std::move(d->rows);
    d->rows.clear();
    for (const FieldInfo& field : fields) {
        const auto kept =
            std::find_if(old.begin(), old.end(), [&](const auto& row) { return row && sameField(row->field, field); });
        d->rows.push_back(kept != old.end() ? std::move(*kept) : d->makeRow(field));
    }
    for (const auto& row : old)
        if (row) {
            // Later, because the edit that led here may come from this very editor.
            for (QWidget* widget :
                 {static_cast<QWidget*>(row->label), row->editor, static_cast<QWidget*>(row->remark)}) {
                widget->hide();
                widget->setObjectName({});
                // Not disconnect(): Qt's style must still learn that the widget is gone.
                widget->disconnect(widget);
                widget->disconnect(this);
                widget->deleteLater();
            }
        }
    d->arrange();
}

void FieldForm::setValues(const FieldValues& values)
{
    std::vector<FieldInfo> fields;
    for (const auto& row : d->rows)
        fields.push_back(row->field);
    bool changed = false;
    for (const auto& row : d->rows) {
        const FieldValue* value = values.find(row->field.key);
        setEditorValue(row->editor, row->field, value ? *value : row->field.initial);
        const bool applies = netloom::applies(row->field, fields, values);
        changed = changed || applies != row->applies;
        row->applies = applies;
    }
    if (changed)
        d->showRows();
}

void FieldForm::setFault(const QString& key, const QString& text)
{
    for (const auto& row : d->rows)
        if (fromUtf8(row->field.key) == key) {
            row->fault = text;
            row->editor->setProperty("faulty", !text.isEmpty());
            row->editor->style()->unpolish(row->editor);
            row->editor->style()->polish(row->editor);
            row->showRemark();
        }
}

void FieldForm::setMiddle(QWidget* widget)
{
    d->middle = widget;
    d->arrange();
}

int FieldForm::titleWidth() const
{
    int width = 0;
    for (const auto& row : d->rows)
        if (!row->label->isHidden())
            width = std::max(width, row->label->sizeHint().width());
    return width;
}

void FieldForm::setTitleWidth(int width)
{
    d->grid->setColumnMinimumWidth(0, width);
    d->grid->setColumnStretch(0, 0);
    d->grid->setColumnStretch(1, 1);
}

} // namespace netloom
