// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/menu_heading.h"

#include <QLabel>
#include <QMenu>
#include <QWidgetAction>

namespace netloom {

QAction* addMenuHeading(QMenu& menu, const QString& text)
{
    auto* action = new QWidgetAction(&menu);
    auto* label = new QLabel(text, &menu);
    label->setObjectName(QStringLiteral("muted"));
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(12, 7, 12, 3);
    action->setDefaultWidget(label);
    action->setText(text);
    QObject::connect(action, &QAction::changed, label, [action, label] { label->setText(action->text()); });
    menu.addAction(action);
    return action;
}

} // namespace netloom
