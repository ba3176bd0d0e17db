// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/unit_sensitivity.h"
#include "ui/document/project_document.h"
#include "ui/explain/explanation_source.h"
#include "ui/toolkit/job.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace netloom {

class BarPlot;

/// The hidden units by how much the predictions move when each is switched off, that is, answers its mean. Computed
/// beside the window once it is asked for; a bar chooses its unit, which the diagram then shows.
class UnitRanking final : public QWidget
{
    Q_OBJECT
public:
    explicit UnitRanking(ProjectDocument& document, QWidget* parent = nullptr);

    /// Of an output. Without a source, or with another model, what was found is forgotten.
    void setSource(std::optional<ExplanationSource> source, int output);

private:
    struct Entry {
        SelectedUnit unit;
        QString name;
        UnitSensitivity effect;
    };
    struct Found {
        std::vector<Entry> entries; ///< largest effect first
        std::string scale, outputName, part;
        Index rows = 0;
    };
    void tellUnits(); ///< on the button
    void start();
    void draw();

    ProjectDocument& m_document;
    std::optional<ExplanationSource> m_source;
    int m_output = 0;
    bool m_all = false; ///< bars, not only the first
    QPushButton* m_button;
    QProgressBar* m_bar;
    BarPlot* m_bars;
    QLabel* m_words;
    std::shared_ptr<const Found> m_found;
    Job<std::shared_ptr<const Found>> m_job;
};

} // namespace netloom
