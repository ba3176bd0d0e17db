// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/theme.h"

#include <QString>

namespace netloom {

/// The application's style sheet in a theme's colours.
///
/// What widgets of other rooms can ask for:
/// - property `primary` = true on a push or tool button: the accent-coloured main action;
/// - property `segment` = "first", "middle", "last" or "only" on checkable tool buttons: joined choices;
/// - property `flat` = true on a push or tool button: no border until hovered; `link` = true: looks like a link;
/// - object names: `card` (QFrame), `heading` (QLabel, bold), `muted` (QLabel), `fieldLabel`, `fieldRemark`, `bar`
/// (QWidget above
///   or below a panel, with a thin line), `strip` (information line);
/// - property `refused` or `faulty` = true on an editor: marked in the colour of errors.
QString styleSheet(const Theme& theme);

} // namespace netloom
