// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_detail.h"

#include "ui/data/class_order.h"
#include "ui/data/columns_model.h"
#include "ui/data/computed_column_dialog.h"
#include "ui/data/histogram_view.h"
#include "ui/data/preparation_fields.h"
#include "ui/data/stats_text.h"
#include "ui/data/table_statistics.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/value_text.h"
#include "ui/toolkit/wrapped_label.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace netloom {

namespace {

QString kindTitle(const Column& column)
{
    switch (column.kind) {
    case ColumnKind::Number:
        return column.integers ? ColumnDetail::tr("whole numbers") : ColumnDetail::tr("numbers");
    case ColumnKind::Text:
        return ColumnDetail::tr("texts");
    case ColumnKind::Boolean:
        return ColumnDetail::tr("yes/no");
    case ColumnKind::DateTime:
        return column.dateOnly ? ColumnDetail::tr("dates") : ColumnDetail::tr("dates with time");
    case ColumnKind::Empty:
        break;
    }
    return ColumnDetail::tr("empty");
}

} // namespace

ColumnDetail::ColumnDetail(ProjectDocument& document, TableStatistics& statistics, QWidget* parent)
    : QWidget(parent), m_document(document), m_statistics(statistics)
{
    build();
    connect(&statistics, &TableStatistics::changed, this, &ColumnDetail::update);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            update();
    });
    update();
}

void ColumnDetail::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    auto* top = new QHBoxLayout;
    top->setSpacing(8);
    m_name = new ElidedLabel(4, this);
    m_name->keepBothEnds();
    m_name->setObjectName(QStringLiteral("heading"));
    m_role = new ChoiceBox(this);
    m_role->setObjectName(QStringLiteral("role"));
    m_role->addItems(ColumnsModel::roleTitles());
    m_role->setToolTip(tr("What the network does with the column"));
    top->addWidget(m_name, 1);
    top->addWidget(m_role);
    column->addLayout(top);
    const auto text = [&](const char* name) {
        auto* label = new WrappedLabel(this);
        label->setObjectName(QString::fromLatin1(name));
        column->addWidget(label);
        return label;
    };
    m_reason = text("muted");
    m_computed = buildComputed();
    column->addWidget(m_computed);
    m_facts = text("facts");
    m_histogram = new HistogramView(this);
    column->addWidget(m_histogram);
    m_remarks = text("warningRemark");
    m_heading = text("heading");
    m_heading->setText(tr("Preparation"));
    m_form = new FieldForm(this);
    column->addWidget(m_form);
    m_classes = new ClassOrder(this);
    column->addWidget(m_classes);
    m_steps = text("muted");
    m_steps->setAccessibleName(tr("What is done to the column"));
    column->addStretch(1);

    connect(m_role, &QComboBox::activated, this, [this](int chosen) {
        ColumnRecipe changed = recipe();
        changed.role = static_cast<ColumnRole>(chosen);
        changed.reason.clear();
        edit(QStringLiteral("role"), changed, tr("role"));
    });
    connect(m_form, &FieldForm::edited, this, [this](const QString& key, const FieldValue& value) {
        ColumnRecipe changed = recipe();
        setPreparation(changed, key.toStdString(), value);
        edit(key, changed, tr("preparation"));
    });
    connect(m_classes, &ClassOrder::positiveChosen, this, [this](const QString& label) {
        ColumnRecipe changed = recipe();
        changed.positive = label.toStdString();
        edit(QStringLiteral("positive"), changed, tr("positive class"));
    });
    connect(m_classes, &ClassOrder::orderChosen, this, [this](const QStringList& order) {
        ColumnRecipe changed = recipe();
        changed.order.clear();
        for (const QString& label : order)
            changed.order.push_back(label.toStdString());
        edit(QStringLiteral("order"), changed, tr("class order"));
    });
}

QWidget* ColumnDetail::buildComputed()
{
    auto* box = new QWidget(this);
    auto* line = new QVBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    m_formula = new QLabel(box);
    m_formula->setObjectName(QStringLiteral("formula"));
    m_formula->setTextFormat(Qt::PlainText);
    m_formula->setWordWrap(true);
    line->addWidget(m_formula);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(-3, 0, 0, 0);
    buttons->setSpacing(9);
    const auto link = [&](const QString& text, const char* name) {
        auto* button = new QPushButton(text, box);
        button->setObjectName(QString::fromLatin1(name));
        button->setProperty("link", true);
        buttons->addWidget(button);
        return button;
    };
    connect(link(tr("Change…"), "changeComputed"), &QPushButton::clicked, this, &ColumnDetail::editFormula);
    connect(link(tr("Remove"), "removeComputed"), &QPushButton::clicked, this,
            [this] { removeComputedColumn(m_document, recipe().column); });
    buttons->addStretch(1);
    line->addLayout(buttons);
    return box;
}

