// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/file_stamp.h"

#include <QObject>

namespace netloom {

class ProjectDocument;

/// Whether the data file of the open project is still the one that was read.
class DataFileWatch final : public QObject
{
    Q_OBJECT
public:
    DataFileWatch(ProjectDocument& document, QObject* parent);

    void look(); ///< now, as when somebody comes back to the window

signals:
    void changed(const QString& name); ///< the file's; empty: it is again, or another was read

private:
    void take();

    ProjectDocument& m_document;
    QString m_path; ///< empty: the data are not from a file
    FileStamp m_read;
    FileStamp m_told;
};

} // namespace netloom
