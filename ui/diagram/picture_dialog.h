// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_export.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace netloom {

enum class PictureFormat { Png, Svg, Pdf, Tikz };

/// Size, colours and ground of a picture about to be saved: in pixels, or a figure for print so many mm wide; with the
/// size it will have, or why it cannot be made.
class PictureDialog final : public QDialog
{
    Q_OBJECT
public:
    PictureDialog(PictureFormat format, DiagramScene scene, DiagramStyle style, QSizeF area, QWidget* parent = nullptr);

    ExportOptions options() const;
    DiagramStyle style() const;

private:
    void showSize();
    void saySize();
    void sizeChosen();

    PictureFormat m_format;
    DiagramScene m_scene;
    DiagramStyle m_style;
    QSizeF m_area;
    QComboBox* m_kind; ///< pixels, presets, another width in mm
    QDoubleSpinBox* m_mm;
    QDoubleSpinBox* m_font;
    QSpinBox* m_width;
    QDoubleSpinBox* m_scale = nullptr; ///< PNG only
    QComboBox* m_direction;
    QCheckBox* m_runs;
    QComboBox* m_colors;
    QCheckBox* m_transparent;
    QLabel* m_size;
    QPushButton* m_save;
};

} // namespace netloom
