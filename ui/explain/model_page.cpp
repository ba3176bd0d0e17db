// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/model_page.h"

#include "core/explanation/accumulated_local_effects.h"
#include "core/explanation/background.h"
#include "core/explanation/column_dependence.h"
#include "core/explanation/column_importance.h"
#include "core/explanation/explained_rows.h"
#include "core/preparation/computed_columns.h"
#include "ui/document/current_model.h"
#include "ui/evaluate/figures_table.h"
#include "ui/explain/explanation_plots.h"
#include "ui/explain/explanation_source.h"
#include "ui/explain/pair_map.h"
#include "ui/explain/unit_ranking.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/beeswarm_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/plots/xy_plot.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/training/training_controller.h"

#include <QCheckBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>

namespace netloom {

namespace {

constexpr Index kSwarmRows = 500;
constexpr Index kSwarmPairs = 4;
constexpr Index kSwarmBackground = 50;
constexpr std::size_t kSwarms = 16;
constexpr std::size_t kModelBars = 12; // the rest is listed when it is asked for
constexpr std::size_t kPairs = 3;

/// Rows that the model is judged by: test, else validation, else training.
const std::vector<Index>& judgedRows(const PreparedData& data, QString& name)
{
    if (!data.split.test.empty()) {
        name = data.split.test.size() == 1 ? ModelPage::tr("test row") : ModelPage::tr("test rows");
        return data.split.test;
    }
    if (!data.split.validation.empty()) {
        name = data.split.validation.size() == 1 ? ModelPage::tr("validation row") : ModelPage::tr("validation rows");
        return data.split.validation;
    }
    name = ModelPage::tr("training rows");
    return data.split.train;
}

/// "log loss, mean over the targets" within a sentence.
QString inBrackets(QString figure)
{
    const qsizetype comma = figure.indexOf(QLatin1String(", "));
    return comma < 0 ? figure : figure.replace(comma, 2, QStringLiteral(" (")) + QLatin1Char(')');
}

struct Importance {
    ColumnImportance values;
    std::vector<std::string> names;
};

struct Swarms {
    ExplainedRows rows;
    std::vector<std::string> names;
    std::vector<std::string> outputs;
    std::vector<std::vector<double>> shades; ///< of each column and row
    std::string scale;
    std::string background;
    Index pairs = 0; ///< of sampled orders for each row; 0: exact
    Index output = 0;
};

struct Dependence {
    ColumnDependence curves;
    std::optional<AccumulatedLocalEffects> effects;
    std::string column;
    std::string scale;
    std::string outputName;
    Index output = 0;
};

} // namespace

class ModelPage::Private
{
public:
    Private(ModelPage& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller)
    {
    }

    void build();
    void schedule();
    void start();
    void startImportance(const ExplanationSource& source);
    void showImportance();
    void startSwarms(const ExplanationSource& source);
    void startDependence();
    void showDependence(const Dependence& found);
    void fillChoices(const ExplanationSource& source);

    ModelPage& q;
    ProjectDocument& document;
    TrainingController& training;
    QTimer later;
    QTimer tick;
    Job<std::shared_ptr<const Importance>> importanceJob;
    Job<std::shared_ptr<const Swarms>> swarmJob;
    Job<std::shared_ptr<const Dependence>> dependenceJob;
    std::shared_ptr<const Model> explained; ///< of what is shown
    std::shared_ptr<const Importance> ranked;
    bool allBars = false;
    bool columnTouched = false; ///< chosen by hand

