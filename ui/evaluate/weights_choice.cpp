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
    connect(&document.currentModel(), &CurrentModel::changed, this, [this] {
        if (m_rewound != m_document.currentModel().isRewound())
            update();
    });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what.testFlag(Change::Weights))
            update();
    });
    update();
}

void WeightsChoice::update()
{
    static const Checkpoint none;
    const Checkpoint& checkpoint = m_document.isOpen() ? m_document.project().run().checkpoint : none;
    const bool best = !checkpoint.bestWeights.empty() && checkpoint.history.bestEpoch >= 0;
    clear();
    const auto epochs = static_cast<Index>(checkpoint.history.epochs());
    m_rewound = m_document.currentModel().isRewound();
    const QString ofBest = tr("Weights of the best epoch, %1").arg(wholeNumber(checkpoint.history.bestEpoch + 1));
    // Where the best ones were put back, there are no others.
    const bool same = best && checkpoint.weights == checkpoint.bestWeights;
    addItem(m_rewound            ? tr("Weights of an earlier epoch, chosen below the curves")
            : checkpoint.empty() ? tr("not trained")
            : same               ? ofBest
            : epochs == 0        ? tr("Weights from within the first epoch")
                                 : tr("Weights after epoch %1").arg(wholeNumber(epochs)));
    const bool other = best && !same && !m_rewound;
    if (other)
        addItem(ofBest);
    setCurrentIndex(other && m_document.currentModel().which() == WhichWeights::Best ? 1 : 0);
    setEnabled(other);
    setVisible(!checkpoint.empty() || m_rewound);
}

} // namespace netloom
