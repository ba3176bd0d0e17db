// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluate_panel.h"

#include "core/formats/other_table.h"
#include "core/project/weights_epoch.h"
#include "ui/document/current_model.h"
#include "ui/document/reading_question.h"
#include "ui/evaluate/column_choice.h"
#include "ui/evaluate/evaluation_job.h"
#include "ui/evaluate/evaluation_plots.h"
#include "ui/evaluate/figures_table.h"
#include "ui/evaluate/rows_stepper.h"
#include "ui/evaluate/subgroups_box.h"
#include "ui/evaluate/threshold_row.h"
#include "ui/evaluate/weights_choice.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"
#include "ui/training/training_controller.h"

#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kTest = 2;
constexpr std::size_t kClassesInMatrix = 30;

ChoiceBox* choice(const char* name, const QString& accessible, QWidget* parent)
{
    auto* box = new ChoiceBox(parent);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(accessible);
    return box;
}

} // namespace

class EvaluatePanel::Private
{
public:
    Private(EvaluatePanel& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller), job(projectDocument), reading(&owner)
    {
    }

    void build();
    void buildFigures(QVBoxLayout* column);
    void buildClasses(QVBoxLayout* column);
    void buildPlots(QVBoxLayout* column);
    void buildGroups(QVBoxLayout* column);
    void schedule();
    void update();
    void updateParts();
    void updateFigures();
    void updateClasses();
    void updatePlotChoices();
    void updatePlot();
    void updateMarker();
    void applyRule(const ThresholdRule& rule);
    void openTable();
    void readTable(const QString& path, const CsvOptions& wishes);
    void tellRefusal(const QString& name, const QString& sentence);
    void showCell(int truth, int prediction);
    std::size_t partIndex() const;
    const PartEvaluation* part() const;
    const EvaluationPlot* plotInfo() const;

    EvaluatePanel& q;
    ProjectDocument& document;
    TrainingController& training;
    EvaluationJob job;
    QTimer later;
    QTimer tick;
    ReadingQuestion reading;
    Job<OtherTable> tableJob;

    EmptyState* empty = nullptr; ///< without a table
    QLabel* state = nullptr;
    QProgressBar* bar = nullptr;
    QWidget* content = nullptr;
    ChoiceBox* partChoice = nullptr;
    QLabel* remarks = nullptr;
    ChoiceBox* beside = nullptr;
    FiguresTable* figures = nullptr;
    QWidget* classesBox = nullptr;
    ThresholdRow* threshold = nullptr;
    ChoiceBox* target = nullptr; // of several yes/no targets
    ChoiceBox* shares = nullptr;
    MatrixPlot* matrix = nullptr;
    QLabel* confusions = nullptr;
    RowsStepper* stepper = nullptr;
    FiguresTable* classTable = nullptr;
    ChoiceBox* plotChoice = nullptr;
    ChoiceBox* outputChoice = nullptr;
    ChoiceBox* columnChoice = nullptr;
    XyPlot* plot = nullptr;
    XyPlot* below = nullptr;
    QLabel* plotWords = nullptr;
    SubgroupsBox* groups = nullptr;
    QString thresholdWords;
};

std::size_t EvaluatePanel::Private::partIndex() const
{
    return static_cast<std::size_t>(std::max(0, partChoice->currentIndex()));
}

const PartEvaluation* EvaluatePanel::Private::part() const
{
    return job.parts() && partIndex() < job.parts()->size() ? &(*job.parts())[partIndex()] : nullptr;
}

const EvaluationPlot* EvaluatePanel::Private::plotInfo() const
{
    const QString key = plotChoice->currentData().toString();
    for (const EvaluationPlot& each : evaluationPlots())
        if (key == QLatin1String(each.key))
            return &each;
    return nullptr;
}

