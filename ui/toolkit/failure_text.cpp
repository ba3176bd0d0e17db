// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/failure_text.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "ui/toolkit/value_text.h"

#include <QCoreApplication>

#include <new>

namespace netloom {

QString failureText(const std::exception_ptr& error, const QString& noMemory)
{
    try {
        std::rethrow_exception(error);
    } catch (const Cancelled&) {
        return {};
    } catch (const std::bad_alloc&) {
        return noMemory.isEmpty() ? QCoreApplication::translate("failureText", "There is not enough memory for it.")
                                  : noMemory;
    } catch (const std::exception& e) {
        return withoutOptions(e.what()); // of an Error and a CsvError: what, where, what to do
    } catch (...) {
        return QCoreApplication::translate("failureText", "It failed for a reason that is not known.");
    }
}

QString failureTextHere(const Error& error)
{
    const std::string problem = error.problem();
    QString text = withoutOptions(Error(problem, {}, error.remedy()).message());
    text.replace(0, 1, text.left(1).toUpper());
    return text;
}

} // namespace netloom
