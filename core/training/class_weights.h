// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/data/dataset.h"

#include <string>

namespace netloom {

/// Sample weights times class weights of every sample; empty where all are 1.
///
/// `setting`: "none"; "balanced" (samples / (classes × samples of the class)); "moderate" (the square
/// root of that: a rare class is found more often without being cried out everywhere); or "0=1, 1=2.5": weight by
/// label, where the label is the argmax of a one-hot target or the rounded value of a single one. Labels without an
/// entry weigh 1.
/// @throws Error where the setting is not understood
Vector trainingWeights(const Dataset& data, const std::string& setting);

} // namespace netloom