    EmptyState* empty = nullptr; ///< without a table
    QLabel* state = nullptr;
    QWidget* content = nullptr;
    QProgressBar* bar = nullptr;
    ChoiceBox* output = nullptr;
    BarPlot* importance = nullptr;
    QLabel* importanceWords = nullptr;
    QPushButton* swarmButton = nullptr;
    QProgressBar* swarmBar = nullptr;
    BeeswarmPlot* swarm = nullptr;
    QLabel* swarmWords = nullptr;
    ChoiceBox* column = nullptr;
    QCheckBox* local = nullptr;
    XyPlot* dependence = nullptr;
    XyPlot* density = nullptr;
    QLabel* dependenceWords = nullptr;
    PairMap* pairs = nullptr;
    UnitRanking* units = nullptr;
};

void ModelPage::Private::build()
{
    auto* outer = new QVBoxLayout(&q);
    outer->setContentsMargins(12, 4, 12, 12);
    outer->setSpacing(8);
    empty =
        new EmptyState(ModelPage::tr("There are no data to explain the network on."), ModelPage::tr("Open a CSV…"), &q);
    QObject::connect(empty, &EmptyState::clicked, &q, &ModelPage::openDataRequested);
    outer->addWidget(empty);
    state = mutedLabel(&q);
    outer->addWidget(state);
    content = new QWidget(&q);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(8);
    bar = new QProgressBar(content);
    bar->setTextVisible(false);
    bar->hide();
    inside->addWidget(bar);
    inside->addWidget(headingLabel(ModelPage::tr("Which columns matter"), content));
    importance = new BarPlot(content);
    importance->setObjectName(QStringLiteral("importance"));
    importance->setEmptyText(ModelPage::tr("Being computed."));
    inside->addWidget(importance);
    addPictureActions(
        *importance, ModelPage::tr("importance"),
        [this](const QByteArray& format, double s) { return importance->picture(format, importance->size(), s); },
        [this] { return importance->csv(); });
    importanceWords = mutedLabel(content);
    inside->addWidget(importanceWords);

    inside->addWidget(headingLabel(ModelPage::tr("Row by row"), content));
    output = new ChoiceBox(content);
    output->setAccessibleName(ModelPage::tr("Class or target"));
    inside->addWidget(output);
    swarmButton = new QPushButton(content);
    swarmButton->setObjectName(QStringLiteral("swarmButton"));
    auto* swarmLine = new QHBoxLayout;
    swarmLine->addWidget(swarmButton);
    swarmBar = new QProgressBar(content);
    swarmBar->setTextVisible(false);
    swarmBar->setAccessibleName(ModelPage::tr("Rows explained"));
    swarmBar->hide();
    swarmLine->addWidget(swarmBar, 1);
    swarmLine->addStretch(0);
    inside->addLayout(swarmLine);
    swarm = new BeeswarmPlot(content);
    swarm->setObjectName(QStringLiteral("swarm"));
    swarm->hide();
    inside->addWidget(swarm);
    addPictureActions(
        *swarm, ModelPage::tr("beeswarm"),
        [this](const QByteArray& format, double s) { return swarm->picture(format, swarm->size(), s); },
        [this] { return swarm->csv(); });
    swarmWords = mutedLabel(content);
    swarmWords->hide();
    inside->addWidget(swarmWords);

    inside->addWidget(headingLabel(ModelPage::tr("Along a column"), content));
    column = new ChoiceBox(content);
    column->setObjectName(QStringLiteral("dependenceColumn"));
    column->setAccessibleName(ModelPage::tr("Column"));
    inside->addWidget(column);
    local = new QCheckBox(ModelPage::tr("Accumulated local effects"), content);
    local->setToolTip(ModelPage::tr("Only small steps from rows that there are: right also where columns go together"));
    inside->addWidget(local);
    dependence = new XyPlot(content);
    dependence->setObjectName(QStringLiteral("dependence"));
    dependence->setMinimumHeight(220);
    inside->addWidget(dependence);
    density = new XyPlot(content);
    density->setFixedHeight(90);
    dependence->setBelow(density);
    inside->addWidget(density);
    addPictureActions(
        *dependence, ModelPage::tr("dependence"),
        [this](const QByteArray& format, double s) { return dependence->picture(format, dependence->size(), s); },
        [this] { return dependence->csv(); });
    dependenceWords = mutedLabel(content);
    inside->addWidget(dependenceWords);
    pairs = new PairMap(content);
    inside->addWidget(pairs);
    units = new UnitRanking(document, content);
    inside->addWidget(units);
    outer->addWidget(content);
    outer->addStretch(1);

    later.setSingleShot(true);
    later.setInterval(150);
    QObject::connect(&later, &QTimer::timeout, &q, [this] { start(); });
    tick.setInterval(100);
    QObject::connect(&tick, &QTimer::timeout, &q, [this] {
        bar->setVisible(importanceJob.isRunning());
        bar->setValue(static_cast<int>(100 * importanceJob.progress()));
        swarmBar->setVisible(swarmJob.isRunning());
        swarmBar->setValue(static_cast<int>(100 * swarmJob.progress()));
        if (!importanceJob.isRunning() && !swarmJob.isRunning())
            tick.stop();
    });
    QObject::connect(importance, &BarPlot::barClicked, &q, [this](int at) {
        if (at < 0)
            return;
        if (importance->content().bars[static_cast<std::size_t>(at)].isRest) {
            allBars = true;
            showImportance();
            return;
        }
        const int found = column->findText(importance->content().bars[static_cast<std::size_t>(at)].name);
        if (found >= 0) {
            columnTouched = true;
            column->setCurrentIndex(found);
            startDependence();
        }
    });
    QObject::connect(column, &QComboBox::activated, &q, [this] {
        columnTouched = true;
        startDependence();
    });
    QObject::connect(output, &QComboBox::activated, &q, [this] {
        startDependence();
        if (swarm->isVisibleTo(content))
            swarmButton->click();
    });
    QObject::connect(local, &QCheckBox::toggled, &q, [this] { startDependence(); });
    QObject::connect(swarmButton, &QPushButton::clicked, &q, [this] {
        if (swarmJob.isRunning()) {
            swarmJob.cancel();
            swarmButton->setText(ModelPage::tr("Compute again"));
            return;
        }
        QString why;
        if (const auto source = ExplanationSource::of(document, why))
            startSwarms(*source);
    });
    QObject::connect(swarm, &BeeswarmPlot::rowClicked, &document, &ProjectDocument::selectRow);
    QObject::connect(&document, &ProjectDocument::rowSelected, swarm, &BeeswarmPlot::setHighlighted);
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            schedule();
    });
    QObject::connect(&document.currentModel(), &CurrentModel::whichChanged, &q, [this] { schedule(); });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { schedule(); });
}

