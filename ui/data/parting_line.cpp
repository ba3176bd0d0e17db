// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/parting_line.h"

#include <QFrame>

namespace netloom {

QFrame* partingLine(QWidget* parent)
{
    auto* frame = new QFrame(parent);
    frame->setObjectName(QStringLiteral("line"));
    return frame;
}

} // namespace netloom
