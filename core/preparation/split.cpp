// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/split.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/column_values.h"
#include "core/preparation/split_sizes.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace netloom {

namespace {

constexpr std::size_t kMostStrata = 20;

std::string text(Index n)
{
    return numberLabel(static_cast<double>(n));
}

void requireShare(double share, const char* key)
{
    if (!(share >= 0 && share < 1))
        throw Error("The share " + numberLabel(share) + " is not possible", key,
                    "It must be at least 0 and less than 1.");
}

void requireShares(const SplitConfig& config)
{
    requireShare(config.validation, "split.validation");
    requireShare(config.test, "split.test");
    if (!(config.validation + config.test < 1))
        throw Error("Validation and test together leave no rows for training", "split.validation, split.test",
                    "Their shares must add up to less than 1.");
}

SplitSizes sizesOf(const SplitConfig& config, Index n)
{
    return splitSizes(config.validation, config.test, n);
}

void requireParts(const SplitConfig& config, const Split& split, Index n)
{
    const auto refuse = [n](const char* part, const char* key, const char* remedy) {
        throw Error(std::string("The ") + part + " part would be empty with " + text(n) + " rows", key, remedy);
    };
    if (split.train.empty())
        refuse("training", "split.validation, split.test", "Make the shares smaller.");
    if (config.validation > 0 && split.validation.empty())
        refuse("validation", "split.validation", "Make the share larger, or set it to 0.");
    if (config.test > 0 && split.test.empty())
        refuse("test", "split.test", "Make the share larger, or set it to 0.");
}

Split consecutive(const std::vector<Index>& rows, const SplitSizes& sizes)
{
    const auto firstValidation = rows.begin() + sizes.train;
    const auto firstTest = firstValidation + sizes.validation;
    return {{rows.begin(), firstValidation}, {firstValidation, firstTest}, {firstTest, rows.end()}};
}

void sortParts(Split& split)
{
    std::sort(split.train.begin(), split.train.end());
    std::sort(split.validation.begin(), split.validation.end());
    std::sort(split.test.begin(), split.test.end());
}

/// Rows by class, classes in the order of their labels; nothing where the column does not divide into a few classes.
std::optional<std::vector<std::vector<Index>>> strata(const std::vector<Index>& rows, const Column* target)
{
    if (!target || target->kind == ColumnKind::Empty || target->kind == ColumnKind::DateTime)
        return {};
    const auto counts = countLabels(*target, rows);
    if (counts.size() < 2 || (target->kind == ColumnKind::Number && counts.size() > kMostStrata))
        return {};
    std::vector<std::string> labels;
    labels.reserve(counts.size());
    for (const auto& [label, count] : counts)
        labels.push_back(label);
    const LabelFinder finder(*target, labels, false);
    std::vector<std::vector<Index>> classes(labels.size());
    for (const Index row : rows)
        if (const int place = finder.at(row); place >= 0)
            classes[static_cast<std::size_t>(place)].push_back(row);
        else
            return {};
    return classes;
}

/// Seats per class in proportion to `sizes`, by largest remainder; no class beyond its cap while another one has room.
std::vector<Index> apportion(Index seats, const std::vector<Index>& sizes, const std::vector<Index>& caps)
{
    const Index total = std::accumulate(sizes.begin(), sizes.end(), Index(0));
    std::vector<Index> given(sizes.size(), 0);
    std::vector<std::pair<double, std::size_t>> remainders;
    Index left = seats;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double quota = static_cast<double>(sizes[i]) * static_cast<double>(seats) / static_cast<double>(total);
        given[i] = std::min(static_cast<Index>(quota), caps[i]);
        left -= given[i];
        remainders.emplace_back(quota - static_cast<double>(given[i]), i);
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    while (left > 0) {
        const Index before = left;
        for (const auto& [remainder, i] : remainders) {
            if (left > 0 && given[i] < caps[i]) {
                ++given[i];
                --left;
            }
        }
        if (left == before)
            break;
    }
    return given;
}

Split stratified(std::vector<std::vector<Index>>& classes, const SplitSizes& sizes)
{
    std::vector<Index> left;
    left.reserve(classes.size());
    for (const auto& rows : classes)
        left.push_back(static_cast<Index>(rows.size()));
    const auto seats = [&left](Index wanted) {
        std::vector<Index> caps;
        caps.reserve(left.size());
        for (const Index n : left)
            caps.push_back(std::max<Index>(n - 1, 0));
        // Only where every class is down to its last row may that row leave the training part.
        const Index room = std::accumulate(caps.begin(), caps.end(), Index(0));
        std::vector<Index> given = apportion(wanted, left, room >= wanted ? caps : left);
        for (std::size_t i = 0; i < left.size(); ++i)
            left[i] -= given[i];
        return given;
    };
    const std::vector<Index> test = seats(sizes.test);
    const std::vector<Index> validation = seats(sizes.validation);
    Split split;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto firstValidation = classes[i].begin() + test[i];
        const auto firstTrain = firstValidation + validation[i];
        split.test.insert(split.test.end(), classes[i].begin(), firstValidation);
        split.validation.insert(split.validation.end(), firstValidation, firstTrain);
        split.train.insert(split.train.end(), firstTrain, classes[i].end());
    }
    return split;
}

