// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/csv/written_cases.h"

#include "core/csv/csv_writer.h"
#include "core/files/checked_file.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/prepared_data.h"
#include "tests/core/csv/csv_shown.h"
#include "tests/core/csv/failing_disk.h"

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <limits>

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace netloom::testing {

namespace {

std::string written(const std::string& folder, const std::string& name, std::string_view bytes)
{
    const std::string path = folder + '/' + name;
    FILE* const file = std::fopen(path.c_str(), "wb");
    if (!file)
        return {};
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
    return path;
}

std::string rowsOf(Index count)
{
    std::string text = "a,b\n";
    for (Index i = 0; i < count; ++i)
        text += std::to_string(i) + ",1.5\n";
    return text;
}

/// "300 rows" and whether a warning holds `words`, or the refusal and whether its message does.
std::string outcomeOf(const std::string& path, const std::string& words = {}, const CsvOptions& options = {},
                      const CsvLimits& limits = {}, const ProgressFunction& progress = {})
{
    std::string message;
    Index rows = -1;
    std::string outcome = refusalOf(
        [&] {
            const CsvResult result = readCsv(path, options, {}, progress, limits);
            message = warningsOf(result);
            rows = result.table.rows;
        },
        &message);
    if (rows >= 0)
        outcome = std::to_string(rows) + " rows";
    if (message.find(words) == std::string::npos)
        outcome += ", but it says: " + message;
    else if (!words.empty())
        outcome += ", says \"" + words + '"';
    return outcome;
}

/// Calls `change` once, before the first byte of the table is read.
ProgressFunction beforeReading(const std::function<void()>& change)
{
    return [change, done = false](double) mutable {
        if (!done)
            change();
        done = true;
    };
}

std::string within(double seconds, const std::function<std::string()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    const std::string outcome = work();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    return time.count() <= seconds ? outcome : outcome + ", but in " + std::to_string(time.count()) + " s";
}

CsvLimits smallLimits()
{
    CsvLimits limits;
    limits.maxLine = std::size_t{1} << 20;
    limits.maxField = std::size_t{1} << 16;
    return limits;
}

std::string oddNames(const std::string& folder)
{
    const std::vector<std::string> names = {
        "a b.csv", "%1.csv", "ü.csv", "-x.csv", "a\nb.csv", "\xff.csv", std::string(251, 'x') + ".csv"};
    std::string deep = folder;
    while (deep.size() < 3900) {
        deep += '/' + std::string(200, 'd');
        ::mkdir(deep.c_str(), 0700);
    }
    std::size_t opened = 0;
    for (const std::string& name : names) {
        const std::string path = written(folder, name, "a,b\n1,2\n");
        opened += readCsv(path).table.rows == 1;
        ::unlink(path.c_str());
    }
    opened += readCsv(written(deep, "deep.csv", "a,b\n1,2\n")).table.rows == 1;
    return std::to_string(opened) + " opened; " +
           outcomeOf(written(folder, "c\nd.csv", "a,b\n1\n"), "c\\nd.csv, line 2") + "; " +
           outcomeOf(folder + '/' + std::string(5000, 'x'), "name too long");
}

std::string tooLarge(const std::string& folder)
{
    const std::string path = written(folder, "large.csv", rowsOf(400000));
    CsvLimits limits;
    limits.memory = std::size_t{2} << 20;
    Index fitting = 0;
    try {
        readCsv(path, {}, {}, {}, limits);
        return "not refused";
    } catch (const CsvError& error) {
        fitting = error.rowsThatFit;
    }
    CsvOptions sample;
    sample.maxRows = fitting;
    const CsvResult result = readCsv(path, sample, {}, {}, limits);
    const Column& first = result.table.columns[0];
    const bool spread = first.numbers.front() < 100 && first.numbers.back() > 399000 * 0.9;
    // A row takes 11 bytes of text on the average, and two doubles.
    const bool plausible = fitting > 40000 && fitting < (2 << 20) / (11 + 16);
    return outcomeOf(path, "--max-rows " + std::to_string(fitting), {}, limits).substr(0, 14) +
           (plausible ? ", rows that fit are told" : ", rows that fit: " + std::to_string(fitting)) +
           (result.table.rows == fitting && spread ? ", so many are read instead, spread over the file"
                                                   : ", no sample");
}

std::string manyColumns(Index columns)
{
    std::string text;
    for (const char* cell : {"c", "1", "2.5"}) {
        for (Index i = 0; i < columns; ++i)
            text.append(i > 0 ? "," : "").append(cell).append(*cell == 'c' ? std::to_string(i) : "");
        text += '\n';
    }
    return text;
}

std::string special(const std::string& folder)
{
    const std::string pipe = folder + "/pipe";
    const std::string socketPath = folder + "/socket";
    if (::mkfifo(pipe.c_str(), 0600) != 0)
        return "no pipe";
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socketPath.c_str(), sizeof(address.sun_path) - 1);
    const bool bound = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    const std::string sparse = written(folder, "sparse.csv", "a,b\n1,2\n");
    if (!bound || ::truncate(sparse.c_str(), 50LL << 30) != 0)
        return "no socket or sparse file";
    std::string outcome;
    for (const std::string& path : {folder, pipe, socketPath, std::string("/dev/zero"), sparse})
        outcome += (outcome.empty() ? "" : ", ") + outcomeOf(path);
    ::close(socket);
    return outcome;
}

std::string unreadable(const std::string& folder)
{
    const std::string path = written(folder, "secret.csv", "a,b\n1,2\n");
    const std::string loop = folder + "/loop";
    if (::symlink(loop.c_str(), loop.c_str()) != 0)
        return "no link";
    ::chmod(path.c_str(), 0);
    const bool root = ::geteuid() == 0; // whom mode bits do not stop
    if (root)
        ::setfsuid(65534);
    std::string outcome = outcomeOf(path, "Permission denied");
    if (root)
        ::setfsuid(0);
    outcome += "; " + outcomeOf(loop, "Too many levels of symbolic links");
    return outcome + "; " + outcomeOf(path + "/x.csv", "Not a directory");
}

std::string badDisk(const std::string& folder)
{
    const std::string path = written(folder, "eio.csv", "a,b\n1,2\n3,4\n");
    failingOffset = 6;
    const std::string outcome = outcomeOf(path, "byte 6");
    failingOffset = -1;
    return outcome + "; then " + outcomeOf(path);
}

std::string changedSinceSaved(const std::string& folder)
{
    const std::string path = written(folder, "d.csv", "a,b\n1,2\n3,4\n");
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = path;
    std::vector<CsvWarning> warnings;
    loadTable(reference, {}, &warnings);
    if (!warnings.empty())
        return "warned too early";
    const std::string before = reference.sha256;
    written(folder, "d.csv", "a,b\n1,2\n3,5\n");
    const Index rows = loadTable(reference, {}, &warnings)->rows;
    const std::string text = warnings.empty() ? std::string() : warnings[0].text;
    return std::to_string(rows) + " rows" +
           (text.find("has changed since the project was saved") != std::string::npos ? ", warned" : ", not warned") +
           (text.find(before.substr(0, 12)) != std::string::npos &&
                    text.find(reference.sha256.substr(0, 12)) != std::string::npos
                ? ", both hashes shown"
                : ", but it says: " + text);
}

std::string exported(const std::string& folder)
{
    const std::vector<std::string> words = {"=1+1",       "+cmd", "-cmd|x",      "@SUM(A1)", "say \"hi\", a",
                                            "two\nlines", "a\rb", "-12.5 is no", "plain",    "\xc3\xa4 ; '"};
    const std::vector<double> values = {0.1,
                                        1.0 / 3,
                                        123456789.12345678,
                                        5e-324,
                                        1.7976931348623157e308,
                                        -0.30000000000000004,
                                        std::numeric_limits<double>::quiet_NaN(),
                                        -1,
                                        1e21,
                                        2.2250738585072014e-308};
    CsvWriter writer;
    writer.addText("text");
    writer.addText("number");
    writer.endRow();
    for (std::size_t i = 0; i < words.size(); ++i) {
        writer.addText(words[i]);
        writer.addNumber(values[i]);
        writer.endRow();
    }
    const std::string path = folder + "/out.csv";
    writeCheckedFile(path, writer.text());
    const Table table = readCsv(path).table;
    std::size_t same = 0;
    std::size_t inert = 0;
    for (std::size_t i = 0; i < words.size() && table.rows == static_cast<Index>(words.size()); ++i) {
        const auto row = static_cast<Index>(i);
        const std::string back = table.columns[0].text(row);
        const bool formula = back == '\'' + words[i];
        inert += formula && std::string("=+-@").find(words[i][0]) != std::string::npos;
        const double value = table.columns[1].numbers[i];
        same += (formula || back == words[i]) && (value == values[i] || (std::isnan(value) && std::isnan(values[i])));
    }
    return std::to_string(same) + " rows equal, " + std::to_string(inert) + " formulas inert";
}

/// In a process of its own, which may write 4 KB to a file and no more.
std::string exportedToAFullDisk(const std::string& folder)
{
    const std::string path = written(folder, "out.csv", "old\n");
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{4096, 4096};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            writeCheckedFile(path, std::string(100000, 'x'));
            ::_exit(1);
        } catch (const std::exception& error) {
            ::_exit(std::strstr(error.what(), "File too large") ? 0 : 2);
        }
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return std::string(status == 0 ? "reported" : "not reported") +
           (readWholeFile(path) == "old\n" ? ", the old file is whole" : ", the old file is gone");
}

} // namespace

