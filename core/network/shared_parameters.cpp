// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/shared_parameters.h"

namespace netloom {

SharedParameters::SharedParameters(ParameterSet parameters)
    : m_parameters(parameters.empty() ? nullptr : std::make_shared<const ParameterSet>(std::move(parameters)))
{
}

const ParameterSet& SharedParameters::get() const
{
    static const ParameterSet none;
    return m_parameters ? *m_parameters : none;
}

} // namespace netloom
