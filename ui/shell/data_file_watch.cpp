// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/data_file_watch.h"

#include "ui/document/project_document.h"
#include "ui/toolkit/text.h"

namespace netloom {

DataFileWatch::DataFileWatch(ProjectDocument& document, QObject* parent) : QObject(parent), m_document(document)
{
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Everything) | Change::Data))
            take();
    });
    take();
}

void DataFileWatch::take()
{
    const bool file =
        m_document.isOpen() && m_document.table() && m_document.project().data.source == DataReference::Source::File;
    m_path = file ? fromUtf8(m_document.project().data.path) : QString();
    m_read = file ? FileStamp::of(m_path) : FileStamp();
    m_told = m_read;
    emit changed({});
}

void DataFileWatch::look()
{
    if (m_path.isEmpty())
        return;
    const FileStamp now = FileStamp::of(m_path);
    if (!now.exists() || now == m_told) // a file that is away is told of when it is needed
        return;
    m_told = now;
    emit changed(now == m_read ? QString() : QFileInfo(m_path).fileName());
}

} // namespace netloom
