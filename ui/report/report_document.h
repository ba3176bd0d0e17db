// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace netloom {

/// Headings, text, tables and pictures in the order they are added, as HTML with the pictures inside or as PDF. All
/// texts are plain. Needs an application.
class ReportDocument
{
public:
    using Rows = std::vector<QStringList>;

    void title(const QString& text);
    void heading(const QString& text); ///< numbered in the order they come in
    void minor(const QString& text);   ///< a smaller heading
    void paragraph(const QString& text, bool muted = false);
    void preformatted(const QString& text);
    void table(const QStringList& head, const Rows& rows); ///< an empty head: none
    /// @param words  what it shows, for those who cannot see it  @param png  empty: nothing is added
    void picture(const QString& name, const QByteArray& png, int width, const QString& words);

    QByteArray html() const; ///< one file
    QByteArray pdf() const;  ///< A4

private:
    int m_section = 0;
    QString m_title;
    QString m_body;                    ///< pictures named "netloom:NAME"
    QHash<QString, QByteArray> m_pngs; ///< by these names
};

} // namespace netloom
