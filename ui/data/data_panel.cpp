// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include "core/base/error.h"
#include "core/data/own_function.h"
#include "core/training/settings.h"
#include "ui/data/columns_model.h"
#include "ui/document/project_document.h"
#include "ui/layers/field_form.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace netloom {

namespace {

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A list of roles; choosing one is the edit.
class RoleDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        auto* box = new QComboBox(parent);
        box->addItems(ColumnsModel::roleTitles());
        box->setAccessibleName(DataPanel::tr("Role of %1").arg(index.siblingAtColumn(0).data().toString()));
        // The editor stays for the next key: with the arrows one passes other roles on the way.
        QObject::connect(box, &QComboBox::activated, this,
                         [this, box] { emit const_cast<RoleDelegate*>(this)->commitData(box); });
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        static_cast<QComboBox*>(editor)->setCurrentIndex(index.data(Qt::EditRole).toInt());
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        const int chosen = static_cast<QComboBox*>(editor)->currentIndex();
        if (chosen != index.data(Qt::EditRole).toInt())
            model->setData(index, chosen, Qt::EditRole);
    }
};

std::vector<FieldInfo> generatorFields(bool formula)
{
    std::vector<FieldInfo> fields{
        {.key = "points",
         .title = "Points",
         .help = "How many points are made.",
         .type = FieldType::Integer,
         .initial = std::int64_t(500),
         .min = 10,
         .max = 100'000,
         .step = 50},
        {.key = "noise",
         .title = "Noise",
         .help = "0: exact; 0.5: so blurred that little can be learned.",
         .type = FieldType::Real,
         .initial = 0.0,
         .min = 0,
         .max = 0.5,
         .step = 0.05},
        {.key = "seed",
         .title = "Seed",
         .help = "The same seed makes the same points.",
         .type = FieldType::Integer,
         .initial = std::int64_t(42),
         .min = 0,
         .max = 9e15},
    };
    if (formula)
        fields.insert(fields.begin(),
                      {.key = "formula",
                       .title = "Formula",
                       .help = "Of x and y: a condition (x^2 + y^2 < 9), a curve (3*sin(x)) or a value (x*y/10).",
                       .type = FieldType::Text,
                       .initial = std::string(kExampleFormula)});
    return fields;
}

} // namespace

class DataPanel::Private
{
public:
    Private(DataPanel& panel, ProjectDocument& doc) : q(panel), document(doc) {}

    void update();
    void regenerate(GeneratorOptions options, const QString& text);
    void setGenerator(const QString& key, const FieldValue& value);
    std::vector<FieldInfo> splitFields() const;
    void updateSplit();

    DataPanel& q;
    ProjectDocument& document;
    QLabel* title = nullptr;
    QLabel* problem = nullptr;
    QWidget* generator = nullptr;
    FieldForm* generatorForm = nullptr;
    FieldForm* splitForm = nullptr;
    QLabel* parts = nullptr;
    QTableView* view = nullptr;
    QPushButton* reading = nullptr;
};

std::vector<FieldInfo> DataPanel::Private::splitFields() const
{
    std::vector<FieldInfo> fields;
    for (const FieldInfo& field : settingFields(document.training(), document.project().split))
        if (field.key.starts_with("split."))
            fields.push_back(field);
    return fields;
}

void DataPanel::Private::updateSplit()
{
    const std::vector<FieldInfo> fields = splitFields();
    FieldValues values;
    for (const FieldInfo& field : fields)
        try {
            values.set(field.key,
                       parseField(field, settingText(document.training(), document.project().split, field.key)));
        } catch (const Error&) {
            values.set(field.key, field.initial); // a column's name as order: not among the form's choices
        }
    splitForm->setFields(fields);
    splitForm->setValues(values);
    const Workspace* workspace = document.workspace();
    parts->setVisible(workspace != nullptr);
    if (workspace) {
        const QLocale locale;
        const auto count = [&](const std::vector<Index>& rows) {
            return locale.toString(static_cast<qlonglong>(rows.size()));
        };
        parts->setText(
            DataPanel::tr("%1 rows to train on, %2 to validate, %3 to test")
                .arg(count(workspace->split.train), count(workspace->split.validation), count(workspace->split.test)));
    }
}

void DataPanel::Private::update()
{
    const Table* table = document.table();
    const QLocale locale;
    title->setText(!table ? DataPanel::tr("No data")
                          : DataPanel::tr("%1 · %2 rows, %3 columns")
                                .arg(document.dataName(), locale.toString(static_cast<qlonglong>(table->rows)),
                                     locale.toString(static_cast<qlonglong>(table->columns.size()))));
    QString trouble = document.dataProblem();
    if (trouble.isEmpty() && document.target() && document.target()->task == Task::None)
        for (const Fault& fault : document.faults())
            if (fault.layer < 0 && fault.field.empty())
                trouble = fromUtf8(fault.text);
    problem->setText(trouble);
    problem->setVisible(!trouble.isEmpty());
    const DataReference& data = document.project().data;
    const SampleInfo* sample = data.source == DataReference::Source::Sample ? findSample(data.sample) : nullptr;
    generator->setVisible(sample && sample->generated);
    reading->setVisible(table && data.source == DataReference::Source::File);
    if (sample && sample->generated) {
        const std::string& formula = data.generator.formula;
        generatorForm->setFields(generatorFields(sample->key == "function"));
        generatorForm->setValues({{"formula", formula.empty() ? std::string(kExampleFormula) : formula},
                                  {"points", std::int64_t(data.generator.points)},
                                  {"noise", data.generator.noise},
                                  {"seed", static_cast<std::int64_t>(data.generator.seed)}});
        generatorForm->setFault(QStringLiteral("formula"), {});
    }
    splitForm->setEnabled(table && !document.isPreparing());
    updateSplit();
}

