// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/coach_case.h"

#include "core/base/cancelled.h"
#include "core/evaluation/yardsticks.h"
#include "core/explanation/unit_activity.h"
#include "core/layers/registry.h"
#include "core/project/run.h"
#include "core/training/class_weights.h"
#include "core/training/evaluate.h"
#include "core/training/probe.h"
#include "core/training/resume.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace netloom {

namespace {

constexpr double kSlow = 4e8; ///< products beyond which a yardstick would be waited for
constexpr double kLead = 0.05;
constexpr std::size_t kNeighbours = 5;

std::string activationOf(const LayerSpec& layer)
{
    const FieldValue value = fieldOf(*findLayerType("dense"), layer.fields, "activation");
    return std::get<std::string>(value);
}

/// At most `count` samples, evenly taken.
Dataset someOf(const Dataset& data, Index count)
{
    if (data.samples() <= count)
        return data;
    Dataset some;
    some.x.resize(data.x.rows(), count);
    some.y.resize(data.y.rows(), count);
    if (data.weights.size() > 0)
        some.weights.resize(count);
    for (Index i = 0; i < count; ++i) {
        const Index from = i * data.samples() / count;
        some.x.col(i) = data.x.col(from);
        some.y.col(i) = data.y.col(from);
        if (data.weights.size() > 0)
            some.weights[i] = data.weights[from];
    }
    return some;
}

double weightedLoss(Task task, const Matrix& prediction, const Dataset& rows, const Vector& weights)
{
    double sum = 0;
    double total = 0;
    for (Index i = 0; i < rows.samples(); ++i) {
        const double weight = weights.size() > 0 ? static_cast<double>(weights[i]) : 1;
        sum += weight * rowLoss(task, prediction, rows.y, i);
        total += weight;
    }
    return total > 0 ? sum / total : std::nan("");
}

/// Mean of the targets, each row with its weight.
Matrix constantAnswer(const Dataset& rows, const Vector& weights)
{
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(rows.y.rows());
    double total = 0;
    for (Index i = 0; i < rows.samples(); ++i) {
        const double weight = weights.size() > 0 ? static_cast<double>(weights[i]) : 1;
        mean += weight * rows.y.col(i).cast<double>();
        total += weight;
    }
    return (mean / std::max(total, 1e-30)).cast<Scalar>().replicate(1, rows.samples());
}

/// Largest squared correlation of a row of one with the same row of the other.
double largestCorrelation(const Matrix& given, const Matrix& wanted)
{
    double largest = 0;
    for (Index output = 0; output < std::min(given.rows(), wanted.rows()); ++output) {
        const Eigen::VectorXd a = given.row(output).transpose().cast<double>();
        const Eigen::VectorXd b = wanted.row(output).transpose().cast<double>();
        const Eigen::VectorXd da = a.array() - a.mean();
        const Eigen::VectorXd db = b.array() - b.mean();
        // What moves by rounding alone does not move.
        if (da.norm() <= 1e-5 * std::max(a.norm(), 1e-30) || db.norm() <= 0)
            continue;
        const double r = da.dot(db) / (da.norm() * db.norm());
        if (std::isfinite(r))
            largest = std::max(largest, r * r);
    }
    return largest;
}

/// Answers each row by its nearest others.
Matrix neighbourAnswer(const Dataset& rows, const std::stop_token& stop)
{
    Matrix answer = Matrix::Zero(rows.y.rows(), rows.samples());
    std::vector<std::pair<Scalar, Index>> distances;
    for (Index i = 0; i < rows.samples(); ++i) {
        if (i % 64 == 0 && stop.stop_requested())
            throw Cancelled();
        distances.clear();
        for (Index j = 0; j < rows.samples(); ++j)
            if (j != i)
                distances.emplace_back((rows.x.col(j) - rows.x.col(i)).squaredNorm(), j);
        const std::size_t count = std::min(kNeighbours, distances.size());
        std::partial_sort(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(count), distances.end());
        for (std::size_t k = 0; k < count; ++k)
            answer.col(i) += rows.y.col(distances[k].second) / static_cast<Scalar>(count);
    }
    return answer;
}

} // namespace

CoachInput coachInput(const Run& run, const Recipe& recipe, std::shared_ptr<const PreparedData> data,
                      const std::stop_token& stop)
{
    CoachInput input;
    input.network = run.network;
    input.training = run.training;
    input.recipe = recipe;
    input.history = run.checkpoint.history;
    input.weights = run.checkpoint.weights;
    input.data = std::move(data);
    const StoredEnd end = storedEnd(run.checkpoint, run.training);
    input.reason = end.reason;
    if (run.checkpoint.empty() || end.reason != StopReason::None)
        return input;
    Trainer trainer(run.network, run.training, input.data->data, run.checkpoint);
    for (const Index epoch = trainer.epoch(); !trainer.done() && trainer.epoch() == epoch;) {
        if (stop.stop_requested())
            throw Cancelled();
        trainer.step();
    }
    if (trainer.reason() == StopReason::NotFinite) {
        input.reason = trainer.reason();
        input.message = trainer.message();
    }
    return input;
}

