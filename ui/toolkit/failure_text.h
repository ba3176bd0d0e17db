// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <exception>

namespace netloom {

class Error;

/// What an exception says to the person, as a sentence; empty where the work was cancelled. `noMemory` is said where
/// memory ran out, and can name a remedy. Called with std::current_exception() inside a `catch (...)`, or with what a
/// worker brought back.
QString failureText(const std::exception_ptr& error, const QString& noMemory = {});

/// What happened and what to do, without the place: for where the place is plain, as below the field that was filled
/// in.
QString failureTextHere(const Error& error);

} // namespace netloom
