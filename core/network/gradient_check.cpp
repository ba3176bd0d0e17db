// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/gradient_check.h"

#include "core/base/error.h"
#include "core/losses/registry.h"
#include "core/network/network.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Small enough that few kinks are crossed, large enough that the five-point quotient keeps its digits.
constexpr double kStep = 2e-4;

ConstBlock blockOf(const Matrix& m)
{
    return {m.data(), m.rows(), m.cols(), m.rows()};
}

class Checked
{
public:
    Checked(const NetworkSpec& spec, const ComponentSpec& loss, const Matrix& x, const Matrix& y, std::uint64_t seed,
            Network::Storage storage)
        : m_network(spec, x.rows(), x.cols(), storage), m_x(x), m_y(y), m_perSample(static_cast<std::size_t>(x.cols()))
    {
        const LossInfo* info = findLoss(loss.type);
        if (!info)
            throw Error("the loss " + quoted(loss.type) + " is not known");
        m_loss = info->make(loss.fields);
        if (y.rows() != m_loss->targetRows(m_network.outputs()))
            throw Error("the network's outputs do not fit the target");
        m_fused = m_network.fuseWith(*m_loss);
        m_network.initialise(seed);
        Rng rng(seed, "gradient check");
        for (const Network::Tensor& tensor : m_network.tensors()) {
            std::vector<Scalar> numbers(static_cast<std::size_t>(tensor.spec.count()));
            Network::unpack(tensor, m_network.values(), numbers.data());
            for (Scalar& number : numbers)
                number += static_cast<Scalar>(rng.uniform(0.02, 0.2));
            Network::pack(tensor, numbers.data(), m_network.values());
        }
        m_network.parametersChanged();
    }

    Network& network() { return m_network; }

    double loss()
    {
        const ConstBlock y = m_network.forward(blockOf(m_x), m_pass);
        if (m_fused)
            m_loss->fusedValues(m_network.logits(0, m_x.cols()), y, blockOf(m_y), m_perSample.data());
        else
            m_loss->values(y, blockOf(m_y), m_perSample.data());
        double sum = 0;
        for (const Scalar value : m_perSample)
            sum += static_cast<double>(value);
        return sum / static_cast<double>(m_perSample.size()) + m_network.penalty() +
               m_network.activityPenalty(m_x.cols());
    }

    void gradients()
    {
        loss();
        const ConstBlock y = m_network.forward(blockOf(m_x), m_pass);
        const std::vector<Scalar> scale(m_perSample.size(), Scalar(1) / static_cast<Scalar>(m_perSample.size()));
        const MutableBlock d = m_network.outputGradient(0, m_x.cols());
        if (m_fused)
            m_loss->fusedGradient(m_network.logits(0, m_x.cols()), y, blockOf(m_y), scale.data(), d);
        else
            m_loss->gradient(y, blockOf(m_y), scale.data(), d);
        m_network.prepareStep();
        m_network.backward(blockOf(m_x), m_pass);
        for (int part = 0; part < m_network.gradientParts(m_x.cols()); ++part)
            m_network.weightGradient(part, blockOf(m_x), m_pass);
        m_network.addPenaltyGradients();
    }

    double slope(Scalar& weight)
    {
        const Scalar kept = weight;
        const auto lossAt = [&](double steps) {
            weight = kept + static_cast<Scalar>(steps * kStep);
            m_network.parametersChanged();
            return loss();
        };
        const double slope = (lossAt(-2) - 8 * lossAt(-1) + 8 * lossAt(1) - lossAt(2)) / (12 * kStep);
        weight = kept;
        m_network.parametersChanged();
        return slope;
    }

private:
    Network m_network;
    const Matrix& m_x;
    const Matrix& m_y;
    std::unique_ptr<Loss> m_loss;
    bool m_fused = false;
    std::vector<Scalar> m_perSample;
    Pass m_pass{.training = true};
};

} // namespace

GradientCheck checkGradients(const NetworkSpec& spec, const ComponentSpec& loss, const Matrix& x, const Matrix& y,
                             std::uint64_t seed, double disturb, Network::Storage storage)
{
    Checked checked(spec, loss, x, y, seed, storage);
    checked.gradients();
    Network& network = checked.network();
    AlignedBlock& gradients = network.gradients();
    gradients.data()[0] += static_cast<Scalar>(disturb);
    // Differences call forward() again and again; the gradients wait in a copy.
    std::vector<Scalar> analytic(gradients.data(), gradients.data() + network.trainableSize());
    GradientCheck result;
    for (const Network::Tensor& tensor : network.tensors()) {
        if (!tensor.spec.trainable)
            continue;
        double error = 0;
        double scale = 1e-4;
        for (Index i = 0; i < tensor.spec.storage(); ++i) {
            const double a = static_cast<double>(analytic[static_cast<std::size_t>(tensor.offset + i)]);
            const double n = checked.slope(network.values().data()[tensor.offset + i]);
            error = std::max(error, std::abs(a - n));
            scale = std::max({scale, std::abs(a), std::abs(n)});
        }
        result.numbers += tensor.spec.count();
        if (!(error / scale <= result.worst)) {
            result.worst = error / scale;
            result.where = network.layerName(tensor.layer) + " " + tensor.spec.name;
        }
    }
    return result;
}

} // namespace netloom
