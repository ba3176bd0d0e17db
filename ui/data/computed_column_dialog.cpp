// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/computed_column_dialog.h"

#include "core/base/error.h"
#include "core/preparation/computed_columns.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr Index kRowsShown = 5;

/// As it has to be written in a formula.
QString written(const std::string& name)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
    };
    const bool word = !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
                      std::all_of(name.begin(), name.end(), plain) && name != "and" && name != "or" && name != "not";
    if (word)
        return fromUtf8(name);
    return name.find(']') == std::string::npos ? QLatin1Char('[') + fromUtf8(name) + QLatin1Char(']')
                                               : QLatin1Char('`') + fromUtf8(name) + QLatin1Char('`');
}

std::shared_ptr<const Table> firstRows(const Table& table, const std::string& until)
{
    auto few = std::make_shared<Table>();
    few->rows = std::min(table.rows, kRowsShown);
    const auto rows = static_cast<std::size_t>(few->rows);
    for (const Column& column : table.columns) {
        if (!until.empty() && column.name == until)
            break;
        Column copy = column;
        copy.numbers.resize(std::min(copy.numbers.size(), rows));
        copy.codes.resize(std::min(copy.codes.size(), rows));
        few->columns.push_back(std::move(copy));
    }
    return few;
}

} // namespace

