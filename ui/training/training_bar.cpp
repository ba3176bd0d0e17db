// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_bar.h"

#include "ui/document/project_document.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/motion.h"
#include "ui/toolkit/number_text.h"
#include "ui/training/pace.h"
#include "ui/training/progress_text.h"
#include "ui/training/training_controller.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QSettings>
#include <QSpinBox>
#include <QStackedLayout>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kStepCount = 10;
constexpr int kMostSteps = 1'000'000;
const QString kStepSetting = QStringLiteral("training/stepEpochs");

} // namespace

class TrainingBar::Private
{
public:
    Private(TrainingBar& owner, ProjectDocument& projectDocument, TrainingController& trainingController)
        : q(owner), document(projectDocument), training(trainingController)
    {
    }

    QAction* makeAction(const QString& text, const QString& name, const QString& icon, const QKeySequence& key,
                        const QString& help, void (TrainingController::*slot)());
    QToolButton* makeButton(QAction* action, const QString& name);
    QWidget* makeProgress();
    QWidget* makePace();
    void makeSteering();
    QWidgetAction* makeStepCount(QMenu* menu);
    void showStepCount();
    void showPace();
    void setHelp(QAction* action, const QString& help) const;
    void updateActions();
    void updateProgress();

    TrainingBar& q;
    ProjectDocument& document;
    TrainingController& training;
    QAction* train = nullptr;
    QAction* stepEpoch = nullptr;
    QAction* stepBatch = nullptr;
    QAction* stop = nullptr;
    QAction* reset = nullptr;
    QAction* skip = nullptr;
    QAction* stepMany = nullptr;
    int stepCount = kStepCount; ///< epochs of it
    QAction* goBack = nullptr;
    QMenu* paceMenu = nullptr;
    QActionGroup* paces = nullptr;
    QToolButton* paceButton = nullptr;
    QStackedLayout* paceOrSkip = nullptr;
    QToolButton* trainButton = nullptr;
    QToolButton* stepButton = nullptr;
    QWidget* progress = nullptr;
    QWidget* paceBox = nullptr;
    QLabel* epoch = nullptr;
    ElidedLabel* speed = nullptr;
    QProgressBar* bar = nullptr;
    QHash<QAction*, QString> helps;
    SessionState shownState = SessionState::Idle;
};

QAction* TrainingBar::Private::makeAction(const QString& text, const QString& name, const QString& icon,
                                          const QKeySequence& key, const QString& help,
                                          void (TrainingController::*slot)())
{
    auto* action = new QAction(themedIcon(icon), text, &q);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    q.addAction(action);
    helps.insert(action, help);
    setHelp(action, help);
    QObject::connect(action, &QAction::triggered, &training, slot);
    return action;
}

void TrainingBar::Private::setHelp(QAction* action, const QString& help) const
{
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(help, action->shortcut().toString(QKeySequence::NativeText)).toHtmlEscaped());
    action->setStatusTip(help);
}

QToolButton* TrainingBar::Private::makeButton(QAction* action, const QString& name)
{
    auto* button = new QToolButton(&q);
    button->setObjectName(name);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(QSize(18, 18));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    return button;
}

