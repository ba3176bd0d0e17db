// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli.h"
#include "app/commands.h"
#include "app/output.h"

#include <exception>

int main(int argc, char** argv)
{
    const netloom::ParsedCommandLine line = netloom::parseCommandLine(argc, argv);
    if (!line.done)
        return netloom::runCommand(line.command, argc, argv);
    if (line.status != 0) {
        netloom::tell(line.text);
        return line.status;
    }
    try {
        netloom::answer(line.text);
    } catch (const std::exception& error) {
        netloom::tell(error.what());
        return 1;
    }
    return 0;
}
