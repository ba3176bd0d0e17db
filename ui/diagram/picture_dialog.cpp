// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/picture_dialog.h"

#include "core/base/error.h"

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
    m_width = new QSpinBox;
    m_width->setObjectName(QStringLiteral("pictureWidth"));
    m_width->setRange(16, 20000);
    m_width->setSuffix(tr(" px"));
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
    m_colors = new QComboBox;
    m_colors->setObjectName(QStringLiteral("pictureColors"));
    m_colors->addItems({tr("Light"), tr("Dark")});
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
    showSize();
}

ExportOptions PictureDialog::options() const
{
    ExportOptions options;
    options.width = m_width->value();
    options.scale = m_scale ? m_scale->value() : 1;
    options.transparent = m_transparent->isChecked();
    options.area = m_area;
    return options;
}

DiagramStyle PictureDialog::style() const
{
    DiagramStyle style = m_style;
    style.dark = m_colors->currentIndex() == 1;
    return style;
}

void PictureDialog::showSize()
{
    try {
        const QSize size = diagramPixels(m_scene, m_style, options());
        const QLocale locale;
        const QString text = tr("%1 × %2 px").arg(locale.toString(size.width()), locale.toString(size.height()));
        m_size->setText(m_format == PictureFormat::Png ? text : tr("%1, sharp at any size").arg(text));
        m_save->setEnabled(true);
    } catch (const Error& error) {
        m_size->setText(QString::fromStdString(error.message()));
        m_save->setEnabled(false);
    }
}

} // namespace netloom