ComputedColumnDialog::ComputedColumnDialog(ProjectDocument& document, std::string column, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_column(std::move(column)),
      m_firstRows(firstRows(*document.table(), m_column)),
      m_name(new QLineEdit(this)),
      m_formula(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_values(new QLabel(this)),
      m_ok(nullptr)
{
    setObjectName(QStringLiteral("computedColumn"));
    setWindowTitle(m_column.empty() ? tr("Compute a column") : tr("Change a computed column"));
    build();
    if (const ColumnRecipe* recipe = document.project().recipe.find(m_column)) {
        m_name->setText(fromUtf8(m_column));
        m_formula->setText(fromUtf8(recipe->formula));
    }
    preview();
    m_name->setFocus();
}

void ComputedColumnDialog::build()
{
    m_name->setObjectName(QStringLiteral("computedName"));
    m_name->setPlaceholderText(tr("xx"));
    m_name->setMaxLength(200);
    m_formula->setObjectName(QStringLiteral("computedFormula"));
    m_formula->setPlaceholderText(tr("x*x"));
    m_formula->setMaxLength(1000);
    auto* columns = new QPushButton(tr("Insert a column"), this);
    auto* functions = new QPushButton(tr("Insert a function"), this);
    fillChoices(columns, functions);
    auto* choices = new QHBoxLayout;
    choices->addWidget(columns);
    choices->addWidget(functions);
    choices->addStretch(1);
    for (QLabel* label : {m_problem, m_values}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->setObjectName(QStringLiteral("fieldRemark"));
    m_values->setObjectName(QStringLiteral("computedValues"));
    m_values->setAccessibleName(tr("What comes out for the first rows"));
    auto* help = new QLabel(
        tr("Dates count in days, yes and no as 1 and 0. A condition gives yes or no; a cell without a value is "
           "missing. The column is an input; it is computed for new data too."),
        this);
    help->setObjectName(QStringLiteral("muted"));
    help->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    m_ok->setText(m_column.empty() ? tr("Add") : tr("Change"));
    auto* column = new QVBoxLayout(this);
    column->setSpacing(10);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Formula"), m_formula);
    form->addRow(QString(), choices);
    form->addRow(tr("First rows"), m_values);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(help);
    column->addWidget(buttons);
    // Wrapped texts do not make a window higher by themselves, and it should not jump while one types.
    constexpr int kWidth = 520;
    setFixedWidth(kWidth);
    const int line = fontMetrics().lineSpacing();
    m_problem->setFixedHeight(2 * line);
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_values->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_values->setFixedHeight(2 * line);
    m_values->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    help->setFixedHeight(3 * line);
    connect(buttons, &QDialogButtonBox::accepted, this, &ComputedColumnDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &ComputedColumnDialog::preview);
    connect(m_formula, &QLineEdit::textChanged, this, &ComputedColumnDialog::preview);
}

void ComputedColumnDialog::fillChoices(QPushButton* columns, QPushButton* functions)
{
    constexpr std::size_t kMostNames = 60;
    auto* names = new QMenu(columns);
    for (std::size_t i = 0; i < m_firstRows->columns.size() && i < kMostNames; ++i) {
        const std::string& name = m_firstRows->columns[i].name;
        QAction* action = names->addAction(fromUtf8(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, name] { insert(written(name)); });
    }
    columns->setMenu(names);
    columns->setAutoDefault(false);
    auto* list = new QMenu(functions);
    const auto add = [&](const QString& text, const QString& what, int back) {
        connect(list->addAction(text + QLatin1Char('\t') + what), &QAction::triggered, this,
                [this, text, back] { insert(text, back); });
    };
    add(QStringLiteral("log()"), tr("natural logarithm"), 1);
    add(QStringLiteral("sqrt()"), tr("square root"), 1);
    add(QStringLiteral("exp()"), tr("exponential"), 1);
    add(QStringLiteral("sin()"), tr("also cos, tan; in radians"), 1);
    add(QStringLiteral("abs()"), tr("without its sign"), 1);
    add(QStringLiteral("min(, )"), tr("the smaller, max the larger"), 3);
    add(QStringLiteral("if(, , )"), tr("condition, then, else"), 5);
    add(QStringLiteral(" = \"\""), tr("is this word"), 1);
    add(QStringLiteral("missing()"), tr("no value in the cell"), 1);
    list->addSeparator();
    add(QStringLiteral("year()"), tr("of a date; also month, day, hour"), 1);
    add(QStringLiteral("weekday()"), tr("1 Monday … 7 Sunday"), 1);
    functions->setMenu(list);
    functions->setAutoDefault(false);
}

void ComputedColumnDialog::insert(const QString& text, int back)
{
    m_formula->insert(text);
    m_formula->setCursorPosition(m_formula->cursorPosition() - back);
    m_formula->setFocus();
}

std::optional<Recipe> ComputedColumnDialog::changedRecipe(QString* problem) const
{
    Recipe recipe = m_document.project().recipe;
    const std::string name = m_name->text().trimmed().toStdString();
    const std::string formula = m_formula->text().trimmed().toStdString();
    if (name.empty() || formula.empty())
        return {};
    if (name != m_column && recipe.find(name)) {
        *problem = tr("There is a column %1 already; choose another name.").arg(m_name->text().trimmed());
        return {};
    }
    const auto own = std::find_if(recipe.columns.begin(), recipe.columns.end(),
                                  [this](const ColumnRecipe& column) { return column.column == m_column; });
    if (m_column.empty() || own == recipe.columns.end()) {
        ColumnRecipe column;
        column.column = name;
        column.formula = formula;
        recipe.columns.push_back(std::move(column));
    } else {
        own->column = name;
        own->formula = formula;
    }
    return recipe;
}

void ComputedColumnDialog::setProblem(const QString& text)
{
    m_problem->setText(text);
}

void ComputedColumnDialog::preview()
{
    QString problem;
    const bool complete = changedRecipe(&problem).has_value();
    QString values = QStringLiteral("–");
    if (!m_formula->text().trimmed().isEmpty()) {
        try {
            const Column column = computedColumn(m_name->text().trimmed().toStdString(),
                                                 m_formula->text().trimmed().toStdString(), *m_firstRows);
            QStringList cells;
            for (Index row = 0; row < m_firstRows->rows; ++row)
                cells << (column.isMissing(row) ? tr("(missing)")
                          : column.kind == ColumnKind::Number
                              ? shortNumber(column.numbers[static_cast<std::size_t>(row)])
                              : fromUtf8(column.text(row)));
            values = cells.join(QStringLiteral("  ·  "));
        } catch (const Error& error) {
            problem = failureTextHere(error);
        }
    }
    m_values->setText(values);
    setProblem(problem);
    m_ok->setEnabled(complete && problem.isEmpty() && !m_job.isRunning());
}

void ComputedColumnDialog::accept()
{
    QString problem;
    const std::optional<Recipe> recipe = changedRecipe(&problem);
    if (!recipe || !m_ok->isEnabled())
        return;
    const QString text = (m_column.empty() ? tr("Compute %1") : tr("Change %1")).arg(m_name->text().trimmed());
    m_job.start([table = m_document.sharedTable(),
                 wanted = *recipe](const std::stop_token&, const auto&) { return withComputedColumns(table, wanted); },
                [this, wanted = *recipe, text](std::shared_ptr<const Table> table) {
                    m_document.setComputedColumns(wanted, std::move(table), text);
                    QDialog::accept();
                },
                [this](const QString& sentence) {
                    setProblem(sentence);
                    m_ok->setEnabled(true);
                });
    m_ok->setEnabled(false);
}

void removeComputedColumn(ProjectDocument& document, const std::string& column)
{
    Recipe recipe;
    std::vector<std::string> names;
    for (const ColumnRecipe& each : document.project().recipe.columns) {
        if (each.column == column)
            continue;
        try {
            if (!each.formula.empty())
                columnsOfFormula(each.formula, names);
        } catch (const Error&) {
            continue; // made of the one that goes
        }
        names.push_back(each.column);
        recipe.columns.push_back(each);
    }
    document.setComputedColumns(recipe, withComputedColumns(document.sharedTable(), recipe),
                                ComputedColumnDialog::tr("Remove %1").arg(fromUtf8(column)));
}

} // namespace netloom
