// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/picture_saver.h"

#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "ui/toolkit/background_job.h"
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
    case PictureFormat::Pdf:
        break;
    }
    return diagramPdf(scene, style, options);
}

} // namespace

PictureSaver::PictureSaver(QWidget* parent) : QObject(parent), m_parent(parent), m_job(new BackgroundJob(this))
{
    connect(m_job, &BackgroundJob::finished, this, [this] { emit busyChanged(false); });
}

bool PictureSaver::isBusy() const
{
    return m_job->isRunning();
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
    const ExportOptions options = dialog.options();
    const DiagramStyle style = dialog.style();
    const FormatTexts texts = textsOf(format);
    const QString path = Dialogs::instance().saveFile(m_parent, tr("Export image"), QStringLiteral("picture"),
                                                      texts.filter, name + texts.suffix);
    if (path.isEmpty() || isBusy())
        return;
    emit message(tr("Making the picture …"));
    emit busyChanged(true);
    m_job->start(
        [this, format, scene, style, options, path](const std::stop_token& stop,
                                                    const BackgroundJob::Progress&) -> BackgroundJob::Done {
            const QByteArray bytes = bytesOf(format, scene, style, options);
            if (!stop.stop_requested())
                writeCheckedFile(QFile::encodeName(path).toStdString(),
                                 std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            return [this, path] { emit message(tr("Saved %1").arg(QFileInfo(path).fileName())); };
        },
        [this](const std::exception_ptr& error) { failed(error, tr("The picture was not saved")); });
}

void PictureSaver::copy(const DiagramScene& scene, const DiagramStyle& style, QSizeF area)
{
    if (isBusy())
        return;
    emit busyChanged(true);
    m_job->start(
        [this, scene, style, area](const std::stop_token&, const BackgroundJob::Progress&) -> BackgroundJob::Done {
            ExportOptions options;
            options.area = area;
            options.width = std::clamp(diagramSize(scene, style, options).width(), 16.0, 8000.0);
            options.scale = options.width > 4000 ? 1 : 2;
            const QImage image = diagramImage(scene, style, options);
            return [this, image] {
                QGuiApplication::clipboard()->setImage(image);
                emit message(tr("Copied the picture, %1 × %2 px").arg(image.width()).arg(image.height()));
            };
        },
        [this](const std::exception_ptr& error) { failed(error, tr("The picture was not copied")); });
}

void PictureSaver::failed(const std::exception_ptr& error, const QString& title)
{
    QString text;
    try {
        std::rethrow_exception(error);
    } catch (const Error& known) {
        text = QString::fromStdString(known.message());
    } catch (const std::bad_alloc&) {
        text = tr("There is not enough memory for a picture of this size. Choose a smaller scale or width.");
    } catch (const std::exception& other) {
        text = QString::fromLocal8Bit(other.what());
    }
    emit message(title);
    Dialogs::instance().error(m_parent, title, text);
}

} // namespace netloom
