// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_dialog.h"

#include "ui/document/project_document.h"
#include "ui/plots/plot_menu.h"
#include "ui/sweep/sweep_axes.h"
#include "ui/sweep/sweep_controller.h"
#include "ui/sweep/sweep_pictures.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/flow_layout.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/row_delegate.h"
#include "ui/toolkit/screen_room.h"
#include "ui/toolkit/sort_mark.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/text_lines.h"
#include "ui/training/training_controller.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>
#include <QSpinBox>
#include <QSplitter>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kPull = 150;              ///< ms between looks at the trials
constexpr std::size_t kMostRows = 2000; ///< in the table; a picture of more says nothing more
constexpr int kSortRole = Qt::UserRole + 1;

enum Columns { Rank, Number, Score, Loss, Epochs, FirstSetting };

/// Sorts by what it stands for, not by its letters.
class Cell final : public QTableWidgetItem
{
public:
    using QTableWidgetItem::QTableWidgetItem;
    bool operator<(const QTableWidgetItem& other) const override
    {
        const QVariant a = data(kSortRole);
        const QVariant b = other.data(kSortRole);
        if (a.isValid() && b.isValid())
            return a.toDouble() < b.toDouble();
        return text().localeAwareCompare(other.text()) < 0;
    }
};

/// Keeps Return, which opens a trial, from pressing Start as well.
class TrialsTable final : public QTableWidget
{
public:
    using QTableWidget::QTableWidget;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        QTableWidget::keyPressEvent(event);
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            event->accept();
    }
};

QString stateText(TrialState state, bool isRunning, bool hasBegun)
{
    switch (state) {
    case TrialState::Waiting:
        if (hasBegun)
            return isRunning ? SweepDialog::tr("training") : SweepDialog::tr("stopped");
        return isRunning ? SweepDialog::tr("waiting") : SweepDialog::tr("not tried");
    case TrialState::Dropped:
        return SweepDialog::tr("ended early");
    case TrialState::Failed:
        return SweepDialog::tr("failed");
    case TrialState::Done:
        break;
    }
    return {};
}

/// Wide enough for the longest of its entries.
void showWhole(ChoiceBox& box)
{
    int width = 0;
    for (int i = 0; i < box.count(); ++i)
        width = std::max(width, box.fontMetrics().horizontalAdvance(box.itemText(i)));
    box.setMinimumWidth(width + 48);
}

QString timeText(double seconds)
{
    if (seconds < 1)
        return SweepDialog::tr("less than a second");
    if (seconds < 90)
        return SweepDialog::tr("about %1 s").arg(std::round(seconds));
    if (seconds < 5400)
        return SweepDialog::tr("about %1 min").arg(std::round(seconds / 60));
    return SweepDialog::tr("about %1 h").arg(QLocale().toString(seconds / 3600, 'f', 1));
}

} // namespace

class SweepDialog::Private
{
public:
    Private(SweepDialog& owner, ProjectDocument& projectDocument, TrainingController& training)
        : q(owner), document(projectDocument), controller(projectDocument, training)
    {
    }

    void build();
    QWidget* buildChoices();
    QWidget* buildResults();
    SweepPlan plan(SweepProblem& problem) const;
    void begin();
    void updatePreview();
    void update();
    void fill();
    void choose(int key);
    int chosen() const;
    void open();

    SweepDialog& q;
    ProjectDocument& document;
    SweepController controller;
    SweepAxes* axes = nullptr;
    ChoiceBox* how = nullptr;
    QSpinBox* count = nullptr;
    ChoiceBox* judge = nullptr;
    QSpinBox* folds = nullptr;
    QCheckBox* halving = nullptr;
    QLabel* preview = nullptr;
    QPushButton* start = nullptr;
    QPushButton* cancel = nullptr;
    QProgressBar* bar = nullptr;
    QLabel* state = nullptr;
    QSplitter* split = nullptr; ///< of pictures and table
    QTableWidget* table = nullptr;
    SweepPictures* pictures = nullptr;
    QPushButton* openButton = nullptr;
    QTimer tick;
    QTimer previewLater;
    bool filling = false;
};