void ColumnDetail::editFormula()
{
    auto* dialog = new ComputedColumnDialog(m_document, recipe().column, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

ColumnRecipe ColumnDetail::recipe() const
{
    const Column& column = m_document.table()->columns[static_cast<std::size_t>(m_index)];
    const ColumnRecipe* found = m_document.project().recipe.find(column.name);
    ColumnRecipe none;
    none.column = column.name;
    none.role = ColumnRole::Ignore;
    return found ? *found : none;
}

void ColumnDetail::edit(const QString& field, const ColumnRecipe& changed, const QString& what)
{
    m_document.setColumnRecipe(changed, field, tr("Change %1 of %2").arg(what, fromUtf8(changed.column)));
}

void ColumnDetail::setColumn(int index)
{
    if (index == m_index)
        return;
    m_index = index;
    update();
}

void ColumnDetail::update()
{
    const Table* table = m_document.table();
    const bool shown = table && m_index >= 0 && m_index < static_cast<int>(table->columns.size());
    setEnabled(shown && !m_document.isPreparing());
    for (QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (!shown)
            child->hide();
    if (!shown)
        return;
    const Column& column = table->columns[static_cast<std::size_t>(m_index)];
    const ColumnRecipe own = recipe();
    m_name->setText(fromUtf8(column.name));
    m_name->show();
    m_role->setCurrentIndex(static_cast<int>(own.role));
    m_role->setAccessibleName(tr("Role of %1").arg(fromUtf8(column.name)));
    m_role->show();
    m_reason->setText(tr("Guessed: %1").arg(fromUtf8(own.reason)));
    m_reason->setVisible(!own.reason.empty());
    m_formula->setText(tr("Computed: %1").arg(fromUtf8(own.formula)));
    m_computed->setVisible(!own.formula.empty());
    updateFacts(column, own);
    updatePreparation(column, own);
}

void ColumnDetail::updateFacts(const Column& column, const ColumnRecipe& own)
{
    const ColumnStats* stats = m_statistics.column(m_index);
    const QLocale locale;
    QStringList lines{tr("%1 · %2").arg(kindTitle(column), missingText(column.missing, column.size()))};
    if (stats) {
        if (stats->distinct > 0)
            lines[0] += stats->distinct == 1
                            ? tr(" · 1 value")
                            : tr(" · %1 values").arg(locale.toString(static_cast<qlonglong>(stats->distinct)));
        if (stats->kind == ColumnKind::Number && stats->distinct > 1)
            lines.append(tr("%1, deviation %2").arg(summaryText(*stats), valueText(stats->kind, stats->sd)));
        else if (stats->kind == ColumnKind::DateTime)
            lines.append(summaryText(*stats));
        if (stats->association)
            lines.append(tr("With the target: %1 (%2)")
                             .arg(associationText(*stats->association), fromUtf8(stats->association->measure)));
    }
    m_facts->setText(lines.join(QLatin1Char('\n')));
    m_facts->show();
    m_histogram->setStats(stats ? std::optional(*stats) : std::nullopt, own.role == ColumnRole::Target);
    QStringList remarks;
    if (stats)
        for (const DataRemark& remark : stats->remarks)
            remarks.append(fromUtf8(remark.text));
    m_remarks->setText(remarks.join(QLatin1Char('\n')));
    m_remarks->setVisible(!remarks.isEmpty());
}

QStringList ColumnDetail::classesOf(const Column& column, const ColumnRecipe& own) const
{
    QStringList classes;
    const TargetInfo* target = m_document.target();
    if (!target || !isClassTarget(column, own))
        return classes;
    if (!target->classes.empty()) {
        for (const std::string& label : target->classes)
            classes.append(fromUtf8(label));
        return classes;
    }
    // One of several targets: two values, of which the recipe or the data decide.
    const ColumnStats* stats = m_statistics.column(m_index);
    if (target->task != Task::MultiBinary || !stats || stats->histogram.size() != 2)
        return classes;
    for (const HistogramBar& bar : stats->histogram)
        classes.append(fromUtf8(bar.label));
    const PreparedData* prepared = m_document.prepared();
    if (!prepared)
        return classes;
    for (const std::string& step : prepared->fitted.steps(own.column))
        if (fromUtf8(step).endsWith(QStringLiteral("positive is ") + classes[0]))
            classes.swapItemsAt(0, 1);
    return classes;
}

void ColumnDetail::updatePreparation(const Column& column, const ColumnRecipe& own)
{
    const std::vector<FieldInfo> fields = preparationFields(column, own);
    m_form->setFields(fields);
    m_form->setValues(preparationValues(own));
    m_form->setVisible(!fields.empty());
    const QStringList classes = classesOf(column, own);
    m_classes->setClasses(classes, own);
    const PreparedData* prepared = m_document.prepared();
    QStringList steps;
    const bool used = own.role == ColumnRole::Input || own.role == ColumnRole::Target;
    if (prepared && used)
        for (const std::string& step : prepared->fitted.steps(own.column))
            steps.append(fromUtf8(step));
    m_steps->setText(steps.isEmpty() ? QString()
                                     : tr("Found on the training rows: %1").arg(steps.join(QStringLiteral(" → "))));
    m_steps->setVisible(!steps.isEmpty());
    m_heading->setVisible(!fields.empty() || classes.size() >= 2);
}

} // namespace netloom
