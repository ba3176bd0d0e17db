// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/suggestion.h"
#include "core/suggestion/table_facts.h"

namespace netloom {

/// The rule for a first network that learns, the same for samples, files, window and command line.
///
/// - Two hidden layers of 32 and 16 units with SiLU: no bottleneck, and still a picture one can draw. Where the table
///   is wide, with more inputs than a third of the training rows, one of 16.
/// - AdamW at rate 0.01, falling along a cosine to nothing, over at least 1,500 updates (5,000 with up to three
///   inputs) and 30 epochs; a very long table is not gone through more often than seconds allow. Batches of 32, of 16
///   below 64 rows, larger ones from 2,000 rows on.
/// - One brake on overfitting, as strong as the rows are few for the inputs: decoupled weight decay 15 · inputs / rows
///   (60 without validation rows), between 0.01 and 3, on the series 1-2-5. A wide table has an L2 penalty instead,
///   with Adam: 0.2 · inputs / rows for numbers, 0.03 · inputs / rows for classes, with inputs / rows taken as 2 at
///   most. (AdamW's decay bounds each weight by itself; many inputs that say a little each need what ridge regression
///   does.) With validation rows the weights of the epoch that does best on them are kept.
/// - Class weights (moderate) where the rarest class has less than a fifth of an equal share of the rows.
///
/// Directions from RealMLP (Holzmüller et al. 2024, arXiv 2407.04491); numbers from trials on made tables.
/// @param watched  how many validation rows there will be
/// @param current  whatever the rule does not speak of is taken from it: loss, metrics, seed, threads
Suggestion suggestFirstNetwork(const TableFacts& facts, Index watched, const TrainingConfig& current = {});

/// Hidden dense layers of these units, trained as the rule has it.
/// @param strength  of the brake: this many times the rule's
Suggestion suggestLayers(const TableFacts& facts, Index watched, const TrainingConfig& current,
                         const std::vector<Index>& units, std::string_view activation, double strength = 1);

/// Hidden dense layers of these units, then the output that fits the target; named h1, h2 …, output.
NetworkSpec denseNetwork(const TableFacts& facts, const std::vector<Index>& units, std::string_view activation);

} // namespace netloom