QWidget* TrainingBar::Private::makeProgress()
{
    auto* box = new QWidget(&q);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(6, 0, 4, 0);
    column->setSpacing(5);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    epoch = new QLabel(box);
    epoch->setObjectName(QStringLiteral("epochLabel"));
    epoch->setTextFormat(Qt::RichText); // our own words and numbers only
    speed = new ElidedLabel(0, box);
    speed->setObjectName(QStringLiteral("muted"));
    speed->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(epoch);
    row->addWidget(speed, 1);
    column->addLayout(row);
    bar = new QProgressBar(box);
    bar->setObjectName(QStringLiteral("epochBar"));
    bar->setTextVisible(false);
    bar->setRange(0, 1000);
    bar->setAccessibleName(TrainingBar::tr("Epochs done"));
    column->addWidget(bar);
    // Wide enough for all it says, so that nothing beside it moves while it counts.
    const QFontMetrics metrics(box->font());
    const int counted = metrics.horizontalAdvance(TrainingBar::tr("Epoch %1 / %2").arg(1000).arg(1000)) + 18;
    const int whole = counted + metrics.horizontalAdvance(QStringLiteral("00:00 left · 88.8 M samples/s")) + 12;
    epoch->setMinimumWidth(counted - 18);
    column->addItem(
        new QSpacerItem(whole, 0, QSizePolicy::Preferred, QSizePolicy::Fixed)); // gives way where it is narrow
    box->setMinimumWidth(counted);
    box->setMaximumWidth(whole);
    return box;
}

QWidget* TrainingBar::Private::makePace()
{
    paceMenu = new QMenu(TrainingBar::tr("P&ace"), &q);
    paceMenu->setObjectName(QStringLiteral("paceMenu"));
    paceMenu->setToolTipsVisible(true);
    paces = new QActionGroup(&q);
    for (const Pace each : kPaces) {
        QAction* entry = paceMenu->addAction(paceTitle(each));
        entry->setObjectName(QStringLiteral("pace/%1").arg(static_cast<int>(each)));
        entry->setCheckable(true);
        entry->setChecked(each == pace());
        entry->setToolTip(paceHelp(each));
        entry->setStatusTip(paceHelp(each));
        paces->addAction(entry);
        QObject::connect(entry, &QAction::triggered, &q, [this, each] {
            setPace(each);
            training.skipFilm();
            showPace();
        });
    }
    paceMenu->addSeparator();
    QAction* still = paceMenu->addAction(TrainingBar::tr("Reduce &motion"));
    still->setObjectName(QStringLiteral("reduceMotion"));
    still->setCheckable(true);
    still->setStatusTip(TrainingBar::tr("Nothing moves only to be seen: a training is shown as it is computed"));
    still->setToolTip(still->statusTip());
    QObject::connect(paceMenu, &QMenu::aboutToShow, still, [still] { still->setChecked(motion::isReduced()); });
    QObject::connect(still, &QAction::triggered, &q, [this](bool on) {
        motion::setChoice(on ? motion::Choice::Reduced : motion::Choice::Full);
        training.skipFilm();
        showPace();
    });

    auto* box = new QWidget(&q);
    paceOrSkip = new QStackedLayout(box);
    paceOrSkip->setContentsMargins(0, 0, 0, 0);
    paceButton = new QToolButton(box);
    paceButton->setObjectName(QStringLiteral("paceButton"));
    paceButton->setMenu(paceMenu);
    paceButton->setPopupMode(QToolButton::InstantPopup);
    paceButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    paceButton->setFocusPolicy(Qt::TabFocus);
    auto* skipButton = makeButton(skip, QStringLiteral("skipButton"));
    skipButton->setToolButtonStyle(Qt::ToolButtonTextOnly);
    paceOrSkip->addWidget(paceButton);
    paceOrSkip->addWidget(skipButton);
    // As wide as the longest word, so that nothing beside it moves.
    int width = 0;
    for (const Pace each : kPaces)
        width = std::max(width, q.fontMetrics().horizontalAdvance(paceTitle(each)));
    box->setFixedWidth(width + 28);
    showPace();
    return box;
}

void TrainingBar::Private::showPace()
{
    const Pace now = pace();
    paceButton->setText(paceTitle(now));
    const bool still = now != Pace::FullSpeed && !makesFilm(now);
    const QString help =
        still ? TrainingBar::tr("Motion is reduced: trainings are shown as they are computed") : paceHelp(now);
    paceButton->setToolTip(TrainingBar::tr("Pace of what is shown. %1").arg(help));
    paceButton->setAccessibleName(TrainingBar::tr("Pace: %1").arg(paceTitle(now)));
}

