// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace netloom {

class ChoiceBox;
struct Table;

/// Offers the columns of a table that hold anything, each with its place in the table as data, and keeps the one that
/// was chosen where it is there again. A null table has none.
/// @param none  offered first, with -1 as data; empty: a column has to be chosen
void offerColumns(ChoiceBox& box, const Table* table, const QString& none = {});

} // namespace netloom
