// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/dense.h"

#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/initializers/registry.h"
#include "core/kernels/dispatch.h"
#include "core/layers/activation_remarks.h"
#include "core/layers/constraint_fields.h"

#include <algorithm>

namespace netloom {

namespace {

/// Multiply-adds in a part of weightGradient(): some tens of microseconds.
constexpr Index kPartWork = 1 << 21;
/// Rows in a tile of the widest kernel.
constexpr Index kTileRows = 12;

Regularizer regularizer(const FieldValues& values, const std::string& prefix)
{
    return {static_cast<Scalar>(values.real(prefix + "_l1")), static_cast<Scalar>(values.real(prefix + "_l2"))};
}

FieldInfo penaltyField(std::string key, std::string title, std::string help)
{
    return {.key = std::move(key),
            .title = std::move(title),
            .help = std::move(help),
            .type = FieldType::Real,
            .initial = 0.0,
            .min = 0,
            .max = 1e6,
            .advanced = true};
}

KernelActivation fusedActivation(ActivationKernel kernel)
{
    switch (kernel) {
    case ActivationKernel::Relu:
        return KernelRelu;
    case ActivationKernel::Tanh:
        return KernelTanh;
    case ActivationKernel::Sigmoid:
        return KernelSigmoid;
    default:
        return KernelLinear;
    }
}

bool hasFusedKernel(ActivationKernel kernel)
{
    return kernel != ActivationKernel::None && kernel != ActivationKernel::Softmax;
}

} // namespace

const LayerInfo& Dense::info()
{
    static const LayerInfo info = [] {
        LayerInfo i;
        i.type = "dense";
        i.title = "Dense";
        i.help = "Every unit is linked to every unit of the layer before: a weighted sum, plus a bias, through an "
                 "activation.";
        i.namePrefix = "h";
        i.fields = {
            {.key = "units",
             .title = "Units",
             .help = "How many neurons the layer has.",
             .type = FieldType::Integer,
             .initial = std::int64_t{8},
             .min = 1,
             .max = 65536,
             .step = 1},
            {.key = "activation",
             .title = "Activation",
             .help = "The function applied to each weighted sum.",
             .type = FieldType::Choice,
             .initial = std::string("relu"),
             .choices = activationChoices},
            {.key = "use_bias",
             .title = "Bias",
             .help = "Add a trainable number to each weighted sum.",
             .type = FieldType::Boolean,
             .initial = true,
             .advanced = true},
            {.key = "kernel_initializer",
             .title = "Weights start as",
             .help = "How the weights are drawn before training.",
             .type = FieldType::Choice,
             .initial = std::string("glorot_uniform"),
             .choices = initializerChoices,
             .advanced = true},
            {.key = "bias_initializer",
             .title = "Biases start as",
             .help = "How the biases are set before training.",
             .type = FieldType::Choice,
             .initial = std::string("zeros"),
             .choices = initializerChoices,
             .advanced = true},
            penaltyField("kernel_l1", "L1 penalty", "Adds this times the sum of absolute weights to the loss."),
            penaltyField("kernel_l2", "L2 penalty", "Adds this times the sum of squared weights to the loss."),
            penaltyField("bias_l1", "L1 penalty of biases", "Adds this times the sum of absolute biases to the loss."),
            penaltyField("bias_l2", "L2 penalty of biases", "Adds this times the sum of squared biases to the loss."),
            penaltyField("activity_l1", "L1 penalty of outputs",
                         "Adds this times the sum of absolute outputs, per row of the batch, to the loss."),
            penaltyField("activity_l2", "L2 penalty of outputs",
                         "Adds this times the sum of squared outputs, per row of the batch, to the loss."),
        };
        for (FieldInfo& field : constraintFields("kernel", "Limit of weights"))
            i.fields.push_back(std::move(field));
        for (FieldInfo& field : constraintFields("bias", "Limit of biases"))
            i.fields.push_back(std::move(field));
        i.role = LayerRole::Units;
        i.output = [](const FieldValues& v, const Shape&) -> Shape {
            return std::get<std::int64_t>(fieldOf(Dense::info(), v, "units"));
        };
        i.parameterCount = [](const FieldValues& v, const Shape& input) -> Index {
            const Index units = std::get<std::int64_t>(fieldOf(Dense::info(), v, "units"));
            return units * (input.size() + (std::get<bool>(fieldOf(Dense::info(), v, "use_bias")) ? 1 : 0));
        };
        i.multiplyAdds = [](const FieldValues& v, const Shape& input) -> Index {
            return input.size() * std::get<std::int64_t>(fieldOf(Dense::info(), v, "units"));
        };
        i.check = [](const FieldValues& v, const Shape&) -> std::vector<Remark> {
            const FieldValues all = withDefaults(Dense::info().fields, v);
            return activationRemarks(*findActivation(all.text("activation")), all.integer("units"), "activation");
        };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<Dense>(withDefaults(Dense::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

Dense::Dense(const FieldValues& values, Index inputs)
    : m_inputs(inputs), m_outputs(values.integer("units")), m_kernels(&kernels())
{
    const ActivationInfo* activation = findActivation(values.text("activation"));
    if (!activation)
        throw Error("the activation " + quoted(values.text("activation")) + " is not known");
    m_activation = activation->make({});
    m_activity = regularizer(values, "activity");
    const Index lanes = m_kernels->lanes;
    m_columns = (m_outputs + lanes - 1) / lanes * lanes;
    m_tensors.push_back({.name = "kernel",
                         .shape = {inputs, m_outputs},
                         .initializer = values.text("kernel_initializer"),
                         .regularizer = regularizer(values, "kernel"),
                         .constraint = chosenConstraint(values, "kernel"),
                         .panel = m_kernels->panel});
    if (values.boolean("use_bias"))
        m_tensors.push_back({.name = "bias",
                             .shape = {m_outputs},
                             .initializer = values.text("bias_initializer"),
                             .regularizer = regularizer(values, "bias"),
                             .constraint = chosenConstraint(values, "bias")});
}

void Dense::bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients)
{
    m_kernel = values[0];
    m_kernelGradient = gradients[0];
    if (m_tensors.size() > 1) {
        m_bias = values[1];
        m_biasGradient = gradients[1];
    }
}

void Dense::allocate(Index maxBatch, Index outputStride, bool isFirst)
{
    const Index panel = m_kernels->panel;
    if (!isFirst)
        m_transposed.assign(static_cast<std::size_t>((m_inputs + panel - 1) / panel * panel * m_outputs + panel), 0);
    if (m_fused || !hasFusedKernel(m_activation->kernel())) {
        m_zStride = outputStride;
        m_z.assign(static_cast<std::size_t>(maxBatch * outputStride), 0);
    }
}

void Dense::prepareStep()
{
    if (!m_transposeNeeded || m_transposed.empty())
        return;
    m_kernels->transpose(m_kernel, m_transposed.data(), m_inputs, m_outputs, 0, m_inputs);
    m_transposeNeeded = false;
}

ConstBlock Dense::logits(Index first, Index count) const
{
    return {m_z.data() + first * m_zStride, m_outputs, count, m_zStride};
}

SmallPart Dense::smallPart() const
{
    return {.kind = SmallPart::Kind::Dense, .bias = m_tensors.size() > 1, .activation = m_activation->kernel()};
}

/// y = activation(W^T x + b)
void Dense::sums(ConstBlock x, MutableBlock y, KernelActivation activation) const
{
    GemmJob job{};
    job.a = x.data;
    job.aRow = x.stride;
    job.aStep = 1;
    job.b = m_kernel;
    job.bPanel = m_inputs * m_kernels->panel;
    job.bRow = m_kernels->panel;
    job.c = y.data;
    job.cRow = y.stride;
    job.cPanel = m_kernels->panel;
    job.lastRow = x.columns;
    job.depth = m_inputs;
    job.columns = m_columns;
    job.bias = m_bias;
    job.activation = activation;
    m_kernels->gemm(&job);
}

void Dense::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (m_z.empty()) {
        sums(x, y, fusedActivation(m_activation->kernel()));
        return;
    }
    sums(x, {m_z.data() + pass.first * m_zStride, m_outputs, x.columns, m_zStride}, KernelLinear);
    m_activation->forward(logits(pass.first, x.columns), y);
}

bool Dense::preActivation(ConstBlock x, MutableBlock z) const
{
    sums(x, z, KernelLinear);
    return true;
}

void Dense::backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass)
{
    if (!m_fused) {
        if (m_z.empty())
            m_kernels->derive(fusedActivation(m_activation->kernel()), y.data, dy.data, dy.stride * x.columns);
        else
            m_activation->backward(logits(pass.first, x.columns), y, dy);
    }
    if (!dx.data)
        return;
    GemmJob job{};
    job.a = dy.data;
    job.aRow = dy.stride;
    job.aStep = 1;
    job.b = m_transposed.data();
    job.bPanel = m_outputs * m_kernels->panel;
    job.bRow = m_kernels->panel;
    job.c = dx.data;
    job.cPanel = m_kernels->panel;
    job.cRow = dx.stride;
    job.lastRow = x.columns;
    job.depth = m_outputs;
    job.columns = (m_inputs + m_kernels->lanes - 1) / m_kernels->lanes * m_kernels->lanes;
    m_kernels->gemm(&job);
}

Index Dense::partRows(Index batch) const
{
    // Whole tiles of the widest kernel; one part where the product is too small to share.
    const Index wanted = (kPartWork + batch * m_columns - 1) / (batch * m_columns);
    return (wanted + kTileRows - 1) / kTileRows * kTileRows;
}

int Dense::gradientParts(Index batch) const
{
    const Index rows = partRows(batch);
    return static_cast<int>((m_inputs + rows - 1) / rows);
}

void Dense::weightGradient(int part, ConstBlock x, ConstBlock dy, const Pass& pass)
{
    const Index batch = x.columns;
    const Index rows = partRows(batch);
    GemmJob job{};
    job.a = x.data;
    job.aRow = 1;
    job.aStep = x.stride;
    job.b = dy.data;
    job.bPanel = m_kernels->panel;
    job.bRow = dy.stride;
    job.c = m_kernelGradient;
    job.cPanel = m_inputs * m_kernels->panel;
    job.cRow = m_kernels->panel;
    job.firstRow = part * rows;
    job.lastRow = std::min(m_inputs, (part + 1) * rows);
    job.depth = batch;
    job.columns = m_columns;
    const WeightStep* step = pass.step;
    if (step) {
        const Index place = m_kernelGradient - step->gradients;
        job.update = &step->rule;
        job.w = step->values + place;
        job.m = step->m + place;
        job.v = step->v + place;
        job.notFinite = step->notFinite;
    }
    m_kernels->gemm(&job);
    if (step && !m_transposed.empty())
        m_kernels->transpose(m_kernel, m_transposed.data(), m_inputs, m_outputs, job.firstRow, job.lastRow);
    if (part > 0 || !m_bias)
        return;
    m_kernels->columnSums(dy.data, dy.stride, batch, m_columns, m_biasGradient);
    if (!step)
        return;
    const Index place = m_biasGradient - step->gradients;
    if (!m_kernels->update(&step->rule, m_bias, m_biasGradient, step->m + place, step->v + place, m_columns))
        __atomic_store_n(step->notFinite, 1, __ATOMIC_RELAXED);
}

} // namespace netloom
