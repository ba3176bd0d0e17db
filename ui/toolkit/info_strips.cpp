// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/info_strips.h"

#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/window_resized.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace netloom {

InfoStrips::InfoStrips(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    whenWindowResized(*this, [this] { fold(); });
}

void InfoStrips::show(const QString& key, Kind kind, const QString& text, const QString& action,
                      std::function<void()> triggered, const QStringList& shorter)
{
    remove(key);
    auto* strip = new QFrame(this);
    strip->setObjectName(QStringLiteral("strip"));
    strip->setProperty("key", key);
    strip->setProperty("words", text);
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(14, 5, 8, 5);
    row->setSpacing(10);
    auto* sign = new QLabel(strip);
    const bool warning = kind == Kind::Warning;
    if (warning)
        strip->setProperty("tone", QStringLiteral("warning"));
    const QIcon icon = warning ? themedIcon(QStringLiteral("dialog-warning"), IconInk::Warning)
                               : themedIcon(QStringLiteral("dialog-information"), IconInk::Accent);
    sign->setPixmap(icon.pixmap(QSize(18, 18), devicePixelRatioF()));
    sign->setAccessibleName(warning ? tr("Warning") : tr("Information"));
    auto* label = new QLabel(strip);
    label->setObjectName(QStringLiteral("words"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(sign);
    row->addWidget(label, 1);
    auto* line = new ElidedLabel(8, strip);
    line->setObjectName(QStringLiteral("oneLine"));
    line->setShorter(shorter);
    strip->setProperty("hasShorter", !shorter.isEmpty());
    row->addWidget(line, 1);
    if (!action.isEmpty()) {
        auto* button = new QPushButton(action, strip);
        connect(button, &QPushButton::clicked, this, std::move(triggered));
        row->addWidget(button);
    }
    auto* close = new QToolButton(strip);
    close->setIcon(themedIcon(QStringLiteral("window-close")));
    close->setObjectName(QStringLiteral("close"));
    close->setProperty("flat", true);
    close->setToolTip(tr("Close this line"));
    close->setAccessibleName(tr("Close this line"));
    connect(close, &QToolButton::clicked, this, [this, key] { remove(key); });
    row->addWidget(close);
    m_column->addWidget(strip);
    fold();
}

/// In a low window a strip is one line: what it stands over is worth more. Its tool tip has all of it.
void InfoStrips::fold()
{
    constexpr int kLow = 700;       // px
    constexpr int kRatherLow = 800; // for who has a shorter text
    constexpr int kVeryLow = 520;   // one information at a time, the newest one
    const QList<QFrame*> strips = findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly);
    for (QFrame* strip : strips) {
        const bool warning = !strip->property("tone").toString().isEmpty();
        strip->setVisible(warning || (strip == strips.last() && !m_yields) || window()->height() >= kVeryLow);
        const bool folded = window()->height() < (strip->property("hasShorter").toBool() ? kRatherLow : kLow);
        for (const bool line : {false, true}) {
            auto* label = strip->findChild<QLabel*>(line ? QStringLiteral("oneLine") : QStringLiteral("words"));
            label->setText(line == folded ? strip->property("words").toString() : QString());
            label->setVisible(line == folded);
        }
    }
}

void InfoStrips::setYielding(bool yielding)
{
    if (std::exchange(m_yields, yielding) != yielding)
        fold();
}

void InfoStrips::remove(const QString& key)
{
    for (QFrame* strip : findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly))
        if (strip->property("key").toString() == key) {
            strip->setObjectName({});
            strip->hide();
            strip->deleteLater(); // the click that closes it may come from inside
            fold();
        }
}

void InfoStrips::setStale(const QString& key)
{
    for (const QFrame* strip : findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly))
        if (strip->property("key").toString() == key)
            for (QWidget* part : strip->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
                part->setEnabled(part->objectName() == QLatin1String("close"));
}

void InfoStrips::clear()
{
    for (QFrame* strip : findChildren<QFrame*>(QStringLiteral("strip"), Qt::FindDirectChildrenOnly))
        remove(strip->property("key").toString());
}

} // namespace netloom
