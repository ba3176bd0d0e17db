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
    show(weights);
}

void CurrentModel::followDocument()
{
    m_live = false;
    show(m_document.project().run().checkpoint.weights);
}

void CurrentModel::documentChanged(Changes what)
{
    // Weights that are told live are of the network and the data as they were.
    const bool other = what & ~Changes(Change::Training | Change::Weights);
    if (other || !m_live)
        followDocument();
}

void CurrentModel::show(const SharedParameters& weights)
{
    if (weights.empty()) {
        if (std::exchange(m_model, nullptr))
            emit changed(nullptr);
        return;
    }
    std::shared_ptr<const FittedRecipe> preparation;
    if (const auto prepared = m_document.sharedPrepared())
        preparation = std::shared_ptr<const FittedRecipe>(prepared, &prepared->fitted);
    else if (m_document.project().run().fitted)
        preparation = std::make_shared<const FittedRecipe>(*m_document.project().run().fitted);
    if (m_model && m_model->weights.shares(weights) && m_model->preparation == preparation &&
        m_model->network == m_document.network())
        return;
    m_model = std::make_shared<const Model>(Model{m_document.network(), weights, std::move(preparation)});
    emit changed(m_model);
}

} // namespace netloom
