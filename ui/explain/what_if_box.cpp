// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/what_if_box.h"

#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

WhatIfBox::WhatIfBox(Ask ask, bool canTry, QWidget* parent)
    : QWidget(parent),
      m_question(std::move(ask)),
      m_canTry(canTry),
      m_wanted(new ChoiceBox(this)),
      m_ask(new QPushButton(tr("Find"), this)),
      m_answers(mutedLabel(this)),
      m_tries(new QWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    column->addWidget(headingLabel(tr("What would have to change"), this));
    auto* line = new QHBoxLayout;
    m_wanted->setObjectName(QStringLiteral("wantedClass"));
    m_wanted->setAccessibleName(tr("Wanted class"));
    m_ask->setObjectName(QStringLiteral("whatIf"));
    line->addWidget(m_wanted, 1);
    line->addWidget(m_ask);
    column->addLayout(line);
    m_answers->setObjectName(QStringLiteral("whatIfAnswers"));
    column->addWidget(m_answers);
    auto* tries = new QHBoxLayout(m_tries);
    tries->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tries);
    clear();
    connect(m_wanted, &QComboBox::activated, this, [this] { m_touched = true; });
    connect(m_ask, &QPushButton::clicked, this, &WhatIfBox::start);
}

void WhatIfBox::setClasses(const QStringList& classes)
{
    setVisible(classes.size() >= 2);
    QStringList now;
    for (int i = 0; i < m_wanted->count(); ++i)
        now << m_wanted->itemText(i);
    if (now == classes)
        return;
    const QString before = m_wanted->currentText();
    m_touched = false;
    m_wanted->clear();
    m_wanted->addItems(classes);
    m_wanted->setCurrentIndex(std::max(0, m_wanted->findText(before)));
}

void WhatIfBox::setPredicted(const QString& predicted)
{
    if (m_touched || m_wanted->count() < 2 || m_wanted->currentText() != predicted)
        return;
    m_wanted->setCurrentIndex(m_wanted->currentIndex() == 0 ? 1 : 0);
}

void WhatIfBox::clear()
{
    m_job.cancel();
    m_ask->setEnabled(true);
    m_answers->clear();
    m_answers->hide();
    m_tries->hide();
}

void WhatIfBox::start()
{
    const std::optional<Question> question = m_question();
    if (!question)
        return;
    clear();
    m_ask->setEnabled(false);
    m_answers->setText(tr("Being searched."));
    m_answers->show();
    m_job.start(
        [question = *question, wish = m_wanted->currentText().toStdString()](const std::stop_token& stop, const auto&) {
            ExplainedModel model = question.source.explained(ExplainedScale::Default);
            return std::make_shared<const WhatIf>(whatIf(model, *question.table, question.row, wish, {}, 0.5, stop));
        },
        [this](const std::shared_ptr<const WhatIf>& found) { show(found); },
        [this](const QString& problem) {
            m_ask->setEnabled(true);
            m_answers->setText(problem);
        });
}

void WhatIfBox::show(const std::shared_ptr<const WhatIf>& found)
{
    m_ask->setEnabled(true);
    QStringList lines;
    for (const std::string& line : found->words())
        lines << fromUtf8(line);
    lines << tr("This tells of the network, not of the world.");
    m_answers->setText(lines.join(QLatin1Char('\n')));
    while (QLayoutItem* item = m_tries->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::size_t answers = m_canTry && !found->already ? found->answers.size() : 0;
    for (std::size_t i = 0; i < answers; ++i) {
        auto* button = new QPushButton(answers == 1 ? tr("Try it") : tr("Try %1").arg(i + 1), m_tries);
        button->setObjectName(QStringLiteral("tryAnswer"));
        button->setToolTip(fromUtf8(found->words()[i]).toHtmlEscaped());
        connect(button, &QPushButton::clicked, this, [this, found, i] { emit tried(found->answers[i].row); });
        m_tries->layout()->addWidget(button);
    }
    static_cast<QHBoxLayout*>(m_tries->layout())->addStretch(1);
    m_tries->setVisible(answers > 0);
}

} // namespace netloom
