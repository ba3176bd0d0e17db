// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/matrix.h"
#include "core/layers/layer.h"

#include <memory>
#include <string>
#include <vector>

namespace netloom {

/// One executable layer by itself, with the blocks that a network would give it: tensors in the layer's own order of
/// storage, samples with padded strides.
class LayerBench
{
public:
    /// @throws std::runtime_error for an unknown type
    LayerBench(const std::string& type, const FieldValues& fields, Index inputs, Index maxBatch);

    /// Sets a tensor from row-major values. @throws std::runtime_error where the layer has no such tensor
    void set(const std::string& tensor, const std::vector<double>& values);
    bool has(const std::string& tensor) const;
    /// Row-major values of a tensor, or of its gradient.
    std::vector<double> value(const std::string& tensor) const;
    std::vector<double> gradient(const std::string& tensor) const;

    /// One column per sample, in and out.
    Matrix forward(const Matrix& x, const Pass& pass = {});
    /// dL/dx for the input of the last forward().
    Matrix backward(const Matrix& upstream, const Pass& pass = {});

    Layer& layer() { return *m_layer; }

private:
    struct Tensor {
        TensorSpec spec;
        std::vector<Scalar> values;
        std::vector<Scalar> gradients;
    };
    const Tensor& find(const std::string& name) const;
    static std::size_t place(const TensorSpec& spec, std::size_t rowMajor);
    static std::vector<double> rowMajor(const TensorSpec& spec, const std::vector<Scalar>& block);

    std::unique_ptr<Layer> m_layer;
    std::vector<Tensor> m_tensors;
    Index m_inputs;
    Matrix m_x; ///< padded
    Matrix m_y;
    Index m_batch = 0;
};

} // namespace netloom
