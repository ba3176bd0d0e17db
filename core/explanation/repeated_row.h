// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

namespace netloom {

/// A cell of a column, `count` times, as a column of its own of the same kind.
Column repeatedCell(const Column& column, Index row, Index count);

/// A row of a table, `count` times, without its computed columns, which follow from the others: what rows that differ
/// in a few cells are made from.
Table repeatedRow(const Table& table, Index row, Index count);

} // namespace netloom
