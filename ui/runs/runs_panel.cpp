// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_panel.h"

#include "core/evaluation/candidates.h"
#include "core/evaluation/model_comparison.h"
#include "core/network/network_spec.h"
#include "core/project/run_differences.h"
#include "ui/document/project_document.h"
#include "ui/document/project_summary.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/row_delegate.h"
#include "ui/toolkit/text.h"
#include "ui/training/training_controller.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

enum Columns { Name, Network, Epochs, Score };

QTableWidget* table(const char* name, const QStringList& columns, QWidget* parent)
{
    auto* view = new QTableWidget(0, static_cast<int>(columns.size()), parent);
    view->setObjectName(QString::fromLatin1(name));
    view->setHorizontalHeaderLabels(columns);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->setCornerButtonEnabled(false);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setTextElideMode(Qt::ElideMiddle);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    return view;
}

/// Numbers stand one below the other at their last digit, with their heading.
void alignNumbers(QTableWidget& view, int first)
{
    for (int c = first; c < view.columnCount(); ++c) {
        view.horizontalHeaderItem(c)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        for (int row = 0; row < view.rowCount(); ++row)
            if (QTableWidgetItem* item = view.item(row, c))
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
}

/// The other columns have what they need, and that one the rest.
void giveRest(QTableWidget& view, int column)
{
    QHeaderView& header = *view.horizontalHeader();
    for (int c = 0; c < view.columnCount(); ++c)
        header.setSectionResizeMode(c, c == column ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view.setTextElideMode(Qt::ElideRight);
}

/// As high as its rows, which beyond `most` scroll.
void fitHeight(QTableWidget& view, int most = QWIDGETSIZE_MAX)
{
    constexpr int kFrame = 4;
    const bool bar = view.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
    view.setFixedHeight(std::min(most, (bar ? 10 : 0) + view.horizontalHeader()->sizeHint().height() +
                                           view.rowCount() * view.verticalHeader()->defaultSectionSize() + kFrame));
}

QString runName(const Run& run)
{
    return run.name.empty() ? fromUtf8(run.id) : fromUtf8(run.name);
}

} // namespace

class RunsPanel::Private
{
public:
    Private(RunsPanel& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller)
    {
    }

    void build();
    void update();
    void updateButtons();
    void compare();
    void showFigures(const ModelComparison& comparison);
    void endTraining();
    void take();
    void remove();
    int selected() const { return runs->currentRow(); }

    RunsPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    Job<std::shared_ptr<const ModelComparison>> job;
    QTableWidget* runs = nullptr;
    QPushButton* open = nullptr;
    QPushButton* rename = nullptr;
    QPushButton* erase = nullptr;
    QWidget* comparison = nullptr;
    QLabel* comparisonTitle = nullptr;
    QTableWidget* settings = nullptr;
    QTableWidget* figures = nullptr;
    QLabel* comparisonWords = nullptr;
    bool filling = false;
    /// What `figures` compares, or will: a bootstrap is not repeated for the same weights on the same data.
    SharedParameters comparedA, comparedB;
    std::shared_ptr<const PreparedData> comparedOn;
};

void RunsPanel::Private::build()
{
    auto* outer = new QVBoxLayout(&q);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(&q);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    runs = table(
        "runs", {RunsPanel::tr("run"), RunsPanel::tr("layers"), RunsPanel::tr("epochs"), RunsPanel::tr("score")}, page);
    runs->setAccessibleName(RunsPanel::tr("Runs"));
    runs->setItemDelegate(new RowDelegate(runs));
    giveRest(*runs, Name);
    runs->setEditTriggers(QAbstractItemView::EditKeyPressed);
    runs->setToolTip(RunsPanel::tr("Double click or Return: work on that run"));
    column->addWidget(runs);
    auto* line = new QGridLayout;
    line->setSpacing(6);
    const auto button = [&](const QString& text, const char* name, const QString& tip) {
        auto* made = new QPushButton(text, page);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(tip);
        const int place = line->count();
        line->addWidget(made, place / 2, place % 2);
        return made;
    };
    auto* add =
        button(RunsPanel::tr("New"), "newRun",
               RunsPanel::tr("A run that begins with this network and these settings, not trained; this one is kept"));
    open = button(RunsPanel::tr("Open"), "openRun", RunsPanel::tr("Work on the chosen run"));
    rename = button(RunsPanel::tr("Rename"), "renameRun", RunsPanel::tr("Another name (F2)"));
    erase = button(RunsPanel::tr("Delete"), "deleteRun", RunsPanel::tr("Remove the chosen run from the project"));
    column->addLayout(line);
    comparison = new QWidget(page);
    auto* inside = new QVBoxLayout(comparison);
    inside->setContentsMargins(0, 6, 0, 0);
    inside->setSpacing(6);
    comparisonTitle = headingLabel({}, comparison);
    comparisonTitle->setWordWrap(true);
    inside->addWidget(comparisonTitle);
    settings =
        table("differences", {RunsPanel::tr("setting"), RunsPanel::tr("current"), RunsPanel::tr("chosen")}, comparison);
    settings->setAccessibleName(RunsPanel::tr("Settings that differ"));
    inside->addWidget(settings);
    figures =
        table("comparedFigures",
              {RunsPanel::tr("figure"), RunsPanel::tr("current"), RunsPanel::tr("chosen"), RunsPanel::tr("diff.")},
              comparison);
    figures->setAccessibleName(RunsPanel::tr("Figures of both"));
    figures->horizontalHeaderItem(3)->setToolTip(RunsPanel::tr("Difference: current less chosen"));
    giveRest(*figures, 0);
    inside->addWidget(figures);
    comparisonWords = mutedLabel(comparison);
    inside->addWidget(comparisonWords);
    column->addWidget(comparison);
    column->addStretch(1);
    scroll->setWidget(page);

    QObject::connect(add, &QPushButton::clicked, &q, [this] {
        endTraining();
        document.addRun({});
    });
    QObject::connect(open, &QPushButton::clicked, &q, [this] { take(); });
    QObject::connect(rename, &QPushButton::clicked, &q, [this] {
        if (selected() >= 0)
            runs->editItem(runs->item(selected(), Name));
    });
    QObject::connect(erase, &QPushButton::clicked, &q, [this] { remove(); });
    QObject::connect(runs, &QTableWidget::itemActivated, &q, [this] { take(); });
    QObject::connect(runs, &QTableWidget::itemChanged, &q, [this](QTableWidgetItem* item) {
        if (!filling && item->column() == Name)
            document.renameRun(static_cast<std::size_t>(item->row()), item->text().trimmed());
    });
    QObject::connect(runs, &QTableWidget::currentCellChanged, &q, [this](int row, int, int before) {
        if (filling || row == before)
            return;
        updateButtons();
        compare();
    });
    QObject::connect(&document, &ProjectDocument::runsChanged, &q, [this] { update(); });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (q.isVisible() || what.testFlag(Change::Everything))
            update();
    });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { update(); });
}

