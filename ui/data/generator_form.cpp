// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/generator_form.h"

#include "core/samples/own_function.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/field_form.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace netloom {

namespace {

FieldInfo number(const char* key, const char* title, const char* help, FieldValue initial, double min, double max,
                 double step)
{
    FieldInfo field;
    field.key = key;
    field.title = title;
    field.help = help;
    field.type = std::holds_alternative<double>(initial) ? FieldType::Real : FieldType::Integer;
    field.initial = std::move(initial);
    field.min = min;
    field.max = max;
    field.step = step;
    return field;
}

/// Those that change something: random data are no points of the plane, and noise would not make them worse.
std::vector<FieldInfo> generatorFields(bool formula, bool plane)
{
    const FieldInfo seed = number("seed", "Seed", "The same seed makes the same points.", std::int64_t(42), 0, 9e15, 1);
    if (!plane)
        return {number("rows", "Rows", "How many rows are made.", std::int64_t(1000), 10, 100'000, 50), seed};
    std::vector<FieldInfo> fields{
        number("points", "Points", "How many points are made.", std::int64_t(500), 10, 100'000, 50),
        number("noise", "Noise", "0: exact; 0.5: so blurred that little can be learned.", 0.0, 0, 0.5, 0.05), seed};
    if (formula) {
        FieldInfo field;
        field.key = "formula";
        field.title = "Formula";
        field.help = "A condition (x^2 + y^2 < 9), a curve in x (3*sin(x): above or below it), or a value of x and y.";
        field.type = FieldType::Text;
        field.initial = std::string(kExampleFormula);
        fields.insert(fields.begin(), std::move(field));
    }
    return fields;
}

} // namespace

GeneratorForm::GeneratorForm(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), m_document(document), m_form(new FieldForm(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_form);
    auto* again = new QPushButton(tr("Regenerate"), this);
    again->setObjectName(QStringLiteral("regenerate"));
    again->setToolTip(tr("New points with the next seed"));
    column->addWidget(again, 0, Qt::AlignRight);
    connect(m_form, &FieldForm::edited, this, &GeneratorForm::edit);
    connect(again, &QPushButton::clicked, this, [this] {
        GeneratorOptions options = m_document.project().data.generator;
        ++options.seed;
        regenerate(options, tr("Regenerate the sample"));
    });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & Change::Data)
            update();
    });
    update();
}

void GeneratorForm::update()
{
    const DataReference& source = m_document.project().data;
    const SampleInfo* sample = source.source == DataReference::Source::Sample ? findSample(source.sample) : nullptr;
    const bool generated = sample && sample->generated && m_document.table();
    setVisible(generated);
    if (!generated)
        return;
    const std::string& formula = source.generator.formula;
    const bool ownFunction = sample->key == "function";
    m_form->setFields(generatorFields(ownFunction, ownFunction || sample->twoFeatures));
    m_form->setValues({{"formula", formula.empty() ? std::string(kExampleFormula) : formula},
                       {"points", std::int64_t(source.generator.points)},
                       {"rows", std::int64_t(source.generator.rows)},
                       {"noise", source.generator.noise},
                       {"seed", static_cast<std::int64_t>(source.generator.seed)}});
    m_form->setFault(QStringLiteral("formula"), {});
    m_form->setFault(QStringLiteral("points"), {});
}

void GeneratorForm::regenerate(const GeneratorOptions& options, const QString& text)
{
    DataReference source = m_document.project().data;
    const bool formula = options.formula != source.generator.formula;
    source.generator = options;
    try {
        m_document.setData(source, std::make_shared<const Table>(loadSample(source.sample, options)), {}, text);
    } catch (...) {
        m_form->setFault(formula ? QStringLiteral("formula") : QStringLiteral("points"),
                         failureText(std::current_exception()));
    }
}

void GeneratorForm::edit(const QString& key, const FieldValue& value)
{
    GeneratorOptions options = m_document.project().data.generator;
    if (key == QLatin1String("points"))
        options.points = std::get<std::int64_t>(value);
    else if (key == QLatin1String("rows"))
        options.rows = std::get<std::int64_t>(value);
    else if (key == QLatin1String("noise"))
        options.noise = std::get<double>(value);
    else if (key == QLatin1String("formula"))
        options.formula = std::get<std::string>(value);
    else
        options.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(value));
    regenerate(options, tr("Change %1 of the sample").arg(key));
}

} // namespace netloom
