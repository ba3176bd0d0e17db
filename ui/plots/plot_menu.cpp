// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_menu.h"

#include "core/files/checked_file.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/failure_text.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QImage>
#include <QWidget>

namespace netloom {

namespace {

constexpr double kScale = 3; // of saved pictures: sharp in print

QString plotMenuText(const char* text)
{
    return QCoreApplication::translate("PlotMenu", text);
}

void save(QWidget& plot, const QString& name, const QString& format, const std::function<QByteArray()>& bytes)
{
    const QString upper = format.toUpper();
    const QString path = Dialogs::instance().saveFile(
        &plot, plotMenuText("Save as %1").arg(upper),
        format == QLatin1String("csv") ? QStringLiteral("curves") : QStringLiteral("picture"),
        QStringLiteral("%1 (*.%2)").arg(upper, format), name + QLatin1Char('.') + format);
    if (path.isEmpty())
        return;
    try {
        const QByteArray made = bytes();
        writeCheckedFile(path.toStdString(), std::string_view(made.data(), static_cast<std::size_t>(made.size())));
    } catch (...) {
        Dialogs::instance().error(&plot, plotMenuText("The file could not be saved"),
                                  failureText(std::current_exception()));
    }
}

} // namespace

void addPictureActions(QWidget& plot, const QString& name, PictureOf picture, std::function<QByteArray()> csv)
{
    auto* copy = new QAction(plotMenuText("Copy the picture"), &plot);
    QObject::connect(copy, &QAction::triggered, &plot,
                     [picture] { QGuiApplication::clipboard()->setImage(QImage::fromData(picture("png", 2))); });
    plot.addAction(copy);
    for (const QString& format : {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")}) {
        auto* action = new QAction(plotMenuText("Save as %1…").arg(format.toUpper()), &plot);
        QObject::connect(action, &QAction::triggered, &plot, [&plot, name, format, picture] {
            save(plot, name, format, [&] { return picture(format.toLatin1(), kScale); });
        });
        plot.addAction(action);
    }
    if (csv) {
        auto* action = new QAction(plotMenuText("Save the numbers as CSV…"), &plot);
        QObject::connect(action, &QAction::triggered, &plot,
                         [&plot, name, csv] { save(plot, name, QStringLiteral("csv"), csv); });
        plot.addAction(action);
    }
    plot.setContextMenuPolicy(Qt::ActionsContextMenu);
}

void addCopyAction(QWidget& table, std::function<QString()> text)
{
    auto* copy = new QAction(plotMenuText("Copy the table"), &table);
    copy->setShortcut(QKeySequence(QStringLiteral("Ctrl+C")));
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, &table,
                     [text = std::move(text)] { QGuiApplication::clipboard()->setText(text()); });
    table.addAction(copy);
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace netloom
