// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_painter.h"
#include "ui/diagram/boundary_strip.h"
#include "ui/toolkit/job.h"

#include <QStringList>
#include <QWidget>

namespace netloom {

class BoundaryBar;
class BoundaryView;
class ProjectDocument;

/// The Boundary view of the diagram's panel: which columns, the map, and how it came about. Maps are made beside the
/// window.
class BoundaryPage final : public QWidget
{
    Q_OBJECT
public:
    explicit BoundaryPage(ProjectDocument& document, QWidget* parent = nullptr);

    /// The newest map that can be had, while it is shown: while one is being made, this only marks it as stale.
    /// @param row  of the table that is looked at
    void draw(Index row);
    void forgetColumns(); ///< those of another table
    void setDark(bool dark);
    void setEpoch(Index epoch); ///< that the window looks at
    const BoundaryPicture& picture() const;

signals:
    void hovered(const QString& readout);
    void unitClicked(int column, netloom::Index unit);
    void epochWanted(netloom::Index epoch);

protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void drawStrip();

    ProjectDocument& m_document;
    BoundaryBar* m_bar;
    BoundaryView* m_view;
    BoundaryStrip* m_strip;
    Job<BoundaryScene> m_job;
    bool m_stale = false; ///< something changed while a map was being made
    Job<std::vector<StripMap>> m_stripJob;
    QStringList m_stripOf; ///< what its maps show
    Index m_row = -1;
};

} // namespace netloom
