// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "ui/toolkit/job.h"

#include <QObject>
#include <QStringList>

#include <functional>

class QWidget;

namespace netloom {

struct Project;

/// How a file of new data is read. As the training data were, nothing is asked; where the file contradicts that, who
/// chose the file chooses: by what the file looks like, or as the training data were all the same.
class ReadingQuestion final : public QObject
{
    Q_OBJECT
public:
    /// @param window  the question stands before it, and it outlives this
    explicit ReadingQuestion(QWidget* window);

    /// @param then       the wishes to read it with; a file that cannot be looked at is left to whoever reads it
    /// @param cancelled  where the question was
    void ask(const Project& project, const QString& path, std::function<void(const CsvOptions&)> then,
             std::function<void()> cancelled = {});
    void cancel(); ///< what was asked last is of no interest any more

private:
    QWidget* m_window;
    Job<QStringList> m_job;
};

} // namespace netloom
