// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/termination.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace netloom {

namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};
constexpr unsigned kPatience = 2; // seconds

int s_pipe[2] = {-1, -1};

} // namespace

extern "C" {
static void passOn(int)
{
    // Default again (SA_RESETHAND): the next of this kind ends the program.
    ::alarm(kPatience);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(s_pipe[1], &byte, 1);
}
}

Termination::Termination(QObject* parent) : QObject(parent)
{
    if (::pipe2(s_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals end the program as they do elsewhere
    auto* notifier = new QSocketNotifier(s_pipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        emit requested();
    });
    struct sigaction action = {};
    action.sa_handler = passOn;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigemptyset(&action.sa_mask);
    for (const int signal : kSignals) {
        struct sigaction before = {};
        // nohup ignores SIGHUP on purpose, a shell's background job SIGINT.
        if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(signal, &action, nullptr);
    }
}

Termination::~Termination()
{
    struct sigaction usual = {};
    usual.sa_handler = SIG_DFL;
    for (const int signal : kSignals) {
        struct sigaction now = {};
        if (sigaction(signal, nullptr, &now) == 0 && now.sa_handler == passOn)
            sigaction(signal, &usual, nullptr);
    }
    for (int& end : s_pipe) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace netloom