void TrainingBar::Private::makeSteering()
{
    skip = new QAction(TrainingBar::tr("S&kip"), &q);
    skip->setObjectName(QStringLiteral("skip"));
    skip->setShortcut(QKeySequence(Qt::Key_Escape));
    skip->setToolTip(TrainingBar::tr("Show the end of the training at once (Esc)"));
    skip->setStatusTip(TrainingBar::tr("Show the end of the training at once"));
    skip->setEnabled(false); // so that Esc is free for others
    q.addAction(skip);
    QObject::connect(skip, &QAction::triggered, &training, &TrainingController::skipFilm);
    stepCount = std::clamp(QSettings().value(kStepSetting, kStepCount).toInt(), 1, kMostSteps);
    stepMany = new QAction(&q);
    stepMany->setObjectName(QStringLiteral("stepMany"));
    stepMany->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F6));
    showStepCount();
    q.addAction(stepMany);
    QObject::connect(stepMany, &QAction::triggered, &training, [this] { training.trainEpochs(stepCount); });
    goBack = new QAction(TrainingBar::tr("Ret&urn to before this training"), &q);
    goBack->setObjectName(QStringLiteral("returnToBefore"));
    QObject::connect(goBack, &QAction::triggered, &training, &TrainingController::returnToBefore);
    QObject::connect(&training, &TrainingController::filmChanged, &q, [this](bool on) {
        skip->setEnabled(on);
        paceOrSkip->setCurrentIndex(on ? 1 : 0);
        updateActions();
        updateProgress();
    });
}

void TrainingBar::Private::showStepCount()
{
    stepMany->setText(TrainingBar::tr("Step %n e&pochs", nullptr, stepCount));
    helps[stepMany] = TrainingBar::tr("Train %n epochs, then pause", nullptr, stepCount);
    setHelp(stepMany, helps[stepMany]);
}

/// A field in the menu for the number of epochs; Enter in it trains them.
QWidgetAction* TrainingBar::Private::makeStepCount(QMenu* menu)
{
    auto* row = new QWidget(menu);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(30, 4, 12, 4);
    auto* box = new QSpinBox(row);
    box->setObjectName(QStringLiteral("stepCount"));
    box->setRange(1, kMostSteps);
    box->setGroupSeparatorShown(true);
    box->setKeyboardTracking(false);
    box->setValue(stepCount);
    auto* label = new QLabel(TrainingBar::tr("Epochs of a &step"), row);
    label->setBuddy(box);
    line->addWidget(label, 1);
    line->addWidget(box);
    QObject::connect(box, &QSpinBox::valueChanged, &q, [this](int count) {
        stepCount = count;
        QSettings().setValue(kStepSetting, count);
        showStepCount();
    });
    // After the box has taken what was typed.
    const auto* edit = box->findChild<QLineEdit*>();
    QObject::connect(
        edit, &QLineEdit::returnPressed, menu,
        [this, menu] {
            menu->close();
            stepMany->trigger();
        },
        Qt::QueuedConnection);
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(row);
    return action;
}

