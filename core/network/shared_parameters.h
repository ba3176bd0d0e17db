// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/parameters.h"

#include <initializer_list>
#include <memory>

namespace netloom {

/// Weights that are never changed, only replaced: a copy costs a pointer, and may go to another thread.
class SharedParameters
{
public:
    SharedParameters() = default; ///< none
    SharedParameters(ParameterSet parameters);
    SharedParameters(std::initializer_list<NamedTensor> parameters) : SharedParameters(ParameterSet(parameters)) {}

    bool empty() const { return get().empty(); }
    std::size_t size() const { return get().size(); }
    const ParameterSet& get() const; ///< valid while a copy of this lives
    operator const ParameterSet&() const { return get(); }
    auto begin() const { return get().begin(); }
    auto end() const { return get().end(); }
    const NamedTensor& operator[](std::size_t i) const { return get()[i]; }
    const NamedTensor& front() const { return get().front(); }
    /// Null where there are none.
    const std::shared_ptr<const ParameterSet>& pointer() const { return m_parameters; }
    /// Whether both are the same memory.
    bool shares(const SharedParameters& other) const { return m_parameters == other.m_parameters; }

    friend bool operator==(const SharedParameters& a, const SharedParameters& b)
    {
        return a.shares(b) || a.get() == b.get();
    }

private:
    std::shared_ptr<const ParameterSet> m_parameters; // null: none
};

} // namespace netloom