void ModelPage::Private::schedule()
{
    if (q.isVisible())
        later.start();
}

void ModelPage::Private::fillChoices(const ExplanationSource& source)
{
    const QString before = column->currentText();
    column->clear();
    for (const ColumnRecipe& each : source.model->preparation->recipe().columns)
        if (each.role == ColumnRole::Input && onlySourceOf(each, source.model->preparation->recipe()).empty())
            column->addItem(fromUtf8(each.column));
    column->setCurrentIndex(std::max(0, column->findText(before)));
    QStringList names;
    for (int i = 0; i < column->count(); ++i)
        names << column->itemText(i);
    pairs->setColumns(names);
    const QString name = output->currentText();
    output->clear();
    for (const std::string& each : document.target()->names)
        output->addItem(fromUtf8(each));
    output->setCurrentIndex(std::max(0, output->findText(name)));
    output->setVisible(output->count() > 1);
    const Index rows = std::min(kSwarmRows, source.data->table->rows);
    swarmButton->setText(ModelPage::tr("Explain %1 rows").arg(wholeNumber(rows)));
    swarmButton->setVisible(true);
}

void ModelPage::Private::start()
{
    if (!q.isVisible() || training.isRunning())
        return;
    QString why;
    const std::optional<ExplanationSource> source = ExplanationSource::of(document, why);
    content->setVisible(source.has_value());
    empty->setVisible(!document.table());
    state->setVisible(!source && document.table());
    state->setText(why);
    if (!source || source->model == explained)
        return;
    explained = source->model;
    swarmJob.cancel();
    swarm->hide();
    swarmWords->hide();
    fillChoices(*source);
    startImportance(*source);
    startDependence();
}

