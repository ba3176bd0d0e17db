// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/xlsx_sheet.h"

#include "core/base/error.h"
#include "core/sheets/cell_value.h"
#include "core/sheets/xml_scan.h"

#include <charconv>
#include <map>
#include <optional>

namespace netloom {

namespace {

int wholeNumber(std::string_view text, int otherwise)
{
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Workbook {
    std::vector<std::string> names;
    std::vector<std::string> ids; ///< of the relation that names the sheet's member
    bool from1904 = false;
};

Workbook readWorkbook(std::string_view bytes, const std::string& where)
{
    Workbook book;
    scanXml(bytes, where,
            {[&](const XmlElement& element) {
                 if (element.name == "sheet") {
                     book.names.emplace_back(element.attribute("name"));
                     book.ids.emplace_back(element.attribute("id"));
                 } else if (element.name == "workbookPr") {
                     const std::string_view mode = element.attribute("date1904");
                     book.from1904 = mode == "1" || mode == "true";
                 }
             },
             [](std::string_view) {}, [](std::string_view) {}});
    return book;
}

// The members that relations name, by their identity.
std::map<std::string, std::string> readRelations(std::string_view bytes, const std::string& where)
{
    std::map<std::string, std::string> targets;
    scanXml(bytes, where,
            {[&](const XmlElement& element) {
                 if (element.name != "Relationship")
                     return;
                 const std::string_view target = element.attribute("Target");
                 targets.emplace(element.attribute("Id"),
                                 target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target));
             },
             [](std::string_view) {}, [](std::string_view) {}});
    return targets;
}

std::vector<std::string> readSharedStrings(std::string_view bytes, const std::string& where)
{
    std::vector<std::string> texts;
    bool inText = false;
    int phonetic = 0;
    scanXml(bytes, where,
            {[&](const XmlElement& element) {
                 if (element.name == "si")
                     texts.emplace_back();
                 phonetic += element.name == "rPh";
                 inText = element.name == "t" && phonetic == 0 && !texts.empty();
             },
             [&](std::string_view name) {
                 phonetic -= name == "rPh";
                 inText = false;
             },
             [&](std::string_view text) {
                 if (inText)
                     texts.back() += text;
             }});
    return texts;
}

// What the formats of the cells say, by the number of the format.
std::vector<CellMeaning> readStyles(std::string_view bytes, const std::string& where)
{
    std::map<int, CellMeaning> own;
    std::vector<CellMeaning> formats;
    bool inFormats = false;
    scanXml(bytes, where,
            {[&](const XmlElement& element) {
                 if (element.name == "numFmt") {
                     own[wholeNumber(element.attribute("numFmtId"), -1)] =
                         meaningOfCode(element.attribute("formatCode"));
                 } else if (element.name == "cellXfs") {
                     inFormats = true;
                 } else if (element.name == "xf" && inFormats) {
                     const int id = wholeNumber(element.attribute("numFmtId"), 0);
                     const auto found = own.find(id);
                     formats.push_back(found != own.end() ? found->second : meaningOfBuiltIn(id));
                 }
             },
             [&](std::string_view name) { inFormats = inFormats && name != "cellXfs"; }, [](std::string_view) {}});
    return formats;
}

class SheetReader
{
public:
    SheetReader(const std::vector<std::string>& texts, const std::vector<CellMeaning>& formats, bool from1904,
                SheetCells& cells)
        : m_texts(texts), m_formats(formats), m_from1904(from1904), m_cells(cells)
    {
    }

