// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/cross_validation.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/flush_denormals.h"
#include "core/callbacks/registry.h"
#include "core/preparation/recipe_guess.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace netloom {

namespace {

bool watchesValidation(const TrainingConfig& config)
{
    return std::any_of(config.callbacks.begin(), config.callbacks.end(), [](const CallbackSpec& spec) {
        const CallbackInfo* info = spec.enabled ? findCallback(spec.type) : nullptr;
        if (!info)
            return false;
        const FieldValues values = withDefaults(info->fields, spec.fields);
        return values.contains("monitor") && values.text("monitor").starts_with("val_");
    });
}

MetricSpread spreadOf(const std::string& key, const std::vector<FoldResult>& folds)
{
    MetricSpread spread;
    spread.key = key;
    std::vector<double> finite;
    for (const FoldResult& fold : folds) {
        const double* value = fold.test.find(key);
        spread.values.push_back(value ? *value : std::nan(""));
        if (std::isfinite(spread.values.back()))
            finite.push_back(spread.values.back());
    }
    const auto count = static_cast<double>(finite.size());
    for (const double value : finite)
        spread.mean += value / count;
    if (finite.empty())
        spread.mean = std::nan("");
    if (finite.size() < 2)
        return spread;
    double squares = 0;
    for (const double value : finite)
        squares += (value - spread.mean) * (value - spread.mean);
    spread.deviation = std::sqrt(squares / (count - 1));
    return spread;
}

/// Trains on one fold after the other.
class Folds
{
public:
    Folds(const Table& table, const Recipe& recipe, NetworkSpec network, const TrainingConfig& config,
          std::stop_token stop, const std::function<void(const CrossValidationProgress&)>& progress)
        : m_table(table),
          m_recipe(recipe),
          m_network(std::move(network)),
          m_config(config),
          m_stop(std::move(stop)),
          m_tell(progress)
    {
        m_progress.epochs = config.epochs;
    }

    std::vector<FoldResult> run(std::vector<Split> splits)
    {
        std::vector<FoldResult> results;
        m_progress.folds = static_cast<Index>(splits.size());
        for (Split& split : splits) {
            m_progress.fold = static_cast<Index>(results.size());
            m_progress.epoch = 0;
            FoldResult result;
            result.split = std::move(split);
            try {
                train(result);
            } catch (const Error& error) {
                const std::string fold = "fold " + std::to_string(results.size() + 1);
                throw Error(error.problem(), error.where().empty() ? fold : fold + ", " + error.where(),
                            error.remedy());
            }
            results.push_back(std::move(result));
        }
        return results;
    }

private:
    void train(FoldResult& result)
    {
        result.fitted = FittedRecipe::fit(m_recipe, m_table, result.split.train);
        const FittedRecipe& fitted = result.fitted;
        const auto prepared = [&](const std::vector<Index>& rows) {
            return std::make_shared<const Dataset>(fitted.transform(m_table, rows));
        };
        m_network.setInputs(static_cast<Index>(fitted.features().size()));
        TrainingData data;
        data.train = prepared(result.split.train);
        data.validation = prepared(result.split.validation);
        Trainer trainer(m_network, m_config, data, std::nullopt);
        for (Trainer::Event event = Trainer::Event::Batch; event != Trainer::Event::Done;) {
            if (m_stop.stop_requested())
                throw Cancelled();
            event = trainer.step();
            if (event != Trainer::Event::Batch)
                tell(trainer.epoch(), event == Trainer::Event::Done);
        }
        result.epochs = trainer.epoch();
        result.reason = trainer.reason();
        result.stoppedBy = trainer.stoppedBy();
        result.message = trainer.message();
        const Model model = modelWith(m_network, trainer.weights(), fitted);
        result.train = partMetrics(model, m_config, *data.train);
        result.test = partMetrics(model, m_config, *prepared(result.split.test));
    }

    void tell(Index epoch, bool done)
    {
        if (!m_tell)
            return;
        m_progress.epoch = epoch;
        m_progress.fold += done ? 1 : 0;
        const double part =
            done ? 0 : static_cast<double>(epoch) / static_cast<double>(std::max<Index>(m_progress.epochs, 1));
        m_progress.share = (static_cast<double>(m_progress.fold) + part) / static_cast<double>(m_progress.folds);
        m_tell(m_progress);
    }

    const Table& m_table;
    const Recipe& m_recipe;
    NetworkSpec m_network;
    const TrainingConfig& m_config;
    std::stop_token m_stop;
    const std::function<void(const CrossValidationProgress&)>& m_tell;
    CrossValidationProgress m_progress;
};

} // namespace

const MetricSpread* CrossValidation::find(std::string_view key) const
{
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.key == key; });
    return found == metrics.end() ? nullptr : &*found;
}

CrossValidation crossValidate(const Table& table, const Recipe& recipe, const SplitConfig& split, NetworkSpec network,
                              const TrainingConfig& config, Index folds, std::stop_token stop,
                              const std::function<void(const CrossValidationProgress&)>& progress)
{
    const FlushDenormals flush;
    std::vector<Split> splits = makeFolds(folds, split, table, rowsWithTarget(recipe, table), stratifyBy(table, recipe),
                                          watchesValidation(config));
    CrossValidation result;
    result.folds = Folds(table, recipe, std::move(network), config, std::move(stop), progress).run(std::move(splits));
    const PartMetrics& first = result.folds.front().test;
    for (const auto& value : first.values)
        result.metrics.push_back(spreadOf(value.first, result.folds));
    result.classes = first.classes;
    result.confusion = first.confusion;
    for (std::size_t fold = 1; fold < result.folds.size(); ++fold) {
        const auto& more = result.folds[fold].test.confusion;
        for (std::size_t i = 0; i < more.size(); ++i)
            for (std::size_t j = 0; j < more[i].size(); ++j)
                result.confusion.at(i).at(j) += more[i][j];
    }
    return result;
}

} // namespace netloom
