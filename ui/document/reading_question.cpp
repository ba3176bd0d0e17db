// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/reading_question.h"

#include "core/formats/other_table.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/text.h"

#include <QFileInfo>
#include <QWidget>

#include <memory>

namespace netloom {

ReadingQuestion::ReadingQuestion(QWidget* window) : QObject(window), m_window(window) {}

void ReadingQuestion::ask(const Project& project, const QString& path, std::function<void(const CsvOptions&)> then,
                          std::function<void()> cancelled)
{
    const auto shared = std::make_shared<const Project>(project);
    m_job.start(
        [shared, file = path.toStdString()](const std::stop_token& stop, const auto&) {
            QStringList found;
            for (const std::string& each : contradictionsOf(*shared, file, stop))
                found << fromUtf8(each);
            return found;
        },
        [this, shared, name = QFileInfo(path).fileName(), then,
         cancelled = std::move(cancelled)](const QStringList& found) {
            if (found.isEmpty()) {
                then({});
                return;
            }
            const int answer = Dialogs::instance().choose(
                m_window, tr("How is %1 to be read?").arg(name),
                tr("It looks different from the training data: %1.").arg(found.join(QStringLiteral("; "))) +
                    QStringLiteral("\n\n") +
                    tr("Read as the training data were, a cell that does not fit counts as missing."),
                {tr("As the file looks"), tr("As the training data")});
            if (answer >= 0)
                then(answer == 0 ? CsvOptions() : asTrainingDataWere(*shared));
            else if (cancelled)
                cancelled();
        },
        [then](const QString&) { then({}); });
}

void ReadingQuestion::cancel()
{
    m_job.cancel();
}

} // namespace netloom
