// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/scrolled_page.h"

#include <QVBoxLayout>

namespace netloom {

ScrolledPage::ScrolledPage(QWidget* page, QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(page);
}

ScrolledPage* ScrolledPage::fill(QWidget& panel, QWidget* page)
{
    auto* outer = new QVBoxLayout(&panel);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scrolled = new ScrolledPage(page, &panel);
    outer->addWidget(scrolled);
    return scrolled;
}

} // namespace netloom
