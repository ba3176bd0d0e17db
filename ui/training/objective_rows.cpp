// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/objective_rows.h"

#include "core/metrics/registry.h"
#include "ui/document/project_document.h"
#include "ui/shell/number_text.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace netloom {

namespace {

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString titleOf(const ComponentSpec& metric)
{
    const MetricInfo* info = findMetric(metric.type);
    return info ? fromUtf8(info->title) : metricName(metric.type);
}

QLabel* makeLabel(const QString& text, const QString& name, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QToolButton* makeLink(const QString& text, const QString& name, const QString& help, QWidget* parent)
{
    auto* link = new QToolButton(parent);
    link->setText(text);
    link->setObjectName(name);
    link->setToolTip(help);
    link->setProperty("link", true);
    link->setFocusPolicy(Qt::TabFocus);
    return link;
}

} // namespace

ObjectiveRows::ObjectiveRows(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_lossState(makeLabel(tr("Follows the target"), QStringLiteral("muted"), this)),
      m_lossFollow(makeLink(tr("Follow the target"), QStringLiteral("followLoss"),
                            tr("Let the target column choose the loss again"), this)),
      m_metrics(new QToolButton(this)),
      m_metricMenu(new QMenu(m_metrics)),
      m_metricState(makeLabel(tr("Follow the target"), QStringLiteral("muted"), this)),
      m_metricFollow(makeLink(tr("Follow the target"), QStringLiteral("followMetrics"),
                              tr("Let the target column choose the metrics again"), this)),
      m_weightsLabel(makeLabel(tr("Class weights"), QStringLiteral("fieldLabel"), this)),
      m_weights(new QComboBox(this)),
      m_weightsRemark(makeLabel({}, QStringLiteral("fieldRemark"), this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->addWidget(m_lossState, 0, 1);
    grid->addWidget(m_lossFollow, 0, 1, Qt::AlignLeft);
    auto* metricsLabel = makeLabel(tr("Metrics"), QStringLiteral("fieldLabel"), this);
    metricsLabel->setBuddy(m_metrics);
    m_metrics->setObjectName(QStringLiteral("metrics"));
    m_metrics->setAccessibleName(tr("Metrics"));
    m_metrics->setProperty("boxed", true);
    m_metrics->setPopupMode(QToolButton::InstantPopup);
    m_metrics->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_metrics->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_metrics->setFocusPolicy(Qt::TabFocus);
    m_metrics->setMenu(m_metricMenu);
    grid->addWidget(metricsLabel, 1, 0);
    grid->addWidget(m_metrics, 1, 1);
    grid->addWidget(m_metricState, 2, 1);
    grid->addWidget(m_metricFollow, 2, 1, Qt::AlignLeft);
    m_weights->setObjectName(QStringLiteral("class_weights"));
    m_weights->setAccessibleName(tr("Class weights"));
    m_weights->setEditable(true);
    m_weights->setInsertPolicy(QComboBox::NoInsert);
    m_weights->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_weights->setMinimumContentsLength(6);
    m_weights->addItem(tr("None"), QStringLiteral("none"));
    m_weights->addItem(tr("Balanced"), QStringLiteral("balanced"));
    m_weights->setToolTip(tr("How much each class counts: none, balanced (rare classes count more), "
                             "or weights by label such as 0=1, 1=2.5"));
    m_weightsLabel->setBuddy(m_weights);
    grid->addWidget(m_weightsLabel, 3, 0);
    grid->addWidget(m_weights, 3, 1);
    grid->addWidget(m_weightsRemark, 4, 0, 1, 2);
    m_weightsRemark->hide();

    connect(m_lossFollow, &QToolButton::clicked, this, [this] { follow(true); });
    connect(m_metricFollow, &QToolButton::clicked, this, [this] { follow(false); });
    connect(m_metricMenu, &QMenu::aboutToShow, this, &ObjectiveRows::fillMetricMenu);
    connect(m_weights, &QComboBox::activated, this, &ObjectiveRows::commitWeights);
    connect(m_weights->lineEdit(), &QLineEdit::editingFinished, this, &ObjectiveRows::commitWeights);
    fillMetricMenu();
}

void ObjectiveRows::fillMetricMenu()
{
    m_metricMenu->clear();
    const TargetInfo* target = m_document.target();
    const bool numbers = target && target->task == Task::Regression;
    const auto& chosen = m_document.training().metrics;
    for (const MetricInfo* info : metrics()) {
        const auto used =
            std::any_of(chosen.begin(), chosen.end(), [&](const auto& m) { return m.type == info->type; });
        // What makes no sense for this target is not offered, but what is there can be taken away.
        if (!used && target && !(numbers ? info->forNumbers : info->forClasses))
            continue;
        QAction* entry = m_metricMenu->addAction(fromUtf8(info->title).replace(QLatin1Char('&'), QStringLiteral("&&")));
        entry->setObjectName(fromUtf8(info->type));
        entry->setCheckable(true);
        entry->setChecked(used);
        entry->setToolTip(fromUtf8(info->help).toHtmlEscaped());
        connect(entry, &QAction::triggered, this, [this, type = info->type](bool on) { toggleMetric(type, on); });
    }
    m_metricMenu->setToolTipsVisible(true);
}

void ObjectiveRows::toggleMetric(const std::string& type, bool on)
{
    TrainingConfig config = m_document.training();
    config.metricsFollowTarget = false;
    std::erase_if(config.metrics, [&](const ComponentSpec& spec) { return spec.type == type; });
    if (on)
        config.metrics.push_back({type, {}});
    m_document.setTraining(std::move(config), tr("Change metrics"));
}

void ObjectiveRows::follow(bool loss)
{
    TrainingConfig config = m_document.training();
    (loss ? config.lossFollowsTarget : config.metricsFollowTarget) = true;
    m_document.setTraining(std::move(config),
                           loss ? tr("Let the loss follow the target") : tr("Let the metrics follow the target"));
}

void ObjectiveRows::commitWeights()
{
    const QString typed = m_weights->currentText().trimmed();
    const int known = m_weights->findText(typed, Qt::MatchFixedString);
    QString value = known >= 0 ? m_weights->itemData(known).toString() : typed;
    if (value.isEmpty())
        value = QStringLiteral("none");
    if (value.toStdString() == m_document.training().classWeights)
        return;
    m_document.setSetting(QStringLiteral("class_weights"), value);
    update();
}

void ObjectiveRows::update()
{
    const TrainingConfig& config = m_document.training();
    const bool target = m_document.target() && m_document.target()->task != Task::None;
    m_lossState->setVisible(target && config.lossFollowsTarget);
    m_lossFollow->setVisible(target && !config.lossFollowsTarget);
    m_metricState->setVisible(target && config.metricsFollowTarget);
    m_metricFollow->setVisible(target && !config.metricsFollowTarget);
    QStringList names;
    for (const ComponentSpec& metric : config.metrics)
        names << titleOf(metric);
    const QString all = names.isEmpty() ? tr("None") : names.join(QStringLiteral(", "));
    m_metrics->setText(all);
    m_metrics->setToolTip(tr("What is measured beside the loss: %1").arg(all).toHtmlEscaped());

    const bool classes = !target || m_document.target()->task != Task::Regression;
    m_weightsLabel->setVisible(classes);
    m_weights->setVisible(classes);
    const QString weights = fromUtf8(config.classWeights);
    const int known = m_weights->findData(weights);
    if (!m_weights->lineEdit()->hasFocus() || !m_weights->lineEdit()->isModified())
        m_weights->setEditText(known >= 0 ? m_weights->itemText(known) : weights);
    QString fault;
    for (const Fault& f : m_document.faults())
        if (f.layer < 0 && f.field == "class_weights")
            fault = fromUtf8(f.text);
    m_weightsRemark->setText(fault);
    m_weightsRemark->setVisible(classes && !fault.isEmpty());
}

} // namespace netloom
