// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/words_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace netloom {

WordsDialog::WordsDialog(const QString& words, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("pictureWords"));
    setWindowTitle(tr("The picture in words"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 320);
    auto* column = new QVBoxLayout(this);
    auto* text = new QPlainTextEdit(words, this);
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(windowTitle());
    text->setTabChangesFocus(true);
    column->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [words] { QGuiApplication::clipboard()->setText(words); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    text->setFocus();
}

} // namespace netloom
