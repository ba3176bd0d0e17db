// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_page.h"

#include "core/samples/samples.h"
#include "ui/shell/card_grid.h"
#include "ui/shell/recent_files.h"
#include "ui/shell/recent_row.h"
#include "ui/shell/recovery_card.h"
#include "ui/shell/sample_card.h"
#include "ui/toolkit/dialogs.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

QLabel* heading(const QString& text, QWidget* parent, double factor = 1.08)
{
    auto* label = new QLabel(text, parent);
    QFont font = parent->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* muted(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setObjectName(QStringLiteral("muted"));
    return label;
}

} // namespace

class StartPage::Private
{
public:
    Private(StartPage& page, RecentFiles& files) : q(page), recent(files) {}

    QWidget* makeDropArea(QWidget* parent);
    QWidget* makeSamples(QWidget* parent, bool twoFeatures);
    void fillRecent();
    void fillRecovered();
    void alignSide();

    StartPage& q;
    RecentFiles& recent;
    QFrame* drop = nullptr;
    QLabel* yourData = nullptr;
    QWidget* side = nullptr;
    QLabel* recentTitle = nullptr;
    QVBoxLayout* recentColumn = nullptr;
    QWidget* recovered = nullptr;
    QLabel* recoveredTitle = nullptr; ///< null: nothing was recovered
    QGridLayout* grid = nullptr;
    bool narrow = false;
};

QWidget* StartPage::Private::makeDropArea(QWidget* parent)
{
    drop = new QFrame(parent);
    drop->setObjectName(QStringLiteral("dropArea"));
    auto* row = new QHBoxLayout(drop);
    row->setContentsMargins(24, 30, 24, 30);
    row->setSpacing(16);
    auto* button = new QPushButton(StartPage::tr("Open a CSV…"), drop);
    button->setObjectName(QStringLiteral("openCsv"));
    button->setProperty("primary", true);
    QObject::connect(button, &QPushButton::clicked, &q, &StartPage::openDataRequested);
    auto* hint = muted(StartPage::tr("or drop a CSV or Excel file here, then press Train."), drop);
    hint->setMinimumWidth(120);
    row->addStretch(1);
    row->addWidget(button);
    row->addWidget(hint);
    row->addStretch(1);
    return drop;
}

QWidget* StartPage::Private::makeSamples(QWidget* parent, bool twoFeatures)
{
    auto* cards = new CardGrid(parent);
    for (const SampleInfo& sample : samples()) {
        if (sample.twoFeatures != twoFeatures)
            continue;
        auto* card = new SampleCard(sample, cards);
        QObject::connect(card, &QAbstractButton::clicked, &q, [this, card] { emit q.sampleChosen(card->sampleKey()); });
        cards->add(card);
    }
    return cards;
}

