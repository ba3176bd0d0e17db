// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace netloom {

/// Hears from the desktop portal whether the user prefers dark windows and whether things may move, now and whenever
/// that changes.
class PortalListener final : public QObject
{
    Q_OBJECT
public:
    explicit PortalListener(QObject* parent);

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

/// What the desktop wishes; the window follows where the choice is System.
void setSystemDark(bool dark);

} // namespace netloom
