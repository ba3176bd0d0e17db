// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/new_project.h"
#include "core/samples/samples.h"
#include "ui/document/project_document.h"
#include "ui/training/training_controller.h"

#include <QSignalSpy>
#include <QTest>

namespace netloom::testing {

/// Opens a sample and trains its suggested network for so many epochs, 0: not at all.
/// @param target  empty: the sample's own
inline void openSample(ProjectDocument& document, TrainingController& training, const char* sample, const char* target,
                       int epochs)
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = sample;
    auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
    const SampleInfo* info = findSample(sample);
    Project project = newProject(reference, *table, *target || !info ? target : info->target);
    document.adopt(std::move(project), table);
    if (epochs == 0)
        return;
    document.setSetting(QStringLiteral("epochs"), QString::number(epochs));
    QSignalSpy ended(&training, &TrainingController::ended);
    training.train();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30000);
}

} // namespace netloom::testing
