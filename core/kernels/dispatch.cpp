// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/dispatch.h"

#include <atomic>
#include <cstdlib>

extern "C" const KernelTable netloom_kernels_baseline;
#ifdef NETLOOM_X86_LEVELS
extern "C" const KernelTable netloom_kernels_v3;
extern "C" const KernelTable netloom_kernels_v4;
#endif

namespace netloom {

namespace {

std::atomic<const KernelTable*> chosenByTest{nullptr};

const KernelTable* choose()
{
    const std::vector<const KernelTable*> tables = availableKernels();
    if (const char* wish = std::getenv("NETLOOM_CPU"))
        for (const KernelTable* table : tables)
            if (std::string_view(table->name) == wish)
                return table;
    return tables.back();
}

} // namespace

std::vector<const KernelTable*> availableKernels()
{
    std::vector<const KernelTable*> tables{&netloom_kernels_baseline};
#ifdef NETLOOM_X86_LEVELS
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        tables.push_back(&netloom_kernels_v3);
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
            tables.push_back(&netloom_kernels_v4);
    }
#endif
    return tables;
}

const KernelTable& kernels()
{
    static const KernelTable* const best = choose();
    const KernelTable* wanted = chosenByTest.load(std::memory_order_relaxed);
    return wanted ? *wanted : *best;
}

void useKernels(const KernelTable* table)
{
    chosenByTest.store(table, std::memory_order_relaxed);
}

} // namespace netloom