enum class Part { Train, Validation, Test };

std::optional<Part> partOf(std::string_view word)
{
    const std::string lower = lowerCase(word);
    if (lower == "train" || lower == "training")
        return Part::Train;
    if (lower == "validation" || lower == "val" || lower == "valid" || lower == "dev")
        return Part::Validation;
    if (lower == "test" || lower == "testing")
        return Part::Test;
    return {};
}

Part partOfTrue(const std::string& name)
{
    const std::string lower = lowerCase(name);
    if (lower.find("train") != std::string::npos)
        return Part::Train;
    return lower.find("val") != std::string::npos ? Part::Validation : Part::Test;
}

Split byColumn(const SplitConfig& config, const Column& column, const std::vector<Index>& rows)
{
    const auto incomplete =
        std::find_if(rows.begin(), rows.end(), [&](Index row) { return cellLabel(column, row).empty(); });
    if (incomplete != rows.end())
        throw Error("The cell that decides the part of this row is missing", cellPlace(column.name, *incomplete),
                    "Fill the cell, or divide the rows another way.");
    if (column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime) {
        std::vector<Index> ordered = rows;
        std::stable_sort(ordered.begin(), ordered.end(), [&](Index a, Index b) {
            return column.numbers[static_cast<std::size_t>(a)] < column.numbers[static_cast<std::size_t>(b)];
        });
        return consecutive(ordered, sizesOf(config, static_cast<Index>(rows.size())));
    }
    Split split;
    for (const Index row : rows) {
        std::optional<Part> part;
        if (column.kind == ColumnKind::Boolean) {
            const Part ofTrue = partOfTrue(column.name);
            const Part ofFalse = ofTrue == Part::Train ? Part::Test : Part::Train;
            part = column.numbers[static_cast<std::size_t>(row)] != 0 ? ofTrue : ofFalse;
        } else {
            part = partOf(cellLabel(column, row));
        }
        if (!part)
            throw Error(quoted(cellLabel(column, row)) + " names no part", cellPlace(column.name, row),
                        "The words are train, validation and test; or choose a column of numbers or dates.");
        (*part == Part::Train ? split.train : *part == Part::Validation ? split.validation : split.test).push_back(row);
    }
    if (split.train.empty())
        throw Error("No row is marked for training", "column " + quoted(column.name),
                    "Mark rows with the word train, or divide the rows another way.");
    return split;
}

void requireFolds(Index k, const std::vector<Index>& rows)
{
    const auto n = static_cast<Index>(rows.size());
    if (k < 2 || k > n)
        throw Error(text(k) + " folds are not possible with " + text(n) + " rows", "folds",
                    "Choose at least 2 folds and at most as many as there are rows.");
}

/// The column that divides the rows, null where the order is a word.
const Column* columnOfOrder(const SplitConfig& config, const Table& table)
{
    if (config.order == "file" || config.order == "shuffled" || config.order == "stratified")
        return nullptr;
    const Index place = table.find(config.order);
    if (place < 0)
        throw Error("The data has no column " + quoted(config.order) + " to divide the rows by", "split.order",
                    "Choose shuffled, stratified, file, or the name of a column.");
    return &table.columns[static_cast<std::size_t>(place)];
}

} // namespace

