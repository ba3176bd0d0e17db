// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/pair_map.h"

#include "ui/explain/explanation_plots.h"
#include "ui/plots/heat_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

PairMap::PairMap(QWidget* parent)
    : QWidget(parent), m_with(new ChoiceBox(this)), m_map(new HeatPlot(this)), m_words(mutedLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("together with"), this);
    label->setObjectName(QStringLiteral("fieldLabel"));
    label->setBuddy(m_with);
    m_with->setObjectName(QStringLiteral("pairColumn"));
    m_with->setAccessibleName(tr("Second column"));
    line->addWidget(label);
    line->addWidget(m_with, 1);
    column->addLayout(line);
    m_map->setObjectName(QStringLiteral("pairMap"));
    m_map->setAccessibleName(tr("Prediction over two columns"));
    column->addWidget(m_map);
    column->addWidget(m_words);
    m_map->hide();
    m_words->hide();
    addPictureActions(
        *m_map, tr("map"),
        [this](const QByteArray& format, double s) { return m_map->picture(format, m_map->size(), s); },
        [this] { return m_map->csv(); });
    connect(m_with, &QComboBox::activated, this, &PairMap::start);
}

void PairMap::setColumns(const QStringList& names)
{
    m_names = names;
    fill();
    setVisible(names.size() > 1);
}

void PairMap::fill()
{
    const QString before = m_with->currentIndex() > 0 ? m_with->currentText() : QString();
    m_with->clear();
    m_with->addItem(tr("no second column"));
    for (const QString& name : m_names)
        if (name != m_column)
            m_with->addItem(name);
    m_with->setCurrentIndex(before.isEmpty() ? 0 : std::max(0, m_with->findText(before)));
}

void PairMap::show(std::optional<ExplanationSource> source, const QString& column, int output)
{
    m_source = std::move(source);
    if (column != m_column) {
        m_column = column;
        fill();
    }
    m_output = output;
    start();
}

void PairMap::start()
{
    const QString second = m_with->currentIndex() > 0 ? m_with->currentText() : QString();
    const bool wanted = m_source && !second.isEmpty() && !m_column.isEmpty();
    m_map->setVisible(wanted);
    m_words->setVisible(wanted);
    m_job.cancel();
    if (!wanted)
        return;
    m_job.start(
        [source = *m_source, first = m_column.toStdString(), other = second.toStdString(),
         output = m_output](const std::stop_token& stop, const auto& progress) {
            const bool shares = hasProbabilities(source.model->preparation->target().task);
            ExplainedModel model = source.explained(shares ? ExplainedScale::Probability : ExplainedScale::Default);
            auto made = std::make_shared<Found>();
            constexpr Index kPoints = 20;
            made->map = pairDependence(model, model.column(first), model.column(other), source.data->split.train,
                                       kPoints, {}, stop, progress);
            made->first = first;
            made->second = other;
            made->scale = model.scaleName();
            made->output = output;
            made->outputName = model.outputNames()[static_cast<std::size_t>(output)];
            return std::shared_ptr<const Found>(made);
        },
        [this](const std::shared_ptr<const Found>& found) { draw(*found); },
        [this](const QString& problem) {
            m_map->setEmptyText(problem);
            m_map->setContent({});
            m_words->hide();
        });
}

void PairMap::draw(const Found& found)
{
    m_map->setContent(pairContent(found.map, found.output, fromUtf8(found.first), fromUtf8(found.second),
                                  predictionTitle(found.outputName, found.scale)));
    m_words->setText(
        tr("The mean prediction of the training rows when both columns are changed. Cells with a line have no "
           "training row near them: there the map is a guess."));
    m_words->show();
}

} // namespace netloom
