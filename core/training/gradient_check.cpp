// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/gradient_check.h"

#include "core/network/network.h"
#include "core/training/objective.h"

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
        : m_network(spec, x.rows(), x.cols(), storage),
          m_objective(m_network, loss, y.rows()),
          m_x(blockOf(x)),
          m_y(blockOf(y))
    {
        m_network.initialise(seed);
        Rng rng(seed, "gradient check");
        for (const Network::Tensor& tensor : m_network.tensors()) {
            std::vector<Scalar> numbers(static_cast<std::size_t>(tensor.spec.count()));
            Network::unpack(tensor, m_network.values(), numbers.data());
            for (Scalar& number : numbers)
                number += static_cast<Scalar>(rng.uniform(0.02, 0.2));
            Network::pack(tensor, numbers.data(), m_network.values());
        }
        m_network.passes().parametersChanged();
    }

    Network& network() { return m_network; }

    double loss()
    {
        m_objective.forward(m_x, m_y, m_pass);
        return m_objective.mean(nullptr, m_x.columns);
    }

    void gradients()
    {
        m_network.passes().prepareStep();
        m_objective.forward(m_x, m_y, m_pass);
        m_objective.backward(m_x, m_y, nullptr, m_pass);
        m_network.passes().weightGradient(m_x, m_pass);
        m_network.addPenaltyGradients();
    }

    double slope(Scalar& weight)
    {
        const Scalar kept = weight;
        const auto lossAt = [&](double steps) {
            weight = kept + static_cast<Scalar>(steps * kStep);
            m_network.passes().parametersChanged();
            return loss();
        };
        const double slope = (lossAt(-2) - 8 * lossAt(-1) + 8 * lossAt(1) - lossAt(2)) / (12 * kStep);
        weight = kept;
        m_network.passes().parametersChanged();
        return slope;
    }

private:
    Network m_network;
    Objective m_objective;
    ConstBlock m_x;
    ConstBlock m_y;
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