void EvaluatePanel::Private::buildFigures(QVBoxLayout* column)
{
    partChoice = choice("part", EvaluatePanel::tr("Rows"), content);
    partChoice->setToolTip(EvaluatePanel::tr("The rows that the figures below are of"));
    connect(partChoice, &QComboBox::activated, &q, [this](int index) {
        if (index == partChoice->count() - 1)
            openTable();
        update();
    });
    column->addWidget(partChoice);
    remarks = mutedLabel(content);
    remarks->setObjectName(QStringLiteral("warningRemark"));
    column->addWidget(remarks);
    beside = choice("beside", EvaluatePanel::tr("Compare with"), content);
    beside->addItem(EvaluatePanel::tr("Beside the yardsticks"));
    beside->addItem(EvaluatePanel::tr("All parts side by side"));
    connect(beside, &QComboBox::activated, &q, [this] { updateFigures(); });
    column->addWidget(beside);
    figures = new FiguresTable(content);
    figures->setObjectName(QStringLiteral("figures"));
    figures->setAccessibleName(EvaluatePanel::tr("Figures"));
    column->addWidget(figures);
    addCopyAction(*figures, [this] { return figures->asText(); });
}

void EvaluatePanel::Private::buildClasses(QVBoxLayout* column)
{
    classesBox = new QWidget(content);
    auto* inside = new QVBoxLayout(classesBox);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    inside->addWidget(headingLabel(EvaluatePanel::tr("Confusion matrix"), classesBox));
    threshold = new ThresholdRow(classesBox);
    connect(threshold, &ThresholdRow::moved, &q, [this](double value) {
        thresholdWords.clear();
        job.setThreshold(value);
    });
    connect(threshold, &ThresholdRow::resetRequested, &q, [this] {
        thresholdWords.clear();
        job.setThreshold(0.5);
    });
    connect(threshold, &ThresholdRow::ruleChosen, &q, [this](const ThresholdRule& rule) { applyRule(rule); });
    inside->addWidget(threshold);
    target = choice("matrixTarget", EvaluatePanel::tr("Target"), classesBox);
    connect(target, &QComboBox::activated, &q, [this] { updateClasses(); });
    inside->addWidget(target);
    shares = choice("shares", EvaluatePanel::tr("Shown in the cells"), classesBox);
    shares->addItems({EvaluatePanel::tr("Rows, counted"), EvaluatePanel::tr("Share of each row (recall)"),
                      EvaluatePanel::tr("Share of each column (precision)")});
    connect(shares, &QComboBox::activated, &q,
            [this](int index) { matrix->setShown(static_cast<MatrixPlot::Shown>(index)); });
    inside->addWidget(shares);
    matrix = new MatrixPlot(classesBox);
    matrix->setObjectName(QStringLiteral("matrix"));
    connect(matrix, &MatrixPlot::cellClicked, &q, [this](int truth, int prediction) { showCell(truth, prediction); });
    inside->addWidget(matrix);
    addPictureActions(
        *matrix, EvaluatePanel::tr("confusion"),
        [this](const QByteArray& format, double scale) { return matrix->picture(format, matrix->size(), scale); },
        [this] { return matrix->csv(); });
    confusions = mutedLabel(classesBox);
    inside->addWidget(confusions);
    stepper = new RowsStepper(document, classesBox);
    connect(stepper, &RowsStepper::tableRequested, &q, &EvaluatePanel::rowsRequested);
    inside->addWidget(stepper);
    classTable = new FiguresTable(classesBox);
    classTable->setObjectName(QStringLiteral("classes"));
    classTable->setAccessibleName(EvaluatePanel::tr("Figures of each class"));
    inside->addWidget(classTable);
    addCopyAction(*classTable, [this] { return classTable->asText(); });
    column->addWidget(classesBox);
}

