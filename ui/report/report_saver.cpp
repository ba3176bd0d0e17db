// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_saver.h"

#include "core/files/checked_file.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/report/model_report.h"
#include "ui/toolkit/dialogs.h"

#include <QAction>
#include <QFileInfo>

namespace netloom {

ReportSaver::ReportSaver(ProjectDocument& document, QWidget* window)
    : QObject(window), m_document(document), m_window(window), m_action(new QAction(tr("&Report…"), this))
{
    m_action->setObjectName(QStringLiteral("exportReport"));
    m_action->setStatusTip(tr("One document that a stranger can read: data, network, figures, explanation, settings"));
    connect(m_action, &QAction::triggered, this, &ReportSaver::save);
}

void ReportSaver::updateAction()
{
    m_action->setEnabled(!m_job.isRunning() && m_document.isOpen() && m_document.sharedPrepared() &&
                         !m_document.project().run().checkpoint.empty());
}

void ReportSaver::save()
{
    auto model = m_document.currentModel().model();
    if (m_document.currentModel().isRewound()) // a report speaks of what the training came to
        if (auto last = modelOf(m_document.project().run(), m_document.currentModel().which()))
            model = std::make_shared<const Model>(*std::move(last));
    const auto data = m_document.sharedPrepared();
    if (!model || !model->preparation || !data) {
        Dialogs::instance().error(m_window, tr("There is nothing to report on yet"),
                                  tr("Train the network on a table first."));
        return;
    }
    const QString path =
        Dialogs::instance().saveFile(m_window, tr("Save the report"), QStringLiteral("report"),
                                     tr("Web page (*.html)") + QStringLiteral(";;") + tr("PDF document (*.pdf)"),
                                     QFileInfo(m_document.title()).completeBaseName() + tr(" report.html"));
    if (path.isEmpty())
        return;
    m_action->setEnabled(false);
    emit message(tr("The report is being made."));
    const std::string name = m_document.path().isEmpty() ? std::string() : m_document.title().toStdString();
    const auto failed = [this](const QString& reason) {
        m_action->setEnabled(true);
        Dialogs::instance().error(m_window, tr("The report was not written"), reason);
    };
    m_job.start(
        [subject = ReportSubject{m_document.project(), name, data, *model, m_document.currentModel().which(), {}}](
            const std::stop_token& stop, const ProgressFunction& progress) {
            return std::make_shared<const ReportFigures>(reportFigures(subject, stop, progress));
        },
        [this, path, failed](const std::shared_ptr<const ReportFigures>& figures) {
            try {
                const ReportDocument report = modelReport(*figures);
                const QByteArray bytes =
                    path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive) ? report.pdf() : report.html();
                writeCheckedFile(path.toStdString(),
                                 std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
            } catch (...) {
                failed(failureText(std::current_exception()));
                return;
            }
            m_action->setEnabled(true);
            emit message(tr("Saved %1.").arg(QFileInfo(path).fileName()));
        },
        failed);
}

} // namespace netloom
