// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace netloom {

/// The one way in which any file is written: a temporary file beside the target, every write's length compared, flush
/// and sync checked, size checked, rename, folder synced, mode kept. Afterwards the file is the old one or the new one,
/// whole; the old one where the writer goes without finish().
class CheckedFileWriter
{
public:
    /// @throws Error with path and the system's reason (disk full, no permission …), as the others do
    explicit CheckedFileWriter(std::string path);
    ~CheckedFileWriter();

    void write(std::string_view bytes);
    void finish(); ///< the file has its name

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// All of a file's bytes at once. @throws Error
void writeCheckedFile(const std::string& path, std::string_view bytes);

/// Removes what a save of this file left beside it when the program was killed; a save that is still going on is left
/// alone. Never fails.
void removeInterruptedSave(const std::string& path);

/// A whole file. @throws Error with path and reason; refuses more than `limit` bytes before reading
std::string readWholeFile(const std::string& path, std::size_t limit = std::size_t(4) << 30);

} // namespace netloom