void RunsPanel::Private::update()
{
    const Project& project = document.project();
    const int before = selected();
    filling = true;
    runs->setRowCount(document.isOpen() ? static_cast<int>(project.runs.size()) : 0);
    for (int row = 0; row < runs->rowCount(); ++row) {
        const Run& run = project.runs[static_cast<std::size_t>(row)];
        const bool current = static_cast<std::size_t>(row) == project.current;
        const QString layers = fromUtf8(formatLayers(run.network.layers));
        const QString brief =
            fromUtf8(networkTitle(run.network, run.training)).section(QLatin1Char(','), 0, 0); // "32-16 SiLU"
        const std::optional<ListedScore> score = scoreOf(run.checkpoint.history);
        const QStringList texts{runName(run), brief, wholeNumber(static_cast<Index>(run.checkpoint.history.epochs())),
                                score ? score->text : QStringLiteral("–")};
        for (int c = 0; c < texts.size(); ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            const QString tip = c == Network           ? layers
                                : c == Name && current ? RunsPanel::tr("%1: the run that is worked on").arg(texts[c])
                                                       : texts[c];
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(tip.toHtmlEscaped()));
            if (c != Name)
                item->setFlags(item->flags() & ~Qt::ItemIsEditable);
            if (current) {
                QFont bold = runs->font();
                bold.setWeight(QFont::DemiBold);
                item->setFont(bold);
            }
            runs->setItem(row, c, item);
        }
    }
    alignNumbers(*runs, Epochs);
    fitHeight(*runs, 220);
    runs->setCurrentCell(before >= 0 && before < runs->rowCount() ? before : static_cast<int>(project.current), Name);
    filling = false;
    updateButtons();
    compare();
}

void RunsPanel::Private::updateButtons()
{
    const int row = selected();
    open->setEnabled(row >= 0 && static_cast<std::size_t>(row) != document.project().current);
    rename->setEnabled(row >= 0);
    erase->setEnabled(row >= 0 && runs->rowCount() > 1);
}

/// What runs keeps what it has learned in its own run.
void RunsPanel::Private::endTraining()
{
    if (!training.isActive())
        return;
    training.storeNow();
    training.shutdown();
}

void RunsPanel::Private::take()
{
    if (selected() < 0 || static_cast<std::size_t>(selected()) == document.project().current)
        return;
    endTraining();
    document.takeRun(static_cast<std::size_t>(selected()));
}

void RunsPanel::Private::remove()
{
    const int row = selected();
    if (row < 0)
        return;
    const Run& run = document.project().runs[static_cast<std::size_t>(row)];
    if (!run.checkpoint.empty() &&
        !Dialogs::instance().confirm(&q, RunsPanel::tr("Delete the run %1?").arg(runName(run)),
                                     RunsPanel::tr("What it has learned cannot be brought back."),
                                     RunsPanel::tr("Delete")))
        return;
    if (static_cast<std::size_t>(row) == document.project().current)
        endTraining();
    document.removeRun(static_cast<std::size_t>(row));
}