void ModelPage::Private::startImportance(const ExplanationSource& source)
{
    QString name;
    const std::vector<Index>& rows = judgedRows(*source.data, name);
    importance->setContent({});
    importance->show();
    importanceWords->clear();
    tick.start();
    importanceJob.start(
        [source, rows](const std::stop_token& stop, const ProgressFunction& progress) {
            ExplainedModel model = source.explained(ExplainedScale::Default);
            auto made = std::make_shared<Importance>();
            made->values =
                columnImportance(model, targetRows(model.preparation(), *source.data->table, rows), {}, stop, progress);
            for (const ExplainedColumn& each : model.columns())
                made->names.push_back(each.name);
            return std::shared_ptr<const Importance>(made);
        },
        [this, name, count = rows.size()](const std::shared_ptr<const Importance>& made) {
            ranked = made;
            if (!columnTouched && !made->values.order.empty()) { // what matters most is looked at first
                column->setCurrentIndex(column->findText(fromUtf8(made->names[made->values.order.front()])));
                startDependence();
            }
            showImportance();
            QString text =
                ModelPage::tr("How much worse the network does when the values of a column are shuffled, measured by "
                              "the %1: %2 now, on %3 %4. Mean and standard deviation of 10 repetitions.")
                    .arg(inBrackets(fromUtf8(made->values.figureName)), FiguresTable::text(made->values.figureValue),
                         wholeNumber(static_cast<Index>(count)), name);
            const auto& shared = made->values.shared;
            QStringList together;
            for (std::size_t i = 0; i < std::min(kPairs, shared.size()); ++i)
                together << ModelPage::tr("%1 and %2 (%3)")
                                .arg(fromUtf8(made->names[shared[i].first]), fromUtf8(made->names[shared[i].second]),
                                     FiguresTable::text(shared[i].correlation));
            if (shared.size() > kPairs)
                together << ModelPage::tr("%1 more").arg(wholeNumber(static_cast<Index>(shared.size() - kPairs)));
            if (!together.isEmpty())
                text += QLatin1Char('\n') +
                        ModelPage::tr("Columns that go together may share their importance; by correlation: %1.")
                            .arg(together.join(QStringLiteral(", ")));
            importanceWords->setText(text);
        },
        [this](const QString& problem) {
            importance->hide();
            importanceWords->setText(problem);
        });
}

void ModelPage::Private::showImportance()
{
    BarPlot::Content made = importanceContent(ranked->values, ranked->names, allBars ? 0 : kModelBars);
    if (!made.bars.empty() && made.bars.back().isRest)
        made.bars.back().text = ModelPage::tr("show");
    importance->setContent(std::move(made));
}

void ModelPage::Private::startSwarms(const ExplanationSource& source)
{
    swarmButton->setText(ModelPage::tr("Stop"));
    tick.start();
    swarmJob.start(
        [source, which = std::max(0, output->currentIndex())](const std::stop_token& stop,
                                                              const ProgressFunction& progress) {
            const ExplainedModel model = source.explained(ExplainedScale::Default);
            const Table& table = *source.data->table;
            std::vector<Index> all(static_cast<std::size_t>(table.rows));
            std::iota(all.begin(), all.end(), Index(0));
            auto made = std::make_shared<Swarms>();
            ShapleyOptions options;
            const bool sampled = model.columns().size() > options.exactUpTo;
            if (sampled) { // hundreds of rows are looked at as a swarm: each need not be as exact as a single one
                options.pairs = kSwarmPairs;
                options.mostPairs = kSwarmPairs;
                made->pairs = kSwarmPairs;
            }
            const Background background = trainingBackground(model, sampled ? kSwarmBackground : kBackgroundRows);
            made->background = background.name;
            const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
            made->rows = explainRows(model, drawRows(std::move(all), kSwarmRows, 0), background, options, threads, stop,
                                     progress);
            made->outputs = model.outputNames();
            made->output = which;
            made->scale = model.scaleName();
            for (const ExplainedColumn& each : model.columns()) {
                made->names.push_back(each.name);
                const Index place = table.find(each.name);
                const Column& cells = table.columns[static_cast<std::size_t>(place)];
                made->shades.push_back(shadesOf(cells, made->rows.rows));
            }
            return std::shared_ptr<const Swarms>(made);
        },
        [this](const std::shared_ptr<const Swarms>& made) {
            swarmButton->setText(ModelPage::tr("Compute again"));
            const auto which = static_cast<std::size_t>(made->output);
            std::vector<BeeswarmPlot::Swarm> swarms =
                swarmContent(made->rows, made->output, made->names, made->shades, kSwarms);
            const std::size_t left = made->names.size() - swarms.size();
            swarm->setContent(std::move(swarms), made->rows.rows, fromUtf8(made->scale));
            swarm->show();
            QString text =
                ModelPage::tr("What each column added to the prediction of %1 in %2 rows, in %3; at the right "
                              "the mean size. Click a point for its row.")
                    .arg(fromUtf8(made->outputs[which]), wholeNumber(static_cast<Index>(made->rows.rows.size())),
                         fromUtf8(made->scale));
            text += QLatin1Char(' ') +
                    (made->pairs == 0
                         ? ModelPage::tr("Exact Shapley values, compared with %1.").arg(fromUtf8(made->background))
                         : ModelPage::tr("Shapley values estimated from %2 pairs of random orders, compared with %1.")
                               .arg(fromUtf8(made->background), wholeNumber(made->pairs)));
            if (left > 0)
                text += QLatin1Char(' ') + ModelPage::tr("%1 columns that matter less are not drawn.").arg(left);
            swarmWords->setText(text);
            swarmWords->show();
        },
        [this](const QString& problem) {
            swarmButton->setText(ModelPage::tr("Compute again"));
            swarmWords->setText(problem);
            swarmWords->show();
        });
}

