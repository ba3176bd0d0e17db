// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/suggestion/suggestion_card.h"

#include "ui/document/project_document.h"
#include "ui/suggestion/candidates_dialog.h"
#include "ui/suggestion/suggestion_controller.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

QLabel* textLabel(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QPushButton* linkButton(const QString& text, const QString& name, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    button->setObjectName(name);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

} // namespace

SuggestionCard::SuggestionCard(ProjectDocument& document, SuggestionController& controller, QWidget* parent)
    : QFrame(parent),
      m_document(document),
      m_controller(controller),
      m_title(textLabel(QStringLiteral("heading"), this)),
      m_summary(textLabel(QStringLiteral("muted"), this)),
      m_why(linkButton(tr("Why this network?"), QStringLiteral("why"), this)),
      m_reasons(new QWidget),
      m_reasonsArea(new QScrollArea(this)),
      m_measured(textLabel(QStringLiteral("measured"), this)),
      m_bar(new QProgressBar(this)),
      m_use(new QPushButton(tr("Use it"), this)),
      m_compare(linkButton(tr("Compare…"), QStringLiteral("compare"), this))
{
    setObjectName(QStringLiteral("suggestionCard"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 6, 8);
    column->setSpacing(6);
    auto* top = new QHBoxLayout;
    top->setSpacing(4);
    top->addWidget(m_title, 1);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeSuggestion"));
    close->setIcon(themedIcon(QStringLiteral("window-close")));
    close->setProperty("flat", true);
    close->setToolTip(tr("Close; Suggest ▸ Why this network? opens it again"));
    close->setAccessibleName(tr("Close the reasons"));
    top->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(top);
    column->addWidget(m_summary);
    m_why->setCheckable(true);
    column->addWidget(m_why, 0, Qt::AlignLeft);
    auto* reasons = new QVBoxLayout(m_reasons);
    reasons->setContentsMargins(0, 0, 0, 0);
    reasons->setSpacing(2);
    m_reasonsArea->setObjectName(QStringLiteral("reasons"));
    m_reasonsArea->setAccessibleName(tr("Reasons of the suggested network"));
    m_reasonsArea->setFrameShape(QFrame::NoFrame);
    m_reasonsArea->setWidgetResizable(true);
    m_reasonsArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reasonsArea->setWidget(m_reasons);
    m_reasonsArea->viewport()->setAutoFillBackground(false);
    m_reasons->setAutoFillBackground(false);
    m_reasonsArea->hide();
    column->addWidget(m_reasonsArea);
    column->addWidget(m_measured);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Progress of trying networks"));
    column->addWidget(m_bar);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_use->setObjectName(QStringLiteral("useMeasured"));
    m_use->setAutoDefault(false);
    buttons->addWidget(m_use);
    buttons->addWidget(m_compare);
    buttons->addStretch(1);
    column->addLayout(buttons);

    m_tick.setInterval(100);
    connect(&m_tick, &QTimer::timeout, this,
            [this] { m_bar->setValue(static_cast<int>(m_controller.progress() * 1000)); });
    connect(close, &QToolButton::clicked, this, [this] {
        m_closed = true;
        update();
    });
    connect(m_why, &QPushButton::toggled, this, [this](bool on) {
        m_reasonsArea->setVisible(on);
        fitReasons();
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const MeasuredChoice* choice = m_controller.choice())
            m_controller.take(choice->chosen);
    });
    connect(m_compare, &QPushButton::clicked, this, &SuggestionCard::compare);
    connect(&m_controller, &SuggestionController::changed, this, &SuggestionCard::update);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (!what.testFlag(Change::Everything))
            return; // the controller tells of every change
        m_closed = false;
        m_why->setChecked(false);
        update();
    });
    update();
}

SuggestionCard::~SuggestionCard() = default;

void SuggestionCard::showWhy()
{
    m_closed = false;
    m_why->setChecked(true);
    update();
}

void SuggestionCard::findBetter()
{
    m_closed = false;
    m_controller.measure();
    compare();
}

