// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/samples/samples.h"

#include <QWidget>

namespace netloom {

class FieldForm;
class ProjectDocument;

/// Settings of a generated sample: points, noise, seed, the formula of one's own; and the next points.
class GeneratorForm final : public QWidget
{
    Q_OBJECT
public:
    explicit GeneratorForm(ProjectDocument& document, QWidget* parent = nullptr);

private:
    void update();
    void edit(const QString& key, const FieldValue& value);
    void regenerate(const GeneratorOptions& options, const QString& text);

    ProjectDocument& m_document;
    FieldForm* m_form;
};

} // namespace netloom
