// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QObject>

#include <string>

namespace netloom {

class ProjectDocument;

/// The column whose part in the prediction of the selected row is looked at: chosen where a prediction is explained,
/// lit in the diagram. Forgotten with another row, other weights or other data. Lives on the GUI thread.
class ExplainedPath final : public QObject
{
    Q_OBJECT
public:
    explicit ExplainedPath(ProjectDocument& document);

    bool isChosen() const { return !m_column.empty(); }
    const std::string& column() const { return m_column; } ///< empty: none
    Index output() const { return m_output; }              ///< of the network, that the part is of
    /// The same once more: none.
    void choose(const std::string& column, Index output);
    void clear();

signals:
    void changed();

private:
    std::string m_column;
    Index m_output = 0;
};

} // namespace netloom
