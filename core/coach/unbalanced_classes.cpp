// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/unbalanced_classes.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

#include <algorithm>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForUnbalancedClasses(const CoachCase& training)
{
    if ((training.task() != Task::Binary && training.task() != Task::Multiclass) || !training.hasWeights() ||
        training.hasDiverged() || training.epochs() < 3 || training->training.classWeights != "none")
        return std::nullopt;
    const Dataset& rows = training.rows();
    const Matrix& prediction = training.prediction();
    const std::vector<std::string>& classes = training->data->fitted.target().classes;
    const auto classOf = [](const Matrix& block, Index sample) {
        if (block.rows() == 1)
            return block(0, sample) > Scalar(0.5) ? std::size_t(1) : std::size_t(0);
        Index best = 0;
        block.col(sample).maxCoeff(&best);
        return static_cast<std::size_t>(best);
    };
    std::vector<Index> count(classes.size());
    std::vector<Index> found(classes.size());
    for (Index i = 0; i < rows.samples(); ++i) {
        const std::size_t actual = classOf(rows.y, i);
        if (actual >= classes.size())
            return std::nullopt;
        ++count[actual];
        found[actual] += classOf(prediction, i) == actual ? 1 : 0;
    }
    int worst = -1;
    for (std::size_t c = 0; c < classes.size(); ++c)
        if (count[c] >= 10 && 2 * found[c] < count[c] &&
            static_cast<double>(count[c]) * static_cast<double>(classes.size()) <
                0.3 * static_cast<double>(rows.samples()) &&
            (worst < 0 || count[c] < count[static_cast<std::size_t>(worst)]))
            worst = static_cast<int>(c);
    if (worst < 0)
        return std::nullopt;
    const auto c = static_cast<std::size_t>(worst);
    CoachRemark remark;
    remark.text = "Only " + coachNumber(100.0 * static_cast<double>(count[c]) / static_cast<double>(rows.samples())) +
                  " % of the training rows are of class " + classes[c] + ", and the network recognises " +
                  countText(found[c]) + " of these " + countText(count[c]) + ".";
    remark.why =
        "Every row counts alike, so a rare class adds little to the loss and is given up first. Class weights let "
        "each class count alike: more of the rare one are found, and some of the others are taken for it.";
    remark.remedy.emplace();
    remark.remedy->title = "Let the classes count alike";
    remark.remedy->training = training->training;
    remark.remedy->training->classWeights = "balanced";
    return remark;
}

} // namespace

const CoachRule& unbalancedClassesRule()
{
    static const CoachRule rule{"unbalanced_classes", "Unbalanced classes", lookForUnbalancedClasses};
    return rule;
}

} // namespace netloom
