// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/subgroups_box.h"

#include "ui/evaluate/column_choice.h"
#include "ui/evaluate/figures_table.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/text.h"

#include <QVBoxLayout>

namespace netloom {

namespace {

constexpr int kRest = 200; // ms

} // namespace

SubgroupsBox::SubgroupsBox(std::function<Rows()> rows, QWidget* parent)
    : QWidget(parent), m_rows(std::move(rows)), m_column(new ChoiceBox(this)), m_figures(new FiguresTable(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(headingLabel(tr("By subgroup"), this));
    m_column->setObjectName(QStringLiteral("groupColumn"));
    m_column->setAccessibleName(tr("Column of the subgroups"));
    connect(m_column, &QComboBox::activated, this, [this] { start(); });
    column->addWidget(m_column);
    m_figures->setAccessibleName(tr("Figures of each subgroup"));
    m_figures->hide();
    column->addWidget(m_figures);
    m_later.setSingleShot(true);
    m_later.setInterval(kRest);
    connect(&m_later, &QTimer::timeout, this, [this] { start(); });
    addCopyAction(*m_figures, [this] { return m_figures->asText(); });
}

void SubgroupsBox::renew()
{
    offerColumns(*m_column, m_rows().table.get(), tr("Choose a column"));
    start();
}

void SubgroupsBox::renewSoon()
{
    m_later.start();
}

void SubgroupsBox::start()
{
    constexpr Index kGroupResamples = 500;
    const int column = m_column->currentData().toInt();
    const Rows shown = m_rows();
    if (column < 0 || !shown.part || !shown.table) {
        m_job.cancel();
        m_figures->hide();
        return;
    }
    EvaluationOptions options;
    options.threshold = shown.part->threshold;
    options.resamples = shown.intervals ? kGroupResamples : 0;
    m_job.start(
        [rows = shown.part->rows, table = shown.table, column, options](const std::stop_token& stop, const auto&) {
            return std::make_shared<std::vector<Subgroup>>(subgroupFigures(rows, *table, column, options, stop));
        },
        [this](const std::shared_ptr<std::vector<Subgroup>>& found) {
            QStringList names;
            std::vector<std::vector<Figure>> all;
            std::vector<Index> counts;
            for (const Subgroup& group : *found) {
                names << fromUtf8(group.name);
                all.push_back(group.figures);
                counts.push_back(static_cast<Index>(group.rows.size()));
            }
            m_figures->showGroups(names, all, counts);
            m_figures->show();
        });
}

} // namespace netloom