void SuggestionCard::compare()
{
    if (!m_dialog)
        m_dialog = new CandidatesDialog(m_controller, this);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void SuggestionCard::update()
{
    const std::optional<Suggestion> rule = m_document.suggestionOf(*networkTemplates().front());
    setVisible(!m_closed && rule.has_value());
    if (!rule)
        return;
    const bool followsRule = m_document.isSuggestion(*rule);
    updateReasons(*rule, followsRule);
    updateMeasured(followsRule);
}

void SuggestionCard::updateReasons(Suggestion rule, bool followsRule)
{
    const MeasuredChoice* choice = m_controller.choice();
    const bool measured = choice && !followsRule && m_controller.isTaken(choice->chosen);
    m_title->setText(followsRule ? tr("Suggested network") : measured ? tr("Measured choice") : tr("Your own network"));
    if (measured) {
        rule.summary = choice->summary;
    } else if (!followsRule) {
        if (m_document.network().layers == rule.network.layers) {
            m_title->setText(tr("Suggested network"));
            rule.summary =
                tr("Trained with settings of your own. Suggest brings the suggested settings back.").toStdString();
        } else {
            rule.summary = tr("It differs from the suggested one. Suggest brings that back.").toStdString();
        }
        for (const NetworkTemplate* kind : networkTemplates().subspan(1))
            if (const auto made = m_document.suggestionOf(*kind); made && m_document.isSuggestion(*made)) {
                m_title->setText(QString::fromStdString(kind->title));
                rule.summary = made->summary;
                break;
            }
    }
    m_summary->setText(QString::fromStdString(rule.summary));
    m_why->setVisible(followsRule);
    m_reasonsArea->setVisible(followsRule && m_why->isChecked());
    auto* column = m_reasons->layout();
    while (QLayoutItem* item = column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!followsRule)
        return;
    for (const Reason& reason : rule.reasons) {
        auto* what = textLabel(QStringLiteral("reason"), m_reasons);
        what->setText(QString::fromStdString(reason.choice));
        auto* why = textLabel(QStringLiteral("muted"), m_reasons);
        why->setText(QString::fromStdString(reason.why));
        why->setContentsMargins(0, 0, 0, 4);
        column->addWidget(what);
        column->addWidget(why);
    }
    fitReasons();
}

void SuggestionCard::fitReasons()
{
    const int most = std::max(120, window()->height() / 5);
    const int width = m_reasonsArea->viewport()->width() - m_reasonsArea->verticalScrollBar()->sizeHint().width();
    m_reasonsArea->setFixedHeight(std::clamp(m_reasons->layout()->heightForWidth(std::max(width, 100)), 0, most));
}

void SuggestionCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fitReasons();
}

QString SuggestionCard::measuredText(bool followsRule) const
{
    if (m_controller.isMeasuring())
        return tr("Trying other networks on the training rows…");
    if (!m_controller.problem().isEmpty())
        return m_controller.problem();
    const MeasuredChoice* choice = m_controller.choice();
    if (!choice)
        return {};
    const Trial& chosen = choice->choice();
    const QString tried = tr("%1 networks tried.").arg(choice->trials.size());
    if (m_controller.isTaken(choice->chosen)) // above, where it is not the suggested one
        return followsRule ? tried + QLatin1Char(' ') + tr("None is clearly better, or as good and smaller.")
                           : QString();
    return tried + QLatin1Char(' ') +
           tr("%1 is worth taking: %2 %3, loss %4, %5 parameters.")
               .arg(QString::fromStdString(chosen.title), metricName(choice->scoreKey), trialScore(*choice, chosen),
                    shortNumber(chosen.loss), QLocale().toString(static_cast<qlonglong>(chosen.parameters)));
}

void SuggestionCard::updateMeasured(bool followsRule)
{
    const bool measuring = m_controller.isMeasuring();
    const MeasuredChoice* choice = m_controller.choice();
    const QString text = measuredText(followsRule);
    m_measured->setText(text);
    m_measured->setVisible(!text.isEmpty());
    m_bar->setVisible(measuring);
    if (measuring)
        m_tick.start();
    else
        m_tick.stop();
    m_use->setVisible(choice && !m_controller.isTaken(choice->chosen));
    m_compare->setVisible(choice != nullptr);
}

} // namespace netloom
