// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/softmax.h"

#include "core/base/component_list.h"
#include "core/kernels/dispatch.h"

namespace netloom {

namespace {

class Softmax final : public Activation
{
public:
    explicit Softmax(const FieldValues&) {}

    void forward(ConstBlock z, MutableBlock y) const override
    {
        for (Index j = 0; j < z.columns; ++j)
            kernels().softmax(z.column(j), y.column(j), 0, 1, z.rows);
    }

    void backward(ConstBlock, ConstBlock y, MutableBlock d) const override
    {
        for (Index j = 0; j < d.columns; ++j) {
            const Scalar* out = y.column(j);
            Scalar* gradient = d.column(j);
            Scalar sum = 0;
            for (Index i = 0; i < d.rows; ++i)
                sum += gradient[i] * out[i];
            for (Index i = 0; i < d.rows; ++i)
                gradient[i] = out[i] * (gradient[i] - sum);
        }
    }

    bool needsInput() const override { return false; }
    ActivationKernel kernel() const override { return ActivationKernel::Softmax; }
};

} // namespace

const ActivationInfo& softmaxActivation()
{
    static const ActivationInfo info{{"softmax",
                                      "Softmax",
                                      "Turns the sums of a layer into shares that add up to 1; for the output of a "
                                      "network that chooses one of several classes.",
                                      {}},
                                     makeComponent<Activation, Softmax, softmaxActivation>,
                                     "1"};
    return info;
}

} // namespace netloom
