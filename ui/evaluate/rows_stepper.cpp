// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/rows_stepper.h"

#include "ui/document/project_document.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

RowsStepper::RowsStepper(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_title(new ElidedLabel(10, this)),
      m_place(new QLabel(this)),
      m_back(new QToolButton(this)),
      m_next(new QToolButton(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(m_title);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    m_back->setText(QStringLiteral("‹"));
    m_back->setObjectName(QStringLiteral("rowBack"));
    m_back->setAccessibleName(tr("Row before"));
    m_next->setText(QStringLiteral("›"));
    m_next->setObjectName(QStringLiteral("rowNext"));
    m_next->setAccessibleName(tr("Next row"));
    m_place->setObjectName(QStringLiteral("muted"));
    auto* table = new QPushButton(tr("Show in the table"), this);
    table->setProperty("link", true);
    row->addWidget(m_back);
    row->addWidget(m_place);
    row->addWidget(m_next);
    row->addStretch(1);
    row->addWidget(table);
    column->addLayout(row);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(table, &QPushButton::clicked, this, [this] { emit tableRequested(m_words, m_rows); });
    hide();
}

void RowsStepper::setRows(const QString& title, std::vector<Index> rows)
{
    m_words = title;
    m_title->setText(title);
    m_rows = std::move(rows);
    m_at = 0;
    setVisible(true);
    if (!m_rows.empty())
        m_document.selectRow(m_rows.front());
    update();
}

void RowsStepper::clear()
{
    m_rows.clear();
    hide();
}

void RowsStepper::step(int by)
{
    const int count = static_cast<int>(m_rows.size());
    if (count == 0)
        return;
    m_at = (m_at + by + count) % count;
    m_document.selectRow(m_rows[static_cast<std::size_t>(m_at)]);
    update();
}

void RowsStepper::update()
{
    const bool several = m_rows.size() > 1;
    m_back->setEnabled(several);
    m_next->setEnabled(several);
    m_place->setText(m_rows.empty() ? tr("no rows")
                                    : tr("row %1 · %2 of %3")
                                          .arg(wholeNumber(m_rows[static_cast<std::size_t>(m_at)] + 1),
                                               wholeNumber(m_at + 1), wholeNumber(static_cast<Index>(m_rows.size()))));
}

} // namespace netloom
