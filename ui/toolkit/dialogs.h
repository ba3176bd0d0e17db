// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace netloom {

/// Every question the program asks, behind one seam: tests put their own answers in its place.
class Dialogs
{
public:
    enum class SaveAnswer { Save, Discard, Cancel };

    virtual ~Dialogs() = default;
    /// Native file dialog; remembers the folder per `kind` ("project", "data", "picture", "curves"). Empty: cancelled.
    virtual QString openFile(QWidget* parent, const QString& title, const QString& kind, const QString& filter);
    /// Adds the filter's suffix once where none was typed.
    virtual QString saveFile(QWidget* parent, const QString& title, const QString& kind, const QString& filter,
                             const QString& suggestedName);
    virtual SaveAnswer unsavedChanges(QWidget* parent, const QString& question);
    virtual bool confirm(QWidget* parent, const QString& question, const QString& detail, const QString& yes);
    /// One of several ways to go on; the first is the suggested one. -1: cancelled.
    virtual int choose(QWidget* parent, const QString& question, const QString& detail, const QStringList& answers);
    /// Shows a message from core as plain text.
    virtual void error(QWidget* parent, const QString& title, const QString& text);

    /// For openFile: the kinds of files that a table is read from.
    static QString tableFilter();

    static Dialogs& instance();
    static void install(Dialogs* dialogs); ///< for tests; null brings the real ones back
};

} // namespace netloom
