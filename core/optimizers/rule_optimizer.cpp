// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/rule_optimizer.h"

#include <utility>

namespace netloom {

std::vector<FieldInfo> optimizerFields(double learningRate, std::vector<FieldInfo> own, double weightDecay)
{
    std::vector<FieldInfo> fields;
    fields.push_back(
        realField("learning_rate", "Learning rate",
                  "How far the weights move in each step: larger learns faster, too large does not settle.",
                  learningRate, 0, 1e6));
    for (FieldInfo& field : own)
        fields.push_back(std::move(field));
    fields.push_back(advancedField(
        realField("weight_decay", "Weight decay",
                  "Share by which all weights shrink in each step, times the learning rate; 0 means none.", weightDecay,
                  0, 1e3)));
    fields.push_back(advancedField(
        realField("clipnorm", "Clip each norm",
                  "Largest length of the gradient of one layer's kernel or bias; 0 means no limit.", 0, 0, 1e9)));
    fields.push_back(
        advancedField(realField("global_clipnorm", "Clip global norm",
                                "Largest length of all gradients together; 0 means no limit.", 0, 0, 1e9)));
    fields.push_back(advancedField(realField(
        "clipvalue", "Clip values", "Largest size of each number of the gradients; 0 means no limit.", 0, 0, 1e9)));
    return fields;
}

FieldInfo epsilonField()
{
    return advancedField(
        realField("epsilon", "Epsilon", "Small number that keeps divisions away from 0.", 1e-7, 1e-12, 1));
}

FieldInfo decayField(std::string key, std::string title, std::string help, double initial)
{
    return belowField(realField(std::move(key), std::move(title), std::move(help), initial, 0, 1));
}

RuleOptimizer::RuleOptimizer(const FieldValues& values) : m_weightDecay(values.real("weight_decay"))
{
    m_learningRate = values.real("learning_rate");
    m_clipping = {values.real("clipnorm"), values.real("global_clipnorm"), values.real("clipvalue")};
}

void RuleOptimizer::begin(std::int64_t iteration, double rate)
{
    m_rate = rate;
    m_keep = static_cast<Scalar>(1 - m_weightDecay * rate);
    beginStep(static_cast<double>(iteration) + 1);
}

} // namespace netloom
