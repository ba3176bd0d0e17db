// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace netloom {

/// What a panel shows that has nothing to show yet: a sentence that says what is missing, and a button that gets it.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const QString& sentence, const QString& buttonText, QWidget* parent = nullptr);

signals:
    void clicked();
};

} // namespace netloom
