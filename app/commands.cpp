// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands.h"

#include "app/bench_command.h"
#include "app/curves_command.h"
#include "app/diagram_command.h"
#include "app/evaluate_command.h"
#include "app/exit_status.h"
#include "app/info_command.h"
#include "app/inspect_command.h"
#include "app/new_command.h"
#include "app/output.h"
#include "app/predict_command.h"
#include "app/stop_signal.h"
#include "app/suggest_command.h"
#include "app/train_command.h"
#include "app/usage_error.h"
#include "app/window.h"
#include "core/base/error.h"

#include <QApplication>
#include <QLocale>

#include <new>

namespace netloom {

namespace {

/// Whatever the display is, pictures are painted without it, so that they are the same everywhere. Qt's remarks on
/// the desktop it does not find are of no use to anybody then.
void paintWithoutDisplay()
{
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            tell("netloom: " + text.toStdString());
    });
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLocale::setDefault(QLocale::c());
}

struct Runner {
    int argc;
    char** argv;

    int operator()(const WindowArguments& arguments) const { return openWindow(arguments, argc, argv); }
    int operator()(const InspectArguments& arguments) const { return runInspect(arguments); }
    int operator()(const SuggestArguments& arguments) const { return runSuggest(arguments); }
    int operator()(const NewArguments& arguments) const { return runNew(arguments); }
    int operator()(const TrainArguments& arguments) const { return runTrain(arguments); }
    int operator()(const EvaluateArguments& arguments) const { return runEvaluate(arguments); }
    int operator()(const PredictArguments& arguments) const { return runPredict(arguments); }
    int operator()(const DiagramArguments& arguments) const
    {
        paintWithoutDisplay();
        int count = 1;
        const QGuiApplication application(count, argv);
        return runDiagram(arguments);
    }
    int operator()(const CurvesArguments& arguments) const
    {
        paintWithoutDisplay();
        int count = 1;
        const QApplication application(count, argv);
        return runCurves(arguments);
    }
    int operator()(const InfoArguments& arguments) const { return runInfo(arguments); }
    int operator()(const BenchArguments& arguments) const { return runBench(arguments); }
};

} // namespace

int runCommand(const Command& command, int argc, char** argv)
{
    if (!std::holds_alternative<WindowArguments>(command))
        ignoreWriteSignals();
    try {
        return std::visit(Runner{argc, argv}, command);
    } catch (const UsageError& error) {
        tell(std::string("netloom: ") + error.what());
        return kUsage;
    } catch (const std::bad_alloc&) {
        tell("netloom: there is not enough memory for this. Close other programs, or use fewer rows or units.");
    } catch (const std::exception& error) {
        tell(std::string("netloom: ") + error.what());
    }
    return kFailed;
}

} // namespace netloom
