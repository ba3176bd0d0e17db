// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/suggested_network.h"

#include "core/suggestion/first_network.h"

namespace netloom {

const NetworkTemplate& suggestedNetwork()
{
    static const NetworkTemplate info{"suggested", "Suggested network",
                                      "Sizes, training and brake that suit the rows and columns of this table.",
                                      suggestFirstNetwork};
    return info;
}

} // namespace netloom
