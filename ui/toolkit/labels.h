// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/wrapped_label.h"

#include <QLabel>

namespace netloom {

/// The heading of a section of a panel. Plain text.
inline QLabel* headingLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setObjectName(QStringLiteral("heading"));
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// Explaining words below something; they wrap. Plain text.
inline QLabel* mutedLabel(QWidget* parent)
{
    auto* label = new WrappedLabel(parent);
    label->setObjectName(QStringLiteral("muted"));
    return label;
}

} // namespace netloom
