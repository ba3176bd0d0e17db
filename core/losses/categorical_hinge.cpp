// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/categorical_hinge.h"

#include "core/losses/class_targets.h"
#include "core/losses/per_sample_loss.h"

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

struct CategoricalHingeRule {
    double value(const Scalar* y, const Scalar* p, Index n) const { return std::max(compare(y, p, n).margin, 0.0); }

    void gradient(const Scalar* y, const Scalar* p, Index n, Scalar scale, Scalar* d) const
    {
        const Comparison comparison = compare(y, p, n);
        if (comparison.margin <= 0) {
            std::fill(d, d + n, Scalar(0));
            return;
        }
        for (Index i = 0; i < n; ++i)
            d[i] = -scale * y[i];
        d[comparison.rival] += scale * (1 - y[comparison.rival]);
    }

private:
    struct Comparison {
        double margin = 1;
        Index rival = 0; ///< the strongest wrong output
    };

    static Comparison compare(const Scalar* y, const Scalar* p, Index n)
    {
        Comparison result;
        double right = 0;
        double wrong = -std::numeric_limits<double>::infinity();
        for (Index i = 0; i < n; ++i) {
            right += static_cast<double>(y[i] * p[i]);
            const auto against = static_cast<double>((1 - y[i]) * p[i]);
            if (against > wrong) {
                wrong = against;
                result.rival = i;
            }
        }
        result.margin = wrong - right + 1;
        return result;
    }
};

std::optional<Remark> hingeObjection(Task task)
{
    return needsSeveralClasses(categoricalHingeLoss(), task);
}

} // namespace

const LossInfo& categoricalHingeLoss()
{
    static const LossInfo info{{"categorical_hinge",
                                "Categorical hinge",
                                "Asks the true class to be ahead of every other one by a margin of 1.",
                                {}},
                               makeLoss<CategoricalHingeRule, categoricalHingeLoss>,
                               hingeObjection};
    return info;
}

} // namespace netloom
