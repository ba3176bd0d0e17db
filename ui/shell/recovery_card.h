// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/recovery_folder.h"

#include <QFrame>

namespace netloom {

/// One recovered project on the start page: its picture, name, when it was kept and what it holds, and two buttons.
class RecoveryCard final : public QFrame
{
    Q_OBJECT
public:
    explicit RecoveryCard(const RecoveredProject& project, QWidget* parent = nullptr);

signals:
    void openRequested();
    void discardRequested();
};

} // namespace netloom
