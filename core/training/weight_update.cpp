// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/weight_update.h"

#include "core/base/error.h"
#include "core/kernels/dispatch.h"
#include "core/optimizers/clip_gradients.h"
#include "core/optimizers/registry.h"
#include "core/regularizers/registry.h"
#include "core/schedules/registry.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr const char* kWeightFault = "a weight is no longer a finite number";
constexpr const char* kGradientFault = "a gradient is no longer a finite number";

template<typename Info>
const Info& require(const Info* info, const std::string& kind, const std::string& type)
{
    if (!info)
        throw Error("the " + kind + " " + quoted(type) + " is not known");
    return *info;
}

UpdateRule ruleOf(const Optimizer::Fused& fused)
{
    UpdateRule rule{};
    rule.rate = static_cast<Scalar>(fused.rate);
    if (fused.kind == "adam") {
        rule.rule = KernelAdam;
        rule.rate = static_cast<Scalar>(fused.rate * fused.correction);
        rule.keep1 = static_cast<Scalar>(1 - fused.beta1);
        rule.keep2 = static_cast<Scalar>(1 - fused.beta2);
        rule.epsilon = static_cast<Scalar>(fused.epsilon);
        rule.shrink = static_cast<Scalar>(fused.shrink);
    } else {
        rule.rule = fused.kind == "momentum" ? KernelMomentum : KernelSgd;
        rule.keep1 = static_cast<Scalar>(fused.beta1);
    }
    return rule;
}

} // namespace

WeightUpdate::WeightUpdate(const TrainingConfig& config, Network& network)
    : m_network(network),
      m_passes(network.passes()),
      m_optimizer(require(findOptimizer(config.optimizer.type), "optimizer", config.optimizer.type)
                      .make(config.optimizer.fields)),
      m_schedule(
          require(findSchedule(config.schedule.type), "schedule", config.schedule.type).make(config.schedule.fields))
{
    for (const Network::Tensor& tensor : network.tensors())
        if (tensor.spec.trainable)
            m_gradients.emplace_back(network.gradients().data() + tensor.offset,
                                     static_cast<std::size_t>(tensor.spec.storage()));
    makeConstraints();
    makeSlots();
    prepareAtOnce();
}

void WeightUpdate::makeConstraints()
{
    for (std::size_t i = 0; i < m_network.tensors().size(); ++i) {
        const ComponentSpec& spec = m_network.tensors()[i].spec.constraint;
        if (spec.type.empty())
            continue;
        m_constraints.push_back(
            {static_cast<Index>(i), require(findConstraint(spec.type), "constraint", spec.type).make(spec.fields)});
        const auto count = static_cast<std::size_t>(m_network.tensors()[i].spec.count());
        m_unpacked.resize(std::max(m_unpacked.size(), count));
    }
}

void WeightUpdate::makeSlots()
{
    for (std::size_t slot = 0; slot < m_optimizer->slotNames().size(); ++slot) {
        m_slots.emplace_back();
        m_slots.back().resize(m_network.trainableSize());
        std::fill_n(m_slots.back().data(), m_slots.back().size(), m_optimizer->slotInitial(slot));
    }
    for (AlignedBlock& slot : m_slots)
        m_slotPointers.push_back(slot.data());
}

void WeightUpdate::prepareAtOnce()
{
    const Clipping clipping = m_optimizer->clipping();
    m_atOnce = m_optimizer->fused() && !m_network.hasPenalties() && m_constraints.empty() && clipping.norm == 0 &&
               clipping.globalNorm == 0 && clipping.value == 0;
    if (!m_atOnce)
        return;
    m_weightStep.gradients = m_network.gradients().data();
    m_weightStep.values = m_network.values().data();
    // Rules without moments never look there.
    m_weightStep.m = m_slots.empty() ? m_weightStep.values : m_slots[0].data();
    m_weightStep.v = m_slots.size() < 2 ? m_weightStep.values : m_slots[1].data();
    m_weightStep.notFinite = &m_notFinite;
    for (const Network::Tensor& tensor : m_network.tensors())
        if (tensor.spec.trainable && !m_passes.stepsItself(tensor.layer))
            m_loose.emplace_back(tensor.offset, tensor.spec.storage());
}

const char* WeightUpdate::step(ConstBlock x, std::int64_t iteration, double baseRate, WorkerPool* pool)
{
    m_usedRate = m_schedule->rate(baseRate, iteration);
    m_optimizer->begin(iteration, m_usedRate);
    return m_atOnce ? stepAtOnce(x, iteration, pool) : stepAfterwards(x, iteration, pool);
}

/// Gradients of Dense layers never go to memory: the weights change while a tile of the product is in registers.
const char* WeightUpdate::stepAtOnce(ConstBlock x, std::int64_t iteration, WorkerPool* pool)
{
    m_weightStep.rule = ruleOf(*m_optimizer->fused());
    m_notFinite = 0;
    const Pass pass{.training = true, .iteration = iteration, .step = &m_weightStep};
    m_passes.weightGradient(x, pass, pool);
    for (const auto& [place, size] : m_loose)
        if (!kernels().update(&m_weightStep.rule, m_weightStep.values + place, m_network.gradients().data() + place,
                              m_weightStep.m + place, m_weightStep.v + place, size))
            m_notFinite = 1;
    return m_notFinite ? kWeightFault : nullptr;
}

const char* WeightUpdate::stepAfterwards(ConstBlock x, std::int64_t iteration, WorkerPool* pool)
{
    const Pass pass{.training = true, .iteration = iteration};
    m_passes.weightGradient(x, pass, pool);
    if (m_network.hasPenalties())
        m_network.addPenaltyGradients();
    const Index size = m_network.trainableSize();
    if (!kernels().allFinite(m_network.gradients().data(), size))
        return kGradientFault;
    clipGradients(m_optimizer->clipping(), m_gradients);
    m_optimizer->update(m_network.values().data(), m_network.gradients().data(), m_slotPointers.data(), size);
    constrain();
    m_passes.parametersChanged();
    return kernels().allFinite(m_network.values().data(), size) ? nullptr : kWeightFault;
}

void WeightUpdate::constrain()
{
    for (const BoundConstraint& bound : m_constraints) {
        const Network::Tensor& tensor = m_network.tensors()[static_cast<std::size_t>(bound.tensor)];
        const Index rows = tensor.spec.shape[0];
        const Index columns = tensor.spec.shape.rank() > 1 ? tensor.spec.shape[1] : 1;
        // A norm may go along either axis, across panels: it needs the tensor in one piece.
        Network::unpack(tensor, m_network.values(), m_unpacked.data());
        bound.constraint->apply({m_unpacked.data(), rows, columns, columns, 1});
        Network::pack(tensor, m_unpacked.data(), m_network.values());
    }
}

} // namespace netloom