void RunsPanel::Private::compare()
{
    const Project& project = document.project();
    const int row = selected();
    const bool other = document.isOpen() && row >= 0 && static_cast<std::size_t>(row) != project.current &&
                       static_cast<std::size_t>(row) < project.runs.size();
    comparison->setVisible(other);
    if (!other) {
        job.cancel();
        comparedOn.reset();
        return;
    }
    const Run& chosen = project.runs[static_cast<std::size_t>(row)];
    comparisonTitle->setText(RunsPanel::tr("%1 beside %2").arg(runName(project.run()), runName(chosen)));
    const std::vector<RunDifference> differences = runDifferences(project.run(), chosen);
    settings->setVisible(!differences.empty());
    settings->setRowCount(static_cast<int>(differences.size()));
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const QString texts[] = {fromUtf8(differences[i].name), fromUtf8(differences[i].a), fromUtf8(differences[i].b)};
        for (int c = 0; c < 3; ++c) {
            auto* item = new QTableWidgetItem(texts[c].isEmpty() ? QStringLiteral("–") : texts[c]);
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(texts[c].toHtmlEscaped()));
            settings->setItem(static_cast<int>(i), c, item);
        }
    }
    settings->resizeColumnsToContents();
    fitHeight(*settings);
    const std::shared_ptr<const PreparedData> data = document.sharedPrepared();
    const std::optional<Model> a = modelOf(project.run());
    const std::optional<Model> b = modelOf(chosen);
    if (a && b && data && data == comparedOn && a->weights.shares(comparedA) && b->weights.shares(comparedB))
        return;
    job.cancel();
    figures->hide();
    comparedOn.reset();
    if (!data || data->split.test.empty() || !a || !b || !a->preparation || !b->preparation) {
        comparisonWords->setText(!a || !b ? RunsPanel::tr("Figures are compared once both are trained.")
                                 : data && data->split.test.empty()
                                     ? RunsPanel::tr("There are no test rows to compare on.")
                                     : document.dataProblem());
        return;
    }
    comparedA = a->weights;
    comparedB = b->weights;
    comparedOn = data;
    comparisonWords->setText(RunsPanel::tr("Being compared."));
    job.start(
        [data, a = *a, b = *b](const std::stop_token& stop, const ProgressFunction& progress) {
            const auto rows = [&](const Model& model) {
                return predictRows(model, targetRows(*model.preparation, *data->table, data->split.test));
            };
            return std::make_shared<const ModelComparison>(
                compareModels(rows(a), rows(b), 0.5, 0.5, EvaluationOptions(), stop, progress));
        },
        [this](const std::shared_ptr<const ModelComparison>& found) { showFigures(*found); },
        [this](const QString& problem) { comparisonWords->setText(problem); });
}

void RunsPanel::Private::showFigures(const ModelComparison& found)
{
    figures->setRowCount(static_cast<int>(found.figures.size()));
    const auto text = [](const std::optional<double>& value) {
        return value ? shortNumber(*value) : QStringLiteral("–");
    };
    for (std::size_t i = 0; i < found.figures.size(); ++i) {
        const FigureDifference& each = found.figures[i];
        const QString texts[] = {fromUtf8(each.info.name), text(each.a), text(each.b), text(each.difference)};
        const bool clear = each.containsZero() && !*each.containsZero();
        QString sure = clear ? RunsPanel::tr("The 95 % interval of the difference does not contain 0.")
                             : RunsPanel::tr("By these rows the two cannot be told apart.");
        if (each.interval)
            sure = RunsPanel::tr("95 % interval: %1 to %2. %3")
                       .arg(shortNumber(each.interval->low), shortNumber(each.interval->high), sure);
        for (int c = 0; c < 4; ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            item->setToolTip(QStringLiteral("<p>%1</p>").arg((c == 3 ? sure : texts[c]).toHtmlEscaped()));
            if (clear && c == 3) {
                QFont bold = figures->font();
                bold.setWeight(QFont::DemiBold);
                item->setFont(bold);
            }
            figures->setItem(static_cast<int>(i), c, item);
        }
    }
    alignNumbers(*figures, 1);
    fitHeight(*figures);
    figures->show();
    QString words = RunsPanel::tr("On the same %1 test rows.").arg(wholeNumber(static_cast<Index>(found.rows.size())));
    if (found.mcNemar)
        words +=
            QLatin1Char(' ') +
            RunsPanel::tr("%1 rows only the current one gets right, %2 only the chosen one (McNemar's exact p = %3).")
                .arg(wholeNumber(found.mcNemar->onlyA), wholeNumber(found.mcNemar->onlyB),
                     shortNumber(found.mcNemar->exact));
    comparisonWords->setText(words);
}

RunsPanel::RunsPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->update();
}

RunsPanel::~RunsPanel() = default;

void RunsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->update();
}

} // namespace netloom
