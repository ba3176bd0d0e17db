// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/picture_saver.h"

#include "core/base/cancelled.h"
#include "core/files/checked_file.h"
#include "ui/diagram/boundary_export.h"
#include "ui/toolkit/busy_overlay.h"
#include "ui/toolkit/dialogs.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QWidget>

namespace netloom {

namespace {

struct FormatTexts {
    QString filter;
    QString suffix;
};

FormatTexts textsOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return {PictureSaver::tr("PNG picture (*.png)"), QStringLiteral(".png")};
    case PictureFormat::Svg:
        return {PictureSaver::tr("SVG drawing (*.svg)"), QStringLiteral(".svg")};
    case PictureFormat::Tikz:
        return {PictureSaver::tr("TikZ picture for LaTeX (*.tex)"), QStringLiteral(".tex")};
    case PictureFormat::Pdf:
        break;
    }
    return {PictureSaver::tr("PDF document (*.pdf)"), QStringLiteral(".pdf")};
}

QByteArray bytesOf(PictureFormat format, const DiagramScene& scene, const DiagramStyle& style,
                   const ExportOptions& options)
{
    switch (format) {
    case PictureFormat::Png:
        return diagramPng(scene, style, options);
    case PictureFormat::Svg:
        return diagramSvg(scene, style, options);
    case PictureFormat::Tikz:
        return diagramTikz(scene, style, options);
    case PictureFormat::Pdf:
        break;
    }
    return diagramPdf(scene, style, options);
}

} // namespace

PictureSaver::PictureSaver(QWidget* parent) : QObject(parent), m_parent(parent), m_busy(new BusyOverlay(parent))
{
    const QString noMemory =
        tr("There is not enough memory for a picture of this size. Choose a smaller scale or width.");
    m_saveJob.setNoMemoryText(noMemory);
    m_copyJob.setNoMemoryText(noMemory);
    connect(m_busy, &BusyOverlay::cancelled, this, &PictureSaver::cancel);
    for (BackgroundJob* job : {static_cast<BackgroundJob*>(&m_saveJob), static_cast<BackgroundJob*>(&m_copyJob)})
        connect(job, &BackgroundJob::finished, this, [this] {
            m_busy->stop();
            emit busyChanged(false);
        });
}

void PictureSaver::save(PictureFormat format, const DiagramScene& scene, const DiagramStyle& style, QSizeF area,
                        const QString& name)
{
    if (isBusy() || m_dialog)
        return;
    m_dialog = new PictureDialog(format, scene, style, area, m_parent);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &QDialog::accepted, this, [this, format, scene, name] { write(format, *m_dialog, scene, name); });
    m_dialog->open();
}

void PictureSaver::write(PictureFormat format, const PictureDialog& dialog, const DiagramScene& scene,
                         const QString& name)
{
    ExportOptions options = dialog.options();
    options.title = name;
    const DiagramStyle style = dialog.style();
    const QString path = askPath(format, name);
    if (!path.isEmpty())
        makeFile(path, [format, scene, style, options](const ProgressFunction& progress) {
            ExportOptions told = options;
            told.progress = progress;
            return bytesOf(format, scene, style, told);
        });
}

QString PictureSaver::askPath(PictureFormat format, const QString& name)
{
    const FormatTexts texts = textsOf(format);
    const QString path = Dialogs::instance().saveFile(m_parent, tr("Export image"), QStringLiteral("picture"),
                                                      texts.filter, name + texts.suffix);
    return isBusy() ? QString() : path;
}

void PictureSaver::makeFile(const QString& path, std::function<QByteArray(const ProgressFunction& progress)> make)
{
    emit message(tr("Making the picture…"));
    emit busyChanged(true);
    m_busy->start(tr("Making the picture"), [this] { return m_saveJob.progress(); });
    m_saveJob.start(
        [path, make = std::move(make)](const std::stop_token& stop, const auto& tell) {
            const QByteArray bytes = make([&](double done) {
                if (stop.stop_requested())
                    throw Cancelled();
                tell(done);
            });
            if (!stop.stop_requested())
                writeCheckedFile(QFile::encodeName(path).toStdString(),
                                 std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            return QFileInfo(path).fileName();
        },
        [this](const QString& file) { emit message(tr("Saved %1").arg(file)); },
        [this](const QString& sentence) { failed(tr("The picture was not saved"), sentence); });
}

void PictureSaver::saveBoundary(PictureFormat format, const BoundaryScene& scene, QSizeF area, bool dark,
                                const QString& name)
{
    if (isBusy() || m_dialog)
        return;
    const QString path = askPath(format, name);
    constexpr double fine = 2; // pixels per logical pixel
    if (!path.isEmpty())
        makeFile(path, [scene, area, dark, name, suffix = textsOf(format).suffix.mid(1).toStdString()](
                           const ProgressFunction&) { return boundaryFile(scene, area, dark, suffix, fine, name); });
}

void PictureSaver::copy(const DiagramScene& scene, const DiagramStyle& style, QSizeF area)
{
    if (isBusy())
        return;
    emit busyChanged(true);
    m_busy->start(tr("Making the picture"), [this] { return m_copyJob.progress(); });
    m_copyJob.start(
        [scene, style, area](const std::stop_token& stop, const auto& tell) {
            ExportOptions options;
            options.progress = [&](double done) {
                if (stop.stop_requested())
                    throw Cancelled();
                tell(done);
            };
            options.area = area;
            options.width = std::clamp(diagramSize(scene, style, options).width(), 16.0, 8000.0);
            options.scale = options.width > 4000 ? 1 : 2;
            return diagramImage(scene, style, options);
        },
        [this](const QImage& image) {
            QGuiApplication::clipboard()->setImage(image);
            emit message(tr("Copied the picture, %1 × %2 px").arg(image.width()).arg(image.height()));
        },
        [this](const QString& sentence) { failed(tr("The picture was not copied"), sentence); });
}

void PictureSaver::cancel()
{
    if (!isBusy())
        return;
    const bool saving = m_saveJob.isRunning();
    m_saveJob.cancel();
    m_copyJob.cancel();
    m_busy->stop();
    emit busyChanged(false);
    emit message(saving ? tr("Cancelled: no picture was saved") : tr("Cancelled: no picture was copied"));
}

void PictureSaver::failed(const QString& title, const QString& sentence)
{
    emit message(title);
    Dialogs::instance().error(m_parent, title, sentence);
}

} // namespace netloom
