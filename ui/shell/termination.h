// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace netloom {

/// SIGTERM, SIGINT and SIGHUP become a signal of Qt's while it lives. A second one ends the program at once, and so
/// does the first where it has not been obeyed within two seconds.
class Termination final : public QObject
{
    Q_OBJECT
public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

signals:
    void requested();
};

} // namespace netloom
