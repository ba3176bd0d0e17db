// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_card.h"

#include "ui/plots/history_plot.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace netloom {

PlotCard::PlotCard(const QString& title, QWidget* parent)
    : QFrame(parent),
      m_plot(new HistoryPlot(this)),
      m_head(new QHBoxLayout),
      m_heading(new QLabel(this)),
      m_note(new ElidedLabel(0, this)),
      m_fit(new QToolButton(this))
{
    m_heading->setObjectName(QStringLiteral("heading"));
    m_heading->setTextFormat(Qt::PlainText);
    m_note->setObjectName(QStringLiteral("muted"));
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_fit->setObjectName(QStringLiteral("fitPlot"));
    m_fit->setText(tr("Follow"));
    m_fit->setProperty("flat", true);
    m_fit->setToolTip(tr("Show all epochs again, and new ones as they come (double click)"));
    m_fit->hide();
    m_head->setContentsMargins(10, 4, 10, 0);
    m_head->setSpacing(10);
    // As high as lists and buttons, so that cards side by side have their plots at one height.
    m_head->addStrut(fontMetrics().height() + 14);
    m_head->addWidget(m_heading);
    m_head->addWidget(m_note, 1);
    m_head->addWidget(m_fit);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 2);
    column->setSpacing(2);
    column->addLayout(m_head);
    column->addWidget(m_plot, 1);
    setTitle(title);
    connect(m_fit, &QToolButton::clicked, m_plot, [this] {
        m_plot->fit();
        emit m_plot->fitted();
    });
    connect(m_plot, &HistoryPlot::fittedChanged, m_fit, &QWidget::setHidden);
}

void PlotCard::setTitle(const QString& title)
{
    m_heading->setText(title);
    m_plot->setAccessibleName(title);
}

void PlotCard::addTool(QWidget* tool)
{
    m_head->addWidget(tool);
}

void PlotCard::setNote(const QString& note, const QStringList& shorter, const QString& help)
{
    m_note->setText(note);
    m_note->setShorter(shorter + QStringList{QString()});
    const QString tip = (help.isEmpty() ? note : help).toHtmlEscaped();
    m_heading->setToolTip(tip);
    m_note->setToolTip(tip);
}

void PlotCard::setMenuActions(const QList<QAction*>& actions)
{
    auto* fit = new QAction(tr("Fit"), m_plot);
    connect(fit, &QAction::triggered, m_plot, [this] {
        m_plot->fit();
        emit m_plot->fitted();
    });
    auto* line = new QAction(m_plot);
    line->setSeparator(true);
    m_plot->addActions({fit, line});
    m_plot->addActions(actions);
    m_plot->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void PlotCard::describe(const History& history)
{
    m_plot->setAccessibleDescription(m_plot->summary(history));
}

void PlotCard::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), Theme::current().panel);
}

} // namespace netloom
