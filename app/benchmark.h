// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A measured work load. Trainings: see the table of trainingBenchmarks(); products: "gemm-forward-T3a" and the like.
struct BenchmarkResult {
    std::string work;
    int threads = 1;
    double seconds = 0;          ///< of the training alone, by the session's clock
    double samplesPerSecond = 0; ///< trainings only
    double stepsPerSecond = 0;
    double gflops = 0;
    double loss = 0; ///< of the last epoch; trainings only
};

/// The trainings T1 … T6: rows and layers as users have them, from the article's network to a wide one for images.
/// float32, data in memory, reshuffled every epoch, Adam 1e-3; run through the session as the window and the command
/// line do.
std::span<const std::string_view> trainingBenchmarks();
/// @throws Error for an unknown name
BenchmarkResult runTrainingBenchmark(std::string_view name, int threads);

/// What explains them, on one thread: the peak of multiply-adds of this CPU level, and the products of T3 and T4
/// (forward, for the inputs' gradient, for the weights' gradient with Adam).
std::vector<BenchmarkResult> runKernelBenchmarks();

} // namespace netloom
