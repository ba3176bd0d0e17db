// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace netloom {

/// What a picture shows, in words to be read, read out and copied: beside a figure, or for those who cannot see it.
class WordsDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @param words  plain text
    WordsDialog(const QString& words, QWidget* parent);
};

} // namespace netloom
