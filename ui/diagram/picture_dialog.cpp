// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/picture_dialog.h"

#include "core/base/error.h"
#include "ui/diagram/layer_runs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

QString formatName(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Png:
        return QStringLiteral("PNG");
    case PictureFormat::Svg:
        return QStringLiteral("SVG");
    case PictureFormat::Tikz:
        return QStringLiteral("TikZ");
    case PictureFormat::Pdf:
        break;
    }
    return QStringLiteral("PDF");
}

} // namespace

PictureDialog::PictureDialog(PictureFormat format, DiagramScene scene, DiagramStyle style, QSizeF area, QWidget* parent)
    : QDialog(parent), m_format(format), m_scene(std::move(scene)), m_style(style), m_area(area)
{
    setWindowTitle(tr("Export image as %1").arg(formatName(format)));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(16, 16, 16, 16);
    form->setSpacing(10);

    ExportOptions natural;
    natural.area = area;
    const double suited = std::clamp(std::round(diagramSize(m_scene, m_style, natural).width()), 16.0, 20000.0);
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("pictureKind"));
    m_kind->addItem(tr("As on the screen, in pixels"));
    for (const FigurePreset& preset : figurePresets())
        m_kind->addItem(preset.title);
    m_kind->addItem(tr("Figure of another width"));
    form->addRow(tr("Size"), m_kind);
    m_mm = new QDoubleSpinBox;
    m_mm->setObjectName(QStringLiteral("figureWidth"));
    m_mm->setRange(20, 2000);
    m_mm->setDecimals(1);
    m_mm->setSuffix(tr(" mm"));
    m_mm->setValue(120);
    form->addRow(tr("Figure width"), m_mm);
    m_font = new QDoubleSpinBox;
    m_font->setObjectName(QStringLiteral("figureFont"));
    m_font->setRange(6.6, 72);
    m_font->setDecimals(1);
    m_font->setSuffix(tr(" pt"));
    m_font->setValue(7);
    form->addRow(tr("Names"), m_font);
    m_width = new QSpinBox;
    m_width->setObjectName(QStringLiteral("pictureWidth"));
    m_width->setRange(16, 20000);
    m_width->setSuffix(tr(" px"));
    m_width->setGroupSeparatorShown(true);
    m_width->setValue(static_cast<int>(suited));
    form->addRow(tr("Width"), m_width);
    if (format == PictureFormat::Png) {
        m_scale = new QDoubleSpinBox;
        m_scale->setObjectName(QStringLiteral("pictureScale"));
        m_scale->setRange(0.25, 100);
        m_scale->setDecimals(2);
        m_scale->setSingleStep(1);
        m_scale->setPrefix(QStringLiteral("× "));
        m_scale->setValue(2);
        form->addRow(tr("Scale"), m_scale);
        connect(m_scale, &QDoubleSpinBox::valueChanged, this, &PictureDialog::showSize);
    }
    m_direction = new QComboBox;
    m_direction->setObjectName(QStringLiteral("pictureDirection"));
    m_direction->addItems({tr("Left to right"), tr("Top to bottom")});
    m_direction->setCurrentIndex(style.direction == DiagramDirection::Down ? 1 : 0);
    form->addRow(tr("Direction"), m_direction);
    m_runs = new QCheckBox(tr("Fold equal layers to one"));
    m_runs->setObjectName(QStringLiteral("pictureRuns"));
    m_runs->setChecked(style.runs);
    form->addRow(QString(), m_runs);
    const bool hasRuns = style.kind == DiagramKind::Neurons && !layerRuns(diagramColumns(m_scene)).empty();
    form->setRowVisible(m_runs, hasRuns);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &PictureDialog::showSize);
    connect(m_runs, &QCheckBox::toggled, this, &PictureDialog::showSize);
    m_colors = new QComboBox;
    m_colors->setObjectName(QStringLiteral("pictureColors"));
    m_colors->addItems({tr("Light"), tr("Dark"), tr("Print"), tr("Black and white")});
    m_colors->setCurrentIndex(style.dark ? 1 : 0);
    form->addRow(tr("Colours"), m_colors);
    m_transparent = new QCheckBox(tr("Transparent ground"));
    m_transparent->setObjectName(QStringLiteral("pictureTransparent"));
    form->addRow(QString(), m_transparent);
    m_size = new QLabel;
    m_size->setObjectName(QStringLiteral("muted"));
    m_size->setTextFormat(Qt::PlainText);
    m_size->setWordWrap(true);
    m_size->setMinimumWidth(300);
    form->addRow(m_size);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("Save…"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("pictureSave"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_width, &QSpinBox::valueChanged, this, &PictureDialog::showSize);
    for (QDoubleSpinBox* box : {m_mm, m_font})
        connect(box, &QDoubleSpinBox::valueChanged, this, &PictureDialog::showSize);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PictureDialog::sizeChosen);
    connect(m_colors, &QComboBox::currentIndexChanged, this, &PictureDialog::showSize);
    if (format == PictureFormat::Tikz)
        m_kind->setCurrentIndex(1);
    sizeChosen();
}

