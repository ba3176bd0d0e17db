// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_panel.h"

#include "core/network/network_spec.h"
#include "ui/document/project_document.h"
#include "ui/document/project_summary.h"
#include "ui/runs/run_comparison.h"
#include "ui/runs/run_delegate.h"
#include "ui/runs/run_tables.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/row_delegate.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/sort_mark.h"
#include "ui/toolkit/text.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QActionGroup>
#include <QGridLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStatusTipEvent>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace netloom {

namespace {

enum RunColumn { Name, Epochs, Score };

/// Told apart from each other, from the current run's own curves and on both grounds.
const std::vector<std::pair<QString, QString>>& runColors()
{
    static const std::vector<std::pair<QString, QString>> colors{
        {RunsPanel::tr("Grey"), QString()},
        {RunsPanel::tr("Red"), QStringLiteral("#d9483b")},
        {RunsPanel::tr("Purple"), QStringLiteral("#8e5bd6")},
        {RunsPanel::tr("Teal"), QStringLiteral("#1b9190")},
        {RunsPanel::tr("Pink"), QStringLiteral("#d0559a")},
        {RunsPanel::tr("Brown"), QStringLiteral("#a0692e")},
        {RunsPanel::tr("Olive"), QStringLiteral("#7f8a1e")},
    };
    return colors;
}

QStringList headings()
{
    return {RunsPanel::tr("Run"), RunsPanel::tr("Epochs"), RunsPanel::tr("Score")};
}

QIcon colorIcon(const QColor& color, const QColor& none)
{
    QPixmap pixmap(32, 32);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color.isValid() ? color : none, 1.4));
    if (color.isValid())
        painter.setBrush(color);
    painter.drawEllipse(QRectF(3, 3, 10, 10));
    return pixmap;
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
    QAction* action(const char* name, const QString& text, const QKeySequence& key, const QString& help,
                    std::function<void()> triggered);
    void makeActions();
    void popUpMenu(const QPoint& place);
    void update();
    void updateActions();
    void endTraining();
    void take();
    void startRename();
    void remove();
    void sort();
    int placeOf(int row) const
    {
        return row >= 0 && static_cast<std::size_t>(row) < order.size() ? order[static_cast<std::size_t>(row)] : -1;
    }
    int selected() const { return placeOf(runs->currentRow()); }
    const Run& run(int place) const { return document.project().runs[static_cast<std::size_t>(place)]; }
    bool isCurrent(int place) const { return static_cast<std::size_t>(place) == document.project().current; }

    RunsPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    ScrolledPage* scroll = nullptr;
    QTableWidget* runs = nullptr;
    std::vector<int> order; ///< of each row: the run's place in the project
    QAction* add = nullptr;
    QAction* open = nullptr;
    QAction* rename = nullptr;
    QAction* compare = nullptr;
    QAction* erase = nullptr;
    EmptyState* empty = nullptr; ///< without a table
    RunComparison* comparison = nullptr;
    std::vector<std::string> ids; ///< of the runs of each row
    std::string currentBefore;    ///< id of the current run when the table was filled
    bool filling = false;
};

QAction* RunsPanel::Private::action(const char* name, const QString& text, const QKeySequence& key, const QString& help,
                                    std::function<void()> triggered)
{
    auto* made = new QAction(text, runs);
    made->setObjectName(QString::fromLatin1(name));
    made->setShortcut(key);
    made->setShortcutContext(Qt::WidgetShortcut); // Delete means something else in the rest of the window
    made->setStatusTip(help);
    made->setToolTip(key.isEmpty() ? help : RunsPanel::tr("%1 (%2)").arg(help, key.toString(QKeySequence::NativeText)));
    QObject::connect(made, &QAction::triggered, &q, std::move(triggered));
    runs->addAction(made);
    return made;
}

