// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/softmax.h"

#include "core/activations/column_functions.h"
#include "core/base/component_list.h"

#include <cmath>

namespace netloom {

namespace {

class Softmax final : public Activation
{
public:
    explicit Softmax(const FieldValues&) {}

    void forward(ConstBlock z, MutableBlock y) const override
    {
        for (Index j = 0; j < z.columns; ++j) {
            const Scalar* in = z.column(j);
            Scalar* out = y.column(j);
            const Scalar top = largest(in, z.rows);
            Scalar sum = 0;
            for (Index i = 0; i < z.rows; ++i) {
                out[i] = std::exp(in[i] - top);
                sum += out[i];
            }
            for (Index i = 0; i < z.rows; ++i)
                out[i] /= sum;
        }
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
                                     makeComponent<Activation, Softmax, softmaxActivation>};
    return info;
}

} // namespace netloom