void DataPanel::Private::regenerate(GeneratorOptions options, const QString& text)
{
    DataReference data = document.project().data;
    data.generator = options;
    try {
        document.setData(data, std::make_shared<const Table>(loadSample(data.sample, options)), text);
    } catch (const std::exception& e) {
        const bool formula = options.formula != document.project().data.generator.formula;
        generatorForm->setFault(formula ? QStringLiteral("formula") : QStringLiteral("points"),
                                QString::fromUtf8(e.what()));
    }
}

void DataPanel::Private::setGenerator(const QString& key, const FieldValue& value)
{
    GeneratorOptions options = document.project().data.generator;
    if (key == QLatin1String("points"))
        options.points = std::get<std::int64_t>(value);
    else if (key == QLatin1String("noise"))
        options.noise = std::get<double>(value);
    else if (key == QLatin1String("formula"))
        options.formula = std::get<std::string>(value);
    else
        options.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(value));
    regenerate(options, DataPanel::tr("Change %1 of the sample").arg(key));
}

DataPanel::DataPanel(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    auto* top = new QWidget(this);
    auto* inside = new QVBoxLayout(top);
    inside->setContentsMargins(12, 0, 12, 0);
    inside->setSpacing(8);
    d->title = new QLabel(top);
    d->title->setObjectName(QStringLiteral("heading"));
    d->problem = new QLabel(top);
    d->problem->setObjectName(QStringLiteral("fieldRemark"));
    d->parts = new QLabel(top);
    d->parts->setObjectName(QStringLiteral("muted"));
    for (QLabel* label : {d->title, d->problem, d->parts}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    inside->addWidget(d->title);
    inside->addWidget(d->problem);
    d->reading = new QPushButton(tr("Reading options…"), top);
    d->reading->setObjectName(QStringLiteral("readingOptions"));
    d->reading->setProperty("link", true);
    d->reading->setToolTip(tr("How the file is read: delimiter, types, roles"));
    connect(d->reading, &QPushButton::clicked, this, &DataPanel::readingOptionsRequested);
    inside->addWidget(d->reading, 0, Qt::AlignLeft);

    d->generator = new QWidget(top);
    auto* generator = new QVBoxLayout(d->generator);
    generator->setContentsMargins(0, 0, 0, 0);
    generator->setSpacing(8);
    d->generatorForm = new FieldForm(d->generator);
    generator->addWidget(d->generatorForm);
    auto* again = new QPushButton(tr("Regenerate"), d->generator);
    again->setObjectName(QStringLiteral("regenerate"));
    again->setToolTip(tr("New points with the next seed"));
    generator->addWidget(again, 0, Qt::AlignRight);
    inside->addWidget(d->generator);

    d->splitForm = new FieldForm(top);
    inside->addWidget(d->splitForm);
    inside->addWidget(d->parts);
    column->addWidget(top);

    d->view = new QTableView(this);
    d->view->setObjectName(QStringLiteral("columns"));
    d->view->setAccessibleName(tr("Columns of the data"));
    d->view->setModel(new ColumnsModel(document, d->view));
    d->view->setItemDelegateForColumn(ColumnsModel::Role, new RoleDelegate(d->view));
    d->view->setEditTriggers(QAbstractItemView::AllEditTriggers);
    d->view->setSelectionBehavior(QAbstractItemView::SelectRows);
    d->view->setShowGrid(false);
    d->view->setWordWrap(false);
    d->view->setTabKeyNavigation(false);
    d->view->verticalHeader()->hide();
    d->view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    d->view->horizontalHeader()->setStretchLastSection(true);
    d->view->horizontalHeader()->setHighlightSections(false);
    d->view->setColumnWidth(ColumnsModel::Name, 136);
    d->view->setColumnWidth(ColumnsModel::Role, 66);
    d->view->setColumnWidth(ColumnsModel::Kind, 62);
    d->view->setColumnWidth(ColumnsModel::Missing, 62);
    auto* table = new QHBoxLayout;
    table->setContentsMargins(9, 0, 0, 0); // cells stand under the text above
    table->addWidget(d->view);
    column->addLayout(table, 1);

    connect(d->generatorForm, &FieldForm::edited, this,
            [this](const QString& key, const FieldValue& value) { d->setGenerator(key, value); });
    connect(again, &QPushButton::clicked, this, [this] {
        GeneratorOptions options = d->document.project().data.generator;
        ++options.seed;
        d->regenerate(options, tr("Regenerate the sample"));
    });
    connect(d->splitForm, &FieldForm::edited, this, [this](const QString& key, const FieldValue& value) {
        d->document.setSetting(key, fromUtf8(formatField(value)));
    });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            d->update();
    });
    d->update();
}

DataPanel::~DataPanel() = default;

} // namespace netloom