QWidget* SweepDialog::Private::buildChoices()
{
    auto* box = new QWidget(&q);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    axes = new SweepAxes(document, box);
    column->addWidget(axes);
    auto* row = new FlowLayout(12, 8);
    how = new ChoiceBox(box);
    how->setObjectName(QStringLiteral("how"));
    how->setAccessibleName(SweepDialog::tr("Which combinations"));
    how->addItems({SweepDialog::tr("Every combination"), SweepDialog::tr("Some, drawn at random")});
    showWhole(*how);
    count = new QSpinBox(box);
    count->setObjectName(QStringLiteral("count"));
    count->setAccessibleName(SweepDialog::tr("Number of trials"));
    count->setRange(2, static_cast<int>(kMostTrialsHere));
    count->setValue(30);
    judge = new ChoiceBox(box);
    judge->setObjectName(QStringLiteral("judge"));
    judge->setAccessibleName(SweepDialog::tr("Judged by"));
    judge->addItems({SweepDialog::tr("Judged by the validation rows"), SweepDialog::tr("Judged by cross-validation")});
    showWhole(*judge);
    judge->setToolTip(
        SweepDialog::tr("Cross-validation trains on parts of the training rows and judges by the others in "
                        "turn: steadier, and that many times the work. The test rows are never looked at."));
    folds = new QSpinBox(box);
    folds->setObjectName(QStringLiteral("folds"));
    folds->setAccessibleName(SweepDialog::tr("Folds"));
    folds->setRange(2, 20);
    folds->setValue(5);
    folds->setSuffix(SweepDialog::tr(" folds"));
    halving = new QCheckBox(SweepDialog::tr("End early what is behind"), box);
    halving->setObjectName(QStringLiteral("halving"));
    halving->setToolTip(SweepDialog::tr("All trials get a ninth of their epochs, the better third of them a third, the "
                                        "better third of those all."));
    halving->setMinimumHeight(how->sizeHint().height()); // in the middle of its line
    for (QWidget* each : std::initializer_list<QWidget*>{how, count, judge, folds, halving})
        row->addWidget(each);
    column->addLayout(row);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    start = new QPushButton(SweepDialog::tr("Start"), box);
    start->setObjectName(QStringLiteral("startSweep"));
    start->setProperty("primary", true);
    cancel = new QPushButton(SweepDialog::tr("Stop"), box);
    cancel->setObjectName(QStringLiteral("stopSweep"));
    cancel->setToolTip(SweepDialog::tr("Keeps what has been tried"));
    cancel->setAutoDefault(false);
    start->setDefault(true);
    preview = new QLabel(box);
    preview->setObjectName(QStringLiteral("preview"));
    preview->setTextFormat(Qt::PlainText);
    preview->setWordWrap(true);
    line->addWidget(start);
    line->addWidget(cancel);
    line->addWidget(preview, 1);
    column->addLayout(line);
    bar = new QProgressBar(box);
    bar->setTextVisible(false);
    bar->setFixedHeight(4);
    bar->setAccessibleName(SweepDialog::tr("Progress of the sweep"));
    QSizePolicy kept = bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // nothing below moves when a sweep begins or ends
    bar->setSizePolicy(kept);
    column->addWidget(bar);
    return box;
}