std::vector<WrittenCase> writtenCases()
{
    return {
        {"A21 a word in a number column, late", "300000 numbers, a word at row 270001",
         "300000 rows, says \"line 270002: "
         "column \"n\": 1 of 300000 values cannot be read as numbers and count as missing\"",
         [](const std::string& folder) {
             std::string text = "n,x\n";
             for (int i = 0; i < 300000; ++i)
                 text += (i == 270000 ? "oops" : std::to_string(i)) + ",1\n";
             return outcomeOf(written(folder, "late.csv", text),
                              "line 270002: column \"n\": 1 of 300000 values cannot be read as numbers and "
                              "count as missing");
         }},
        {"A28 odd file names",
         "blank, %1, ü, leading dash, new line, not UTF-8, 255 bytes, path of 3,900; new line in a "
         "refused one; 5,000 bytes",
         "8 opened; !ragged 2 1, says \"c\\nd.csv, line 2\"; !unreadable 0 0, says \"name too long\"", oddNames},
        {"A29 too large for memory", "400000 rows, 2 MB allowed",
         "!too_large 0 0, rows that fit are told, so many are read instead, spread over the file", tooLarge},
        {"A30 100,000 columns", "a header and two rows", "2 rows",
         [](const std::string& folder) {
             const std::string path = written(folder, "wide.csv", manyColumns(100000));
             return within(10, [&] { return outcomeOf(path); });
         }},
        {"A30 200,000 columns", "a header and two rows", "2 rows",
         [](const std::string& folder) {
             const std::string path = written(folder, "wide.csv", manyColumns(200000));
             return within(10, [&] { return outcomeOf(path); });
         }},
        {"A31 one line without end", "2 MB of x, 1 MB allowed", "!line_too_long 1 0, says \"longer than 1 MB\"",
         [](const std::string& folder) {
             return outcomeOf(written(folder, "x.csv", std::string(2 << 20, 'x')), "longer than 1 MB", {},
                              smallLimits());
         }},
        {"A31 a quoted cell without measure", "100 KB in quotes, 64 KB allowed", "!field_too_long 2 0",
         [](const std::string& folder) {
             return outcomeOf(written(folder, "x.csv", "a,b\n1,\"" + std::string(100000, 'x') + "\"\n2,3\n"), {}, {},
                              smallLimits());
         }},
        {"A31 only commas", "2 MB", "!too_many_columns 1 0",
         [](const std::string& folder) { return outcomeOf(written(folder, "x.csv", std::string(2 << 20, ','))); }},
        {"A31 only quotes", "2 MB, 1 MB allowed", "!line_too_long 1 0",
         [](const std::string& folder) {
             return outcomeOf(written(folder, "x.csv", std::string(2 << 20, '"')), {}, {}, smallLimits());
         }},
        {"A31 only line ends", "4 MB", "!empty 0 0",
         [](const std::string& folder) { return outcomeOf(written(folder, "x.csv", std::string(4 << 20, '\n'))); }},
        {"A32 rows growing from 1 to 5,000 fields", "5000 rows",
         "!ragged 2 2, says \"4998 more rows have a wrong number\"",
         [](const std::string& folder) {
             std::string text;
             for (std::size_t i = 0; i < 5000; ++i)
                 text += std::string(i, ',') + "x\n";
             CsvOptions options;
             options.delimiter = ',';
             options.header = true;
             return outcomeOf(written(folder, "x.csv", text), "4998 more rows have a wrong number", options);
         }},
        {"A32 a million bad rows", "1,000,000 of 2,000,000 rows, skipped",
         "1000000 rows, says \"1000000 rows with too few "
         "fields left out\"",
         [](const std::string& folder) {
             std::string text = "a,b\n";
             for (int i = 0; i < 1000000; ++i)
                 text += "1,2\n3\n";
             return outcomeOf(written(folder, "x.csv", text), "1000000 rows with too few fields left out",
                              optionsFrom("ragged=skip delimiter=comma"));
         }},
        {"A33 2 million words in a column", "2,000,000 rows, every word another one",
         "text, 2000000 rows, left out of the inputs",
         [](const std::string& folder) {
             std::string text = "word,y\n";
             for (int i = 0; i < 2000000; ++i)
                 text += 'w' + std::to_string(i) + (i % 2 ? ",yes\n" : ",no\n");
             const Table table = readCsv(written(folder, "words.csv", text)).table;
             const Recipe recipe = guessRecipe(table);
             return std::string(kindName(table.columns[0].kind)) + ", " + std::to_string(table.rows) + " rows" +
                    (recipe.columns[0].role == ColumnRole::Ignore ? ", left out of the inputs" : ", an input");
         }},
        {"A34 file grows while it is read", "three rows more while it is read",
         "300000 rows, says \"became longer while it was "
         "read\"",
         [](const std::string& folder) {
             const std::string path = written(folder, "grows.csv", rowsOf(300000));
             return outcomeOf(path, "became longer while it was read", {}, {}, beforeReading([path] {
                                  FILE* const file = std::fopen(path.c_str(), "ab");
                                  std::fputs("7,7\n7,7\n7,7\n", file);
                                  std::fclose(file);
                              }));
         }},
        {"A35 file cut while it is read", "cut to 1000 bytes", "!changed 0 0, says \"became shorter\"",
         [](const std::string& folder) {
             const std::string path = written(folder, "cut.csv", rowsOf(300000));
             return outcomeOf(path, "became shorter", {}, {},
                              beforeReading([path] { [[maybe_unused]] const int r = ::truncate(path.c_str(), 1000); }));
         }},
        {"A35 file written anew while it is read", "same size, other bytes",
         "!changed 0 0, says \"was changed while it was "
         "read\"",
         [](const std::string& folder) {
             const std::string text = rowsOf(300000);
             const std::string path = written(folder, "anew.csv", text);
             const timespec old[2] = {{1000, 0}, {1000, 0}};
             ::utimensat(AT_FDCWD, path.c_str(), old, 0);
             return outcomeOf(path, "was changed while it was read", {}, {},
                              beforeReading([folder, text] { written(folder, "anew.csv", text); }));
         }},
        {"A36 file deleted after opening", "300000 rows", "300000 rows",
         [](const std::string& folder) {
             const std::string path = written(folder, "gone.csv", rowsOf(300000));
             return outcomeOf(path, {}, {}, {}, beforeReading([path] { ::unlink(path.c_str()); }));
         }},
        {"A37 no regular file", "folder, pipe, socket, /dev/zero, sparse file of 50 GB",
         "!not_a_file 0 0, !not_a_file 0 0, !not_a_file 0 0, !not_a_file 0 0, !binary 0 0",
         [](const std::string& folder) { return within(1, [&] { return special(folder); }); }},
        {"A38 cannot be opened", "no permission, link to itself, file as a folder",
         "!unreadable 0 0, says \"Permission denied\"; !unreadable 0 0, says \"Too many levels of symbolic links\"; "
         "!unreadable 0 0, says \"Not a directory\"",
         unreadable},
        {"A39 read error in the middle", "from byte 6 on", "!unreadable 0 0, says \"byte 6\"; then 2 rows", badDisk},
        {"A40 changed since the project was saved", "another number in a cell", "2 rows, warned, both hashes shown",
         changedSinceSaved},
        {"A42 export", "text with = + - @, quotes, line ends; NaN and 17 digits", "10 rows equal, 5 formulas inert",
         exported},
        {"A42 export to a full disk", "4 KB can be written", "reported, the old file is whole", exportedToAFullDisk},
    };
}

} // namespace netloom::testing
