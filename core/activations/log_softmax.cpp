// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/log_softmax.h"

#include "core/activations/column_functions.h"
#include "core/base/component_list.h"

#include <cmath>

namespace netloom {

namespace {

class LogSoftmax final : public Activation
{
public:
    explicit LogSoftmax(const FieldValues&) {}

    void forward(ConstBlock z, MutableBlock y) const override
    {
        for (Index j = 0; j < z.columns; ++j) {
            const Scalar* in = z.column(j);
            const Scalar top = largest(in, z.rows);
            const Scalar rest = logSumBelow(top, in, z.rows);
            for (Index i = 0; i < z.rows; ++i)
                y.column(j)[i] = (in[i] - top) - rest;
        }
    }

    void backward(ConstBlock, ConstBlock y, MutableBlock d) const override
    {
        for (Index j = 0; j < d.columns; ++j) {
            Scalar* gradient = d.column(j);
            Scalar sum = 0;
            for (Index i = 0; i < d.rows; ++i)
                sum += gradient[i];
            for (Index i = 0; i < d.rows; ++i)
                gradient[i] -= std::exp(y.column(j)[i]) * sum;
        }
    }

    bool needsInput() const override { return false; }
};

} // namespace

const ActivationInfo& logSoftmaxActivation()
{
    static const ActivationInfo info{
        {"log_softmax", "Log softmax", "Logarithm of softmax: the log of each class's share.", {}},
        makeComponent<Activation, LogSoftmax, logSoftmaxActivation>,
        "0"};
    return info;
}

} // namespace netloom
