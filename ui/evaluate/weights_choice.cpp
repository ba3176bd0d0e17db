// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/weights_choice.h"

#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_text.h"

namespace netloom {

WeightsChoice::WeightsChoice(ProjectDocument& document, QWidget* parent) : ChoiceBox(parent), m_document(document)
{
    setObjectName(QStringLiteral("weights"));
    setAccessibleName(tr("Weights"));
    setToolTip(tr("Which weights diagram, evaluation, explanation, prediction and export look at"));
    connect(this, &QComboBox::activated, this, [this](int index) {
        m_document.currentModel().setWhich(index == 1 ? WhichWeights::Best : WhichWeights::Last);
    });
    connect(&document.currentModel(), &CurrentModel::whichChanged, this, &WeightsChoice::update);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Weights))
            update();
    });
    update();
}

void WeightsChoice::update()
{
    const Checkpoint& checkpoint = m_document.isOpen() ? m_document.project().run().checkpoint : Checkpoint();
    const bool best = !checkpoint.bestWeights.empty() && checkpoint.history.bestEpoch >= 0;
    clear();
    const auto epochs = static_cast<Index>(checkpoint.history.epochs());
    addItem(checkpoint.empty() ? tr("not trained") : tr("Weights after epoch %1").arg(wholeNumber(epochs)));
    if (best)
        addItem(tr("Weights of the best epoch, %1").arg(wholeNumber(checkpoint.history.bestEpoch + 1)));
    setCurrentIndex(best && m_document.currentModel().which() == WhichWeights::Best ? 1 : 0);
    setEnabled(best);
}

} // namespace netloom
