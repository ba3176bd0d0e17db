// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_scene.h"

#include <QList>
#include <QWidget>

class QAction;
class QActionGroup;
class QToolButton;

namespace netloom {

/// The bar over the diagram and all actions it offers: kinds, colours, descriptions, zoom, export. What the user
/// chooses to be shown is kept with the settings of the window.
class DiagramBar final : public QWidget
{
    Q_OBJECT
public:
    explicit DiagramBar(QWidget* parent = nullptr);

    QList<QAction*> viewActions() const; ///< with separators, for a menu
    QList<QAction*> exportActions() const;

    DiagramKind kind() const;
    const Coloring& coloring() const;
    bool descriptions() const;
    bool preparation() const;
    UnitOrder order() const;
    LinkScale scale() const;
    DiagramDirection direction() const;
    bool runs() const; ///< equal layers are folded
    bool ghost() const;
    bool pixels() const;            ///< inputs that are pixels as their picture
    void setPixels(bool available); ///< whether the inputs are pixels
    /// @param name  of the run that can be shown behind; empty: there is none
    void setGhostRun(const QString& name);
    void setColoring(const Coloring& coloring); ///< as the program's choice, not the user's
    bool coloringWasChosen() const { return m_coloringChosen; }
    void setZoom(double zoom); ///< 1: 100 %
    void setExportEnabled(bool enabled);

    QSize minimumSizeHint() const override;

    QAction* const zoomIn;
    QAction* const zoomOut;
    QAction* const fit;
    QAction* const exportPng;
    QAction* const exportSvg;
    QAction* const exportPdf;
    QAction* const exportTikz;
    QAction* const copy;
    QAction* const words; ///< what the picture shows, in words

signals:
    void styleChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setCompact(bool compact);
    void setNarrow(bool narrow);
    void setTight(bool tight); ///< little room around the words
    void updateColorsButton();
    int colorsSaved() const;  ///< width that the menu saves over the segments
    int compactSaved() const; ///< width that a compact bar saves
    QAction* choice(QActionGroup* group, const QString& text, const QString& name, const QString& help,
                    const QKeySequence& key);
    QToolButton* segment(QAction* action, const char* place);
    void rememberSwitches();

    QAction* m_neurons;
    QAction* m_blocks;
    QAction* m_boundary;
    QList<QAction*> m_colorings; ///< one for each of colorings()
    QAction* m_descriptions;
    QAction* m_preparation;
    QAction* m_firstSeparator;
    QAction* m_secondSeparator;
    QAction* m_thirdSeparator;
    QAction* m_networkOrder;
    QAction* m_importanceOrder;
    QAction* m_rightDirection;
    QAction* m_downDirection;
    QAction* m_runs;
    QAction* m_ghost;
    QAction* m_pixels;
    bool m_pixelsAvailable = false;
    QAction* m_layerScale;
    QAction* m_commonScale;
    QToolButton* m_show;
    QToolButton* m_zoom;
    QToolButton* m_export;
    bool m_coloringChosen = false;
    QList<QToolButton*> m_colorSegments;
    QToolButton* m_colorsButton; ///< a menu in place of the segments where there is no room for them
    bool m_compact = false;
    bool m_narrow = false;
    bool m_tight = false;
    int m_compactWidth = 0;
    int m_fullWidth = 0; ///< below that, what the menus offer too is left out or shown as an icon
};

} // namespace netloom
