// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/near_rows_label.h"

#include "core/preparation/target_cells.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <utility>

namespace netloom {

NearRowsLabel::NearRowsLabel(std::size_t most, QWidget* parent) : WrappedLabel(parent), m_most(most)
{
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    m_stale.setSingleShot(true);
    m_stale.setInterval(200);
    connect(&m_stale, &QTimer::timeout, this, [this] { setText(tr("Being looked for.")); });
}

void NearRowsLabel::forget()
{
    m_job.cancel();
    m_stale.stop();
    clear();
}

void NearRowsLabel::look(std::shared_ptr<const PreparedData> prepared, std::shared_ptr<const Table> query, Index row,
                         Index without)
{
    if (m_data != prepared)
        m_usual.reset();
    m_data = std::move(prepared);
    m_stale.start();
    m_job.start(
        [held = m_data, query = std::move(query), row, without, most = m_most,
         usual = m_usual](const std::stop_token& stop, const auto&) {
            std::vector<std::string> columns;
            for (const ColumnRecipe& each : held->fitted.recipe().columns)
                if (each.role == ColumnRole::Input && each.formula.empty())
                    columns.push_back(each.column);
            const NearestRows nearest(*held->table, held->split.train, columns);
            Found found;
            found.rows = nearest.nearest(*query, row, most, without);
            found.usual = usual ? *usual : nearest.usual(0, stop);
            for (const NearRow& each : found.rows)
                found.targets.push_back(targetCells(*held->table, held->fitted.target(), each.row));
            return found;
        },
        [this](const Found& found) {
            m_usual = std::make_shared<const NearestRows::Usual>(found.usual);
            show(found);
        },
        [this](const QString&) { forget(); });
}

void NearRowsLabel::show(const Found& found)
{
    m_stale.stop();
    QStringList lines;
    for (std::size_t i = 0; i < found.rows.size(); ++i)
        lines << tr("row %1: %2, %3 away")
                     .arg(wholeNumber(found.rows[i].row + 1), fromUtf8(found.targets[i]),
                          shortNumber(found.rows[i].distance));
    if (!found.rows.empty()) {
        const bool unlike = found.rows.front().distance > found.usual.quantile99;
        lines << (unlike
                      ? tr("This row is unlike anything seen in training: usually a row has its nearest neighbour at "
                           "%1. Do not rely on the prediction.")
                      : tr("Usually a training row has its nearest neighbour at %1."))
                     .arg(shortNumber(found.usual.median));
    }
    setText(lines.join(QLatin1Char('\n')));
}

} // namespace netloom
