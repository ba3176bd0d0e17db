// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>

namespace netloom {

/// What a piece of text in the diagram is for; decides its font.
enum class TextRole {
    Title,      ///< name of a layer over its column
    Note,       ///< description below it, legend
    Name,       ///< feature name beside an input
    OutputName, ///< class name beside an output
    Fold,       ///< "22 more"
    Unit,       ///< label in a circle
    Subscript,  ///< its index
};

/// Widths of text, so that the layout needs no painter and tests can bring their own.
class TextMeasure
{
public:
    virtual ~TextMeasure() = default;
    virtual double width(const QString& text, TextRole role) const = 0;
    /// The text, or its beginning and "…", at most `limit` wide. Never cuts a surrogate pair.
    QString elided(const QString& text, TextRole role, double limit) const;
    /// The same, but not like one of the others, see elidedApart().
    QString elided(const QString& text, TextRole role, double limit, const QStringList& others) const;
};

/// Heights of a line, in the same units as widths.
double lineHeight(TextRole role);
/// The application's family at the size for `role`.
QFont diagramFont(TextRole role);

/// Measures with the fonts the painter uses. Needs a QGuiApplication.
class FontMeasure final : public TextMeasure
{
public:
    double width(const QString& text, TextRole role) const override;

private:
    static constexpr std::size_t roles = 7;
    mutable std::array<std::optional<QFontMetricsF>, roles> m_metrics; ///< made once: fonts are looked up slowly
};

} // namespace netloom
