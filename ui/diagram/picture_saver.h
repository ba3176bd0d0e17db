// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"
#include "ui/diagram/picture_dialog.h"
#include "ui/toolkit/job.h"

#include <QImage>
#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace netloom {

class BusyOverlay;

/// Saves diagrams and copies them to the clipboard; drawn beside the window, one at a time. Over the parent stands how
/// far it is, with Cancel, where it takes longer than half a second; cancelled, no file is written.
class PictureSaver final : public QObject
{
    Q_OBJECT
public:
    explicit PictureSaver(QWidget* parent);

    /// Asks for options and a file name, then saves. `name`: suggestion without suffix.
    void save(PictureFormat format, const DiagramScene& scene, const DiagramStyle& style, QSizeF area,
              const QString& name);
    /// The Boundary view; asks for a file name alone.
    void saveBoundary(PictureFormat format, const BoundaryScene& scene, QSizeF area, bool dark, const QString& name);
    /// In the size of the screen, twice as fine.
    void copy(const DiagramScene& scene, const DiagramStyle& style, QSizeF area);
    bool isBusy() const { return m_saveJob.isRunning() || m_copyJob.isRunning(); }

signals:
    void message(const QString& text);
    void busyChanged(bool busy);

private:
    QString askPath(PictureFormat format, const QString& name);
    /// Makes the file beside the window and says that it is saved.
    void makeFile(const QString& path, std::function<QByteArray(const ProgressFunction& progress)> make);
    void write(PictureFormat format, const PictureDialog& dialog, const DiagramScene& scene, const QString& name);
    void failed(const QString& title, const QString& sentence);
    void cancel();

    QWidget* m_parent;
    Job<QString> m_saveJob; ///< the name of the file
    Job<QImage> m_copyJob;
    BusyOverlay* m_busy; ///< says how far it is, and lets it be cancelled
    QPointer<PictureDialog> m_dialog;
};

} // namespace netloom
