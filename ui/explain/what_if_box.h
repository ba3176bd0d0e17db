// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/what_if.h"
#include "ui/explain/explanation_source.h"
#include "ui/toolkit/job.h"

#include <QStringList>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace netloom {

class ChoiceBox;

/// What would have to change in a row for another class: asked with a button, answered in sentences, searched beside
/// the window.
class WhatIfBox final : public QWidget
{
    Q_OBJECT
public:
    /// The row that is asked about.
    struct Question {
        ExplanationSource source;
        std::shared_ptr<const Table> table;
        Index row = 0;
    };
    using Ask = std::function<std::optional<Question>()>;

    /// @param ask  called when the button is pressed
    /// @param canTry  each answer has a button that emits tried()
    WhatIfBox(Ask ask, bool canTry, QWidget* parent = nullptr);

    void setClasses(const QStringList& classes); ///< fewer than two: nothing can be asked, and nothing is shown
    /// The class that is predicted already is not the one to begin with.
    void setPredicted(const QString& predicted);
    void clear(); ///< another row: what was answered no longer holds

signals:
    void tried(const netloom::Table& row); ///< the row as an answer has it

private:
    void start();
    void show(const std::shared_ptr<const WhatIf>& found);

    Ask m_question;
    bool m_canTry;
    bool m_touched = false; ///< the wanted class was chosen by hand
    ChoiceBox* m_wanted;
    QPushButton* m_ask;
    QLabel* m_answers;
    QWidget* m_tries;
    Job<std::shared_ptr<const WhatIf>> m_job;
};

} // namespace netloom
