// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/explanation_source.h"

#include "ui/document/current_model.h"

#include <algorithm>
#include <cmath>

namespace netloom {

std::optional<ExplanationSource> ExplanationSource::of(const ProjectDocument& document, QString& why)
{
    const auto model = document.isOpen() ? document.currentModel().model() : nullptr;
    const auto data = document.sharedPrepared();
    if (!document.table())
        why = QObject::tr("There are no data to explain predictions of.");
    else if (!model || !model->preparation)
        why = QObject::tr("The network has not been trained yet. Press Train.");
    else if (!data)
        why = document.dataProblem();
    else
        return ExplanationSource{model, data};
    return {};
}

Index firstRowToLookAt(const std::shared_ptr<const PreparedData>& data)
{
    return data && !data->split.test.empty() ? data->split.test.front() : 0;
}

bool hasProbabilities(Task task)
{
    return hasClasses(task) || task == Task::MultiBinary;
}

int decimalsFor(double largest)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return 3;
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 0, 8);
}

} // namespace netloom
