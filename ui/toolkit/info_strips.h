// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>

class QVBoxLayout;

namespace netloom {

/// Lines of information above the work area, each with a sign, a sentence, perhaps one action, and a way to close it.
class InfoStrips final : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Information, Warning };

    explicit InfoStrips(QWidget* parent = nullptr);

    /// A strip of the same key is replaced. The text is shown as it is, without markup.
    /// @param shorter  say the essential where there is one line only, the first of them that fits
    void show(const QString& key, Kind kind, const QString& text, const QString& action = {},
              std::function<void()> triggered = {}, const QStringList& shorter = {});
    void remove(const QString& key);
    void setStale(const QString& key); ///< what it says was true a moment ago and will be said anew: greyed until then
    void clear();
    /// In a very low window, where there is room for one information, to another one: warnings stay.
    void setYielding(bool yielding);

private:
    void fold();

    QVBoxLayout* m_column;
    bool m_yields = false;
};

} // namespace netloom