void EvaluatePanel::Private::buildPlots(QVBoxLayout* column)
{
    column->addWidget(headingLabel(EvaluatePanel::tr("Plot"), content));
    plotChoice = choice("plot", EvaluatePanel::tr("Plot"), content);
    outputChoice = choice("output", EvaluatePanel::tr("Class or target"), content);
    columnChoice = choice("column", EvaluatePanel::tr("Column"), content);
    for (ChoiceBox* box : {plotChoice, outputChoice, columnChoice}) {
        connect(box, &QComboBox::activated, &q, [this] { updatePlot(); });
        column->addWidget(box);
    }
    plot = new XyPlot(content);
    plot->setMinimumHeight(230);
    below = new XyPlot(content);
    below->setFixedHeight(96);
    plot->setBelow(below);
    column->addWidget(plot);
    column->addWidget(below);
    plotWords = mutedLabel(content);
    column->addWidget(plotWords);
    connect(plot, &XyPlot::rowClicked, &q, [this](Index row) {
        if (partIndex() < 3)
            document.selectRow(row);
    });
    connect(plot, &XyPlot::markerMoved, &q, [this](double x) {
        thresholdWords.clear();
        job.setThreshold(std::clamp(x, 0.0, 1.0));
    });
    connect(&document, &ProjectDocument::rowSelected, plot, &XyPlot::setHighlighted);
    addPictureActions(
        *plot, EvaluatePanel::tr("plot"),
        [this](const QByteArray& format, double scale) { return plot->picture(format, plot->size(), scale); },
        [this] { return plot->csv(); });
}

void EvaluatePanel::Private::buildGroups(QVBoxLayout* column)
{
    groups = new SubgroupsBox(
        [this] {
            return SubgroupsBox::Rows{part(), job.tableOf(partIndex()), job.hasIntervals()};
        },
        content);
    column->addWidget(groups);
    auto* folds = new QPushButton(EvaluatePanel::tr("Cross-validation…"), content);
    folds->setObjectName(QStringLiteral("crossValidation"));
    folds->setProperty("link", true);
    folds->setToolTip(EvaluatePanel::tr("Trains the network anew, fold by fold, so that every row is tested once"));
    connect(folds, &QPushButton::clicked, &q, &EvaluatePanel::crossValidationRequested);
    column->addWidget(folds, 0, Qt::AlignLeft);
}

void EvaluatePanel::Private::build()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(new WeightsChoice(document, page));
    empty = new EmptyState(EvaluatePanel::tr("There are no data to evaluate the network on."),
                           EvaluatePanel::tr("Open a CSV…"), page);
    connect(empty, &EmptyState::clicked, &q, &EvaluatePanel::openDataRequested);
    column->addWidget(empty);
    state = mutedLabel(page);
    column->addWidget(state);
    bar = new QProgressBar(page);
    bar->setTextVisible(false);
    bar->setAccessibleName(EvaluatePanel::tr("Intervals being computed"));
    bar->hide();
    column->addWidget(bar);
    content = new QWidget(page);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(8);
    buildFigures(inside);
    buildClasses(inside);
    buildPlots(inside);
    buildGroups(inside);
    column->addWidget(content);
    column->addStretch(1);
    ScrolledPage::fill(q, page);

    later.setSingleShot(true);
    later.setInterval(150);
    connect(&later, &QTimer::timeout, &q, [this] {
        if (q.isVisible() && !training.isRunning())
            job.start();
    });
    tick.setInterval(150);
    connect(&tick, &QTimer::timeout, &q, [this] {
        bar->setValue(static_cast<int>(100 * job.progress()));
        bar->setVisible(job.isRunning());
        if (!job.isRunning())
            tick.stop();
    });
    connect(&job, &EvaluationJob::changed, &q, [this] { update(); });
    connect(&job, &EvaluationJob::ownTableRefused, &q,
            [this](const QString& name, const QString& sentence) { tellRefusal(name, sentence); });
    connect(&job, &EvaluationJob::thresholdChanged, &q, [this] {
        updateFigures();
        updateClasses();
        updateMarker(); // the curves have all thresholds in them
        groups->renewSoon();
    });
    connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what.testFlag(Change::Everything)) {
            reading.cancel();
            job.setOwnTable(nullptr, {});
            thresholdWords.clear();
        }
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            schedule();
    });
    connect(&document.currentModel(), &CurrentModel::whichChanged, &q, [this] { schedule(); });
    connect(&training, &TrainingController::ended, &q, [this] { schedule(); });
}

