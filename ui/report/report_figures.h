// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/subgroups.h"
#include "core/explanation/column_dependence.h"
#include "core/explanation/column_importance.h"
#include "core/explanation/row_explanation.h"
#include "core/project/prepared_data.h"
#include "core/project/project.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// What a report tells of: a project, its data, and which weights.
struct ReportSubject {
    Project project;
    std::string projectName; ///< file name; empty: never saved
    std::shared_ptr<const PreparedData> data;
    Model model; ///< with its preparation
    WhichWeights which = WhichWeights::Last;
    std::string by; ///< column of the subgroups; empty: none
};

/// All numbers of a report. Work for a worker thread, without Qt's widgets.
struct ReportFigures {
    ReportSubject subject;
    std::vector<PartEvaluation> parts; ///< training, validation, test
    std::size_t judged = 2;            ///< of `parts`: test, or the last one that has rows
    std::vector<Subgroup> groups;
    std::vector<std::string> columns;
    std::optional<ColumnImportance> importance;
    struct ExplainedRow {
        std::string why; ///< "typical", "worst", "nearest to the threshold"
        std::string actual;
        RowExplanation explanation;
    };
    std::vector<ExplainedRow> rows;
    /// How the predictions move with the columns that matter most.
    struct Effect {
        std::string column, output, scale;
        Index place = 0; ///< of the output
        ColumnDependence dependence;
    };
    std::vector<Effect> effects;
    /// Judged rows that are equal to a training row in every column that is used; nothing: too many rows to look.
    std::optional<Index> repeated;
    std::string weightsHash;             ///< SHA-256 of the weights, in hexadecimal
    std::vector<std::string> weaknesses; ///< found automatically, in sentences
};

/// @throws Error where network and data do not fit, Cancelled after a stop
ReportFigures reportFigures(ReportSubject subject, const std::stop_token& stop = {},
                            const ProgressFunction& progress = {});

} // namespace netloom
