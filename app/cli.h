// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "core/evaluation/measured_choice.h"
#include "core/samples/samples.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace netloom {

/// What --set KEY=VALUE said, in order.
using Settings = std::vector<std::pair<std::string, std::string>>;

enum class Part { Train, Validation, Test };

/// Weights of the last epoch trained (or those that early stopping restored), or of the best epoch.
enum class Weights { Last, Best };

struct WindowArguments {
    std::vector<std::string> files;
};

struct InspectArguments {
    std::string file;
    CsvOptions csv;
    Index cells = 0; ///< rows whose cells are shown
    bool json = false;
};

struct NewArguments {
    std::string data;   ///< CSV file; empty: `sample`
    std::string sample; ///< key
    GeneratorOptions generator;
    CsvOptions csv;
    std::string target;   ///< a column or several, separated by commas; empty: guessed
    std::string positive; ///< class; empty: guessed
    std::string classes;  ///< in order, separated by commas; empty: sorted
    std::optional<std::string> layers;
    std::string networkTemplate; ///< key; empty: the rule's network
    bool measured = false;       ///< the network that measuring chooses
    Settings settings;
    std::string output;
    bool json = false;
};

struct SuggestArguments {
    NewArguments project; ///< table and settings; output empty: nothing is written
    double budget = kDefaultChoiceBudget;
    Index threads = 0;
};

struct TrainArguments {
    std::string project;
    std::string output; ///< empty: the project itself
    std::optional<Index> epochs;
    std::optional<std::uint64_t> seed;
    Index threads = 0;
    Settings settings;
    std::string history; ///< CSV; empty: none
    bool fresh = false;
    bool json = false;
    bool quiet = false;
};

struct EvaluateArguments {
    std::string project;
    std::optional<Part> part; ///< absent: test, or the last part that has rows
    std::string data;         ///< another CSV with the same columns; empty: the project's own
    CsvOptions csv;
    Weights weights = Weights::Last;
    std::optional<Index> folds; ///< cross-validation instead: train anew for so many folds
    Settings settings;          ///< with folds only
    Index threads = 0;
    bool json = false;
};

struct PredictArguments {
    std::string project;
    std::string data;
    std::string output; ///< empty: stdout
    CsvOptions csv;
    Weights weights = Weights::Last;
    bool quiet = false;
};

struct DiagramArguments {
    std::string project;
    std::string output;
    bool blocks = false;
    bool colorWeights = false;
    bool descriptions = false;
    bool preparation = false;
    bool dark = false;
    bool transparent = false;
    double width = 1200;
    double scale = 1;
};

struct CurvesArguments {
    std::string project;
    std::string output;
    bool dark = false;
    Index width = 1200;
    double scale = 1;
};

struct InfoArguments {
    std::string project;
    bool json = false;
};

struct BenchArguments {
    std::vector<std::string> names; ///< empty: all
    Index threads = 0;              ///< 0: one and two
    bool json = false;
};

using Command =
    std::variant<WindowArguments, InspectArguments, SuggestArguments, NewArguments, TrainArguments, EvaluateArguments,
                 PredictArguments, DiagramArguments, CurvesArguments, InfoArguments, BenchArguments>;

/// A command, or text to print and the exit status to end with.
struct ParsedCommandLine {
    Command command;
    std::string text; ///< help, version, or what is wrong
    int status = 0;
    bool done = false; ///< print `text` (to stdout where status is 0) and leave
};

/// The command line to values; reads no file. Whether files are there is the commands' business.
ParsedCommandLine parseCommandLine(int argc, const char* const* argv);

} // namespace netloom
