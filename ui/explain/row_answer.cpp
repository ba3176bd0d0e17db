// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/row_answer.h"

#include "core/explanation/background.h"
#include "core/preparation/target_cells.h"

namespace netloom {

RowAnswer answerRow(const RowQuestion& question, bool gradients, const RowAnswer* known, const std::stop_token& stop,
                    const ProgressFunction& progress)
{
    RowAnswer answer;
    if (known && known->question == question)
        answer = *known;
    if (answer.explanation && (!gradients || answer.gradients))
        return answer;
    ExplainedModel model = question.source.explained(question.scale);
    const Table& table = *question.source.data->table;
    const Background against =
        question.backgroundClass.empty() ? trainingBackground(model) : classBackground(model, question.backgroundClass);
    if (!answer.explanation && known && question.isAnsweredWith(known->question)) {
        const Index output =
            question.output >= 0 ? question.output : model.outputOf(model.prepared(table, {question.row}).col(0));
        answer = {question,
                  std::make_shared<const RowExplanation>(withOutput(model, *known->explanation, output)),
                  {},
                  known->actual};
    }
    if (!answer.explanation) {
        answer.question = question;
        answer.explanation = std::make_shared<const RowExplanation>(
            explainRow(model, table, question.row, against, question.output, {}, stop, progress));
        answer.actual = targetCells(table, model.target(), question.row);
    }
    if (gradients)
        answer.gradients = withGradients(model, table, *answer.explanation, against, stop);
    return answer;
}

} // namespace netloom
