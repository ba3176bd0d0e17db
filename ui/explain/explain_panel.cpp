// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/explain_panel.h"

#include "ui/evaluate/weights_choice.h"
#include "ui/explain/model_page.h"
#include "ui/explain/row_page.h"
#include "ui/toolkit/scrolled_page.h"

#include <QButtonGroup>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

ExplainPanel::ExplainPanel(ProjectDocument& document, TrainingController& training, QWidget* parent) : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(12, 10, 12, 8);
    column->setSpacing(8);
    column->addWidget(new WeightsChoice(document, head));
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    auto* group = new QButtonGroup(this);
    auto* pages = new QStackedWidget(this);
    const auto add = [&](const QString& text, const char* name, const char* place, QWidget* page) {
        auto* button = new QToolButton(head);
        button->setText(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setProperty("segment", QString::fromLatin1(place));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button);
        segments->addWidget(button);
        auto* scroll = new ScrolledPage(page, pages);
        pages->addWidget(scroll);
        connect(button, &QToolButton::clicked, pages, [pages, scroll] { pages->setCurrentWidget(scroll); });
        return button;
    };
    auto* row = new RowPage(document, training);
    auto* model = new ModelPage(document, training);
    connect(row, &RowPage::openDataRequested, this, &ExplainPanel::openDataRequested);
    connect(model, &ModelPage::openDataRequested, this, &ExplainPanel::openDataRequested);
    add(tr("One row"), "rowPage", "first", row)->setChecked(true);
    add(tr("The model"), "modelPage", "last", model);
    segments->addStretch(1);
    column->addLayout(segments);
    outer->addWidget(head);
    outer->addWidget(pages, 1);
}

} // namespace netloom