struct CoachCase::Known {
    std::optional<Dataset> rows;
    std::optional<Vector> weights;
    std::optional<Matrix> prediction;
    std::optional<double> rowsLoss, constantLoss, explained, explainedAtFirst, moved;
    std::optional<std::vector<LayerActivity>> activity;
    std::optional<std::vector<LayerGradient>> gradients;
    std::optional<std::optional<Behind>> behind;
};

CoachCase::CoachCase(CoachInput input, std::stop_token stop)
    : m_input(std::move(input)), m_stop(std::move(stop)), m_known(std::make_unique<Known>())
{
}

CoachCase::~CoachCase() = default;

Task CoachCase::task() const
{
    return m_input.data->fitted.target().task;
}

bool CoachCase::hasDiverged() const
{
    return m_input.reason == StopReason::NotFinite;
}

Index CoachCase::steps() const
{
    const Index rows = m_input.data->data.train->samples();
    const Index batch = std::max<Index>(m_input.training.batchSize, 1);
    return epochs() * ((rows + batch - 1) / batch);
}

std::span<const double> CoachCase::loss() const
{
    const HistoryColumn* column = m_input.history.find("loss");
    return column ? std::span<const double>(*column) : std::span<const double>();
}

std::span<const double> CoachCase::validationLoss() const
{
    const HistoryColumn* column = m_input.history.find("val_loss");
    return column ? std::span<const double>(*column) : std::span<const double>();
}

double CoachCase::rate() const
{
    return m_input.training.learningRate();
}

double CoachCase::lastRate() const
{
    const HistoryColumn* rates = m_input.history.find("learning_rate");
    return rates && !rates->empty() && rate() > 0 ? rates->back() / rate() : 1;
}

bool CoachCase::hasPenalty() const
{
    const auto above = [](const FieldValues& values, const char* key) {
        const FieldValue* value = values.find(key);
        const double* number = value ? std::get_if<double>(value) : nullptr;
        return number && *number > 0;
    };
    if (above(m_input.training.optimizer.fields, "weight_decay"))
        return true;
    return std::any_of(m_input.network.layers.begin(), m_input.network.layers.end(), [&](const LayerSpec& layer) {
        return above(layer.fields, "kernel_l1") || above(layer.fields, "kernel_l2") ||
               above(layer.fields, "activity_l1") || above(layer.fields, "activity_l2");
    });
}

bool CoachCase::hasStrongDropout() const
{
    return std::any_of(m_input.network.layers.begin(), m_input.network.layers.end(), [](const LayerSpec& layer) {
        const LayerInfo* info = findLayerType(layer.type);
        return info && (layer.type == "dropout" || layer.type == "gaussian_dropout") &&
               std::get<double>(fieldOf(*info, layer.fields, "rate")) >= 0.25;
    });
}

const Dataset& CoachCase::rows() const
{
    if (!m_known->rows) {
        m_known->rows = someOf(*m_input.data->data.train, kRows);
        m_known->weights = trainingWeights(*m_known->rows, m_input.training.classWeights);
    }
    return *m_known->rows;
}

const Matrix& CoachCase::prediction() const
{
    if (!m_known->prediction)
        m_known->prediction = predict(m_input.network, m_input.weights, rows().x);
    return *m_known->prediction;
}

double CoachCase::rowsLoss() const
{
    if (!m_known->rowsLoss) {
        const Dataset& some = rows(); // with their weights
        m_known->rowsLoss = weightedLoss(task(), prediction(), some, *m_known->weights);
    }
    return *m_known->rowsLoss;
}

double CoachCase::constantLoss() const
{
    if (!m_known->constantLoss) {
        const Dataset& some = rows();
        m_known->constantLoss = weightedLoss(task(), constantAnswer(some, *m_known->weights), some, *m_known->weights);
    }
    return *m_known->constantLoss;
}

double CoachCase::explained() const
{
    if (!m_known->explained)
        m_known->explained = largestCorrelation(prediction(), rows().y);
    return *m_known->explained;
}

double CoachCase::explainedAtFirst() const
{
    if (!m_known->explainedAtFirst)
        m_known->explainedAtFirst = largestCorrelation(
            predict(m_input.network, initialWeights(m_input.network, rows().x.rows(), m_input.training.seed), rows().x),
            rows().y);
    return *m_known->explainedAtFirst;
}

bool CoachCase::hasLearnedNothing() const
{
    if (hasDiverged() || !hasWeights() || epochs() < 10 || steps() < 100 || rowsLoss() < 0.98 * constantLoss())
        return false;
    // Fresh weights already tell rows apart a little; only what is more than that was learned.
    const auto count = static_cast<double>(rows().samples());
    return explained() <= 0.01 + 4 / count || explained() <= 0.05 + explainedAtFirst();
}

