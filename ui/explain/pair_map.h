// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/column_dependence.h"
#include "ui/explain/explanation_source.h"
#include "ui/toolkit/job.h"

#include <QWidget>

class QLabel;

namespace netloom {

class ChoiceBox;
class HeatPlot;

/// The prediction over two columns: the one that is looked at, and one that is chosen here. Computed beside the window.
class PairMap final : public QWidget
{
    Q_OBJECT
public:
    explicit PairMap(QWidget* parent = nullptr);

    void setColumns(const QStringList& names); ///< that can be chosen; the choice stays where it is still there
    /// Along `column`, of an output. Without a source, or while no second column is chosen, nothing is drawn.
    void show(std::optional<ExplanationSource> source, const QString& column, int output);

private:
    struct Found {
        PairDependence map;
        std::string first, second, scale, outputName;
        int output = 0;
    };
    void fill(); ///< the list, without the column itself
    void start();
    void draw(const Found& found);

    std::optional<ExplanationSource> m_source;
    QString m_column;
    QStringList m_names;
    int m_output = 0;
    ChoiceBox* m_with;
    HeatPlot* m_map;
    QLabel* m_words;
    Job<std::shared_ptr<const Found>> m_job;
};

} // namespace netloom
