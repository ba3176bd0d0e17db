// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/plots_panel.h"

#include "core/evaluation/yardsticks.h"
#include "core/files/checked_file.h"
#include "core/losses/registry.h"
#include "core/metrics/metric_keys.h"
#include "ui/document/project_document.h"
#include "ui/plots/curves_csv.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/plot_card.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/short_term.h"
#include "ui/toolkit/text.h"
#include "ui/training/axes_menu.h"
#include "ui/training/playhead.h"
#include "ui/training/timeline_strip.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace netloom {

namespace {

constexpr int kPictureWidth = 1200;
constexpr double kPictureScale = 2;
constexpr double kSmoothing = 0.9;

} // namespace

class PlotsPanel::Private
{
public:
    Private(PlotsPanel& owner, ProjectDocument& projectDocument, TrainingController& trainingController)
        : q(owner), document(projectDocument), training(trainingController)
    {
    }

    void build();
    void makeExport(const QString& text, const QByteArray& format, const QString& help);
    void update();
    void updateChoices();
    void updateTexts();
    void makeAxesMenu();
    void arrange();
    void setLogarithmic();
    void mirrorHidden();
    std::string chosen() const { return choice->currentData().toString().toStdString(); }
    std::vector<std::string> shownMetrics() const;
    std::vector<HistoryPlot::Level> shownLevels() const;
    void updateLevels();
    std::vector<HistoryPlot::OtherRun> others() const;
    void updateGhosts();
    static QString afterEpochHelp();
    QString lossTitle() const;
    std::pair<QString, QString> metricUnit() const; ///< and shorter
    CurvesLook look() const;
    void save(const QByteArray& format);

    PlotsPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    PlotCard* loss = nullptr;   ///< the first one: of the training rows, of all curves
    PlotCard* metric = nullptr; ///< the second one: of the validation rows; none
    Playhead* playhead = nullptr;
    TimelineStrip* strip = nullptr;
    QCheckBox* logarithmic = nullptr;
    QComboBox* choice = nullptr;
    AxesMenu* axes = nullptr;
    bool showNorms = false; ///< as soon as there are any
    QList<QAction*> exports;
    Job<QString> job;              ///< writes a file, whose name it brings back
    std::vector<std::string> keys; ///< of the choice
    QStringList leftOut;           ///< CurvesPanel::leftOut
    double firstLoss = 0;          ///< of the training for which the plots are arranged
    std::optional<std::pair<Standing, Yardsticks>> standing;
    bool stale = false; ///< changed while nobody could see it
};

void PlotsPanel::Private::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    auto* splitter = new QSplitter(Qt::Horizontal, &q);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    column->addWidget(splitter);
    loss = new PlotCard({}, splitter);
    loss->plot()->setObjectName(QStringLiteral("lossPlot"));
    logarithmic = new QCheckBox(PlotsPanel::tr("Log"), loss);
    logarithmic->setObjectName(QStringLiteral("logScale"));
    logarithmic->setToolTip(PlotsPanel::tr("Logarithmic axis: shows small losses as clearly as large ones"));
    loss->addTool(logarithmic);
    metric = new PlotCard({}, splitter);
    metric->plot()->setObjectName(QStringLiteral("metricPlot"));
    choice = new ChoiceBox(metric);
    choice->setObjectName(QStringLiteral("metricChoice"));
    choice->setAccessibleName(PlotsPanel::tr("Metric shown"));
    choice->setToolTip(PlotsPanel::tr("Which metric is shown"));
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    metric->addTool(choice);

    makeAxesMenu();
    QObject::connect(logarithmic, &QCheckBox::toggled, &q, [this] {
        setLogarithmic();
        updateTexts();
    });
    QObject::connect(choice, &QComboBox::currentIndexChanged, &q, [this] {
        arrange();
        for (PlotCard* card : {loss, metric})
            if (card == metric || axes->layout() != CurvesLayout::Apart)
                card->plot()->fit();
    });
    column->setSpacing(0);
    playhead = new Playhead(document, training, &q);
    strip = new TimelineStrip(*playhead, &q);
    strip->setObjectName(QStringLiteral("timelineStrip"));
    column->addWidget(strip);
    QObject::connect(playhead, &Playhead::message, &q, &PlotsPanel::message);
    QObject::connect(playhead, &Playhead::changed, &q, [this] {
        const int epoch = playhead->isRewound() ? static_cast<int>(playhead->epoch()) : -1;
        for (PlotCard* card : {loss, metric})
            card->plot()->setMarkedEpoch(epoch);
        emit q.epochShown(playhead->epoch());
    });
    for (const auto& [from, to] : {std::pair(loss, metric), std::pair(metric, loss)}) {
        QObject::connect(from->plot(), &HistoryPlot::epochsZoomed, to->plot(), &HistoryPlot::zoomEpochs);
        QObject::connect(from->plot(), &HistoryPlot::fitted, to->plot(), &HistoryPlot::fitEpochs);
        QObject::connect(from->plot(), &HistoryPlot::valuesZoomed, to->plot(),
                         [this, plot = to->plot()](double lower, double upper, HistoryPlot::Side side) {
                             if (axes->layout() == CurvesLayout::Parts)
                                 plot->zoomValues(lower, upper, side);
                         });
    }
    QObject::connect(loss->plot(), &HistoryPlot::hiddenChanged, &q, [this] {
        if (axes->layout() == CurvesLayout::Parts)
            mirrorHidden();
    });
    QObject::connect(loss->plot(), &HistoryPlot::hovered, metric->plot(), &HistoryPlot::setHoveredEpoch);
    QObject::connect(metric->plot(), &HistoryPlot::hovered, loss->plot(), &HistoryPlot::setHoveredEpoch);

    makeExport(PlotsPanel::tr("Curves as PNG…"), "png", PlotsPanel::tr("Save both plots as a picture of pixels"));
    makeExport(PlotsPanel::tr("Curves as SVG…"), "svg", PlotsPanel::tr("Save both plots as a drawing for the web"));
    makeExport(PlotsPanel::tr("Curves as PDF…"), "pdf", PlotsPanel::tr("Save both plots as a page for print"));
    makeExport(PlotsPanel::tr("Curves as CSV…"), "csv", PlotsPanel::tr("Save every epoch's numbers as a table"));
    for (PlotCard* card : {loss, metric})
        card->setMenuActions(exports);
    arrange();
}

