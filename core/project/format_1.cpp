// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/format_1.h"

#include "core/callbacks/registry.h"

namespace netloom {

namespace {

/// The settings that format 1 had for a callback, "enabled" among them.
JsonValue callbackFrom(const CallbackInfo& info, const JsonValue& settings, const JsonPlace& place)
{
    JsonObjectReader io(settings, place);
    JsonValue fields = JsonValue::object();
    for (const FieldInfo& field : info.fields)
        if (const JsonValue* value = io.known(field.key); value && !(*value == toJson(field.initial)))
            fields.add(field.key, *value);
    const JsonValue* enabled = io.known("enabled");
    io.finish();
    JsonValue callback = JsonValue::object();
    callback.add("type", info.type);
    callback.add("enabled", enabled ? *enabled : JsonValue(false));
    callback.add("fields", std::move(fields));
    return callback;
}

JsonValue trainingFrom(const JsonValue& training, const JsonPlace& place)
{
    if (!training.members())
        return training;
    JsonValue result = JsonValue::object();
    JsonValue callbacks = JsonValue::list();
    for (const JsonMember& member : *training.members()) {
        const CallbackInfo* info =
            member.name == "early_stopping" || member.name == "reduce_lr" ? findCallback(member.name) : nullptr;
        if (!info) {
            result.add(member.name, member.value);
            continue;
        }
        JsonValue callback = callbackFrom(*info, member.value, place.member(member.name));
        const bool used = !(*callback.find("enabled") == JsonValue(false));
        if (used || !callback.find("fields")->members()->empty())
            callbacks.items()->push_back(std::move(callback));
    }
    result.add("callbacks", std::move(callbacks));
    return result;
}

JsonValue networkFrom(const JsonValue& network)
{
    if (!network.members())
        return network;
    JsonValue result = JsonValue::object();
    for (const JsonMember& member : *network.members())
        if (member.name == "inputs")
            result.add("input_shape", JsonValue::List{member.value});
        else
            result.add(member.name, member.value);
    return result;
}

} // namespace

JsonValue fromFormat1(const JsonValue& json, const JsonPlace& place)
{
    JsonObjectReader io(json, place);
    JsonValue result = JsonValue::object();
    for (const char* name : {"format", "data", "recipe"})
        if (const JsonValue* value = io.known(name))
            result.add(name, *value);
    JsonValue run = JsonValue::object();
    run.add("id", "run1");
    if (const JsonValue* network = io.known("network"))
        run.add("network", networkFrom(*network));
    if (const JsonValue* training = io.known("training"))
        run.add("training", trainingFrom(*training, place.member("training")));
    for (const char* name : {"split", "fitted", "checkpoint"})
        if (const JsonValue* value = io.known(name))
            run.add(name, *value);
    io.finish();
    result.add("current", "run1");
    JsonValue runs = JsonValue::list();
    runs.items()->push_back(std::move(run));
    result.add("runs", std::move(runs));
    return result;
}

} // namespace netloom
