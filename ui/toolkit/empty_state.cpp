// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/empty_state.h"

#include "ui/toolkit/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace netloom {

EmptyState::EmptyState(const QString& sentence, const QString& buttonText, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    QLabel* words = mutedLabel(this);
    words->setText(sentence);
    column->addWidget(words);
    auto* button = new QPushButton(buttonText, this);
    column->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, &EmptyState::clicked);
}

} // namespace netloom
