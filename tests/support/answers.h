// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/dialogs.h"

namespace netloom::testing {

/// Answers in place of the user, and what was asked and said. As it is made, every question is cancelled or denied.
class Answers final : public Dialogs
{
public:
    QString openFile(QWidget*, const QString&, const QString&, const QString&) override { return open; }
    QString saveFile(QWidget*, const QString&, const QString&, const QString&, const QString& suggested) override
    {
        suggestedName = suggested;
        return save;
    }
    SaveAnswer unsavedChanges(QWidget*, const QString& question) override
    {
        unsavedQuestions.append(question);
        return unsaved;
    }
    bool confirm(QWidget*, const QString& question, const QString&, const QString&) override
    {
        confirmations.append(question);
        return yes;
    }
    int choose(QWidget*, const QString& question, const QString&, const QStringList&) override
    {
        questions.append(question);
        return choice;
    }
    void error(QWidget*, const QString&, const QString& text) override { errors.append(text); }

    QString open, save; ///< paths
    SaveAnswer unsaved = SaveAnswer::Cancel;
    bool yes = false;
    int choice = -1;
    QString suggestedName;
    QStringList unsavedQuestions, confirmations, questions, errors;
};

} // namespace netloom::testing