void PictureDialog::sizeChosen()
{
    auto* form = static_cast<QFormLayout*>(layout());
    const int preset = m_kind->currentIndex() - 1;
    const bool isFigure = preset >= 0;
    const auto presets = figurePresets();
    if (isFigure && preset < static_cast<int>(presets.size())) {
        m_mm->setValue(presets[static_cast<std::size_t>(preset)].width);
        m_font->setValue(presets[static_cast<std::size_t>(preset)].font);
    }
    const auto showRow = [&](QWidget* field, bool shown) {
        field->setVisible(shown);
        form->labelForField(field)->setVisible(shown);
    };
    showRow(m_mm, isFigure);
    showRow(m_font, isFigure);
    showRow(m_width, !isFigure);
    m_runs->setChecked(isFigure || m_style.runs);
    if (isFigure && m_colors->currentIndex() < 2)
        m_colors->setCurrentIndex(2);
    else if (!isFigure && m_colors->currentIndex() >= 2)
        m_colors->setCurrentIndex(m_style.dark ? 1 : 0);
    adjustSize();
    showSize();
}

ExportOptions PictureDialog::options() const
{
    ExportOptions options;
    options.width = m_width->value();
    options.scale = m_scale ? m_scale->value() : 1;
    options.transparent = m_transparent->isChecked();
    // Turned, it is no longer the picture on the screen.
    if ((m_direction->currentIndex() == 1) == (m_style.direction == DiagramDirection::Down))
        options.area = m_area;
    if (m_kind->currentIndex() > 0) {
        options.figure = m_mm->value();
        options.font = m_font->value();
    }
    return options;
}

DiagramStyle PictureDialog::style() const
{
    DiagramStyle style = m_style;
    style.direction = m_direction->currentIndex() == 1 ? DiagramDirection::Down : DiagramDirection::Right;
    style.runs = m_runs->isChecked();
    style.dark = m_colors->currentIndex() == 1;
    style.medium = m_colors->currentIndex() == 3   ? DiagramMedium::BlackWhite
                   : m_colors->currentIndex() == 2 ? DiagramMedium::Figure
                                                   : DiagramMedium::Screen;
    return style;
}

void PictureDialog::showSize()
{
    saySize();
    // What is said takes one line or several.
    if (const int needed = layout()->totalHeightForWidth(width()); isVisible() && needed != height())
        resize(width(), needed);
}

void PictureDialog::saySize()
{
    try {
        const PictureCost cost = diagramCost(m_scene, style(), options());
        const QSize size = cost.pixels;
        const QLocale locale;
        const ExportOptions chosen = options();
        if (chosen.figure > 0 && m_format != PictureFormat::Png) {
            const double height = chosen.figure * size.height() / std::max(1, size.width());
            m_size->setText(tr("%1 × %2 mm, names of %3 pt")
                                .arg(locale.toString(chosen.figure, 'f', 1), locale.toString(height, 'f', 1),
                                     locale.toString(chosen.font, 'f', 1)));
            m_save->setEnabled(true);
            return;
        }
        QString text = tr("%1 × %2 px").arg(locale.toString(size.width()), locale.toString(size.height()));
        if (m_format == PictureFormat::Png && cost.isWorthTelling())
            text += tr("; making it takes %1").arg(cost.text());
        m_size->setText(m_format == PictureFormat::Png ? text : tr("%1, sharp at any size").arg(text));
        m_save->setEnabled(true);
    } catch (const Error& error) {
        m_size->setText(QString::fromStdString(error.message()));
        m_save->setEnabled(false);
    }
}

} // namespace netloom
