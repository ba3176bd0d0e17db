// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/losses/loss.h"
#include "core/network/network.h"

#include <memory>
#include <vector>

namespace netloom {

/// What a training makes small: the mean over the samples of weight × loss, plus the penalties of weights and outputs.
/// Belongs to one network, which may compute a part of it itself: the loss on the logits, or the whole of it within its
/// passes.
///
/// The samples of a batch may be passed in parts, on several threads at once where samplewise().
class Objective
{
public:
    /// @throws Error where the loss is not known, or its targets are not the `targetRows` numbers per sample that there
    /// are
    Objective(Network& network, const ComponentSpec& loss, Index targetRows);

    /// Whether a sample's loss and gradient depend on that sample alone.
    bool samplewise() const { return m_passes.samplewise() && !m_loss->looksAtBatch(); }
    /// Whether the passes compute the loss from the targets that the network has loaded: nobody else needs them then.
    bool inPasses() const { return m_inPasses; }

    /// The network's pass, and the losses of its samples. @returns the prediction; nothing where inPasses()
    ConstBlock forward(ConstBlock x, ConstBlock target, const Pass& pass);
    /// After forward() of the same samples: the gradient of their share in the objective, back through the network.
    /// `weights` holds a weight for each of them; null: all 1.
    void backward(ConstBlock x, ConstBlock target, const Scalar* weights, const Pass& pass);

    /// Of the first `count` samples of the batch, as forward() left them: `before` plus the sum of weight × loss.
    double sum(const Scalar* weights, Index count, double before = 0) const;
    /// The same divided by the number of samples, and the penalties.
    double mean(const Scalar* weights, Index count) const;
    double weightPenalty() const { return m_network.penalty(); }
    double outputPenalty(Index count) const
    {
        return m_passes.penalisesActivity() ? m_passes.activityPenalty(count) : 0;
    }

private:
    Network& m_network;
    Passes& m_passes;
    std::unique_ptr<Loss> m_loss;
    bool m_fused = false; ///< computed on the logits
    bool m_inPasses = false;
    std::vector<Scalar> m_perSample;
    std::vector<Scalar> m_rowScale;
};

} // namespace netloom