std::vector<RowPart> partsOf(const Split& split, Index rows)
{
    std::vector<RowPart> parts(static_cast<std::size_t>(rows), RowPart::LeftOut);
    const auto mark = [&](const std::vector<Index>& marked, RowPart part) {
        for (const Index row : marked)
            parts[static_cast<std::size_t>(row)] = part;
    };
    mark(split.train, RowPart::Train);
    mark(split.validation, RowPart::Validation);
    mark(split.test, RowPart::Test);
    return parts;
}

Split makeSplit(const SplitConfig& config, const Table& table, const std::vector<Index>& rows, const Column* target)
{
    requireShares(config);
    const auto n = static_cast<Index>(rows.size());
    if (n == 0)
        throw Error("There are no rows to divide", {}, "Load data with rows that have a target.");
    Split split;
    if (const Column* column = columnOfOrder(config, table)) {
        split = byColumn(config, *column, rows);
        if (column->kind == ColumnKind::Text || column->kind == ColumnKind::Boolean)
            return split; // the words decide, not the shares
    } else if (config.order == "file") {
        split = consecutive(rows, sizesOf(config, n));
    } else {
        std::vector<Index> shuffled = rows;
        Rng rng(config.seed, "split");
        rng.shuffle(shuffled);
        auto classes = config.order == "stratified" ? strata(shuffled, target) : std::nullopt;
        split = classes ? stratified(*classes, sizesOf(config, n)) : consecutive(shuffled, sizesOf(config, n));
        sortParts(split);
    }
    requireParts(config, split, n);
    return split;
}

std::vector<Split> makeFolds(Index k, const std::vector<Index>& rows, const Column* target, std::uint64_t seed)
{
    requireFolds(k, rows);
    std::vector<Index> shuffled = rows;
    Rng rng(seed, "folds");
    rng.shuffle(shuffled);
    if (auto classes = strata(shuffled, target)) {
        shuffled.clear();
        for (const auto& members : *classes)
            shuffled.insert(shuffled.end(), members.begin(), members.end());
    }
    std::vector<Split> folds(static_cast<std::size_t>(k));
    for (std::size_t i = 0; i < shuffled.size(); ++i)
        for (std::size_t fold = 0; fold < folds.size(); ++fold)
            (i % folds.size() == fold ? folds[fold].validation : folds[fold].train).push_back(shuffled[i]);
    for (Split& fold : folds)
        sortParts(fold);
    return folds;
}

std::vector<Split> makeFolds(Index k, const SplitConfig& config, const Table& table, const std::vector<Index>& rows,
                             const Column* target, bool watched)
{
    requireShares(config);
    requireFolds(k, rows);
    SplitConfig within = config; // how the rows that are not tested are divided
    within.test = 0;
    within.validation = watched ? config.validation / (1 - config.test) : 0;
    std::vector<Index> ordered = rows;
    bool blocks = config.order == "file";
    if (const Column* column = columnOfOrder(config, table)) {
        blocks = column->kind == ColumnKind::Number || column->kind == ColumnKind::DateTime;
        if (blocks)
            ordered = byColumn({0, 0, config.order, config.seed}, *column, rows).train;
        else
            within.order = "stratified";
    }
    std::vector<Split> folds;
    if (blocks) {
        const auto count = static_cast<Index>(ordered.size());
        for (Index fold = 0; fold < k; ++fold) {
            const auto first = ordered.begin() + count * fold / k;
            const auto last = ordered.begin() + count * (fold + 1) / k;
            Split split;
            split.train.assign(ordered.begin(), first);
            split.train.insert(split.train.end(), last, ordered.end());
            split.test.assign(first, last);
            folds.push_back(std::move(split));
        }
    } else {
        folds = makeFolds(k, rows, within.order == "shuffled" ? nullptr : target, config.seed);
        for (Split& fold : folds)
            std::swap(fold.test, fold.validation);
    }
    if (within.validation > 0) {
        for (Split& fold : folds) {
            Split rest = makeSplit(within, table, fold.train, target);
            fold.train = std::move(rest.train);
            fold.validation = std::move(rest.validation);
        }
    }
    return folds;
}

} // namespace netloom