void ModelPage::Private::startDependence()
{
    QString why;
    const std::optional<ExplanationSource> source = ExplanationSource::of(document, why);
    pairs->show(source, column->currentText(), std::max(0, output->currentIndex()));
    units->setSource(source, std::max(0, output->currentIndex()));
    if (!source || column->currentText().isEmpty())
        return;
    dependenceJob.start(
        [source = *source, name = column->currentText().toStdString(), effects = local->isChecked(),
         which = std::max(0, output->currentIndex())](const std::stop_token& stop, const auto&) {
            const bool shares = hasProbabilities(source.model->preparation->target().task);
            ExplainedModel model = source.explained(shares ? ExplainedScale::Probability : ExplainedScale::Default);
            auto made = std::make_shared<Dependence>();
            const std::size_t at = model.column(name);
            made->curves = columnDependence(model, at, source.data->split.train, {}, stop);
            if (effects && !model.columns()[at].categories)
                made->effects = columnEffects(model, at, source.data->split.train, {}, stop);
            made->column = name;
            made->scale = model.scaleName();
            made->output = which;
            made->outputName = model.outputNames()[static_cast<std::size_t>(which)];
            return std::shared_ptr<const Dependence>(made);
        },
        [this](const std::shared_ptr<const Dependence>& made) { showDependence(*made); },
        [this](const QString& problem) {
            dependence->setEmptyText(problem);
            dependence->setContent({}, {});
        });
}

void ModelPage::Private::showDependence(const Dependence& found)
{
    const QString name = fromUtf8(found.column);
    const QString title = predictionTitle(found.outputName, found.scale);
    DependenceContent along = dependenceContent(found.curves, found.output, name, title);
    const auto reach = along.axes.xRange; // the same for both, so that they stand over each other
    XySeries counts;
    counts.style = XySeries::Style::Bars;
    counts.x = found.curves.grid.values;
    for (const Index count : found.curves.grid.density)
        counts.y.push_back(static_cast<double>(count));
    if (found.effects)
        along = effectsContent(*found.effects, found.output, name, title);
    along.axes.xRange = reach;
    XyPlot::Axes below{{}, ModelPage::tr("rows"), reach, {}};
    below.xNames = along.axes.xNames;
    dependence->setContent(std::move(along.series), std::move(along.axes));
    density->setContent({std::move(counts)}, std::move(below));
    dependenceWords->setText(along.words);
}

ModelPage::ModelPage(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->content->hide();
}

ModelPage::~ModelPage() = default;

void ModelPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->schedule();
}

} // namespace netloom
