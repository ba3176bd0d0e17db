// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/path_conductance.h"
#include "core/explanation/pixel_inputs.h"
#include "core/project/prepared_data.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/row_activity.h"
#include "ui/toolkit/job.h"

#include <functional>
#include <memory>
#include <string>

namespace netloom {

/// What is found out of a network for its diagram.
struct DiagramFindings {
    DiagramFacts facts;
    std::shared_ptr<const RowActivity> row;
    std::shared_ptr<const PixelPictures> pixels;
    std::shared_ptr<const PathConductance> paths;
    QString rowProblem; ///< why there is no row or there are no paths, in a sentence
};

/// Looks at a network beside the window. Facts of a network that has been looked at already, with the same weights, are
/// not computed again for another row or path.
class DiagramFinder
{
public:
    struct Question {
        NetworkSpec network;
        TrainingConfig config;
        Index inputs = 0;
        SharedParameters weights; ///< none: as training starts
        std::shared_ptr<const FittedRecipe> preparation;
        std::shared_ptr<const PreparedData> data; ///< null: there are none
        Index row = -1;                           ///< of the data, that is looked at; −1: none
        bool way = false;                         ///< its way through the network is wanted
        bool pixels = false;                      ///< what units see is wanted, where inputs are pixels
        std::string column;                       ///< whose paths to `output` are wanted, with `way`; empty: none
        Index output = 0;
    };
    using Found = std::function<void(const DiagramFindings&)>;

    /// The newest question counts. `found` is called on this thread.
    void ask(Question question, Found found);
    bool isBusy() const { return m_job.isRunning(); }

private:
    struct Known {
        NetworkSpec network;
        TrainingConfig config;
        Index inputs = 0;
        SharedParameters weights;
        bool hasData = false;
        std::weak_ptr<const Dataset> train;
        DiagramFacts facts;
        bool answers(const Question& question) const;
    };
    std::shared_ptr<const Known> m_known;
    Job<DiagramFindings> m_job;
};

} // namespace netloom