void StartPage::Private::fillRecent()
{
    while (QLayoutItem* item = recentColumn->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    if (recent.files().isEmpty()) {
        auto* empty = muted(StartPage::tr("Projects and data you open appear here."), side);
        empty->setWordWrap(true);
        recentColumn->addWidget(empty);
    }
    for (const RecentFile& file : recent.files()) {
        auto* row = new RecentRow(file, side);
        QObject::connect(row, &QAbstractButton::clicked, &q, [this, path = file.path] { emit q.recentChosen(path); });
        recentColumn->addWidget(row);
    }
    recentColumn->addStretch(1);
}

void StartPage::Private::fillRecovered()
{
    qDeleteAll(recovered->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    delete recovered->layout();
    recoveredTitle = nullptr;
    const QList<RecoveredProject> projects = RecoveryFolder().abandoned();
    recovered->setVisible(!projects.isEmpty());
    if (projects.isEmpty())
        return;
    auto* column = new QVBoxLayout(recovered);
    column->setContentsMargins(0, 0, 0, 10);
    column->setSpacing(8);
    recoveredTitle = heading(StartPage::tr("Recovered work"), recovered);
    column->addWidget(recoveredTitle);
    for (const RecoveredProject& project : projects) {
        auto* card = new RecoveryCard(project, recovered);
        QObject::connect(card, &RecoveryCard::openRequested, &q, [this, project] { emit q.recoveryChosen(project); });
        QObject::connect(card, &RecoveryCard::discardRequested, &q, [this, project] {
            if (!Dialogs::instance().confirm(
                    &q, StartPage::tr("Discard what was recovered of %1?").arg(project.title),
                    StartPage::tr("It cannot be brought back. The project's own file, if there "
                                  "is one, stays as it is."),
                    StartPage::tr("Discard")))
                return;
            RecoveryFolder::remove(project.file);
            QMetaObject::invokeMethod(
                &q,
                [this] {
                    fillRecovered();
                    alignSide();
                },
                Qt::QueuedConnection); // not from its own button
        });
        column->addWidget(card);
    }
}

/// "Recent" stands beside the first heading of the page where both are seen side by side.
void StartPage::Private::alignSide()
{
    if (narrow)
        return;
    QWidget* content = q.widget();
    const QLabel* first = recoveredTitle ? recoveredTitle : yourData;
    // From within: what a layout needs reaches the outer one only when it is activated.
    for (const QWidget* box : {recovered, yourData->parentWidget(), side, content})
        if (box->layout())
            box->layout()->activate();
    const auto middle = [content](const QWidget* label) { return label->mapTo(content, label->rect().center()).y(); };
    QMargins margins = side->layout()->contentsMargins();
    margins.setTop(std::max(0, margins.top() + middle(first) - middle(recentTitle)));
    side->layout()->setContentsMargins(margins);
}

StartPage::StartPage(RecentFiles& recent, QWidget* parent)
    : QScrollArea(parent), d(std::make_unique<Private>(*this, recent))
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("startPage"));
    content->setAttribute(Qt::WA_StyledBackground);
    d->grid = new QGridLayout(content);
    d->grid->setContentsMargins(48, 52, 48, 40);
    d->grid->setHorizontalSpacing(44);
    d->grid->setVerticalSpacing(0);

    auto* main = new QWidget(content);
    main->setMaximumWidth(920);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading(QStringLiteral("Netloom"), main, 2));
    auto* claim = muted(tr("Design a network, train it on your data, see what it learned."), main);
    QFont larger = font();
    larger.setPointSizeF(larger.pointSizeF() * 1.08);
    claim->setFont(larger);
    column->addWidget(claim);
    column->addSpacing(16);
    d->recovered = new QWidget(main);
    column->addWidget(d->recovered);
    auto* yours = new QHBoxLayout;
    d->yourData = heading(tr("Your data"), main);
    yours->addWidget(d->yourData, 1);
    auto* draw = new QPushButton(tr("Only draw a network"), main);
    draw->setObjectName(QStringLiteral("newNetwork"));
    draw->setProperty("link", true);
    draw->setToolTip(tr("A network without data, for a picture of it (Ctrl+N)"));
    connect(draw, &QPushButton::clicked, this, &StartPage::newNetworkRequested);
    yours->addWidget(draw);
    column->addLayout(yours);
    column->addWidget(d->makeDropArea(main));
    column->addSpacing(14);
    auto* line = new QHBoxLayout;
    line->setSpacing(5);
    line->addWidget(heading(tr("Try a sample"), main));
    auto* oneClick = muted(tr("· one click, ready to train"), main);
    oneClick->setFont(larger);
    line->addWidget(oneClick, 1);
    column->addLayout(line);
    column->addWidget(d->makeSamples(main, false));
    column->addSpacing(14);
    auto* plane = new QHBoxLayout;
    plane->addWidget(heading(tr("Two features, to see the boundary"), main), 1);
    auto* formula = new QPushButton(tr("Your own function"), main);
    formula->setObjectName(QStringLiteral("ownFunction"));
    formula->setProperty("link", true);
    formula->setToolTip(tr("Points labelled by a formula that you write"));
    connect(formula, &QPushButton::clicked, this, [this] { emit sampleChosen(QStringLiteral("function")); });
    plane->addWidget(formula);
    column->addLayout(plane);
    column->addWidget(d->makeSamples(main, true));
    column->addStretch(1);

    d->side = new QWidget(content);
    d->side->setFixedWidth(300);
    auto* side = new QVBoxLayout(d->side);
    side->setContentsMargins(0, 72, 0, 0);
    side->setSpacing(8);
    auto* recentHead = new QHBoxLayout;
    d->recentTitle = heading(tr("Recent"), d->side);
    recentHead->addWidget(d->recentTitle, 1);
    auto* openProject = new QPushButton(tr("Open a project…"), d->side);
    openProject->setObjectName(QStringLiteral("openProject"));
    openProject->setProperty("link", true);
    connect(openProject, &QPushButton::clicked, this, &StartPage::openProjectRequested);
    recentHead->addWidget(openProject);
    side->addLayout(recentHead);
    d->recentColumn = new QVBoxLayout;
    d->recentColumn->setSpacing(0);
    side->addLayout(d->recentColumn);
    side->addStretch(1);

    d->grid->addWidget(main, 0, 1);
    d->grid->addWidget(d->side, 0, 2, Qt::AlignTop);
    d->grid->setColumnStretch(0, 1);
    d->grid->setColumnStretch(1, 20);
    d->grid->setColumnStretch(3, 1);
    setWidget(content);
    d->fillRecent();
    connect(&recent, &RecentFiles::changed, this, [this] { d->fillRecent(); });
}

StartPage::~StartPage() = default;

void StartPage::setDropHint(bool over)
{
    d->drop->setProperty("over", over);
    d->drop->style()->unpolish(d->drop);
    d->drop->style()->polish(d->drop);
}

void StartPage::showEvent(QShowEvent* event)
{
    d->fillRecovered();
    QScrollArea::showEvent(event);
    d->alignSide();
    QTimer::singleShot(0, this, [this] { d->alignSide(); }); // the style has reached what was made just now
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    const bool narrow = viewport()->width() < 1160;
    if (narrow == d->narrow) {
        d->alignSide();
        return;
    }
    d->narrow = narrow;
    // Beside the samples there is no room for the list then; it goes below them.
    d->grid->removeWidget(d->side);
    d->side->setFixedWidth(narrow ? 420 : 300);
    d->side->layout()->setContentsMargins(0, narrow ? 20 : 72, 0, 0);
    if (narrow)
        d->grid->addWidget(d->side, 1, 1, Qt::AlignTop | Qt::AlignLeft);
    else
        d->grid->addWidget(d->side, 0, 2, Qt::AlignTop);
    const int edge = narrow ? 28 : 48;
    d->grid->setContentsMargins(edge, narrow ? 28 : 52, edge, 40);
    d->alignSide();
}

} // namespace netloom