    void read(std::string_view bytes, const std::string& where)
    {
        m_where = where;
        scanXml(bytes, where,
                {[&](const XmlElement& element) { open(element); }, [&](std::string_view name) { close(name); },
                 [&](std::string_view text) {
                     if (m_inValue)
                         m_value += text;
                 }});
        for (const auto& [row, column, rows] : m_merged)
            m_cells.fillDown(row, column, rows);
    }

private:
    void open(const XmlElement& element)
    {
        if (element.name == "row") {
            const int row = wholeNumber(element.attribute("r"), 0);
            m_row = row > 0 ? static_cast<std::size_t>(row) - 1 : m_nextRow;
            m_nextRow = m_row + 1;
            m_nextColumn = 0;
        } else if (element.name == "c") {
            const auto place = cellFromName(element.attribute("r"));
            m_column = place ? place->second : m_nextColumn;
            m_row = place ? place->first : m_row;
            m_nextColumn = m_column + 1;
            m_type = element.attribute("t");
            const int style = wholeNumber(element.attribute("s"), 0);
            const bool known = style >= 0 && static_cast<std::size_t>(style) < m_formats.size();
            m_meaning = known ? m_formats[static_cast<std::size_t>(style)] : CellMeaning::Number;
            m_value.clear();
        } else if (element.name == "mergeCell") {
            const auto range = rangeFromText(element.attribute("ref"));
            if (range && range->firstColumn == range->lastColumn)
                m_merged.emplace_back(range->firstRow, range->firstColumn, range->lastRow - range->firstRow + 1);
        }
        m_phonetic += element.name == "rPh";
        m_inValue = element.name == "v" || (element.name == "t" && m_phonetic == 0);
    }

    void close(std::string_view name)
    {
        m_inValue = false;
        m_phonetic -= name == "rPh";
        if (name != "c" || m_value.empty())
            return;
        if (m_type == "s") {
            std::size_t index = 0;
            const auto [rest, problem] = std::from_chars(m_value.data(), m_value.data() + m_value.size(), index);
            if (problem != std::errc() || index >= m_texts.size())
                throw Error("the sheet is damaged: a cell names a text that is not there", m_where,
                            "Open it in the program that made it and save it again, or save it as CSV.");
            m_cells.set(m_row, m_column, m_texts[index]);
        } else if (m_type == "b") {
            m_cells.set(m_row, m_column, m_value == "1" ? "TRUE" : "FALSE");
        } else if (m_type.empty() || m_type == "n") {
            m_cells.set(m_row, m_column, cellText(m_value, m_meaning, m_from1904));
        } else {
            m_cells.set(m_row, m_column, std::move(m_value));
        }
        m_value.clear();
    }

    const std::vector<std::string>& m_texts;
    const std::vector<CellMeaning>& m_formats;
    bool m_from1904;
    SheetCells& m_cells;
    std::string m_where;
    std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> m_merged;
    std::string m_type;
    std::string m_value;
    CellMeaning m_meaning = CellMeaning::Number;
    std::size_t m_row = 0;
    std::size_t m_column = 0;
    std::size_t m_nextRow = 0;
    std::size_t m_nextColumn = 0;
    int m_phonetic = 0;
    bool m_inValue = false;
};

} // namespace

SheetBook readXlsx(const std::vector<ZipMember>& members, const std::string& wanted, const std::string& where)
{
    const Workbook workbook = readWorkbook(memberOf(members, "xl/workbook.xml"), where + ", xl/workbook.xml");
    SheetBook book;
    book.names = workbook.names;
    book.chosen = chooseSheet(book.names, wanted, where);
    const auto targets =
        readRelations(memberOf(members, "xl/_rels/workbook.xml.rels"), where + ", xl/_rels/workbook.xml.rels");
    const auto target = targets.find(workbook.ids[book.chosen]);
    const std::string_view sheet = target == targets.end() ? std::string_view() : memberOf(members, target->second);
    if (sheet.empty())
        throw Error("the cells of the sheet " + quoted(book.names[book.chosen], 40) + " are not in the file", where,
                    "Choose another sheet, or open the file in the program that made it and save it as CSV.");
    std::vector<std::string> texts;
    if (const std::string_view bytes = memberOf(members, "xl/sharedStrings.xml"); !bytes.empty())
        texts = readSharedStrings(bytes, where + ", xl/sharedStrings.xml");
    std::vector<CellMeaning> formats;
    if (const std::string_view bytes = memberOf(members, "xl/styles.xml"); !bytes.empty())
        formats = readStyles(bytes, where + ", xl/styles.xml");
    SheetReader(texts, formats, workbook.from1904, book.cells).read(sheet, where + ", " + target->second);
    return book;
}

} // namespace netloom