const std::vector<LayerActivity>& CoachCase::activity() const
{
    if (m_known->activity)
        return *m_known->activity;
    std::vector<LayerActivity> found;
    const NetworkActivity units = networkActivity(m_input.network, m_input.weights, rows().x, m_stop);
    const int last = outputLayer(m_input.network);
    for (int i = 0; i < last; ++i) {
        const LayerSpec& layer = m_input.network.layers[static_cast<std::size_t>(i)];
        if (layer.type != "dense")
            continue;
        const std::vector<UnitActivity>& all = units.layers[static_cast<std::size_t>(i)];
        LayerActivity one{i, layer.name, activationOf(layer), static_cast<Index>(all.size()), {}, {}};
        for (Index unit = 0; unit < one.units; ++unit) {
            if (all[static_cast<std::size_t>(unit)].isDead())
                one.dead.push_back(unit);
            else if (all[static_cast<std::size_t>(unit)].isSaturated())
                one.saturated.push_back(unit);
        }
        found.push_back(std::move(one));
    }
    m_known->activity = std::move(found);
    return *m_known->activity;
}

const std::vector<LayerGradient>& CoachCase::gradients() const
{
    if (m_known->gradients)
        return *m_known->gradients;
    Probe probe(m_input.network, m_input.training, m_input.data->data.train);
    const ParameterSet gradients = probe.gradients(m_input.weights, 0);
    std::vector<LayerGradient> found;
    for (std::size_t i = 0; i < m_input.network.layers.size(); ++i) {
        const LayerSpec& layer = m_input.network.layers[i];
        const NamedTensor* kernel = layer.type == "dense" ? findTensor(gradients, layer.name, "kernel") : nullptr;
        if (!kernel)
            continue;
        double squares = 0;
        for (const Scalar value : kernel->values)
            squares += static_cast<double>(value) * static_cast<double>(value);
        found.push_back(
            {static_cast<int>(i), layer.name,
             std::isfinite(squares) ? std::sqrt(squares / static_cast<double>(kernel->values.size())) : std::nan(""),
             std::sqrt(squares)});
    }
    m_known->gradients = std::move(found);
    return *m_known->gradients;
}

double CoachCase::moved() const
{
    if (m_known->moved)
        return *m_known->moved;
    const ParameterSet before =
        initialWeights(m_input.network, m_input.data->data.train->x.rows(), m_input.training.seed);
    double size = 0;
    double distance = 0;
    bool known = true;
    for (const NamedTensor& tensor : before) {
        if (!tensor.trainable)
            continue;
        const NamedTensor* now = findTensor(m_input.weights, tensor.layer, tensor.name);
        known = known && now && now->values.size() == tensor.values.size();
        for (std::size_t i = 0; known && i < tensor.values.size(); ++i) {
            const double begun = static_cast<double>(tensor.values[i]);
            const double d = static_cast<double>(now->values[i]) - begun;
            size += begun * begun;
            distance += d * d;
        }
    }
    m_known->moved = known && size > 0 ? std::sqrt(distance / size) : std::nan("");
    return *m_known->moved;
}

const std::optional<CoachCase::Behind>& CoachCase::behind() const
{
    if (m_known->behind)
        return *m_known->behind;
    std::optional<Behind> found;
    const auto compare = [&](const TaskScore& other, const TaskScore& own, const std::string& by, const char* part) {
        const Estimate lead = leadOver(other, own);
        if (!found && lead.isClear() && lead.value > kLead && std::isfinite(own.value))
            found = Behind{by, part, own.key, other.value, own.value};
    };
    const Dataset& some = rows();
    const auto count = static_cast<double>(some.samples());
    // A network that is told to care for rare classes has another aim than these.
    if (m_input.training.classWeights != "none") {
        m_known->behind.emplace();
        return *m_known->behind;
    }
    if (count >= 20 && count * count * static_cast<double>(some.x.rows()) < kSlow)
        compare(taskScore(task(), neighbourAnswer(some, m_stop), some.y), taskScore(task(), prediction(), some.y),
                "looking up the most similar rows (nearest neighbours) reaches", "training");
    const std::shared_ptr<const Dataset>& watched = m_input.data->data.validation;
    const auto parameters = static_cast<double>((some.x.rows() + 1) * some.y.rows());
    if (!found && watched && watched->samples() >= 20 && count * parameters * parameters < kSlow * 10) {
        const Yardsticks yardsticks = fitYardsticks(task(), some, m_stop);
        const Dataset held = someOf(*watched, kRows);
        compare(taskScore(task(), yardsticks.linear.predict(held.x), held.y),
                taskScore(task(), predict(m_input.network, m_input.weights, held.x), held.y),
                yardsticks.linearName() + " reaches", "validation");
    }
    m_known->behind = std::move(found);
    return *m_known->behind;
}

} // namespace netloom