void TrainingBar::Private::updateActions()
{
    const bool active = training.isActive();
    const bool running = training.isRunning();
    const bool trained = training.history().epochs() > 0 || !document.project().run().checkpoint.empty();
    const QString obstacle = active ? QString() : training.obstacle();
    const bool finished = trained && static_cast<Index>(training.history().epochs()) >= document.training().epochs;

    train->setText(running  ? TrainingBar::tr("&Pause")
                   : active ? TrainingBar::tr("&Go on")
                            : TrainingBar::tr("&Train"));
    trainButton->setText(train->text().remove(QLatin1Char('&')));
    const QString icon = running ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start");
    train->setIcon(themedIcon(icon));
    trainButton->setIcon(themedIcon(icon, IconInk::OnAccent));
    QString help = running    ? TrainingBar::tr("Pause after this batch")
                   : active   ? TrainingBar::tr("Go on training")
                   : finished ? TrainingBar::tr("Train for %n more epochs", nullptr,
                                                static_cast<int>(std::min<Index>(document.training().epochs, 1 << 30)))
                   : trained  ? TrainingBar::tr("Go on training from epoch %1").arg(training.history().epochs())
                              : TrainingBar::tr("Train the network");
    helps[train] = help;
    for (QAction* action : {train, stepEpoch, stepBatch}) {
        action->setEnabled(active || obstacle.isEmpty());
        setHelp(action, obstacle.isEmpty() ? helps[action] : obstacle);
    }
    stepMany->setEnabled(active || obstacle.isEmpty());
    setHelp(stepMany, obstacle.isEmpty() ? helps[stepMany] : obstacle);
    goBack->setEnabled(training.canReturn());
    goBack->setStatusTip(
        training.canReturn()
            ? TrainingBar::tr("Weights and curves as they were before Train was pressed last; can be undone")
            : TrainingBar::tr(
                  "Nothing to go back to: there was no training, or network or data were changed since it began"));
    stop->setEnabled(active);
    setHelp(stop, active ? helps[stop] : TrainingBar::tr("Nothing is being trained"));
    reset->setEnabled(active || trained);
    setHelp(reset, active || trained ? helps[reset] : TrainingBar::tr("There is nothing to forget: not trained yet"));
    // Setting an action's text makes the button icon-only buttons of other places follow; this one keeps its own words.
    trainButton->setToolTip(train->toolTip());
    trainButton->setEnabled(train->isEnabled());
    stepButton->setEnabled(stepEpoch->isEnabled());
    stepButton->setToolTip(stepEpoch->toolTip());
}

void TrainingBar::Private::updateProgress()
{
    const Progress& p = training.progress();
    const double part = p.batches > 0 ? static_cast<double>(p.batch) / static_cast<double>(p.batches) : 0;
    const double share = p.epochs > 0 ? (static_cast<double>(p.epoch) + part) / static_cast<double>(p.epochs) : 0;
    const bool film = training.isFilm();
    const bool endedEarly = p.reason == StopReason::Callback && !film && !training.isActive();
    bar->setValue(endedEarly ? bar->maximum() : static_cast<int>(1000 * std::clamp(share, 0.0, 1.0)));
    const QStringList counted =
        endedEarly ? QStringList{TrainingBar::tr("<b>Stopped at %1</b>").arg(wholeNumber(p.epoch))} : epochTexts(p);
    for (const QString& each : counted) {
        epoch->setText(each);
        if (counted.size() > 1 && epoch->sizeHint().width() <= bar->width())
            break;
    }
    const bool slower = film && !training.isActive();
    const bool byHand = training.isFilmByHand();
    const QString slow = byHand ? TrainingBar::tr("F6 shows the next epoch") : TrainingBar::tr("shown more slowly");
    const QString full = slower ? slow : speedHelp(p, training.isActive(), training.filmSeconds());
    const bool fits = speed->fontMetrics().horizontalAdvance(full) <= speed->width();
    const QString words = slower || fits ? full : speedText(p, training.isActive(), training.filmSeconds());
    speed->setText(words);
    speed->setShorter({slower ? (byHand ? TrainingBar::tr("F6: next") : TrainingBar::tr("slower"))
                              : words.section(QStringLiteral(" · "), 0, 0).section(QStringLiteral(", "), 0, 0)});
    speed->setToolTip(full);
    bar->setAccessibleDescription(QStringLiteral("%1 / %2, %3").arg(p.epoch).arg(p.epochs).arg(words));
}