void EvaluatePanel::Private::schedule()
{
    if (q.isVisible())
        later.start();
}

void EvaluatePanel::Private::update()
{
    const bool there = job.parts() != nullptr;
    content->setVisible(there);
    empty->setVisible(!document.table());
    state->setVisible(document.table() && (!there || !job.hasIntervals()));
    state->setText(there                     ? EvaluatePanel::tr("The intervals are being computed.")
                   : job.problem().isEmpty() ? EvaluatePanel::tr("The figures are being computed.")
                                             : job.problem());
    if (job.isRunning() || !job.hasIntervals())
        tick.start();
    if (!there)
        return;
    updateParts();
    updateFigures();
    updateClasses();
    updatePlotChoices();
    updatePlot();
    groups->renew();
}

void EvaluatePanel::Private::updateParts()
{
    const std::vector<PartEvaluation>& parts = *job.parts();
    const int before = partChoice->currentIndex();
    const int known = partChoice->count();
    const QSignalBlocker silent(partChoice);
    partChoice->clear();
    static const QString titles[] = {EvaluatePanel::tr("Training rows"), EvaluatePanel::tr("Validation rows"),
                                     EvaluatePanel::tr("Test rows")};
    for (std::size_t i = 0; i < parts.size(); ++i)
        partChoice->addItem(QStringLiteral("%1 (%2)").arg(i < 3 ? titles[i] : QString::fromStdString(parts[i].part),
                                                          wholeNumber(parts[i].rows.size())));
    partChoice->addItem(EvaluatePanel::tr("Another CSV…"));
    int wanted = before;
    if (known == 0) { // the rows that say most: test, else validation, else training
        wanted = kTest;
        while (wanted > 0 && parts[static_cast<std::size_t>(wanted)].rows.size() == 0)
            --wanted;
    } else if (known != partChoice->count()) {
        wanted = static_cast<int>(parts.size()) - 1;
    }
    partChoice->setCurrentIndex(std::clamp(wanted, 0, static_cast<int>(parts.size()) - 1));
}

void EvaluatePanel::Private::updateFigures()
{
    const PartEvaluation* shown = part();
    if (!shown)
        return;
    QStringList lines;
    if (const std::string unfinished = unfinishedText(document.project().run()); !unfinished.empty())
        lines << fromUtf8(unfinished);
    for (const std::string& remark : shown->remarks)
        lines << fromUtf8(remark);
    if (partIndex() == 0)
        lines << EvaluatePanel::tr("The network was trained on these rows: on others it may do worse.");
    if (partIndex() == 1 && (*job.parts())[kTest].rows.size() == 0)
        lines << EvaluatePanel::tr(
            "No test rows were held back. The best epoch may have been chosen by these validation "
            "rows, so that the figures may flatter the network.");
    remarks->setText(lines.join(QLatin1Char('\n')));
    remarks->setVisible(!lines.isEmpty());
    if (beside->currentIndex() == 0)
        figures->showPart(*shown);
    else
        figures->showParts(*job.parts());
}

