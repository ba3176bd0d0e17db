// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/explained_rows.h"

#include "core/base/spread.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>

namespace netloom {

Eigen::VectorXd ExplainedRows::importance(Index output) const
{
    return phi.at(static_cast<std::size_t>(output)).cwiseAbs().colwise().mean().transpose();
}

ExplainedRows explainRows(const ExplainedModel& model, std::vector<Index> rows, const Background& background,
                          const ShapleyOptions& options, int threads, const std::stop_token& stop,
                          const ProgressFunction& progress, const RowFunction& done)
{
    const Matrix x = model.prepared(model.table(), rows);
    std::vector<ShapleyValues> all(rows.size());
    std::mutex mutex;
    std::size_t finished = 0;
    const auto caller = std::this_thread::get_id(); // progress is told there only
    spread(rows.size(), threads, [&]() -> TaskWorker {
        return [&, own = std::make_shared<ExplainedModel>(model)](std::size_t i) {
            all[i] =
                shapleyValues(own->network(), own->groups(), background.x, x.col(static_cast<Index>(i)), options, stop);
            const std::lock_guard lock(mutex);
            ++finished;
            if (done)
                done(i, all[i]);
            if (progress && std::this_thread::get_id() == caller)
                progress(static_cast<double>(finished) / static_cast<double>(rows.size()));
        };
    });

    ExplainedRows result;
    const auto count = static_cast<Index>(rows.size());
    result.rows = std::move(rows);
    const Index outputs = model.target().outputs();
    result.values.resize(outputs, count);
    result.phi.assign(static_cast<std::size_t>(outputs),
                      Eigen::MatrixXd(count, static_cast<Index>(model.columns().size())));
    for (Index i = 0; i < count; ++i) {
        const ShapleyValues& one = all[static_cast<std::size_t>(i)];
        result.expected = one.expected;
        result.values.col(i) = one.value;
        for (Index o = 0; o < outputs; ++o)
            result.phi[static_cast<std::size_t>(o)].row(i) = one.phi.col(o).transpose();
        result.largestGap = std::max(result.largestGap, one.gap());
        result.largestError = std::max(result.largestError, one.standardError.maxCoeff());
    }
    return result;
}

} // namespace netloom
