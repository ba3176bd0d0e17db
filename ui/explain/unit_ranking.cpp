// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/unit_ranking.h"

#include "core/explanation/background.h"
#include "ui/diagram/diagram_columns.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/diagram_scene.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kUnitBars = 12;
constexpr Index kUnitRows = 500;
constexpr Index kFewestUnitRows = 20;
constexpr double kMultiplyAdds = 2e10; // about two seconds; wide networks are looked at with fewer rows

std::vector<DiagramColumn> columnsOf(const ExplanationSource& source)
{
    const FittedRecipe* preparation = source.model->preparation.get();
    return diagramColumns(
        diagramScene(source.model->network, static_cast<Index>(preparation->features().size()), preparation, nullptr));
}

/// The hidden columns whose units answer something of their own.
std::vector<int> rankedColumns(const std::vector<DiagramColumn>& columns)
{
    std::vector<int> ranked;
    for (std::size_t i = 1; i + 1 < columns.size(); ++i)
        if (columns[i].fullyLinked())
            ranked.push_back(static_cast<int>(i));
    return ranked;
}

} // namespace

UnitRanking::UnitRanking(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_button(new QPushButton(this)),
      m_bar(new QProgressBar(this)),
      m_bars(new BarPlot(this)),
      m_words(mutedLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(headingLabel(tr("Which units matter"), this));
    auto* line = new QHBoxLayout;
    m_button->setObjectName(QStringLiteral("rankUnits"));
    line->addWidget(m_button);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Units switched off"));
    m_bar->hide();
    line->addWidget(m_bar, 1);
    line->addStretch(0);
    column->addLayout(line);
    m_bars->setObjectName(QStringLiteral("units"));
    m_bars->setAccessibleName(tr("Effect of each unit"));
    m_bars->hide();
    column->addWidget(m_bars);
    m_words->hide();
    column->addWidget(m_words);
    addPictureActions(
        *m_bars, tr("units"),
        [this](const QByteArray& format, double s) { return m_bars->picture(format, m_bars->size(), s); },
        [this] { return m_bars->csv(); });
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!m_job.isRunning())
            return start();
        m_job.cancel();
        m_bar->hide();
        tellUnits();
    });
    connect(m_bars, &BarPlot::barClicked, this, [this](int at) {
        if (at < 0 || !m_found)
            return;
        if (m_bars->content().bars[static_cast<std::size_t>(at)].isRest) {
            m_all = true;
            draw();
            return;
        }
        m_document.selectUnit(m_found->entries[static_cast<std::size_t>(at)].unit);
    });
    auto* tick = new QTimer(this);
    tick->setInterval(100);
    connect(tick, &QTimer::timeout, this, [this, tick] {
        m_bar->setVisible(m_job.isRunning());
        m_bar->setValue(static_cast<int>(100 * m_job.progress()));
        if (!m_job.isRunning())
            tick->stop();
    });
    connect(m_button, &QPushButton::clicked, tick, qOverload<>(&QTimer::start));
}

void UnitRanking::setSource(std::optional<ExplanationSource> source, int output)
{
    if (m_source && source && m_source->model == source->model && m_output == output)
        return;
    m_source = std::move(source);
    m_output = output;
    m_job.cancel();
    m_found.reset();
    m_bars->hide();
    m_words->hide();
    m_all = false;
    tellUnits();
}

void UnitRanking::tellUnits()
{
    Index units = 0;
    if (m_source) {
        const std::vector<DiagramColumn> columns = columnsOf(*m_source);
        for (const int at : rankedColumns(columns))
            units += columns[static_cast<std::size_t>(at)].units;
    }
    setVisible(units > 0);
    m_button->setText(units == 1 ? tr("Switch the hidden unit off")
                                 : tr("Switch off each of %1 units").arg(wholeNumber(units)));
}

