// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/background.h"

#include "core/base/count_text.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/base/split_mix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

std::string counted(std::size_t count, const std::string& what)
{
    return countText(static_cast<Index>(count)) + " " + what + (count == 1 ? " row" : " rows");
}

/// "60 training rows", "100 of 240 training rows".
std::string drawn(std::size_t count, std::size_t of)
{
    return (count < of ? countText(static_cast<Index>(count)) + " of " : std::string()) + counted(of, "training");
}

std::vector<Index> draw(std::vector<Index> rows, Index most, SplitMix64 stream)
{
    const auto count = std::min<std::size_t>(rows.size(), static_cast<std::size_t>(most));
    for (std::size_t i = 0; i < count && count < rows.size(); ++i)
        std::swap(rows[i], rows[i + static_cast<std::size_t>(stream.below(static_cast<Index>(rows.size() - i)))]);
    rows.resize(count);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Training rows of each class; those whose class is not known are in none.
std::vector<std::vector<Index>> byClass(const ExplainedModel& model)
{
    std::vector<std::vector<Index>> result(model.target().classes.size());
    const Eigen::MatrixXd truth = model.preparation().truth(model.table(), model.trainRows());
    for (std::size_t i = 0; i < model.trainRows().size(); ++i)
        if (const double k = truth(0, static_cast<Index>(i)); std::isfinite(k))
            result[static_cast<std::size_t>(k)].push_back(model.trainRows()[i]);
    return result;
}

bool hasClasses(const ExplainedModel& model)
{
    return hasClasses(model.target().task);
}

} // namespace

std::vector<Index> drawRows(std::vector<Index> rows, Index most, std::uint64_t seed)
{
    return draw(std::move(rows), most, SplitMix64::of(seed, 0));
}

Background trainingBackground(const ExplainedModel& model, Index most, std::uint64_t seed)
{
    if (model.trainRows().empty())
        throw Error("There are no training rows to compare the prediction with", {}, "Choose another background.");
    std::vector<Index> rows;
    const bool fits = static_cast<Index>(model.trainRows().size()) <= most;
    if (fits || !hasClasses(model)) {
        rows = drawRows(model.trainRows(), most, seed);
    } else {
        const std::vector<std::vector<Index>> classes = byClass(model);
        double all = 0;
        for (const auto& one : classes)
            all += static_cast<double>(one.size());
        std::vector<std::pair<double, std::size_t>> remainders;
        std::vector<Index> shares;
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const double share = static_cast<double>(most) * static_cast<double>(classes[k].size()) / all;
            shares.push_back(static_cast<Index>(share));
            remainders.emplace_back(std::floor(share) - share, k);
        }
        std::sort(remainders.begin(), remainders.end());
        Index left = most - std::accumulate(shares.begin(), shares.end(), Index(0));
        for (const auto& [remainder, k] : remainders)
            if (left > 0 && shares[k] < static_cast<Index>(classes[k].size())) {
                ++shares[k];
                --left;
            }
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const auto some = draw(classes[k], shares[k], SplitMix64::of(seed, static_cast<std::uint64_t>(k)));
            rows.insert(rows.end(), some.begin(), some.end());
        }
        std::sort(rows.begin(), rows.end());
    }
    return {model.prepared(model.table(), rows), rows, drawn(rows.size(), model.trainRows().size())};
}

Background classBackground(const ExplainedModel& model, const std::string& name, Index most, std::uint64_t seed)
{
    const std::vector<std::string>& classes = model.target().classes;
    const auto found = std::find(classes.begin(), classes.end(), name);
    if (!hasClasses(model) || found == classes.end())
        throw Error("There is no class " + quoted(name), {}, didYouMean(name, classes));
    const std::vector<Index> all = byClass(model)[static_cast<std::size_t>(found - classes.begin())];
    const std::vector<Index> rows = drawRows(all, most, seed);
    if (rows.empty())
        throw Error("No training row is of the class " + quoted(name), {}, "Choose another background.");
    return {model.prepared(model.table(), rows), rows, drawn(rows.size(), all.size()) + " of " + name};
}

Background rowsBackground(const ExplainedModel& model, std::vector<Index> rows)
{
    std::string name = rows.size() == 1 ? "row " + countText(rows.front() + 1) : counted(rows.size(), "chosen");
    return {model.prepared(model.table(), rows), std::move(rows), std::move(name)};
}

} // namespace netloom
