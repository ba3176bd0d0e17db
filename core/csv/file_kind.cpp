// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/file_kind.h"

#include <algorithm>
#include <array>

namespace netloom {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    std::string_view kind;
};

constexpr std::array kSignatures = std::to_array<Signature>({
    {"\x89PNG\r\n"sv, "a PNG picture"},
    {"\xff\xd8\xff"sv, "a JPEG picture"},
    {"GIF87a"sv, "a GIF picture"},
    {"GIF89a"sv, "a GIF picture"},
    {"\x1f\x8b"sv, "a gzip archive; unpack it first"},
    {"BZh9"sv, "a bzip2 archive; unpack it first"},
    {"\xfd"
     "7zXZ\0"sv,
     "an xz archive; unpack it first"},
    {"\x28\xb5\x2f\xfd"sv, "a Zstandard archive; unpack it first"},
    {"7z\xbc\xaf\x27\x1c"sv, "a 7z archive; unpack it first"},
    {"PK\x03\x04"sv, "a zip archive or an office document; save the sheet as CSV first"},
    {"PK\x05\x06"sv, "an empty zip archive"},
    {"\xd0\xcf\x11\xe0"sv, "an old Excel or Word document; save the sheet as CSV first"},
    {"%PDF-"sv, "a PDF document"},
    {"\x89HDF\r\n"sv, "an HDF5 file"},
    {"SQLite format 3\0"sv, "an SQLite database; export the table as CSV first"},
    {"PAR1"sv, "a Parquet file; convert it to CSV first"},
    {"ARROW1"sv, "an Arrow file; convert it to CSV first"},
    {"\x7f"
     "ELF"sv,
     "a program"},
    {"{\\rtf"sv, "an RTF document"},
    {"\x93NUMPY"sv, "a NumPy array"},
    {"\x80\x02}"sv, "a Python pickle"},
    {"MATLAB 5.0"sv, "a MATLAB file"},
    {"<?xml"sv, "an XML document"},
    {"<!DOCTYPE"sv, "an HTML document"},
    {"<!doctype"sv, "an HTML document"},
    {"<html"sv, "an HTML document"},
    {"<HTML"sv, "an HTML document"},
    {"$FL2"sv, "an SPSS file; save it as CSV in SPSS or PSPP first"},
    {"$FL3"sv, "an SPSS file; save it as CSV in SPSS or PSPP first"},
    {"<stata_dta>"sv, "a Stata file; write it as CSV first (export delimited)"},
    {"FEA1"sv, "a Feather file; convert it to CSV first"},
    {"RDX2\n"sv, "a file of R; write the table as CSV first (write.csv)"},
    {"RDX3\n"sv, "a file of R; write the table as CSV first (write.csv)"},
    {"Obj\x01"sv, "an Avro file; convert it to CSV first"},
    {"ORC"
     "\x08"sv,
     "an ORC file; convert it to CSV first"},
});

// A bracket, then what JSON allows there: no row of a table begins so.
bool looksLikeJson(std::string_view text)
{
    const auto skipBlanks = [&] {
        const std::size_t at = text.find_first_not_of(" \t\r\n");
        text.remove_prefix(at == std::string_view::npos ? text.size() : at);
    };
    if (text.empty() || (text[0] != '{' && text[0] != '['))
        return false;
    if (text.starts_with("{\\rtf"))
        return false;
    const bool object = text[0] == '{';
    text.remove_prefix(1);
    skipBlanks();
    if (text.empty())
        return false;
    if (!object)
        return text[0] == '{' || text[0] == '[';
    if (text[0] == '}')
        return true;
    if (text[0] != '"')
        return false;
    const std::size_t close = text.find('"', 1);
    if (close == std::string_view::npos)
        return false;
    text.remove_prefix(close + 1);
    skipBlanks();
    return !text.empty() && text[0] == ':';
}

} // namespace

namespace {

// A relation and attributes, perhaps below comments with %: Weka's format.
std::string arffKind(std::string_view text)
{
    const auto startsWith = [](std::string_view line, std::string_view word) {
        return line.size() >= word.size() && std::equal(word.begin(), word.end(), line.begin(), [](char a, char b) {
                   return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
               });
    };
    bool relation = false;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view words = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        words.remove_prefix(std::min(words.find_first_not_of(" \t\r"), words.size()));
        if (words.empty() || words[0] == '%')
            continue;
        if (!relation && !startsWith(words, "@relation"))
            return {};
        relation = true;
        if (startsWith(words, "@data"))
            return "an ARFF file of Weka; save it as CSV there, or read what stands below its @data line "
                   "(--skip-lines " +
                   std::to_string(line) + " --header no)";
    }
    return relation ? "an ARFF file of Weka; save it as CSV there" : std::string();
}

} // namespace

std::string foreignSignature(std::string_view head)
{
    for (const Signature& signature : kSignatures) {
        if (head.starts_with(signature.bytes))
            return std::string(signature.kind);
    }
    return {};
}

std::string foreignKind(std::string_view head)
{
    if (std::string signature = foreignSignature(head); !signature.empty())
        return signature;
    if (head.starts_with("\xef\xbb\xbf"))
        head.remove_prefix(3);
    const std::size_t at = head.find_first_not_of(" \t\r\n");
    const std::string_view text = at == std::string_view::npos ? std::string_view() : head.substr(at);
    for (const std::string_view tag : {"<?xml"sv, "<!DOCTYPE"sv, "<!doctype"sv, "<html"sv, "<HTML"sv}) {
        if (text.starts_with(tag))
            return tag == "<?xml" ? "an XML document" : "an HTML document";
    }
    if (std::string arff = arffKind(head); !arff.empty())
        return arff;
    if (looksLikeJson(text))
        return "a JSON document; write its records as CSV first";
    // Few control characters stand in text; noise is full of them.
    std::size_t controls = 0;
    for (const char c : head) {
        const auto byte = static_cast<unsigned char>(c);
        controls += (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && byte != 0x1a) ||
                    byte == 0x7f;
    }
    if (controls > 8 && controls * 20 > head.size())
        return "binary data";
    return {};
}

} // namespace netloom
