// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/shape.h"

#include "core/base/error.h"

namespace netloom {

std::string Shape::text() const
{
    if (m_rank == 0)
        return "1";
    std::string text;
    for (const Index size : axes())
        text.append(text.empty() ? "" : "×").append(std::to_string(size));
    return text;
}

void Shape::refuse(std::size_t axes)
{
    throw Error(std::to_string(axes).append(" axes are more than the ").append(std::to_string(kMostAxes)) +
                " that a shape can have");
}

} // namespace netloom
