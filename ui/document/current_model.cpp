// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/current_model.h"

#include "ui/document/project_document.h"

#include <QMetaMethod>

namespace netloom {

CurrentModel::CurrentModel(ProjectDocument& document) : QObject(&document), m_document(document)
{
    qRegisterMetaType<std::shared_ptr<const Model>>("std::shared_ptr<const netloom::Model>");
    connect(&document, &ProjectDocument::changed, this, &CurrentModel::documentChanged);
}

bool CurrentModel::isWatched() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&CurrentModel::changed));
}

void CurrentModel::setLive(SharedParameters weights)
{
    m_live = true;
    m_rewound = false;
    show(weights);
}

void CurrentModel::setRewound(SharedParameters weights)
{
    m_live = false;
    m_rewound = true;
    show(weights);
}

void CurrentModel::followDocument()
{
    m_live = false;
    m_rewound = false;
    const Checkpoint& checkpoint = m_document.project().run().checkpoint;
    show(m_which == WhichWeights::Best && !checkpoint.bestWeights.empty() ? checkpoint.bestWeights
                                                                          : checkpoint.weights);
}

void CurrentModel::setWhich(WhichWeights which)
{
    if (which == m_which)
        return;
    m_which = which;
    if (!m_live)
        followDocument();
    emit whichChanged();
}

void CurrentModel::documentChanged(Changes what)
{
    // Weights that are told live are of the network and the data as they were.
    const bool other = what & ~Changes(Change::Training | Change::Weights);
    if (other || (!m_live && (!m_rewound || what.testFlag(Change::Weights))))
        followDocument();
}

void CurrentModel::show(const SharedParameters& weights)
{
    if (weights.empty()) {
        if (std::exchange(m_model, nullptr))
            emit changed(nullptr);
        return;
    }
    std::shared_ptr<const FittedRecipe> preparation = m_document.trainedPreparation();
    if (const auto prepared = m_document.sharedPrepared(); m_live && prepared)
        preparation = {prepared, &prepared->fitted}; // what the training that runs has
    if (m_model && m_model->weights.shares(weights) && m_model->preparation == preparation &&
        m_model->network == m_document.network())
        return;
    m_model = std::make_shared<const Model>(Model{m_document.network(), weights, std::move(preparation)});
    emit changed(m_model);
}

} // namespace netloom
