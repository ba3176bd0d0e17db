// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_figures.h"
#include "ui/toolkit/job.h"

#include <QObject>

class QAction;
class QWidget;

namespace netloom {

class ProjectDocument;

/// The entry "Report…" of the Export menu: asks for a file, computes beside the window, writes HTML or PDF.
class ReportSaver final : public QObject
{
    Q_OBJECT
public:
    ReportSaver(ProjectDocument& document, QWidget* window);

    QAction* action() const { return m_action; }
    void updateAction(); ///< there is something to report on only after a training

signals:
    void message(const QString& text);

private:
    void save();

    ProjectDocument& m_document;
    QWidget* m_window;
    QAction* m_action;
    Job<std::shared_ptr<const ReportFigures>> m_job;
};

} // namespace netloom
