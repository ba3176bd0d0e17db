// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/model.h"
#include "ui/document/change.h"

#include <QObject>

#include <memory>

namespace netloom {

class ProjectDocument;

/// The model that the whole window looks at: diagram, evaluation, explanation, prediction, export. Its weights are the
/// newest of a running training, or those of a stored epoch that is looked at, else those of the project's current run.
/// Lives on the GUI thread; the models it hands
/// out are shared and may go to workers.
class CurrentModel final : public QObject
{
    Q_OBJECT
public:
    explicit CurrentModel(ProjectDocument& document);

    const std::shared_ptr<const Model>& model() const { return m_model; } ///< null: not trained
    bool isLive() const { return m_live; }
    /// Of a training that has ended: its last weights, or those of its best epoch where they were kept. Chosen once for
    /// the whole window.
    WhichWeights which() const { return m_which; }
    void setWhich(WhichWeights which);
    /// Whether anybody wants to see every change.
    bool isWatched() const;

    /// Weights of the training that runs; it goes on telling them until followDocument().
    void setLive(SharedParameters weights);
    void followDocument();
    /// Weights of a stored epoch of the current run; until followDocument(), or until there are others.
    void setRewound(SharedParameters weights);
    bool isRewound() const { return m_rewound; }
    /// It stands still: who takes longer than a frame looks at it now. Emits whichChanged().
    void settle() { emit whichChanged(); }

signals:
    void changed(std::shared_ptr<const netloom::Model> model);
    void whichChanged();

private:
    void documentChanged(Changes what);
    void show(const SharedParameters& weights);

    ProjectDocument& m_document;
    std::shared_ptr<const Model> m_model;
    bool m_live = false;
    bool m_rewound = false;
    WhichWeights m_which = WhichWeights::Last;
};

} // namespace netloom