void RunsPanel::Private::makeActions()
{
    add = action("newRunAction", RunsPanel::tr("New"), {},
                 RunsPanel::tr("A run that begins with this network and these settings, not trained; this one is kept"),
                 [this] { document.addRun({}); });
    open =
        action("openRunAction", RunsPanel::tr("Open"), {}, RunsPanel::tr("Work on the chosen run"), [this] { take(); });
    rename = action("renameRunAction", RunsPanel::tr("Rename"), Qt::Key_F2,
                    RunsPanel::tr("Give the chosen run another name"), [this] { startRename(); });
    compare = action("compareRunAction", RunsPanel::tr("Compare with the current one"), {},
                     RunsPanel::tr("The settings that differ, and the figures of both on the same rows"), [this] {
                         scroll->ensureWidgetVisible(comparison, 0, 0);
                         comparison->findChild<QTableWidget*>()->setFocus();
                     });
    erase = action("deleteRunAction", RunsPanel::tr("Delete"), QKeySequence::Delete,
                   RunsPanel::tr("Remove the chosen run from the project"), [this] { remove(); });
}

void RunsPanel::Private::build()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    runs = runTable("runs", headings(), page);
    runs->setAccessibleName(RunsPanel::tr("Runs"));
    runs->setItemDelegate(new RowDelegate(runs));
    auto* names = new RunDelegate(runs);
    names->setNameCheck([this](int row, const QString& name) {
        return document.runNameProblem(static_cast<std::size_t>(placeOf(row)), name);
    });
    runs->setItemDelegateForColumn(Name, names);
    runs->verticalHeader()->setDefaultSectionSize(RunDelegate::rowHeight(runs->font()));
    giveRest(*runs, Name);
    QHeaderView& header = *runs->horizontalHeader();
    header.setSectionsClickable(true);
    header.setSortIndicatorClearable(true);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    header.setToolTip(RunsPanel::tr("Click to sort; the third click brings back the order they were made in"));
    for (const int number : {Epochs, Score})
        runs->model()->setHeaderData(number, Qt::Horizontal, Qt::DescendingOrder, Qt::InitialSortOrderRole);
    runs->setContextMenuPolicy(Qt::CustomContextMenu);
    runs->setToolTip(RunsPanel::tr("Double click or Return: work on that run"));
    column->addWidget(runs);
    makeActions();
    auto* line = new QGridLayout;
    line->setSpacing(6);
    const auto button = [&](QAction& action, const char* name) {
        auto* made = new QPushButton(action.text(), page);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(action.toolTip());
        made->setEnabled(action.isEnabled());
        const int place = line->count();
        line->addWidget(made, place / 2, place % 2);
        QObject::connect(made, &QPushButton::clicked, &action, &QAction::trigger);
        QObject::connect(&action, &QAction::enabledChanged, made, &QWidget::setEnabled);
    };
    button(*add, "newRun");
    button(*open, "openRun");
    button(*rename, "renameRun");
    button(*erase, "deleteRun");
    column->addLayout(line);
    empty =
        new EmptyState(RunsPanel::tr("There are no data yet. Once runs are trained, their results stand here, and two "
                                     "of them can be compared."),
                       RunsPanel::tr("Open a CSV…"), page);
    empty->layout()->setContentsMargins(0, 6, 0, 0);
    QObject::connect(empty, &EmptyState::clicked, &q, &RunsPanel::openDataRequested);
    column->addWidget(empty);
    comparison = new RunComparison(document, page);
    column->addWidget(comparison);
    column->addStretch(1);
    scroll = ScrolledPage::fill(q, page);

    QObject::connect(runs, &QTableWidget::itemActivated, &q, [this] { take(); });
    QObject::connect(runs, &QWidget::customContextMenuRequested, &q, [this](const QPoint& at) { popUpMenu(at); });
    QObject::connect(runs, &QTableWidget::itemChanged, &q, [this](const QTableWidgetItem* item) {
        const QString name = item->text().trimmed();
        const int place = placeOf(item->row());
        if (!filling && item->column() == Name && name != runName(run(place)))
            document.renameRun(static_cast<std::size_t>(place), name);
        else if (!filling && item->text() != name)
            update();
    });
    QObject::connect(runs, &QTableWidget::currentCellChanged, &q, [this](int row, int, int before) {
        if (filling || row == before)
            return;
        updateActions();
        comparison->compareWith(placeOf(row));
    });
    QObject::connect(runs->horizontalHeader(), &QHeaderView::sortIndicatorChanged, &q, [this] { update(); });
    QObject::connect(&document, &ProjectDocument::aboutToTakeRun, &q, [this] { endTraining(); });
    QObject::connect(&document, &ProjectDocument::runsChanged, &q, [this] { update(); });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (q.isVisible() || what.testFlag(Change::Everything))
            update();
    });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { update(); });
}

