// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/encoding.h"
#include "core/files/zip_archive.h"
#include "core/sheets/sheet_text.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using namespace netloom;

/// A small workbook, in which one of the members is the fuzzed one.
std::string workbookWith(const std::string& name, const std::string& bytes)
{
    std::vector<ZipMember> members{
        {"xl/workbook.xml", "<workbook xmlns:r=\"u\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>",
         false},
        {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"/xl/s.xml\"/></Relationships>",
         false},
        {"xl/sharedStrings.xml", "<sst><si><t>a, \"b\"</t></si><si><t>c</t></si></sst>", false},
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy hh:mm\"/></numFmts>"
         "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
         false},
        {"xl/s.xml",
         "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
         "s=\"1\"><v>45351.5</v></c></row>"
         "</sheetData></worksheet>",
         false}};
    for (ZipMember& member : members) {
        if (member.name == name)
            member.bytes = bytes;
    }
    return zipBytes(members);
}

std::string odsWith(const std::string& content)
{
    return zipBytes(
        {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", false}, {"content.xml", content, false}});
}

void require(bool holds, const char* what)
{
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

/// A book is refused with a sentence that names it, or gives a text that is a table.
void check(const std::string& bytes)
{
    try {
        const SheetText sheet = sheetAsText(bytes, "", "", "fuzzed.xlsx");
        require(sheet.chosen < sheet.names.size(), "the chosen sheet is one of them");
        require(!sheet.text.empty() && sheet.text.back() == '\n', "the text has lines");
        require(checkUtf8(sheet.text).invalid == 0, "the text is UTF-8");
    } catch (const Error& error) {
        require(std::string_view(error.what()).starts_with("fuzzed.xlsx"), "a refusal names the file");
    }
}

} // namespace

/// The first byte says what the rest is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0]) {
    case 'z':
        check(bytes);
        break;
    case 'o':
        check(odsWith(bytes));
        break;
    case 'w':
        check(workbookWith("xl/workbook.xml", bytes));
        break;
    case 't':
        check(workbookWith("xl/sharedStrings.xml", bytes));
        break;
    case 'y':
        check(workbookWith("xl/styles.xml", bytes));
        break;
    default:
        check(workbookWith("xl/s.xml", bytes));
    }
    return 0;
}
