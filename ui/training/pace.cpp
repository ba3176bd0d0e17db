// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/pace.h"

#include "ui/toolkit/motion.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>
#include <iterator>

namespace netloom {

namespace {

constexpr double kWatch = 3;
constexpr double kEpochSeen = 0.08;
const QString kSetting = QStringLiteral("training/pace");
constexpr const char* kNames[] = {"full", "watch", "slow", "step"};

} // namespace

QString paceTitle(Pace pace)
{
    switch (pace) {
    case Pace::FullSpeed:
        return QCoreApplication::translate("Pace", "Full speed");
    case Pace::Watch:
        return QCoreApplication::translate("Pace", "Watch");
    case Pace::Slow:
        return QCoreApplication::translate("Pace", "Slow");
    case Pace::Step:
        return QCoreApplication::translate("Pace", "Step");
    }
    return {};
}

QString paceHelp(Pace pace)
{
    switch (pace) {
    case Pace::FullSpeed:
        return QCoreApplication::translate("Pace", "Show the training as fast as it is computed");
    case Pace::Watch:
        return QCoreApplication::translate("Pace",
                                           "Show a training that took less than three seconds as a film of three");
    case Pace::Slow:
        return QCoreApplication::translate("Pace", "Show the training so slowly that each epoch is seen");
    case Pace::Step:
        return QCoreApplication::translate("Pace", "Show the next epoch with each press of F6");
    }
    return {};
}

Pace pace()
{
    const QByteArray name = QSettings().value(kSetting).toString().toLatin1();
    const auto found =
        std::find_if(std::begin(kNames), std::end(kNames), [&](const char* each) { return name == each; });
    return found == std::end(kNames) ? Pace::Watch : kPaces[static_cast<std::size_t>(found - std::begin(kNames))];
}

void setPace(Pace pace)
{
    QSettings().setValue(kSetting, QString::fromLatin1(kNames[static_cast<std::size_t>(pace)]));
}

bool makesFilm(Pace pace)
{
    return pace == Pace::Step || (pace != Pace::FullSpeed && !motion::isReduced());
}

double filmSeconds(Pace pace, Index epochs)
{
    if (pace == Pace::Step)
        return -1;
    return pace == Pace::Slow ? std::max(kWatch, kEpochSeen * static_cast<double>(epochs)) : kWatch;
}

} // namespace netloom