void RunsPanel::Private::popUpMenu(const QPoint& place)
{
    const bool byKey = !runs->viewport()->rect().contains(place) || !runs->itemAt(place);
    if (selected() < 0)
        return;
    auto* menu = new QMenu(runs);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions({open, rename});
    QMenu* colors = menu->addMenu(RunsPanel::tr("Colour of its curves"));
    // A menu within a menu tells no tip of its own, and would leave that of the entry before it.
    const auto tell = [this](const QString& tip) {
        QStatusTipEvent event(tip);
        QCoreApplication::sendEvent(&q, &event);
    };
    QObject::connect(colors->menuAction(), &QAction::hovered, &q,
                     [tell] { tell(RunsPanel::tr("How its curves are drawn behind those of the current run")); });
    QObject::connect(menu, &QMenu::aboutToHide, &q, [tell] { tell({}); });
    auto* group = new QActionGroup(colors);
    const auto chosen = static_cast<std::size_t>(selected());
    for (const auto& [name, color] : runColors()) {
        QAction* entry =
            colors->addAction(colorIcon(QColor::fromString(color), q.palette().color(QPalette::Text)), name);
        entry->setCheckable(true);
        entry->setChecked(fromUtf8(document.project().runs[chosen].color) == color);
        group->addAction(entry);
        QObject::connect(entry, &QAction::triggered, &q, [this, chosen, color] { document.colorRun(chosen, color); });
    }
    menu->addAction(compare);
    menu->addSeparator();
    menu->addActions({add, erase});
    const QRect cell = runs->visualItemRect(runs->item(runs->currentRow(), Name));
    menu->popup(runs->viewport()->mapToGlobal(byKey ? cell.bottomLeft() : place));
}

/// By the column with the sort indicator; without one as they were made. The best is the highest score.
void RunsPanel::Private::sort()
{
    const int column = runs->horizontalHeader()->sortIndicatorSection();
    const bool falling = runs->horizontalHeader()->sortIndicatorOrder() == Qt::DescendingOrder;
    order.resize(document.isOpen() ? document.project().runs.size() : 0);
    std::iota(order.begin(), order.end(), 0);
    if (column == Name)
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            const int less = QString::localeAwareCompare(runName(run(a)), runName(run(b)));
            return falling ? less > 0 : less < 0;
        });
    if (column != Epochs && column != Score)
        return;
    std::vector<double> keys;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const History& history = run(static_cast<int>(place)).checkpoint.history;
        const std::optional<ListedScore> score = scoreOf(history);
        const double key = column == Epochs ? static_cast<double>(history.epochs())
                           : score          ? score->rank
                                            : std::nan("");
        keys.push_back(std::isnan(key) ? -std::numeric_limits<double>::infinity() : falling ? key : -key);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return keys[static_cast<std::size_t>(a)] > keys[static_cast<std::size_t>(b)];
    });
}

