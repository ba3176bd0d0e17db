// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_config.h"

#include "core/callbacks/registry.h"
#include "core/optimizers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

template<typename Predicate>
bool anyEnabled(const std::vector<CallbackSpec>& specs, const Predicate& predicate)
{
    return std::any_of(specs.begin(), specs.end(), [&](const CallbackSpec& spec) {
        const CallbackInfo* info = spec.enabled ? findCallback(spec.type) : nullptr;
        return info && predicate(*info, spec);
    });
}

} // namespace

const CallbackSpec* TrainingConfig::enabledCallback(std::string_view type) const
{
    const auto found =
        std::find_if(callbacks.begin(), callbacks.end(), [&](const CallbackSpec& spec) { return spec.type == type; });
    return found != callbacks.end() && found->enabled ? &*found : nullptr;
}

CallbackSpec& TrainingConfig::callback(std::string_view type)
{
    for (CallbackSpec& spec : callbacks)
        if (spec.type == type)
            return spec;
    return callbacks.emplace_back(CallbackSpec{{std::string(type), {}}, false});
}

void TrainingConfig::enableCallback(std::string_view type, FieldValues fields)
{
    CallbackSpec& spec = callback(type);
    spec.fields = std::move(fields);
    spec.enabled = true;
}

bool TrainingConfig::watchesBest() const
{
    return anyEnabled(callbacks, [](const CallbackInfo& info, const CallbackSpec&) { return info.watchesBest; });
}

bool TrainingConfig::callbacksChangeRate() const
{
    return anyEnabled(callbacks, [](const CallbackInfo& info, const CallbackSpec&) { return info.changesRate; });
}

bool TrainingConfig::restoresBest() const
{
    return anyEnabled(callbacks, [](const CallbackInfo& info, const CallbackSpec& spec) {
        return info.make(spec.fields)->restoresBest();
    });
}

double TrainingConfig::learningRate() const
{
    const OptimizerInfo* info = findOptimizer(optimizer.type);
    if (!info)
        return 0;
    const FieldValue value = fieldOf(*info, optimizer.fields, "learning_rate");
    const double* rate = std::get_if<double>(&value);
    return rate ? *rate : 0;
}

} // namespace netloom
