// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/portal_listener.h"

#include "ui/toolkit/motion.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace netloom {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kGroup = QStringLiteral("org.freedesktop.appearance");
const QString kKey = QStringLiteral("color-scheme");
const QString kDesktopGroup = QStringLiteral("org.gnome.desktop.interface");
const QString kAnimationsKey = QStringLiteral("enable-animations");

// 0: no preference, 1: dark, 2: light. The answer of Read() is a variant within a variant.
QVariant inner(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

void apply(const QString& group, const QString& key, const QVariant& value)
{
    if (group == kGroup && key == kKey) {
        const uint scheme = inner(value).toUInt();
        if (scheme == 1 || scheme == 2)
            setSystemDark(scheme == 1);
    } else if (group == kDesktopGroup && key == kAnimationsKey) {
        motion::setSystemReduced(!inner(value).toBool());
    }
}

} // namespace

PortalListener::PortalListener(QObject* parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    for (const auto& [group, key] : {std::pair(kGroup, kKey), std::pair(kDesktopGroup, kAnimationsKey)}) {
        QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
        question << group << key;
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, 1000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
                [group = group, key = key](QDBusPendingCallWatcher* answer) {
                    const QDBusPendingReply<QDBusVariant> reply = *answer;
                    if (reply.isValid())
                        apply(group, key, reply.value().variant());
                    answer->deleteLater();
                });
    }
}

void PortalListener::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    apply(group, key, value.variant());
}

} // namespace netloom
