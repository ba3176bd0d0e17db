// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coach/rate_finder_dialog.h"

#include "ui/document/project_document.h"
#include "ui/plots/xy_plot.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/screen_room.h"
#include "ui/toolkit/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Two digits: more would claim what no such curve can tell.
double roundedRate(double rate)
{
    const double power = std::pow(10.0, std::floor(std::log10(rate)) - 1);
    return QByteArray::number(std::round(rate / power) * power, 'g', 2).toDouble();
}

/// As the field of the learning rate shows it.
QString rateText(double rate)
{
    return NumberBox::display(rate, QLocale());
}

} // namespace

RateFinderDialog::RateFinderDialog(ProjectDocument& document, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_words(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_plot(new XyPlot(this)),
      m_drag(new QLabel(tr("Drag the mark, or move it with the arrow keys."), this)),
      m_use(new QPushButton(this)),
      m_again(new QPushButton(tr("Try again"), this))
{
    setObjectName(QStringLiteral("rateFinder"));
    setWindowTitle(tr("Find a learning rate"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    m_words->setObjectName(QStringLiteral("rateWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Progress"));
    column->addWidget(m_bar);
    m_plot->setObjectName(QStringLiteral("ratePlot"));
    column->addWidget(m_plot, 1);
    auto* hint =
        new QLabel(tr("Fresh weights are trained batch by batch while the rate rises. Too small a rate changes "
                      "nothing, too large a one throws the loss up; a good one is where it falls most steeply, "
                      "well before it rises."),
                   this);
    hint->setObjectName(QStringLiteral("muted"));
    hint->setWordWrap(true);
    column->addWidget(hint);
    m_drag->setObjectName(QStringLiteral("muted"));
    m_drag->setWordWrap(true);
    QSizePolicy kept = m_drag->sizePolicy(); // the plot stays where it is
    kept.setRetainSizeWhenHidden(true);
    m_drag->setSizePolicy(kept);
    column->addWidget(m_drag);
    auto* buttons = new QHBoxLayout;
    m_use->setObjectName(QStringLiteral("useRate"));
    m_use->setProperty("primary", true);
    m_again->setObjectName(QStringLiteral("tryAgain"));
    auto* close = new QPushButton(tr("Close"), this);
    for (QPushButton* button : {m_again, close})
        button->setAutoDefault(false);
    m_use->setDefault(true);
    buttons->addWidget(m_again);
    buttons->addStretch(1);
    buttons->addWidget(m_use);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(m_again, &QPushButton::clicked, this, &RateFinderDialog::start);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (m_rate <= 0)
            return;
        TrainingConfig training = m_document.training();
        training.optimizer.fields.set("learning_rate", m_rate);
        m_document.setTraining(std::move(training), tr("Learning rate %1").arg(rateText(m_rate)));
        QDialog::close();
    });
    connect(m_plot, &XyPlot::markerMoved, this, &RateFinderDialog::mark);
    connect(&m_job, &BackgroundJob::finished, this, [this] {
        m_bar->hide();
        m_again->setEnabled(true);
    });
    resize(withinScreen(*this, {640, 500}));
}

RateFinderDialog::~RateFinderDialog()
{
    m_job.cancel();
}

void RateFinderDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    start();
}

void RateFinderDialog::start()
{
    m_rate = 0;
    m_drag->hide();
    m_use->setEnabled(false);
    m_use->setText(tr("Use this rate"));
    m_plot->setContent({}, {});
    m_plot->setMarker(std::nullopt);
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    if (!prepared || !m_document.canTrain()) {
        m_job.cancel();
        m_bar->hide();
        m_words->setText(!m_document.dataProblem().isEmpty() ? m_document.dataProblem()
                         : prepared ? tr("The network cannot be trained as it is; its cards say why.")
                                    : tr("There are no data to train on."));
        m_plot->setEmptyText(QString());
        return;
    }
    m_words->setText(tr("Training with rising rates…"));
    m_plot->setEmptyText(tr("The loss will be drawn here against the learning rate."));
    m_bar->setRange(0, 0);
    m_bar->show();
    m_again->setEnabled(false);
    NetworkSpec network = m_document.network();
    network.setInputs(m_document.inputs());
    m_job.start(
        [network = std::move(network), training = m_document.training(),
         data = prepared->data](const std::stop_token& stop, const ProgressFunction& progress) {
            return std::make_shared<const RateRange>(testRateRange(network, training, data, {}, stop, progress));
        },
        [this](const std::shared_ptr<const RateRange>& range) { draw(*range); },
        [this](const QString& sentence) { m_words->setText(sentence); });
}

void RateFinderDialog::draw(const RateRange& range)
{
    m_words->setText(fromUtf8(range.words));
    std::vector<double> places;
    for (const double rate : range.rates)
        places.push_back(std::log10(rate));
    // What leaps out at the end would press everything else flat.
    XyPlot::Axes axes;
    axes.x = tr("learning rate");
    axes.y = tr("loss");
    axes.xPowers = true;
    if (!range.smoothed.empty()) {
        const auto [least, most] = std::minmax_element(range.smoothed.begin(), range.smoothed.end());
        const double top = std::min(*most, std::max(2.2 * range.smoothed.front(), *least + 1e-9));
        const double pad = 0.08 * std::max(top - *least, 1e-9);
        axes.yRange = {*least - pad, top + pad};
    }
    XySeries raw;
    raw.name = tr("after each batch");
    raw.role = XySeries::Role::Faint;
    raw.x = places;
    raw.y = range.losses;
    XySeries smooth;
    smooth.name = tr("smoothed");
    smooth.x = places;
    smooth.y = range.smoothed;
    m_plot->setContent({raw, smooth}, axes);
    if (range.suggested > 0)
        mark(std::log10(range.suggested));
}

void RateFinderDialog::mark(double place)
{
    m_rate = roundedRate(std::pow(10.0, place));
    m_plot->setMarker(place, rateText(m_rate));
    m_use->setEnabled(true);
    m_drag->show();
    m_use->setText(tr("Use the rate %1").arg(rateText(m_rate)));
}

} // namespace netloom
