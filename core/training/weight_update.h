// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/base/parallel.h"
#include "core/network/network.h"
#include "core/optimizers/optimizer.h"
#include "core/regularizers/constraint.h"
#include "core/schedules/schedule.h"
#include "core/training/training_config.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// What a batch does to the weights: the schedule's rate, gradients and their penalties, clipping, the optimizer's
/// rule, constraints. Where there is nothing between gradient and rule, gradients go into the weights while they are in
/// the processor.
class WeightUpdate
{
public:
    /// The network must live as long. @throws Error where a component is not known
    WeightUpdate(const TrainingConfig& config, Network& network);
    WeightUpdate(const WeightUpdate&) = delete;
    WeightUpdate& operator=(const WeightUpdate&) = delete;

    /// The optimizer's own, before the schedule.
    double learningRate() const { return m_optimizer->learningRate(); }
    void setTrainingSteps(Index steps) { m_schedule->setTrainingSteps(steps); }

    /// After the passes of a whole batch; `baseRate` is before the schedule, `pool` may be null. @returns what is no
    /// longer finite, as a sentence without its end; null: all is well
    const char* step(ConstBlock x, std::int64_t iteration, double baseRate, WorkerPool* pool);
    /// Rate of the last step.
    double usedRate() const { return m_usedRate; }

    /// What the optimizer remembers, in blocks of the network's trainable layout.
    std::vector<std::string> slotNames() const { return m_optimizer->slotNames(); }
    std::vector<AlignedBlock>& slotBlocks() { return m_slots; }
    const std::vector<AlignedBlock>& slotBlocks() const { return m_slots; }

private:
    void makeConstraints();
    void makeSlots();
    void prepareAtOnce();
    const char* stepAtOnce(ConstBlock x, std::int64_t iteration, WorkerPool* pool);
    const char* stepAfterwards(ConstBlock x, std::int64_t iteration, WorkerPool* pool);
    void constrain();

    struct BoundConstraint {
        Index tensor;
        std::unique_ptr<Constraint> constraint;
    };

    Network& m_network;
    Passes& m_passes;
    std::unique_ptr<Optimizer> m_optimizer;
    std::unique_ptr<Schedule> m_schedule;
    double m_usedRate = 0;
    std::vector<AlignedBlock> m_slots;
    std::vector<Scalar*> m_slotPointers;
    std::vector<std::span<Scalar>> m_gradients; ///< of every trainable tensor
    std::vector<BoundConstraint> m_constraints;
    std::vector<Scalar> m_unpacked; ///< for constraints
    bool m_atOnce = false;
    WeightStep m_weightStep;
    std::vector<std::pair<Index, Index>> m_loose; ///< place and size of tensors whose layer does not step itself
    int m_notFinite = 0;
};

} // namespace netloom