/// The names are in the plot of the training rows, and stand for the curves of both.
void PlotsPanel::Private::mirrorHidden()
{
    std::vector<std::string> hidden;
    for (const std::string& key : loss->plot()->hidden())
        if (!key.starts_with("val_"))
            hidden.insert(hidden.end(), {key, "val_" + key});
    for (PlotCard* card : {loss, metric})
        card->plot()->setHidden(hidden);
}

void PlotsPanel::Private::setLogarithmic()
{
    const bool apart = axes->layout() == CurvesLayout::Apart;
    loss->plot()->setLogarithmic(logarithmic->isChecked());
    metric->plot()->setLogarithmic(apart ? axes->metricLog()->isChecked() : logarithmic->isChecked());
    for (PlotCard* card : {loss, metric})
        card->plot()->setLogarithmic(!apart && axes->metricLog()->isChecked(), HistoryPlot::Side::Right);
}

std::vector<std::string> PlotsPanel::Private::shownMetrics() const
{
    std::vector<std::string> metrics;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(metrics),
                 [](const std::string& key) { return isMetricKey(key); });
    return chosenMetrics(chosen(), metrics);
}

/// Brings the plots into the layout, with the curves of the metrics that are chosen.
void PlotsPanel::Private::arrange()
{
    std::vector<CurvesPanel> panels =
        curvesPanels(axes->layout(), shownMetrics(), training.history(), Theme::current());
    leftOut = panels.front().leftOut;
    std::size_t i = 0;
    for (PlotCard* card : {loss, metric}) {
        if (i == panels.size())
            break;
        CurvesPanel& panel = panels[i++];
        card->setTitle(panel.title);
        card->plot()->setCurves(std::move(panel.curves));
        card->plot()->setAxes(panel.axes);
    }
    PlotCard* chooser = panels.size() > 1 ? metric : loss;
    if (choice->parentWidget() != chooser)
        chooser->addTool(choice);
    metric->setVisible(panels.size() > 1);
    if (axes->layout() == CurvesLayout::Parts)
        mirrorHidden();
    setLogarithmic();
    updateLevels();
    updateTexts();
}