TrainingBar::TrainingBar(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->train = d->makeAction(tr("&Train"), QStringLiteral("train"), QStringLiteral("media-playback-start"),
                             QKeySequence(Qt::Key_F5), tr("Train the network"), &TrainingController::toggle);
    d->stepEpoch =
        d->makeAction(tr("Step one &epoch"), QStringLiteral("stepEpoch"), QStringLiteral("media-skip-forward"),
                      QKeySequence(Qt::Key_F6), tr("Train one epoch, then pause"), &TrainingController::step);
    d->stepBatch = d->makeAction(tr("Step one &batch"), QStringLiteral("stepBatch"),
                                 QStringLiteral("media-skip-forward"), QKeySequence(Qt::SHIFT | Qt::Key_F6),
                                 tr("Train one batch, then pause"), &TrainingController::stepBatch);
    d->stop = d->makeAction(tr("&Stop"), QStringLiteral("stop"), QStringLiteral("media-playback-stop"),
                            QKeySequence(Qt::SHIFT | Qt::Key_F5), tr("Stop training and keep what was learned"),
                            &TrainingController::stop);
    d->stepBatch->setIconVisibleInMenu(false); // one picture for two entries tells them apart no better than none
    d->reset = d->makeAction(tr("&Reset"), QStringLiteral("reset"), QStringLiteral("view-refresh"),
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F5),
                             tr("Forget what was learned: fresh weights, empty curves"), &TrainingController::reset);

    d->makeSteering();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    d->trainButton = new QToolButton(this);
    d->trainButton->setObjectName(QStringLiteral("trainButton"));
    d->trainButton->setProperty("primary", true);
    d->trainButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    d->trainButton->setIconSize(QSize(14, 14));
    d->trainButton->setFocusPolicy(Qt::TabFocus);
    connect(d->trainButton, &QToolButton::clicked, d->train, &QAction::trigger);
    row->addWidget(d->trainButton);
    d->stepButton = d->makeButton(d->stepEpoch, QStringLiteral("stepButton"));
    auto* steps = new QMenu(d->stepButton);
    steps->addActions({d->stepEpoch, d->stepMany});
    steps->addAction(d->makeStepCount(steps));
    steps->addAction(d->stepBatch);
    d->stepButton->setMenu(steps);
    d->stepButton->setPopupMode(QToolButton::MenuButtonPopup);
    row->addWidget(d->stepButton);
    row->addWidget(d->makeButton(d->stop, QStringLiteral("stopButton")));
    row->addWidget(d->makeButton(d->reset, QStringLiteral("resetButton")));
    d->progress = d->makeProgress();
    row->addWidget(d->progress);
    d->paceBox = d->makePace();
    row->addWidget(d->paceBox);

    // One width for all its words, so that the button stays under the mouse.
    d->trainButton->setIcon(themedIcon(QStringLiteral("media-playback-pause"), IconInk::OnAccent));
    int width = 0;
    for (const QString& word : {tr("Train"), tr("Pause"), tr("Go on")}) {
        d->trainButton->setText(word);
        width = std::max(width, d->trainButton->sizeHint().width());
    }
    d->trainButton->setMinimumWidth(width);

    connect(&training, &TrainingController::progressChanged, this, [this](const Progress& progress) {
        d->updateProgress();
        if (progress.state != std::exchange(d->shownState, progress.state))
            d->updateActions();
    });
    connect(&training, &TrainingController::ended, this, [this] {
        d->updateActions();
        d->updateProgress();
    });
    connect(&document, &ProjectDocument::changed, this, [this] {
        d->updateActions();
        d->updateProgress();
    });
    d->updateActions();
    d->updateProgress();
}

TrainingBar::~TrainingBar() = default;

void TrainingBar::setCompact(bool compact)
{
    d->progress->setVisible(!compact);
    d->paceBox->setVisible(!compact);
}

QList<QAction*> TrainingBar::trainActions() const
{
    return {d->train, d->stepEpoch, d->stepMany, d->stepBatch, d->stop, d->reset};
}

QList<QAction*> TrainingBar::viewingActions() const
{
    return {d->skip, d->paceMenu->menuAction(), d->goBack};
}

} // namespace netloom
