// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/menu_button.h"

#include <QCursor>
#include <QEvent>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

namespace netloom {

void unlightAfterMenu(QToolButton& button)
{
    QObject::connect(button.menu(), &QMenu::aboutToHide, &button, [&button] {
        QTimer::singleShot(0, &button, [&button] {
            if (button.rect().contains(button.mapFromGlobal(QCursor::pos())))
                return;
            button.setAttribute(Qt::WA_UnderMouse, false);
            QEvent leave(QEvent::Leave);
            QCoreApplication::sendEvent(&button, &leave);
            button.update();
        });
    });
}

} // namespace netloom
