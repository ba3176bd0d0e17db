// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_files.h"

#include <QFileInfo>
#include <QLocale>
#include <QSettings>

namespace netloom {

namespace {

constexpr int kLimit = 10;
const QString kKey = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(QObject* parent) : QObject(parent)
{
    QSettings settings;
    const int count = std::min(settings.beginReadArray(kKey), kLimit);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const RecentFile file{settings.value("path").toString(), settings.value("opened").toDateTime(),
                              settings.value("summary").toString()};
        if (!file.path.isEmpty())
            m_files.append(file);
    }
    settings.endArray();
}

void RecentFiles::add(const QString& path, const QString& summary)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_files.removeIf([&](const RecentFile& file) { return file.path == absolute; });
    m_files.prepend({absolute, QDateTime::currentDateTime(), summary});
    while (m_files.size() > kLimit)
        m_files.removeLast();
    store();
}

void RecentFiles::remove(const QString& path)
{
    if (m_files.removeIf([&](const RecentFile& file) { return file.path == path; }) > 0)
        store();
}

void RecentFiles::clear()
{
    m_files.clear();
    store();
}

void RecentFiles::store()
{
    QSettings settings;
    settings.remove(kKey);
    settings.beginWriteArray(kKey, static_cast<int>(m_files.size()));
    for (int i = 0; i < m_files.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue("path", m_files[i].path);
        settings.setValue("opened", m_files[i].opened);
        settings.setValue("summary", m_files[i].summary);
    }
    settings.endArray();
    emit changed();
}

QString RecentFiles::when(const QDateTime& opened, const QDateTime& now)
{
    const QLocale locale;
    const qint64 days = opened.date().daysTo(now.date());
    if (days == 0)
        return tr("today %1").arg(locale.toString(opened.time(), QStringLiteral("HH:mm")));
    if (days == 1)
        return tr("yesterday");
    const bool sameYear = opened.date().year() == now.date().year();
    return locale.toString(opened.date(), sameYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

} // namespace netloom