QWidget* SweepDialog::Private::buildResults()
{
    split = new QSplitter(Qt::Vertical, &q);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    pictures = new SweepPictures(document, split);
    table = new TrialsTable(split);
    table->setItemDelegate(new RowDelegate(table));
    table->setObjectName(QStringLiteral("trials"));
    table->setAccessibleName(SweepDialog::tr("Trials, best first"));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->setCornerButtonEnabled(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsClickable(true);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setToolTip(SweepDialog::tr("Double click or Return: open that trial as a run of the project"));
    split->addWidget(pictures);
    split->addWidget(table);
    // As tall as the dialog leaves it; what it would like to have makes no page scroll.
    split->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    split->setStretchFactor(0, 4);
    split->setStretchFactor(1, 5);
    return split;
}

void SweepDialog::Private::build()
{
    q.setObjectName(QStringLiteral("sweep"));
    q.setWindowTitle(SweepDialog::tr("Sweep: many settings tried"));
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto* page = new QWidget;
    auto* inside = new QVBoxLayout(page);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(10);
    inside->addWidget(buildChoices());
    inside->addWidget(buildResults(), 1);
    auto* scroll = new QScrollArea(&q); // on a small screen the buttons stay
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
    state = mutedLabel(&q);
    state->setObjectName(QStringLiteral("muted"));
    column->addWidget(state);
    auto* buttons = new QHBoxLayout;
    openButton = new QPushButton(SweepDialog::tr("Open as a run"), &q);
    openButton->setObjectName(QStringLiteral("openTrial"));
    openButton->setToolTip(
        SweepDialog::tr("Trains the chosen trial once more, as a run of its own beside the present one"));
    auto* close = new QPushButton(SweepDialog::tr("Close"), &q);
    for (QPushButton* button : {openButton, close})
        button->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(openButton);
    buttons->addWidget(close);
    column->addLayout(buttons);
    q.resize(withinScreen(q, {1000, 720}));

    tick.setInterval(kPull);
    QObject::connect(&tick, &QTimer::timeout, &q, [this] {
        if (controller.pull())
            fill();
    });
    previewLater.setSingleShot(true);
    previewLater.setInterval(120);
    QObject::connect(&previewLater, &QTimer::timeout, &q, [this] { updatePreview(); });
    const auto later = [this] { previewLater.start(); };
    QObject::connect(axes, &SweepAxes::edited, &q, later);
    for (ChoiceBox* choice : {how, judge})
        QObject::connect(choice, &QComboBox::currentIndexChanged, &q, later);
    for (QSpinBox* box : {count, folds})
        QObject::connect(box, &QSpinBox::valueChanged, &q, later);
    QObject::connect(halving, &QCheckBox::toggled, &q, later);
    QObject::connect(start, &QPushButton::clicked, &q, [this] { begin(); });
    QObject::connect(cancel, &QPushButton::clicked, &q, [this] { controller.cancel(); });
    QObject::connect(&controller, &SweepController::changed, &q, [this] { update(); });
    QObject::connect(&controller, &SweepController::opened, &q, &QDialog::close);
    QObject::connect(&controller, &SweepController::message, &q, &SweepDialog::message);
    QObject::connect(table, &QTableWidget::itemSelectionChanged, &q, [this] {
        if (filling)
            return;
        pictures->setChosen(chosen());
        if (controller.results())
            pictures->showCurves(*controller.results(), controller.curves());
        openButton->setEnabled(chosen() >= 0);
    });
    QObject::connect(table, &QTableWidget::itemActivated, &q, [this] { open(); });
    QObject::connect(table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, &q, [this] {
        if (!filling)
            fill();
    });
    QObject::connect(pictures, &SweepPictures::trialClicked, &q, [this](int key) { choose(key); });
    QObject::connect(openButton, &QPushButton::clicked, &q, [this] { open(); });
    QObject::connect(close, &QPushButton::clicked, &q, &QDialog::close);
    addCopyAction(*table,
                  [this] { return controller.results() ? fromUtf8(sweepCsv(*controller.results())) : QString(); });
}

SweepPlan SweepDialog::Private::plan(SweepProblem& problem) const
{
    SweepPlan wanted;
    wanted.axes = axes->axes(problem);
    if (how->currentIndex() == 1)
        wanted.random = count->value();
    if (judge->currentIndex() == 1)
        wanted.folds = folds->value();
    wanted.halving = halving->isChecked();
    return wanted;
}

void SweepDialog::Private::begin()
{
    SweepProblem problem;
    const SweepPlan wanted = plan(problem);
    if (!problem.text.isEmpty())
        return;
    // What was chosen was a trial of other settings.
    table->setCurrentItem(nullptr);
    table->scrollToTop();
    table->horizontalScrollBar()->setValue(0);
    controller.start(wanted);
}

void SweepDialog::Private::updatePreview()
{
    count->setVisible(how->currentIndex() == 1);
    folds->setVisible(judge->currentIndex() == 1);
    if (controller.isRunning())
        return;
    SweepProblem problem;
    const SweepPlan wanted = plan(problem);
    SweepController::Preview found;
    if (problem.text.isEmpty()) {
        found = controller.preview(wanted);
        problem = found.problem;
    }
    start->setEnabled(problem.text.isEmpty());
    axes->setFaulty(problem.text.isEmpty() ? found.toFail.key : problem.key);
    if (!problem.text.isEmpty()) {
        preview->setText(problem.text);
        return;
    }
    const QString trials = SweepDialog::tr("%1 %2").arg(
        wholeNumber(found.trials), found.trials == 1 ? SweepDialog::tr("trial") : SweepDialog::tr("trials"));
    const bool isAll = found.trials < wanted.random; // of lists there are only so many combinations
    QString text = (isAll ? SweepDialog::tr("%1, every combination there is, %2 on this machine")
                          : SweepDialog::tr("%1, %2 on this machine"))
                       .arg(trials, timeText(found.seconds));
    if (found.failing > 0)
        text += (found.allLookedAt ? SweepDialog::tr(". %1 of them will fail. ").arg(wholeNumber(found.failing))
                                   : SweepDialog::tr(". Some of them will fail. ")) +
                found.toFail.text;
    preview->setText(text);
}

void SweepDialog::Private::update()
{
    const bool running = controller.isRunning();
    axes->setLocked(running);
    for (QWidget* widget : std::initializer_list<QWidget*>{how, count, judge, folds, halving})
        widget->setEnabled(!running);
    const bool focus = start->hasFocus() || cancel->hasFocus(); // goes to the one that takes its place
    start->setVisible(!running);
    cancel->setVisible(running);
    if (focus)
        (running ? cancel : start)->setFocus();
    bar->setVisible(running);
    if (running)
        tick.start();
    else
        tick.stop();
    fill();
    if (!running)
        updatePreview();
}

int SweepDialog::Private::chosen() const
{
    const int row = table->currentRow();
    const QTableWidgetItem* item = row >= 0 ? table->item(row, Rank) : nullptr;
    return item ? item->data(Qt::UserRole).toInt() : -1;
}

void SweepDialog::Private::choose(int key)
{
    for (int row = 0; row < table->rowCount(); ++row)
        if (table->item(row, Rank)->data(Qt::UserRole).toInt() == key) {
            table->setCurrentCell(row, Rank);
            table->scrollToItem(table->item(row, Rank));
        }
}

void SweepDialog::Private::open()
{
    if (const int key = chosen(); key >= 0)
        controller.openTrial(static_cast<std::size_t>(key));
}

void SweepDialog::Private::fill()
{
    const std::optional<SweepResults>& results = controller.results();
    const int before = chosen();
    filling = true;
    table->setVisible(results.has_value());
    split->setMinimumHeight(results ? 360 : 150); // the words of an empty one are seen in a low dialog too
    if (!results) {
        table->setRowCount(0);
        table->setColumnCount(0);
        pictures->clear();
        state->setText(controller.problem());
        state->setVisible(!controller.problem().isEmpty());
        openButton->setEnabled(false);
        filling = false;
        return;
    }
    QString score = metricName(results->scoreKey);
    score[0] = score[0].toUpper();
    QStringList headings{SweepDialog::tr("Rank"), SweepDialog::tr("Trial"), score, SweepDialog::tr("Loss"),
                         SweepDialog::tr("Epochs")};
    for (const SweepAxis& axis : results->plan.axes)
        headings << sweptTitle(document, fromUtf8(axis.key));
    headings << QString();
    // A long name is no reason for a column wider than its numbers.
    constexpr int kHeadingWidth = 110;
    QHeaderView& header = *table->horizontalHeader();
    const bool first = table->columnCount() == 0;
    table->setColumnCount(static_cast<int>(headings.size()));
    if (first)
        header.setSortIndicator(Rank, Qt::AscendingOrder);
    for (qsizetype i = 0; i < headings.size(); ++i)
        headings[i] =
            inLines(sortMarked(headings[i], header, static_cast<int>(i)), header.fontMetrics(), kHeadingWidth, 2);
    table->setHorizontalHeaderLabels(headings);
    table->horizontalHeaderItem(Score)->setData(Qt::InitialSortOrderRole, Qt::DescendingOrder);
    const std::vector<std::size_t> order = results->ranking();
    table->setRowCount(static_cast<int>(std::min(order.size(), kMostRows)));
    const int best = results->best();
    const Index parts = std::max<Index>(1, results->plan.folds);
    for (int row = 0; row < table->rowCount(); ++row) {
        const std::size_t place = order[static_cast<std::size_t>(row)];
        const SweepTrial& trial = results->trials[place];
        const bool measured = std::isfinite(trial.result.score) && trial.state != TrialState::Failed;
        const auto set = [&](int column, const QString& text, std::optional<double> sort) {
            auto* item = new Cell(text);
            item->setTextAlignment((sort ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            if (sort)
                item->setData(kSortRole, *sort);
            if (!text.isEmpty())
                item->setToolTip(QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()));
            if (static_cast<int>(place) == best) {
                QFont bold = table->font();
                bold.setWeight(QFont::DemiBold);
                item->setFont(bold);
            }
            table->setItem(row, column, item);
            return item;
        };
        set(Rank, trial.state == TrialState::Done ? wholeNumber(row + 1) : QStringLiteral("–"), row)
            ->setData(Qt::UserRole, static_cast<int>(place));
        set(Number, wholeNumber(trial.number), static_cast<double>(trial.number));
        set(Score,
            measured ? QStringLiteral("%1 ± %2").arg(metricText(results->scoreKey, trial.result.score),
                                                     metricText(results->scoreKey, trial.result.error))
                     : QStringLiteral("–"),
            measured ? trial.result.score : -1e300);
        set(Loss, measured ? shortNumber(trial.result.loss) : QStringLiteral("–"),
            measured ? trial.result.loss : 1e300);
        const std::vector<double>& losses = controller.curves()[place];
        const Index each = (trial.epochs + parts / 2) / parts;
        const Index epochs = each > 0 ? each : static_cast<Index>(losses.size());
        set(Epochs, epochs > 0 ? wholeNumber(epochs) : QStringLiteral("–"), static_cast<double>(epochs));
        for (std::size_t i = 0; i < trial.settings.size(); ++i) {
            const auto& [key, value] = trial.settings[i];
            set(FirstSetting + static_cast<int>(i), sweptValue(document, key, value), sweptNumber(value));
        }
        QString remark = stateText(trial.state, controller.isRunning(), !losses.empty());
        if (trial.state == TrialState::Failed)
            remark += QStringLiteral(": ") + fromUtf8(trial.remark);
        if (!remark.isEmpty())
            remark.prepend(QChar(0x2002)); // an en space off the numbers beside it
        auto* last = set(static_cast<int>(headings.size()) - 1, remark, std::nullopt);
        if (!trial.remark.empty())
            last->setToolTip(QStringLiteral("<p>%1</p>").arg(fromUtf8(trial.remark).toHtmlEscaped()));
    }
    for (int column = 0; column + 1 < table->columnCount(); ++column) {
        table->resizeColumnToContents(column);
        table->setColumnWidth(column, std::min(table->columnWidth(column) + 14, 260));
        const bool number = table->rowCount() > 0 && table->item(0, column)->data(kSortRole).isValid();
        table->horizontalHeaderItem(column)->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) |
                                                              Qt::AlignVCenter);
    }
    // Why a trial failed is told whole by its tip; here it has what the other columns leave.
    constexpr int kRemarkWidth = 110;
    table->setColumnWidth(table->columnCount() - 1, kRemarkWidth);
    const int section = header.sortIndicatorSection();
    const bool fallingRank = section == Rank && header.sortIndicatorOrder() == Qt::DescendingOrder;
    if (section > Rank || fallingRank)
        table->sortItems(std::min(section, table->columnCount() - 1), header.sortIndicatorOrder());
    pictures->showTrials(*results);
    filling = false;
    if (before >= 0)
        choose(before);
    else if (!controller.isRunning() && best >= 0)
        choose(best);
    pictures->setChosen(chosen());
    pictures->showCurves(*results, controller.curves());
    openButton->setEnabled(chosen() >= 0 && !controller.isOpening());
    const auto all = static_cast<Index>(results->trials.size());
    const Index ended = all - results->count(TrialState::Waiting);
    bar->setRange(0, static_cast<int>(all));
    bar->setValue(static_cast<int>(ended));
    const bool stopped = !controller.isRunning() && ended < all;
    QString text = (stopped ? SweepDialog::tr("Stopped after %1 of %2 trials") : SweepDialog::tr("%1 of %2 trials"))
                       .arg(wholeNumber(ended), wholeNumber(all));
    if (const Index failed = results->count(TrialState::Failed); failed > 0)
        text += SweepDialog::tr(", %1 failed").arg(wholeNumber(failed));
    if (controller.isRunning()) {
        preview->setText(text);
        text.clear();
    } else {
        text += QStringLiteral(". ");
    }
    text += results->plan.folds > 0
                ? SweepDialog::tr("Judged by %1 folds of the training rows; ± is the standard error over the rows.")
                      .arg(results->plan.folds)
                : SweepDialog::tr("Judged by the validation rows; ± is the standard error over them.");
    text += QLatin1Char(' ') + SweepDialog::tr("The test rows were not looked at.");
    if (all > static_cast<Index>(kMostRows))
        text += QLatin1Char(' ') + SweepDialog::tr("The best %1 are shown.").arg(wholeNumber(kMostRows));
    state->setText(controller.problem().isEmpty() ? text : controller.problem());
    state->show();
}

SweepDialog::SweepDialog(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QDialog(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->update();
}

SweepDialog::~SweepDialog() = default;

void SweepDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    for (QPushButton* button : {d->start, d->cancel})
        button->ensurePolished();
    d->cancel->setMinimumSize(d->start->sizeHint()); // nothing moves when it takes that one's place
    d->axes->setDefaults();
    d->update();
}

} // namespace netloom
