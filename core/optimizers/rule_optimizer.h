// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/optimizers/optimizer.h"

namespace netloom {

/// The fields that all optimizers have (learning_rate, `own`, then weight_decay, clipnorm, global_clipnorm, clipvalue).
std::vector<FieldInfo> optimizerFields(double learningRate, std::vector<FieldInfo> own, double weightDecay = 0);
/// Field of an epsilon, a decay rate in [0, 1).
FieldInfo epsilonField();
FieldInfo decayField(std::string key, std::string title, std::string help, double initial);

/// What all optimizers share: learning rate, clipping, and decoupled weight decay (w -= w · weight_decay · rate before
/// the step).
class RuleOptimizer : public Optimizer
{
public:
    void begin(std::int64_t iteration, double rate) override;

protected:
    explicit RuleOptimizer(const FieldValues& values);

    /// Called by begin() with the 1-based number of the step.
    virtual void beginStep(double) {}

    double rate() const { return m_rate; }
    double weightDecay() const { return m_weightDecay; }
    /// Factor of the weights in this step.
    Scalar keep() const { return m_keep; }

private:
    double m_weightDecay;
    double m_rate = 0;
    Scalar m_keep = 1;
};

} // namespace netloom
