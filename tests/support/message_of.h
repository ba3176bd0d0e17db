// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace netloom {

/// What a refusal says, or "no error".
template<typename Work>
QString messageOf(Work work)
{
    try {
        work();
    } catch (const Error& e) {
        return QString::fromStdString(e.message());
    }
    return QStringLiteral("no error");
}

} // namespace netloom