void EvaluatePanel::Private::updateClasses()
{
    const PartEvaluation* shown = part();
    if (!shown)
        return;
    const bool classes = shown->multiclass || !shown->binary.empty();
    classesBox->setVisible(classes);
    if (!classes)
        return;
    threshold->setVisible(!shown->binary.empty());
    threshold->setThreshold(shown->threshold, thresholdWords);
    const QStringList names = outputNames(*shown);
    target->setVisible(shown->binary.size() > 1);
    if (target->count() != names.size()) {
        target->clear();
        target->addItems(names);
    }
    QStringList labels;
    if (shown->multiclass) {
        matrix->setMatrix(shown->multiclass->confusion, names);
        QStringList lines;
        for (const Confusion& each : shown->multiclass->largestConfusions)
            lines << fromUtf8(each.words(shown->rows.target.classes));
        confusions->setText(lines.join(QStringLiteral(" · ")));
        confusions->setVisible(!lines.isEmpty());
        const bool readable = shown->multiclass->confusion.classes() <= kClassesInMatrix;
        matrix->setVisible(readable);
        shares->setVisible(readable);
    } else {
        const auto at = static_cast<std::size_t>(std::max(0, target->currentIndex()));
        const BinaryEvaluation& each = shown->binary[std::min(at, shown->binary.size() - 1)];
        const QString negative =
            each.negative.empty() ? EvaluatePanel::tr("not %1").arg(fromUtf8(each.positive)) : fromUtf8(each.negative);
        matrix->setMatrix(each.counts.matrix(), {negative, fromUtf8(each.positive)});
        confusions->setText(EvaluatePanel::tr("The positive class is %1.").arg(fromUtf8(each.positive)));
        confusions->show();
    }
    classTable->showClasses(*shown);
}

void EvaluatePanel::Private::showCell(int truth, int prediction)
{
    const PartEvaluation* shown = part();
    if (!shown || partIndex() >= 3) // rows of another table are not in the project's
        return;
    const auto output = static_cast<Index>(shown->multiclass ? 0 : std::max(0, target->currentIndex()));
    std::vector<Index> rows;
    std::vector<int> actual;
    std::vector<int> decided;
    if (shown->binary.size() > 1) {
        for (const std::uint8_t yes : shown->rows.positive(output))
            actual.push_back(yes);
        for (const double score : shown->rows.scores(output))
            decided.push_back(score > shown->threshold ? 1 : 0);
    } else {
        actual = shown->rows.classes();
        decided = shown->rows.decided(shown->threshold);
    }
    for (std::size_t i = 0; i < actual.size(); ++i)
        if (actual[i] == truth && decided[i] == prediction)
            rows.push_back(shown->rows.rows[i]);
    const QStringList names = shown->multiclass
                                  ? outputNames(*shown)
                                  : QStringList{fromUtf8(shown->binary[static_cast<std::size_t>(output)].negative),
                                                fromUtf8(shown->binary[static_cast<std::size_t>(output)].positive)};
    stepper->setRows(
        EvaluatePanel::tr("%1 rows of %2 predicted as %3")
            .arg(wholeNumber(static_cast<Index>(rows.size())), names.value(truth), names.value(prediction)),
        std::move(rows));
}

void EvaluatePanel::Private::applyRule(const ThresholdRule& rule)
{
    if (!job.parts())
        return;
    const std::vector<PartEvaluation>& parts = *job.parts();
    const bool validation = parts[1].rows.size() > 0;
    const PartEvaluation& from = validation ? parts[1] : *part();
    const auto output = static_cast<std::size_t>(std::max(0, target->currentIndex()));
    const Ranking* ranking = rankingOf(from, std::min(output, from.binary.size() - 1));
    const std::optional<ThresholdChoice> chosen = ranking ? chooseThreshold(*ranking, rule) : std::nullopt;
    if (!chosen) {
        thresholdWords =
            EvaluatePanel::tr("%1 cannot choose a threshold: the rows lack a class.").arg(fromUtf8(rule.name()));
        updateClasses();
        return;
    }
    thresholdWords = validation
                         ? EvaluatePanel::tr("Chosen by %1 on the %2 validation rows.")
                               .arg(fromUtf8(rule.name()), wholeNumber(from.rows.size()))
                         : EvaluatePanel::tr("Chosen by %1 on these rows: optimistic, as there are no validation rows.")
                               .arg(fromUtf8(rule.name()));
    if (const auto ideal = rule.ofCalibratedProbabilities())
        thresholdWords += QLatin1Char(' ') +
                          EvaluatePanel::tr("For right probabilities it would be %1.").arg(FiguresTable::text(ideal));
    job.setThreshold(std::clamp(chosen->threshold, 0.0, 1.0));
}

