// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/project_summary.h"

#include "core/layers/registry.h"
#include "core/metrics/metric_keys.h"
#include "core/metrics/monitor.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QStringList>

namespace netloom {

std::optional<ListedScore> scoreOf(const History& history)
{
    if (history.epochs() == 0)
        return {};
    const std::size_t epoch =
        history.bestEpoch >= 0 ? static_cast<std::size_t>(history.bestEpoch) : history.epochs() - 1;
    for (const std::string& key : history.keys)
        if (isMetricKey(key)) {
            const HistoryColumn* values = history.find("val_" + key);
            if (!values)
                values = history.find(key);
            if (!values || epoch >= values->size())
                continue;
            const double value = (*values)[epoch];
            return ListedScore{metricName(key), metricText(key, value),
                               monitorMode("auto", key) == MonitorMode::Max ? value : -value};
        }
    return {};
}

QString nameBeside(const Project& project, std::size_t place)
{
    const Run& other = project.runs[place];
    if (!other.name.empty())
        return fromUtf8(other.name);
    const QString current = fromUtf8(project.run().name);
    if (place + 1 == project.current && current.contains(QLatin1Char(' ')) && current[0].isLower())
        return QObject::tr("before %1").arg(current);
    return fromUtf8(other.id);
}

QString projectSummary(const ProjectDocument& document)
{
    const std::vector<LayerShape> shapes = document.shapes();
    const auto& layers = document.network().layers;
    QStringList sizes{QString::number(document.inputs())};
    for (std::size_t i = 0; i < layers.size() && i < shapes.size(); ++i) {
        const LayerInfo* info = findLayerType(layers[i].type);
        if (info && info->role == LayerRole::Units)
            sizes.append(QString::number(shapes[i].outputs()));
    }
    const QString architecture = sizes.join(QLatin1Char('-'));
    const History& history = document.project().run().checkpoint.history;
    if (document.project().run().checkpoint.empty() || history.epochs() == 0)
        return QObject::tr("%1 · not trained").arg(architecture);
    if (const std::optional<ListedScore> score = scoreOf(history))
        return QStringLiteral("%1 · %2 %3").arg(architecture, score->name, score->text);
    return QObject::tr("%1 · trained").arg(architecture);
}

} // namespace netloom
