// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/suggestion/candidates_dialog.h"

#include "ui/suggestion/suggestion_controller.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/row_delegate.h"
#include "ui/toolkit/screen_room.h"
#include "ui/toolkit/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

enum TrialColumn { Network, Score, Loss, Parameters, Remark, ColumnCount };

QString remarkOf(const MeasuredChoice& choice, std::size_t place)
{
    const Trial& trial = choice.trials[place];
    QStringList remarks;
    if (place == choice.chosen)
        remarks << CandidatesDialog::tr("chosen");
    if (trial.isRule)
        remarks << CandidatesDialog::tr("suggested");
    if (trial.isOwn)
        remarks << CandidatesDialog::tr("yours");
    if (trial.folds < choice.folds)
        remarks << CandidatesDialog::tr("left out after %1 of %2 folds").arg(trial.folds).arg(choice.folds);
    return remarks.join(QStringLiteral(", "));
}

/// Both with the digits that the error leaves: "0.0875 ± 0.0121".
QString trialLoss(const Trial& trial)
{
    if (!std::isfinite(trial.loss) || !(trial.lossError > 0))
        return shortNumber(trial.loss);
    const int decimals = std::clamp(2 - static_cast<int>(std::ceil(std::log10(trial.lossError))), 0, 6);
    const QLocale locale;
    return QStringLiteral("%1 ± %2")
        .arg(locale.toString(trial.loss, 'f', decimals), locale.toString(trial.lossError, 'f', decimals))
        .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

/// A metric's name at the head of a column.
QString headingOf(const std::string& key)
{
    QString name = metricName(key);
    name[0] = name[0].toUpper();
    return name;
}

} // namespace

QString trialScore(const MeasuredChoice& choice, const Trial& trial)
{
    return QStringLiteral("%1 ± %2")
        .arg(metricText(choice.scoreKey, trial.score), metricText(choice.scoreKey, trial.error))
        .replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

CandidatesDialog::CandidatesDialog(SuggestionController& controller, QWidget* parent)
    : QDialog(parent),
      m_controller(controller),
      m_summary(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_table(new QTableWidget(this)),
      m_nothing(mutedLabel(m_table->viewport())),
      m_use(new QPushButton(tr("Use the selected network"), this)),
      m_again(new QPushButton(tr("Try again"), this)),
      m_inUse(new QLabel(tr("in use"), this))
{
    setObjectName(QStringLiteral("candidates"));
    setWindowTitle(tr("Networks tried on the training rows"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    column->addWidget(m_summary);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    column->addWidget(m_bar);
    m_table->setObjectName(QStringLiteral("trials"));
    m_table->setAccessibleName(windowTitle());
    m_table->setColumnCount(ColumnCount);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    // Where it is narrow the network's own words give way, which the row's remark cannot.
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(Network, QHeaderView::Stretch);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setItemDelegate(new RowDelegate(m_table));
    auto* inside = new QVBoxLayout(m_table->viewport());
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setText(tr("Nothing has been measured yet."));
    inside->addWidget(m_nothing);
    column->addWidget(m_table, 1);
    auto* hint =
        new QLabel(tr("± is the standard error. Chosen is the smallest network whose loss is within one "
                      "standard error of the smallest, measured row by row; a smaller one is easier to understand, "
                      "and chance alone would not tell them apart."),
                   this);
    hint->setObjectName(QStringLiteral("muted"));
    hint->setWordWrap(true);
    column->addWidget(hint);
    auto* buttons = new QHBoxLayout;
    auto* close = new QPushButton(tr("Close"), this);
    m_use->setObjectName(QStringLiteral("useSelected"));
    m_use->setProperty("primary", true);
    m_again->setObjectName(QStringLiteral("tryAgain"));
    m_again->setToolTip(tr("Tries the candidates once more, the present network among them"));
    for (QPushButton* button : {m_again, close})
        button->setAutoDefault(false);
    m_use->setDefault(true);
    m_inUse->setObjectName(QStringLiteral("muted"));
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    buttons->addWidget(m_inUse);
    buttons->addWidget(m_use);
    buttons->addWidget(close);
    column->addLayout(buttons);

    m_tick.setInterval(100);
    connect(&m_tick, &QTimer::timeout, this,
            [this] { m_bar->setValue(static_cast<int>(m_controller.progress() * 1000)); });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &CandidatesDialog::updateButtons);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const int row = m_table->currentRow(); row >= 0)
            m_controller.take(static_cast<std::size_t>(row));
    });
    connect(m_again, &QPushButton::clicked, &m_controller, &SuggestionController::measure);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(&m_controller, &SuggestionController::changed, this, &CandidatesDialog::update);
    resize(withinScreen(*this, {920, 560}));
    update();
}

void CandidatesDialog::update()
{
    const bool measuring = m_controller.isMeasuring();
    const MeasuredChoice* choice = m_controller.choice();
    m_bar->setVisible(measuring);
    if (measuring)
        m_tick.start();
    else
        m_tick.stop();
    m_nothing->setVisible(!choice);
    if (choice)
        m_summary->setText(QString::fromStdString(choice->summary));
    else if (measuring)
        m_summary->setText(tr("Some tens of networks are being trained on parts of the training rows, and tried on the "
                              "others. The test rows are not looked at."));
    else if (!m_controller.problem().isEmpty())
        m_summary->setText(m_controller.problem());
    else
        m_summary->setText(tr("Nothing has been tried for these data yet."));
    if (choice != m_shown || !choice)
        fill();
    m_again->setEnabled(!measuring);
    updateButtons();
}

void CandidatesDialog::fill()
{
    const MeasuredChoice* choice = m_shown = m_controller.choice();
    m_table->setRowCount(choice ? static_cast<int>(choice->trials.size()) : 0);
    m_table->setHorizontalHeaderLabels(
        {tr("Network"), choice ? headingOf(choice->scoreKey) : tr("Score"), tr("Loss"), tr("Parameters"), QString()});
    for (int column : {Score, Loss, Parameters})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (int column : {Network, Remark})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    if (!choice)
        return;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto place = static_cast<std::size_t>(row);
        const Trial& trial = choice->trials[place];
        const auto set = [&](int column, const QString& text, bool number) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            if (place == choice->chosen) {
                QFont font = m_table->font();
                font.setWeight(QFont::DemiBold);
                item->setFont(font);
            }
            m_table->setItem(row, column, item);
        };
        set(Network, QString::fromStdString(trial.title), false);
        set(Score, trialScore(*choice, trial), true);
        set(Loss, trialLoss(trial), true);
        set(Parameters, QLocale().toString(static_cast<qlonglong>(trial.parameters)), true);
        set(Remark, QStringLiteral("   ") + remarkOf(*choice, place), false);
        if (trial.folds < choice->folds)
            for (int column = 0; column < ColumnCount; ++column)
                m_table->item(row, column)->setForeground(Theme::current().textMuted);
    }
    m_table->selectRow(static_cast<int>(choice->chosen));
}

void CandidatesDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    const int row = m_table->currentRow();
    fill();
    if (row >= 0)
        m_table->selectRow(row);
}

void CandidatesDialog::updateButtons()
{
    const int row = m_table->currentRow();
    const bool there = m_controller.choice() && row >= 0;
    m_use->setEnabled(there && !m_controller.isTaken(static_cast<std::size_t>(row)));
    m_inUse->setVisible(there && !m_use->isEnabled());
    m_use->setToolTip(there && !m_use->isEnabled() ? tr("The project has this network already") : QString());
}

} // namespace netloom
