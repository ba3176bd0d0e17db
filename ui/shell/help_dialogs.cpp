// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_dialogs.h"

#include "core/samples/samples.h"
#include "ui/toolkit/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace netloom {

namespace {

struct Help {
    Q_DECLARE_TR_FUNCTIONS(Help)
};

void addShortcuts(QTreeWidgetItem* group, const QMenu* menu)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu())
            addShortcuts(group, action->menu());
        else if (!action->shortcut().isEmpty()) {
            QStringList keys;
            for (const QKeySequence& key : action->shortcuts())
                keys.append(key.toString(QKeySequence::NativeText));
            new QTreeWidgetItem(group, {QString(action->text()).remove(QLatin1Char('&')), keys.join(Help::tr(" or "))});
        }
    }
}

void addRow(QTreeWidgetItem* group, const char* text, const char* keys)
{
    new QTreeWidgetItem(group, {Help::tr(text), Help::tr(keys)});
}

void run(QDialog& dialog, QVBoxLayout* column)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog.exec();
}

} // namespace

void showShortcuts(QWidget* window)
{
    QDialog dialog(window);
    dialog.setWindowTitle(Help::tr("Keyboard shortcuts"));
    dialog.resize(520, 560);
    auto* column = new QVBoxLayout(&dialog);
    auto* list = new QTreeWidget(&dialog);
    list->setAccessibleName(dialog.windowTitle());
    list->setColumnCount(2);
    list->setHeaderLabels({Help::tr("What it does"), Help::tr("Keys")});
    list->setRootIsDecorated(false);
    list->setIndentation(14);
    if (const auto* main = qobject_cast<QMainWindow*>(window))
        for (const QAction* entry : main->menuBar()->actions())
            if (entry->menu()) {
                auto* group = new QTreeWidgetItem(list, {QString(entry->text()).remove(QLatin1Char('&'))});
                addShortcuts(group, entry->menu());
                if (group->childCount() == 0)
                    delete group;
            }
    auto* cards = new QTreeWidgetItem(list, {Help::tr("Layer cards")});
    addRow(cards, "Select the layer above or below", "Up, Down");
    addRow(cards, "First or last layer", "Home, End");
    addRow(cards, "Add a layer behind the selected one", "Insert or +");
    auto* diagram = new QTreeWidgetItem(list, {Help::tr("Diagram")});
    addRow(diagram, "Choose the next unit, in its layer or in the next one", "arrows");
    addRow(diagram, "Open the panel of the chosen unit", "Return");
    addRow(diagram, "Find a unit by its name", "/");
    addRow(diagram, "Weights of a wide layer as links or as a matrix", "M");
    addRow(diagram, "Show all of it; its whole height", "F or 0, Shift+F");
    addRow(diagram, "Larger or smaller", "+, −");
    addRow(diagram, "Sample: the next row that is wrong", "W");
    addRow(diagram, "Choose none", "Escape");
    auto* fields = new QTreeWidgetItem(list, {Help::tr("Number fields")});
    addRow(fields, "Larger or smaller", "Up, Down");
    addRow(fields, "Take what was typed", "Return");
    addRow(fields, "Back to the value before", "Escape");
    list->expandAll();
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    list->header()->setStretchLastSection(false);
    column->addWidget(list);
    run(dialog, column);
}

void showAbout(QWidget* window)
{
    QDialog dialog(window);
    dialog.setWindowTitle(Help::tr("About Netloom"));
    dialog.resize(560, 520);
    auto* column = new QVBoxLayout(&dialog);
    auto* head = new QHBoxLayout;
    auto* icon = new QLabel(&dialog);
    icon->setPixmap(applicationIcon().pixmap(QSize(64, 64), dialog.devicePixelRatioF()));
    icon->setAccessibleName(QStringLiteral("Netloom"));
    auto* name = new QLabel(QStringLiteral("<h2>Netloom %1</h2>%2")
                                .arg(QCoreApplication::applicationVersion(),
                                     Help::tr("Design a network, train it on your data, see what it learned.")),
                            &dialog);
    head->addWidget(icon);
    head->addWidget(name, 1);
    column->addLayout(head);

    QString text =
        QStringLiteral("<p>%1</p><h4>%2</h4><ul>")
            .arg(Help::tr("Netloom is free software under the GNU General Public License, version 3 or later. It "
                          "comes without any warranty."),
                 Help::tr("Built on"));
    const QStringList parts{
        QStringLiteral("Qt %1 (LGPL 3)").arg(QString::fromLatin1(qVersion())),
        QStringLiteral("QCustomPlot 2.1, Emanuel Eichhammer (GPL 3)"),
        QStringLiteral("Eigen 3.4 (MPL 2)"),
        QStringLiteral("libzip (BSD)"),
        QStringLiteral("JSON for Modern C++, Niels Lohmann (MIT)"),
        QStringLiteral("CLI11 (BSD)"),
    };
    for (const QString& part : parts)
        text += QStringLiteral("<li>%1</li>").arg(part.toHtmlEscaped());
    text += QStringLiteral("</ul><h4>%1</h4><ul>").arg(Help::tr("Sample data"));
    for (const SampleInfo& sample : samples())
        if (!sample.generated)
            text += QStringLiteral("<li><b>%1</b>: %2</li>")
                        .arg(QString::fromStdString(sample.title).toHtmlEscaped(),
                             QString::fromStdString(sample.credit).toHtmlEscaped());
    text += QStringLiteral("<li>%1</li></ul>")
                .arg(Help::tr("The samples with two features and the random data are generated."));
    auto* body = new QTextBrowser(&dialog);
    body->setAccessibleName(Help::tr("Licences and credits"));
    body->setOpenExternalLinks(true);
    body->setHtml(text);
    column->addWidget(body, 1);
    run(dialog, column);
}

} // namespace netloom