void PlotsPanel::Private::makeAxesMenu()
{
    axes = new AxesMenu(loss);
    axes->measureLoss()->setToolTip(afterEpochHelp());
    loss->addTool(axes);
    QObject::connect(axes, &AxesMenu::layoutChosen, &q, [this] {
        const int all = choice->findData(QString::fromLatin1(kAllMetrics));
        if (axes->layout() != CurvesLayout::Apart && all >= 0)
            choice->setCurrentIndex(all);
        arrange();
        update();
        for (PlotCard* card : {loss, metric})
            card->plot()->fit();
    });
    QObject::connect(axes->measureLoss(), &QAction::triggered, &q, [this](bool on) {
        document.setSetting(QStringLiteral("measure_loss"), fromUtf8(formatField(FieldValue(on))));
    });
    QObject::connect(axes->measureNorms(), &QAction::triggered, &q, [this](bool on) {
        showNorms = on;
        document.setSetting(QStringLiteral("measure_norms"), fromUtf8(formatField(FieldValue(on))));
    });
    QObject::connect(axes->smooth(), &QAction::toggled, &q, [this](bool on) {
        for (PlotCard* card : {loss, metric})
            card->plot()->setSmoothing(on ? kSmoothing : 0);
    });
    QObject::connect(axes->epochsLog(), &QAction::toggled, &q, [this](bool on) {
        for (PlotCard* card : {loss, metric})
            card->plot()->setEpochsLogarithmic(on);
    });
    QObject::connect(axes->metricLog(), &QAction::toggled, &q, [this] {
        setLogarithmic();
        updateTexts();
    });
}

void PlotsPanel::Private::makeExport(const QString& text, const QByteArray& format, const QString& help)
{
    auto* action = new QAction(text, &q);
    action->setObjectName(QStringLiteral("curves/") + QString::fromLatin1(format));
    action->setStatusTip(help);
    action->setToolTip(help);
    QObject::connect(action, &QAction::triggered, &q, [this, format] { save(format); });
    exports.append(action);
}

/// Why the two curves of the training rows differ.
QString PlotsPanel::Private::afterEpochHelp()
{
    return PlotsPanel::tr(
        "\"train\" is averaged over the epoch, batch by batch, while the weights move and with dropout. "
        "Measured after the epoch all training rows see its last weights, without dropout: mostly "
        "lower, and the one to compare with validation.");
}

QString PlotsPanel::Private::lossTitle() const
{
    const std::string& type = document.training().loss.type;
    const LossInfo* info = findLoss(type);
    return (info ? fromUtf8(info->title) : fromUtf8(type)).toLower();
}

void PlotsPanel::Private::updateChoices()
{
    const History& history = training.history();
    std::vector<std::string> now = metricKeys(history);
    if (history.epochs() == 0) {
        now.clear();
        for (const ComponentSpec& spec : document.training().metrics)
            now.push_back(spec.type);
    }
    if (history.epochs() > 0)
        now.push_back("learning_rate");
    for (const std::string_view norm : {kGradientNorm, kWeightNorm})
        if (history.epochs() > 0 && history.find(norm))
            now.emplace_back(norm);
    choice->setVisible(!now.empty());
    if (now == keys)
        return;
    const QString wanted = choice->currentData().toString();
    keys = std::move(now);
    const QSignalBlocker block(choice);
    choice->clear();
    for (const std::string& key : keys)
        choice->addItem(metricName(key), fromUtf8(key));
    const auto metricCount =
        std::count_if(keys.begin(), keys.end(), [](const std::string& key) { return isMetricKey(key); });
    if (metricCount > 1)
        choice->addItem(PlotsPanel::tr("All metrics"), QString::fromLatin1(kAllMetrics));
    const bool asked = std::exchange(showNorms, false) && choice->findData(fromUtf8(kGradientNorm)) >= 0;
    const int all = axes->layout() == CurvesLayout::Apart ? -1 : choice->findData(QString::fromLatin1(kAllMetrics));
    const int found = choice->findData(asked ? fromUtf8(kGradientNorm) : wanted);
    choice->setCurrentIndex(found >= 0 ? found : std::max(0, all));
    arrange();
}

std::vector<HistoryPlot::Level> PlotsPanel::Private::shownLevels() const
{
    if (!standing)
        return {};
    return levelsOf(standing->first, standing->second, shownMetrics());
}

void PlotsPanel::Private::updateLevels()
{
    const TargetInfo* target = document.target();
    const std::vector<HistoryPlot::Level> levels =
        standing || !target ? shownLevels() : awaitedLevels(target->task, shownMetrics());
    loss->plot()->setLevels(axes->layout() == CurvesLayout::Apart ? std::vector<HistoryPlot::Level>() : levels);
    metric->plot()->setLevels(levels);
}

/// The other runs of the project that are trained, the newest ones.
std::vector<HistoryPlot::OtherRun> PlotsPanel::Private::others() const
{
    return document.isOpen() ? otherRuns(document.project()) : std::vector<HistoryPlot::OtherRun>();
}

