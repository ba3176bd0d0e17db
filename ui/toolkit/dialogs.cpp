// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/dialogs.h"

#include "ui/toolkit/icons.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

namespace netloom {

namespace {

Dialogs* installed = nullptr;

const QString kAnyKind = QStringLiteral("last");

QString folderKey(const QString& kind)
{
    return QStringLiteral("folders/") + kind;
}

QString folderOf(const QString& kind)
{
    // Beside what was opened or saved last, where there was nothing of its kind yet.
    for (const QString& of : {kind, kAnyKind}) {
        const QString folder = QSettings().value(folderKey(of)).toString();
        if (!folder.isEmpty() && QDir(folder).exists())
            return folder;
    }
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void rememberFolder(const QString& kind, const QString& path)
{
    if (path.isEmpty())
        return;
    for (const QString& of : {kind, kAnyKind})
        QSettings().setValue(folderKey(of), QFileInfo(path).absolutePath());
}

/// "PNG picture (*.png)" gives "png"; a filter of several patterns or of everything gives nothing.
QString suffixOf(const QString& filter)
{
    const qsizetype start = filter.indexOf(QLatin1String("(*."));
    const qsizetype end = filter.indexOf(QLatin1Char(')'), start);
    if (start < 0 || end < 0)
        return {};
    const QString suffix = filter.mid(start + 3, end - start - 3).section(QLatin1Char(' '), 0, 0);
    return suffix.contains(QLatin1Char('*')) ? QString() : suffix;
}

void showMessage(QMessageBox& box, const QString& text, const QString& detail)
{
    constexpr int kIconSize = 48;
    box.setIconPixmap(applicationIcon().pixmap(QSize(kIconSize, kIconSize), box.devicePixelRatioF()));
    box.setTextFormat(Qt::PlainText);
    box.setText(text);
    box.setInformativeText(detail);
    // QMessageBox shows its second text in a label of its own, which guesses the format.
    for (QLabel* label : box.findChildren<QLabel*>())
        label->setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace

QString Dialogs::openFile(QWidget* parent, const QString& title, const QString& kind, const QString& filter)
{
    const QString path = QFileDialog::getOpenFileName(parent, title, folderOf(kind), filter);
    rememberFolder(kind, path);
    return path;
}

QString Dialogs::saveFile(QWidget* parent, const QString& title, const QString& kind, const QString& filter,
                          const QString& suggestedName)
{
    QFileDialog dialog(parent, title, folderOf(kind), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffixOf(filter.section(QLatin1String(";;"), 0, 0)));
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog,
                     [&dialog](const QString& chosen) { dialog.setDefaultSuffix(suffixOf(chosen)); });
    dialog.selectFile(suggestedName);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return {};
    const QString path = dialog.selectedFiles().constFirst();
    rememberFolder(kind, path);
    return path;
}

Dialogs::SaveAnswer Dialogs::unsavedChanges(QWidget* parent, const QString& question)
{
    QMessageBox box(parent);
    box.setWindowTitle(QObject::tr("Unsaved changes"));
    box.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Save);
    box.button(QMessageBox::Save)->setProperty("primary", true);
    showMessage(box, question, QObject::tr("Changes that are not saved are lost."));
    switch (box.standardButton(box.clickedButton())) {
    case QMessageBox::Save:
        return SaveAnswer::Save;
    case QMessageBox::Discard:
        return SaveAnswer::Discard;
    default:
        return SaveAnswer::Cancel;
    }
}

bool Dialogs::confirm(QWidget* parent, const QString& question, const QString& detail, const QString& yes)
{
    QMessageBox box(parent);
    box.setWindowTitle(QStringLiteral("Netloom"));
    const QPushButton* accept = box.addButton(yes, QMessageBox::AcceptRole);
    box.addButton(QMessageBox::Cancel);
    showMessage(box, question, detail);
    return box.clickedButton() == accept;
}

int Dialogs::choose(QWidget* parent, const QString& question, const QString& detail, const QStringList& answers)
{
    QMessageBox box(parent);
    box.setWindowTitle(QStringLiteral("Netloom"));
    QList<QAbstractButton*> buttons;
    for (const QString& answer : answers)
        buttons.append(box.addButton(answer, QMessageBox::AcceptRole));
    box.setDefaultButton(qobject_cast<QPushButton*>(buttons.constFirst()));
    buttons.constFirst()->setProperty("primary", true);
    box.addButton(QMessageBox::Cancel);
    showMessage(box, question, detail);
    return static_cast<int>(buttons.indexOf(box.clickedButton()));
}

void Dialogs::error(QWidget* parent, const QString& title, const QString& text)
{
    QMessageBox box(parent);
    box.setWindowTitle(title);
    box.setStandardButtons(QMessageBox::Ok);
    showMessage(box, title, text);
}

QString Dialogs::tableFilter()
{
    return QObject::tr("Tables (*.csv *.tsv *.txt *.dat *.data *.xlsx *.ods)") + QStringLiteral(";;") +
           QObject::tr("All files (*)");
}

Dialogs& Dialogs::instance()
{
    static Dialogs real;
    return installed ? *installed : real;
}

void Dialogs::install(Dialogs* dialogs)
{
    installed = dialogs;
}

} // namespace netloom
