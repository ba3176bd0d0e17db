// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_finder.h"

#include "core/base/error.h"
#include "core/explanation/explained_model.h"
#include "ui/toolkit/text.h"

#include <optional>
#include <utility>

namespace netloom {

namespace {

std::shared_ptr<const Dataset> trainingPart(const DiagramFinder::Question& question)
{
    return question.data ? question.data->data.train : nullptr;
}

DiagramFindings find(const DiagramFinder::Question& asked, const std::optional<DiagramFacts>& known,
                     const std::stop_token& stop)
{
    DiagramFindings found;
    found.facts = known ? *known
                        : diagramFacts(asked.network, asked.config, asked.inputs, asked.weights.pointer(),
                                       trainingPart(asked), stop);
    if (!asked.data || !(asked.way || asked.pixels))
        return found;
    const SharedParameters weights = asked.weights.pointer() ? asked.weights : SharedParameters(*found.facts.start);
    const PreparedData& data = *asked.data;
    if (asked.pixels)
        found.pixels = std::make_shared<PixelPictures>(
            pixelPictures(asked.network, weights, *data.table, data.fitted, data.split.train, asked.row, stop));
    if (!asked.way || asked.row < 0)
        return found;
    const Model looked{asked.network, weights, asked.preparation};
    try {
        found.row = std::make_shared<RowActivity>(rowActivity(looked, data, asked.row));
        if (asked.column.empty())
            return found;
        ExplainedModel source(looked, data.table, data.split.train);
        found.paths = std::make_shared<PathConductance>(
            pathConductance(source, *data.table, asked.row, source.column(asked.column), asked.output, stop));
    } catch (const Error& error) {
        found.rowProblem = fromUtf8(error.message());
    }
    return found;
}

} // namespace

bool DiagramFinder::Known::answers(const Question& question) const
{
    return weights.shares(question.weights) && hasData == (question.data != nullptr) &&
           train.lock() == trainingPart(question) && inputs == question.inputs && network == question.network &&
           config == question.config;
}

void DiagramFinder::ask(Question question, Found found)
{
    std::optional<DiagramFacts> known;
    if (m_known && m_known->answers(question))
        known = m_known->facts;
    auto asked = std::make_shared<const Question>(std::move(question));
    m_job.start([asked, known](const std::stop_token& stop, const auto&) { return find(*asked, known, stop); },
                [this, asked, found = std::move(found)](const DiagramFindings& findings) {
                    m_known = std::make_shared<const Known>(Known{asked->network, asked->config, asked->inputs,
                                                                  asked->weights, asked->data != nullptr,
                                                                  trainingPart(*asked), findings.facts});
                    found(findings);
                });
}

} // namespace netloom
