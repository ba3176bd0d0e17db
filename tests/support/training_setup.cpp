// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/training_setup.h"

#include "core/base/rng.h"

namespace netloom {

namespace {

std::shared_ptr<const Dataset> pattern(Index features, Index targets, Index rows, Rng rng)
{
    auto data = std::make_shared<Dataset>();
    data->x.resize(features, rows);
    data->y = Matrix::Zero(targets, rows);
    for (Index j = 0; j < rows; ++j) {
        double sum = 0;
        for (Index i = 0; i < features; ++i) {
            const double value = rng.uniform(-1, 1);
            data->x(i, j) = static_cast<Scalar>(value);
            sum += i % 2 == 0 ? value : -value;
        }
        if (targets == 1)
            data->y(0, j) = sum > 0 ? 1 : 0;
        else
            data->y(sum < -0.3 ? 0 : sum < 0.3 ? 1 : targets - 1, j) = 1;
    }
    return data;
}

} // namespace

TrainingData patternData(Index features, Index targets, Index trainRows, Index validationRows, std::uint64_t seed)
{
    TrainingData data;
    data.train = pattern(features, targets, trainRows, Rng(seed, "train"));
    if (validationRows > 0)
        data.validation = pattern(features, targets, validationRows, Rng(seed, "validation"));
    return data;
}

TrainingData rowData(const std::vector<std::vector<double>>& table)
{
    auto data = std::make_shared<Dataset>();
    data->x.resize(static_cast<Index>(table.front().size()) - 1, static_cast<Index>(table.size()));
    data->y.resize(1, data->x.cols());
    for (std::size_t j = 0; j < table.size(); ++j)
        for (std::size_t i = 0; i < table[j].size(); ++i)
            (i + 1 < table[j].size() ? data->x(static_cast<Index>(i), static_cast<Index>(j))
                                     : data->y(0, static_cast<Index>(j))) = static_cast<Scalar>(table[j][i]);
    return {data, nullptr};
}

NetworkSpec networkOf(const std::string& layers)
{
    NetworkSpec spec;
    spec.layers = parseLayers(layers);
    return spec;
}

TrainingConfig shortTraining()
{
    TrainingConfig config;
    config.epochs = 3;
    config.batchSize = 8;
    config.threads = 1;
    config.metrics = {{"accuracy", {}}};
    return config;
}

} // namespace netloom
