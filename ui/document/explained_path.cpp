// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/explained_path.h"

#include "ui/document/current_model.h"
#include "ui/document/project_document.h"

namespace netloom {

ExplainedPath::ExplainedPath(ProjectDocument& document) : QObject(&document)
{
    connect(&document, &ProjectDocument::rowSelected, this, &ExplainedPath::clear);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            clear();
    });
    connect(&document.currentModel(), &CurrentModel::changed, this, &ExplainedPath::clear);
}

void ExplainedPath::choose(const std::string& column, Index output)
{
    if (column == m_column && output == m_output) {
        clear();
        return;
    }
    m_column = column;
    m_output = output;
    emit changed();
}

void ExplainedPath::clear()
{
    if (m_column.empty())
        return;
    m_column.clear();
    emit changed();
}

} // namespace netloom
