// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what the training loop asks of the heap: nothing per batch after the first. operator new is replaced for the
// whole program, so this is a program of its own.
#include "core/layers/registry.h"
#include "core/losses/registry.h"
#include "core/metrics/registry.h"
#include "core/network/inference.h"
#include "core/optimizers/registry.h"
#include "core/schedules/registry.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"
#include "tests/support/training_setup.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

namespace {

std::atomic<long> allocations{0};

void* allocate(std::size_t size, std::size_t alignment)
{
    ++allocations;
    const std::size_t whole = (size + alignment - 1) / alignment * alignment;
    if (void* memory = std::aligned_alloc(alignment, whole == 0 ? alignment : whole))
        return memory;
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size)
{
    return allocate(size, alignof(std::max_align_t));
}
void* operator new[](std::size_t size)
{
    return allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment)
{
    return allocate(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment)
{
    return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

using namespace netloom;

namespace {

int faults = 0;
int trainings = 0;

void fault(const std::string& name, long count, Index batch)
{
    std::fprintf(stderr, "%s: %ld allocations in batch %lld\n", name.c_str(), count, static_cast<long long>(batch));
    ++faults;
}

/// Trains some epochs and counts in every batch but the first and the epochs' last ones, which write history.
void count(const std::string& name, const NetworkSpec& network, const TrainingConfig& config, const TrainingData& data)
{
    ++trainings;
    Trainer trainer(network, config, data, std::nullopt);
    trainer.step();
    while (!trainer.done()) {
        const Index batch = trainer.batch();
        const long before = allocations;
        const auto event = trainer.step();
        if (const long made = allocations - before; event == Trainer::Event::Batch && made > 0) {
            fault(name, made, batch);
            return;
        }
    }
}

/// Asks twice and counts the second time; matrices do not come from operator new.
void countAsked(const std::string& name, const NetworkSpec& network)
{
    ++trainings;
    Inference inference(network, initialWeights(network, 4, 1), 4, 8);
    const Matrix x = Matrix::Constant(4, 20, Scalar(0.5));
    const Matrix d = Matrix::Ones(inference.outputs(), 20);
    long made = 0;
    for (int round = 0; round < 2; ++round) {
        const long before = allocations;
        inference.predict(x);
        inference.inputGradient(x, 0);
        inference.inputGradient(x, d);
        for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
            inference.output(layer, x);
            inference.logits(layer, x);
        }
        made = allocations - before;
    }
    if (made > 0)
        fault(name, made, 0);
}

} // namespace

int main()
{
    const long before = allocations;
    delete new int(1);
    if (allocations == before) {
        std::fprintf(stderr, "allocations are not counted\n");
        return 1;
    }

    const TrainingData data = patternData(4, 1, 60, 20);
    const TrainingConfig usual = shortTraining();
    for (const LayerInfo* layer : layerTypes())
        count("layer " + layer->type, networkOf("dense 5 tanh, " + layer->type + ", dense 1 sigmoid"), usual, data);
    for (const LayerInfo* layer : layerTypes())
        countAsked("asking " + layer->type, networkOf("dense 5 tanh, " + layer->type + ", dense 2 elu"));
    const NetworkSpec network = networkOf(
        "dense 5 relu kernel_l1=0.01 kernel_l2=0.01 kernel_constraint=max_norm, dropout 0.2, dense 1 sigmoid");
    for (const OptimizerInfo* optimizer : optimizers())
        for (const char* clipping : {"clipnorm", "global_clipnorm", "clipvalue"}) {
            TrainingConfig config = usual;
            config.optimizer = {optimizer->type, {{clipping, 0.5}}};
            count("optimizer " + optimizer->type + ", " + clipping, network, config, data);
        }
    for (const ScheduleInfo* schedule : schedules()) {
        TrainingConfig config = usual;
        config.schedule.type = schedule->type;
        count("schedule " + schedule->type, network, config, data);
    }
    for (const MetricInfo* metric : metrics()) {
        if (metric->type.find("sparse") != std::string::npos)
            continue;
        TrainingConfig config = usual;
        config.metrics = {{metric->type, {}}};
        count("metric " + metric->type, network, config, data);
    }
    for (const LossInfo* loss : losses()) {
        TrainingConfig config = usual;
        config.loss = {loss->type, {}};
        const bool sparse = loss->type.find("sparse") != std::string::npos;
        count("loss " + loss->type,
              networkOf(sparse ? "dense 5 tanh, dense 2 softmax" : "dense 5 tanh, dense 1 sigmoid"), config, data);
    }
    TrainingConfig wide = usual;
    wide.batchSize = 256;
    wide.threads = 4;
    count("shared between threads", networkOf("dense 96 tanh, dense 80 relu, dense 1 sigmoid"), wide,
          patternData(64, 1, 900, 0));
    std::printf("%d trainings and networks, %d with allocations in the loop\n", trainings, faults);
    return faults == 0 ? 0 : 1;
}