void UnitRanking::start()
{
    if (!m_source)
        return;
    m_button->setText(tr("Stop"));
    m_job.start(
        [source = *m_source, columns = columnsOf(*m_source), output = m_output](const std::stop_token& stop,
                                                                                const ProgressFunction& progress) {
            ExplainedModel model = source.explained(ExplainedScale::Default);
            auto made = std::make_shared<Found>();
            const Split& split = source.data->split;
            made->part = !split.test.empty() ? "test" : !split.validation.empty() ? "validation" : "training";
            const std::vector<Index>& rows = !split.test.empty()         ? split.test
                                             : !split.validation.empty() ? split.validation
                                                                         : split.train;
            const std::vector<int> ranked = rankedColumns(columns);
            double units = 0;
            double parameters = 0;
            for (const DiagramColumn& each : columns)
                parameters += static_cast<double>(each.parameters);
            for (const int at : ranked)
                units += static_cast<double>(columns[static_cast<std::size_t>(at)].units);
            const Index most = std::clamp(static_cast<Index>(kMultiplyAdds / std::max(1.0, units * parameters)),
                                          kFewestUnitRows, kUnitRows);
            const Matrix x = model.prepared(model.table(), drawRows(rows, most, 0));
            made->rows = x.cols();
            double done = 0;
            for (const int at : ranked) {
                const DiagramColumn& column = columns[static_cast<std::size_t>(at)];
                for (const UnitSensitivity& effect :
                     unitSensitivity(model.network(), x, static_cast<std::size_t>(column.layer), output, stop))
                    made->entries.push_back({{at, effect.unit}, unitName(column, effect.unit), effect});
                done += static_cast<double>(column.units);
                if (progress)
                    progress(done / units);
            }
            std::stable_sort(made->entries.begin(), made->entries.end(), [](const Entry& a, const Entry& b) {
                return a.effect.meanAbsAblation > b.effect.meanAbsAblation;
            });
            made->scale = model.scaleName();
            made->outputName = model.outputNames()[static_cast<std::size_t>(output)];
            return std::shared_ptr<const Found>(made);
        },
        [this](std::shared_ptr<const Found> found) {
            m_found = std::move(found);
            m_button->setText(tr("Compute again"));
            draw();
        },
        [this](const QString& problem) {
            m_button->setText(tr("Compute again"));
            m_words->setText(problem);
            m_words->show();
        });
}

void UnitRanking::draw()
{
    const std::vector<Entry>& entries = m_found->entries;
    const std::size_t shown = m_all || entries.size() <= kUnitBars + 1 ? entries.size() : kUnitBars;
    BarPlot::Content content;
    content.signedColors = false;
    const int decimals = entries.empty() ? 3 : decimalsFor(entries.front().effect.meanAbsAblation);
    for (std::size_t i = 0; i < shown; ++i) {
        const double effect = entries[i].effect.meanAbsAblation;
        content.bars.push_back(
            {entries[i].name, {}, 0, effect, QLocale().toString(effect, 'f', decimals), {}, {}, false});
    }
    if (shown < entries.size())
        content.bars.push_back({tr("%1 others").arg(wholeNumber(static_cast<Index>(entries.size() - shown))),
                                {},
                                0,
                                0,
                                tr("show"),
                                {},
                                {},
                                true});
    m_bars->setContent(std::move(content));
    m_bars->show();
    const auto still =
        std::count_if(entries.begin(), entries.end(), [](const Entry& each) { return each.effect.sdActivation == 0; });
    QString text = tr("How far the prediction of %1 moves on average, in %2, when the unit answers its mean in each of "
                      "%3 %4 rows. Click a bar: the diagram and Unit show it.")
                       .arg(fromUtf8(m_found->outputName), fromUtf8(m_found->scale), wholeNumber(m_found->rows),
                            fromUtf8(m_found->part));
    if (still > 0)
        text += QLatin1Char(' ') + (still == 1 ? tr("One unit never changes its answer.")
                                               : tr("%1 units never change their answer.").arg(still));
    m_words->setText(text);
    m_words->show();
}

} // namespace netloom