void EvaluatePanel::Private::updatePlotChoices()
{
    const PartEvaluation* shown = part();
    const bool classes = shown->multiclass || !shown->binary.empty();
    const QString before = plotChoice->currentData().toString();
    plotChoice->clear();
    for (const EvaluationPlot& each : evaluationPlots())
        if (each.ofClasses == classes)
            plotChoice->addItem(each.title, QString::fromLatin1(each.key));
    plotChoice->setCurrentIndex(std::max(0, plotChoice->findData(before)));
    const QStringList names = outputNames(*shown);
    const int output = outputChoice->currentIndex();
    outputChoice->clear();
    outputChoice->addItems(names);
    outputChoice->setCurrentIndex(output >= 0 && output < names.size() ? output : 0);
    outputChoice->setVisible(names.size() > 1);
    offerColumns(*columnChoice, job.tableOf(partIndex()).get());
}

void EvaluatePanel::Private::updateMarker()
{
    const PartEvaluation* shown = part();
    const EvaluationPlot* info = plotInfo();
    if (!shown || !info)
        return;
    const bool marked = info->hasThreshold && !shown->binary.empty();
    plot->setMarker(marked ? std::optional(shown->threshold) : std::nullopt, FiguresTable::text(shown->threshold));
}

void EvaluatePanel::Private::updatePlot()
{
    const PartEvaluation* shown = part();
    const EvaluationPlot* info = plotInfo();
    if (!shown || !info)
        return;
    const std::shared_ptr<const Table> table = job.tableOf(partIndex());
    const PlotWish wish{*shown, static_cast<std::size_t>(std::max(0, outputChoice->currentIndex())), table.get(),
                        columnChoice->currentData().toInt()};
    columnChoice->setVisible(info->hasColumn);
    PlotContent made = info->make(wish);
    plot->setEmptyText(made.empty);
    plot->setContent(std::move(made.series), std::move(made.axes));
    plot->setAccessibleName(info->title);
    plot->setAccessibleDescription(made.words);
    plot->setWindowTitle(info->title);
    updateMarker();
    plotWords->setText(made.words);
    plotWords->setVisible(!made.words.isEmpty());
    below->setVisible(info->below != nullptr);
    if (info->below) {
        PlotContent under = info->below(wish);
        below->setContent(std::move(under.series), std::move(under.axes));
    }
}

void EvaluatePanel::Private::openTable()
{
    const QString path = Dialogs::instance().openFile(&q, EvaluatePanel::tr("Evaluate another table"),
                                                      QStringLiteral("data"), Dialogs::tableFilter());
    if (!path.isEmpty())
        reading.ask(document.project(), path, [this, path](const CsvOptions& wishes) { readTable(path, wishes); });
}

void EvaluatePanel::Private::readTable(const QString& path, const CsvOptions& wishes)
{
    const QString name = QFileInfo(path).fileName();
    tableJob.start(
        [file = path.toStdString(), project = document.project(), wishes](const std::stop_token& stop,
                                                                          const ProgressFunction& progress) {
            return readOtherTable(project, file, wishes, stop, progress);
        },
        [this, name](const OtherTable& other) {
            QStringList said;
            for (const CsvWarning& warning : other.warnings)
                said << withoutOptions(warning.text);
            job.setOwnTable(other.table, name, said);
        },
        [this, name](const QString& sentence) { tellRefusal(name, sentence); });
}

void EvaluatePanel::Private::tellRefusal(const QString& name, const QString& sentence)
{
    Dialogs::instance().error(&q, EvaluatePanel::tr("%1 cannot be evaluated").arg(name), sentence);
}

EvaluatePanel::EvaluatePanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->update();
}

EvaluatePanel::~EvaluatePanel() = default;

void EvaluatePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->schedule();
}

} // namespace netloom
