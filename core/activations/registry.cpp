// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/activations/registry.h"

#include "core/activations/binary_step.h"
#include "core/activations/celu.h"
#include "core/activations/elu.h"
#include "core/activations/exponential.h"
#include "core/activations/gelu.h"
#include "core/activations/hard_sigmoid.h"
#include "core/activations/hard_sigmoid_keras2.h"
#include "core/activations/hard_silu.h"
#include "core/activations/leaky_relu.h"
#include "core/activations/linear.h"
#include "core/activations/log_sigmoid.h"
#include "core/activations/log_softmax.h"
#include "core/activations/mish.h"
#include "core/activations/relu.h"
#include "core/activations/relu6.h"
#include "core/activations/selu.h"
#include "core/activations/sigmoid.h"
#include "core/activations/silu.h"
#include "core/activations/softmax.h"
#include "core/activations/softplus.h"
#include "core/activations/softsign.h"
#include "core/activations/tanh.h"
#include "core/base/component_list.h"

namespace netloom {

std::span<const ActivationInfo* const> activations()
{
    static const ActivationInfo* const list[] = {
        &linearActivation(),
        &reluActivation(),
        &relu6Activation(),
        &leakyReluActivation(),
        &eluActivation(),
        &seluActivation(),
        &celuActivation(),
        &geluActivation(),
        &siluActivation(),
        &mishActivation(),
        &sigmoidActivation(),
        &hardSigmoidActivation(),
        &hardSigmoidKeras2Activation(),
        &hardSiluActivation(),
        &logSigmoidActivation(),
        &tanhActivation(),
        &softplusActivation(),
        &softsignActivation(),
        &exponentialActivation(),
        &binaryStepActivation(),
        &softmaxActivation(),
        &logSoftmaxActivation(),
    };
    return list;
}

const ActivationInfo* findActivation(std::string_view type)
{
    static constexpr ComponentAlias aliases[] = {
        {"swish", "silu"},
        {"hard_swish", "hard_silu"},
    };
    return findComponent(activations(), type, aliases);
}

std::vector<FieldChoice> activationChoices()
{
    return componentChoices(activations());
}

} // namespace netloom