void PlotsPanel::Private::updateGhosts()
{
    loss->plot()->setGhosts(others());
    metric->plot()->setGhosts(others());
}

/// Errors of numbers are of what the network is trained on: which unit that is, nobody could guess.
std::pair<QString, QString> PlotsPanel::Private::metricUnit() const
{
    const std::string key = chosen();
    const TargetInfo* target = document.target();
    const bool hasUnit = key.find("error") != std::string::npos && key.find("percentage") == std::string::npos;
    if (!target || target->task != Task::Regression || !hasUnit)
        return {};
    const auto& columns = document.project().recipe.columns;
    const bool scaled = std::any_of(columns.begin(), columns.end(), [](const ColumnRecipe& column) {
        return column.role == ColumnRole::Target && (column.scale != "none" || column.log);
    });
    if (scaled)
        return {PlotsPanel::tr("of the standardised target"), PlotsPanel::tr("standardised")};
    return {PlotsPanel::tr("in the target's units"), PlotsPanel::tr("target's units")};
}

void PlotsPanel::Private::updateTexts()
{
    const auto fewNotShown = [](int values) { return PlotsPanel::tr("%n not shown", nullptr, values); };
    const auto [unit, shortUnit] = metricUnit();
    if (const int missing = metric->plot()->hiddenOnLog(); missing > 0)
        metric->setNote(metric->plot()->hiddenOnLogText(), {fewNotShown(missing)});
    else
        metric->setNote(unit, {shortUnit});
    axes->measureLoss()->setChecked(document.training().measureLoss);
    axes->measureNorms()->setChecked(document.training().measureNorms);
    const int hidden = loss->plot()->hiddenOnLog();
    const bool after = training.history().find(kLossAfterEpoch) != nullptr;
    const QString title = lossTitle();
    if (hidden > 0)
        loss->setNote(title + QStringLiteral(" · ") + loss->plot()->hiddenOnLogText(), {fewNotShown(hidden)});
    else if (after)
        loss->setNote(PlotsPanel::tr("why two train curves?"), {PlotsPanel::tr("why two?")}, afterEpochHelp());
    else if (!leftOut.isEmpty())
        loss->setNote(
            PlotsPanel::tr("%1 · without %2").arg(title, leftOut.join(QStringLiteral(", "))),
            {PlotsPanel::tr("%1 · not all").arg(shortTerm(title)), PlotsPanel::tr("not all")},
            PlotsPanel::tr("In another unit than the loss, and flat on its axis: %1. Choose it in the list of "
                           "metrics to see it.")
                .arg(leftOut.join(QStringLiteral(", "))));
    else
        loss->setNote(title, {shortTerm(title), shortestTerm(title)});
    const bool any = training.history().epochs() > 0;
    const bool canBegin = !training.isActive() && !training.isFilm() && training.obstacle().isEmpty();
    const bool apart = axes->layout() == CurvesLayout::Apart;
    const QString firstWords = apart ? PlotsPanel::tr("The loss appears here while the network trains.")
                                     : PlotsPanel::tr("Loss and metrics appear here while the network trains.");
    const std::vector<HistoryEvent>& events = training.history().events;
    const bool diverged =
        !any && !training.isActive() && !events.empty() && events.back().kind == HistoryEvent::Kind::Diverged;
    const QString first = diverged ? PlotsPanel::tr("The loss was no number from the first epoch on: nothing to draw.")
                          : canBegin ? firstWords + PlotsPanel::tr("\nPress Train (F5).")
                                     : firstWords;
    loss->plot()->setEmptyText(first);
    metric->plot()->setEmptyText(
        !apart && any  ? PlotsPanel::tr("No rows are held back for validation.")
        : !apart       ? first
        : keys.empty() ? PlotsPanel::tr("No metric is chosen.\nChoose one under Train, Objective.")
        : diverged     ? PlotsPanel::tr("The training diverged in its first epoch: no metric to draw.")
        : canBegin     ? PlotsPanel::tr("The metric appears here while the network trains.\nPress Train (F5).")
                       : PlotsPanel::tr("The metric appears here while the network trains."));
    for (QAction* action : exports)
        action->setEnabled(any && !job.isRunning());
}

