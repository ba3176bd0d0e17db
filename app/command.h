// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments.h"

#include <memory>
#include <string>

namespace netloom {

/// A command of the program while it is run. Needs no display.
class Command
{
public:
    virtual ~Command() = default;

    /// Its options and arguments, in the order of the help; their values go to members.
    virtual void declare(Arguments& arguments) = 0;
    /// Once the values are there. Answers on stdout and talks on stderr.
    /// @returns the exit status  @throws UsageError, Error
    virtual int run() = 0;
};

/// What the program knows of a command before it is run.
struct CommandInfo {
    std::string name;
    std::string help; ///< one line
    std::unique_ptr<Command> (*make)();
    std::string (*footer)() = nullptr; ///< stands below its --help; null: nothing
};

/// For CommandInfo::make.
template<typename T>
std::unique_ptr<Command> makeCommand()
{
    return std::make_unique<T>();
}

} // namespace netloom
