// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

class QComboBox;

namespace netloom {

struct ActivationInfo;

/// Values of an activation with its usual settings at -4 … 4, `points` of them; empty where it compares the units of a
/// layer and so has no shape of its own.
std::vector<double> activationCurve(const ActivationInfo& info, int points);

/// The entries of a choice of activations get their shapes drawn beside them, and what each is good for as a tool tip
/// with a larger drawing.
void explainActivations(QComboBox& box);

} // namespace netloom
