// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/loss.h"

#include "core/base/error.h"

namespace netloom {

bool Loss::fusesWith(ActivationKernel) const
{
    return false;
}

void Loss::fusedValues(ConstBlock, ConstBlock, ConstBlock, Scalar*) const
{
    throw Error("this loss cannot be computed on logits");
}

void Loss::fusedGradient(ConstBlock, ConstBlock, ConstBlock, const Scalar*, MutableBlock) const
{
    throw Error("this loss cannot be computed on logits");
}

} // namespace netloom
