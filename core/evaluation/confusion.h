// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/evaluation/interval.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace netloom {

/// How often each class was predicted as which. A plain value.
struct ConfusionMatrix {
    std::vector<std::vector<Index>> counts; ///< [truth][prediction], as many as classes

    ConfusionMatrix() = default;
    explicit ConfusionMatrix(std::size_t classes) : counts(classes, std::vector<Index>(classes, 0)) {}

    std::size_t classes() const { return counts.size(); }
    Index rows() const;
    Index correct() const;
    Index support(std::size_t k) const;   ///< rows of true class k
    Index predicted(std::size_t k) const; ///< rows predicted as k
    /// Of the rows of true class i, the share predicted as j; nothing where there are none.
    std::optional<double> rowShare(std::size_t i, std::size_t j) const;
    /// Of the rows predicted as j, the share of true class i; nothing where there are none.
    std::optional<double> columnShare(std::size_t i, std::size_t j) const;

    bool operator==(const ConfusionMatrix&) const = default;
};

/// @param truth, prediction  classes of each row  @pre all below `classes`
ConfusionMatrix confusionMatrix(std::size_t classes, std::span<const int> truth, std::span<const int> prediction);

/// Two classes, of which one is the positive one.
struct BinaryCounts {
    Index tp = 0;
    Index fp = 0;
    Index fn = 0;
    Index tn = 0;

    Index positives() const { return tp + fn; }
    Index negatives() const { return fp + tn; }
    Index rows() const { return tp + fp + fn + tn; }
    /// Class 0 is the negative one.
    ConfusionMatrix matrix() const;
    bool operator==(const BinaryCounts&) const = default;
};

/// One class against the rest. A figure whose denominator is 0 is not there.
struct ClassFigures {
    Index support = 0;
    Index predicted = 0;
    std::optional<double> precision;               ///< TP / (TP + FP)
    std::optional<double> recall;                  ///< TP / (TP + FN)
    std::optional<double> specificity;             ///< TN / (TN + FP)
    std::optional<double> negativePredictiveValue; ///< TN / (TN + FN)
    std::optional<double> f1;                      ///< 2 TP / (2 TP + FP + FN)
    std::optional<Interval> precisionInterval;     ///< Wilson's, as the next two
    std::optional<Interval> recallInterval;
    std::optional<Interval> specificityInterval;
};

struct AveragedFigures {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
};

/// Figures that the counts alone give, as scikit-learn defines them. What is undefined is not there; inside an average
/// it counts as 0, as it does there.
struct CountFigures {
    std::vector<ClassFigures> perClass;
    std::optional<double> accuracy; ///< none without rows; so are the averages
    std::optional<Interval> accuracyInterval;
    std::optional<double> balancedAccuracy; ///< mean recall of the classes that occur as truth
    std::optional<double> mcc;              ///< Matthews's correlation for K classes (Gorodkin 2004)
    std::optional<double> cohenKappa;       ///< not weighted
    std::optional<AveragedFigures> macro;   ///< over the classes that occur as truth or prediction
    std::optional<AveragedFigures> macroAllClasses;
    std::optional<AveragedFigures> weighted; ///< by support
    std::optional<AveragedFigures> micro;
    std::vector<std::size_t> averagedOver; ///< classes of `macro`
};

CountFigures countFigures(const ConfusionMatrix& confusion);

/// Rows of one class taken for another.
struct Confusion {
    std::size_t truth = 0;
    std::size_t prediction = 0;
    Index count = 0;
    Index of = 0; ///< rows of the true class

    /// "5 of 18 south taken for east".
    std::string words(const std::vector<std::string>& classes) const;
};

/// The most frequent ones, ties in the order of the classes; only such as occur.
std::vector<Confusion> largestConfusions(const ConfusionMatrix& confusion, std::size_t most = 3);

} // namespace netloom
