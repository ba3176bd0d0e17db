// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/choice_box.h"

namespace netloom {

class ProjectDocument;

/// "weights after epoch 400" or "weights of the best epoch, 313": which ones the whole window looks at.
class WeightsChoice final : public ChoiceBox
{
    Q_OBJECT
public:
    explicit WeightsChoice(ProjectDocument& document, QWidget* parent = nullptr);

private:
    void update();

    ProjectDocument& m_document;
    bool m_rewound = false;
};

} // namespace netloom
