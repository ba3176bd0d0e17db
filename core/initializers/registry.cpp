// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/registry.h"

#include "core/base/component_list.h"
#include "core/initializers/glorot_normal.h"
#include "core/initializers/glorot_uniform.h"
#include "core/initializers/he_normal.h"
#include "core/initializers/he_uniform.h"
#include "core/initializers/identity.h"
#include "core/initializers/lecun_normal.h"
#include "core/initializers/lecun_uniform.h"
#include "core/initializers/ones.h"
#include "core/initializers/orthogonal.h"
#include "core/initializers/random_normal.h"
#include "core/initializers/random_uniform.h"
#include "core/initializers/truncated_normal.h"
#include "core/initializers/zeros.h"

namespace netloom {

std::span<const InitializerInfo* const> initializers()
{
    static const InitializerInfo* const list[] = {
        &glorotUniformInitializer(), &glorotNormalInitializer(), &heUniformInitializer(),
        &heNormalInitializer(),      &lecunUniformInitializer(), &lecunNormalInitializer(),
        &randomUniformInitializer(), &randomNormalInitializer(), &truncatedNormalInitializer(),
        &orthogonalInitializer(),    &identityInitializer(),     &zerosInitializer(),
        &onesInitializer(),
    };
    return list;
}

const InitializerInfo* findInitializer(std::string_view type)
{
    return findComponent(initializers(), type);
}

std::vector<FieldChoice> initializerChoices()
{
    return componentChoices(initializers());
}

} // namespace netloom
