// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/info_strips.h"

#include "ui/toolkit/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

InfoStrips::InfoStrips(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void InfoStrips::show(const QString& key, Kind kind, const QString& text, const QString& action,
                      std::function<void()> triggered)
{
    remove(key);
    auto* strip = new QFrame(this);
    strip->setObjectName(QStringLiteral("strip"));
    strip->setProperty("key", key);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(14, 5, 8, 5);
    row->setSpacing(10);
    auto* sign = new QLabel(strip);
    const bool warning = kind == Kind::Warning;
    const QIcon icon = themedIcon(warning ? QStringLiteral("dialog-warning") : QStringLiteral("dialog-information"));
    sign->setPixmap(icon.pixmap(QSize(18, 18), devicePixelRatioF()));
    sign->setAccessibleName(warning ? tr("Warning") : tr("Information"));
    auto* label = new QLabel(text, strip);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(sign);
    row->addWidget(label, 1);
    if (!action.isEmpty()) {
        auto* button = new QPushButton(action, strip);
        connect(button, &QPushButton::clicked, this, std::move(triggered));
        row->addWidget(button);
    }
    auto* close = new QToolButton(strip);
    close->setIcon(themedIcon(QStringLiteral("window-close")));
    close->setProperty("flat", true);
    close->setToolTip(tr("Close this line"));
    close->setAccessibleName(tr("Close this line"));
    connect(close, &QToolButton::clicked, this, [this, key] { remove(key); });
    row->addWidget(close);
    m_column->addWidget(strip);
}

void InfoStrips::remove(const QString& key)
{
    for (QFrame* strip : findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly))
        if (strip->property("key").toString() == key) {
            strip->setObjectName({});
            strip->hide();
            strip->deleteLater(); // the click that closes it may come from inside
        }
}

void InfoStrips::clear()
{
    for (QFrame* strip : findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly))
        remove(strip->property("key").toString());
}

} // namespace netloom