void RunsPanel::Private::update()
{
    constexpr int kMostRows = 10;
    const int rowBefore = runs->currentRow();
    const bool hadChoice = rowBefore >= 0 && static_cast<std::size_t>(rowBefore) < ids.size();
    const std::string before = hadChoice ? ids[static_cast<std::size_t>(rowBefore)] : std::string();
    sort();
    ids.clear();
    for (const int place : order)
        ids.push_back(run(place).id);
    filling = true;
    runs->setRowCount(static_cast<int>(order.size()));
    for (int row = 0; row < runs->rowCount(); ++row) {
        const int place = placeOf(row);
        const History& history = run(place).checkpoint.history;
        const QString layers = fromUtf8(formatLayers(run(place).network.layers));
        const std::optional<ListedScore> score = scoreOf(history);
        const QString texts[] = {runName(run(place)), wholeNumber(static_cast<Index>(history.epochs())),
                                 score ? score->text : QStringLiteral("–")};
        const QString tips[] = {isCurrent(place)
                                    ? RunsPanel::tr("%1: the run that is worked on\n%2").arg(texts[0], layers)
                                    : texts[0] + QLatin1Char('\n') + layers,
                                texts[1], score ? score->name + QLatin1Char(' ') + score->text : texts[2]};
        for (int c = Name; c <= Score; ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(tips[c].toHtmlEscaped().replace('\n', "<br>")));
            if (c != Name)
                item->setFlags(item->flags() & ~Qt::ItemIsEditable);
            if (isCurrent(place)) {
                QFont bold = runs->font();
                bold.setWeight(QFont::DemiBold);
                item->setFont(bold);
            }
            runs->setItem(row, c, item);
        }
        runs->item(row, Name)->setData(RunDelegate::Network, briefNetwork(run(place)));
        runs->item(row, Name)->setData(RunDelegate::Color, QColor::fromString(fromUtf8(run(place).color)));
    }
    const QStringList titles = headings();
    for (int c = Name; c <= Score; ++c)
        runs->horizontalHeaderItem(c)->setText(sortMarked(titles[c], *runs->horizontalHeader(), c));
    alignNumbers(*runs, Epochs);
    fitHeight(*runs, runs->horizontalHeader()->sizeHint().height() + kMostRows * RunDelegate::rowHeight(runs->font()));
    // Who has chosen the run that is worked on goes on to the next one of those; in the place of one that has been
    // deleted the next one is chosen.
    const std::string& current = document.project().run().id;
    const bool wasCurrent = before == std::exchange(currentBefore, current);
    const auto found = std::ranges::find(ids, hadChoice && !wasCurrent ? before : current);
    const int last = runs->rowCount() - 1;
    runs->setCurrentCell(found != ids.end() ? static_cast<int>(found - ids.begin()) : std::min(rowBefore, last), Name);
    filling = false;
    empty->setVisible(!document.table());
    updateActions();
    comparison->compareWith(selected());
}

void RunsPanel::Private::updateActions()
{
    const int place = selected();
    open->setEnabled(place >= 0 && !isCurrent(place));
    compare->setEnabled(open->isEnabled());
    rename->setEnabled(place >= 0);
    erase->setEnabled(place >= 0 && runs->rowCount() > 1);
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
    if (selected() < 0 || isCurrent(selected()))
        return;
    document.takeRun(static_cast<std::size_t>(selected()));
}

void RunsPanel::Private::startRename()
{
    if (selected() < 0)
        return;
    runs->setFocus();
    runs->setCurrentCell(runs->currentRow(), Name);
    runs->editItem(runs->item(runs->currentRow(), Name));
}

void RunsPanel::Private::remove()
{
    const int place = selected();
    if (place < 0)
        return;
    const QString name = runName(run(place));
    document.removeRun(static_cast<std::size_t>(place));
    // A name that is too long for the status bar is cut at its end, not what to do.
    emit q.message(RunsPanel::tr("Run deleted. Ctrl+Z brings back %1.").arg(name));
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
