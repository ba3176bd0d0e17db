// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/column_choice.h"

#include "core/data/table.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/text.h"

#include <algorithm>

namespace netloom {

void offerColumns(ChoiceBox& box, const Table* table, const QString& none)
{
    const QString kept = box.currentText();
    box.clear();
    if (!none.isEmpty())
        box.addItem(none, -1);
    if (table)
        for (std::size_t c = 0; c < table->columns.size(); ++c)
            if (table->columns[c].kind != ColumnKind::Empty)
                box.addItem(fromUtf8(table->columns[c].name), static_cast<int>(c));
    box.setCurrentIndex(std::max(0, box.findText(kept)));
}

} // namespace netloom