void PlotsPanel::Private::update()
{
    if (!q.isVisible()) {
        stale = true;
        updateTexts();
        return;
    }
    stale = false;
    updateChoices();
    const History& history = training.history();
    // The first epoch tells which errors are in the unit of the loss.
    const double first = history.epochs() > 0 ? history.columns.front().front() : 0;
    const bool same = first == firstLoss || (std::isnan(first) && std::isnan(firstLoss));
    firstLoss = first;
    if (!same && axes->layout() != CurvesLayout::Apart)
        arrange();
    if (!standing) // the target may have come to be known
        updateLevels();
    const auto epochs = static_cast<int>(std::min<Index>(training.progress().epochs, 1 << 30));
    loss->plot()->show(history, epochs);
    metric->plot()->show(history, epochs);
    updateTexts();
    for (PlotCard* card : {loss, metric})
        card->describe(history);
}

/// Of a picture of what is on the screen.
CurvesLook PlotsPanel::Private::look() const
{
    CurvesLook look;
    look.layout = axes->layout();
    look.logarithmicLoss = logarithmic->isChecked();
    look.logarithmicMetric = axes->metricLog()->isChecked();
    look.logarithmicEpochs = axes->epochsLog()->isChecked();
    look.smoothing = loss->plot()->smoothing();
    look.metric = chosen();
    look.others = others();
    look.levels = shownLevels();
    look.hiddenLoss = loss->plot()->hidden();
    look.hiddenMetric = metric->plot()->hidden();
    return look;
}

void PlotsPanel::Private::save(const QByteArray& format)
{
    const QString filter = format == "csv"   ? PlotsPanel::tr("CSV table (*.csv)")
                           : format == "png" ? PlotsPanel::tr("PNG picture (*.png)")
                           : format == "svg" ? PlotsPanel::tr("SVG drawing (*.svg)")
                                             : PlotsPanel::tr("PDF document (*.pdf)");
    const QString name =
        QFileInfo(document.title()).completeBaseName() + PlotsPanel::tr(" curves.") + QString::fromLatin1(format);
    const QString path = Dialogs::instance().saveFile(q.window(), PlotsPanel::tr("Export curves"),
                                                      QStringLiteral("curves"), filter, name);
    if (path.isEmpty() || job.isRunning())
        return;
    const auto failed = [this](const QString& sentence) {
        Dialogs::instance().error(q.window(), PlotsPanel::tr("The curves were not saved"), sentence);
    };
    QByteArray picture;
    if (format != "csv") {
        try {
            picture = curvesPicture(training.history(), lossTitle(), look(), format, kPictureWidth, kPictureScale);
        } catch (...) {
            failed(failureText(std::current_exception()));
            return;
        }
    }
    job.start(
        [path, picture, history = picture.isEmpty() ? training.history() : History()](const std::stop_token&,
                                                                                      const auto&) {
            const QByteArray bytes = picture.isEmpty() ? curvesCsv(history) : picture;
            writeCheckedFile(QFile::encodeName(path).toStdString(),
                             std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            return QFileInfo(path).fileName();
        },
        [this](const QString& file) { emit q.message(PlotsPanel::tr("Saved %1").arg(file)); }, failed);
    updateTexts();
}

PlotsPanel::PlotsPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    connect(&d->job, &BackgroundJob::finished, this, [this] { d->updateTexts(); });
    connect(&training, &TrainingController::historyChanged, this, [this] { d->update(); });
    connect(&training, &TrainingController::ended, this, [this] { d->update(); });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Training) | Change::Data | Change::Recipe | Change::Weights | Change::Network))
            d->update();
    });
    connect(&document, &ProjectDocument::runsChanged, this, [this] { d->updateGhosts(); });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split)) { // other rows, other yardsticks
            d->standing.reset();
            d->updateLevels();
        }
        if (what.testFlag(Change::Everything))
            d->updateGhosts();
    });
    d->updateChoices();
    d->update();
    d->updateGhosts();
}

PlotsPanel::~PlotsPanel() = default;

void PlotsPanel::setStanding(const Standing* standing, const Yardsticks* yardsticks)
{
    // While a training runs nothing is measured; what a linear model reaches stays as it was.
    if (standing && yardsticks)
        d->standing.emplace(*standing, *yardsticks);
    d->updateLevels();
}

void PlotsPanel::showEpoch(Index epoch)
{
    d->playhead->setEpoch(epoch);
}

void PlotsPanel::showEvidence(int first, int last)
{
    for (PlotCard* card : {d->loss, d->metric})
        card->plot()->setEvidence(first, last);
}

QList<QAction*> PlotsPanel::exportActions() const
{
    return d->exports;
}

void PlotsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (d->stale)
        d->update();
}

void PlotsPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        for (PlotCard* card : {d->loss, d->metric})
            if (card)
                card->plot()->setTheme(Theme::current());
    if (event->type() == QEvent::PaletteChange && d->strip) // colours of the theme
        d->arrange();
}

} // namespace netloom
