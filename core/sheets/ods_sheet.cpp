// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/ods_sheet.h"

#include "core/sheets/cell_value.h"
#include "core/sheets/xml_scan.h"

#include <algorithm>
#include <charconv>

namespace netloom {

namespace {

std::size_t countOf(std::string_view text)
{
    std::size_t count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::clamp<std::size_t>(count, 1, kMostSheetRows);
}

// "PT26H00M00.5S" as "26:00:00.5"; what is written otherwise stays.
std::string timeFrom(std::string_view text)
{
    double seconds = 0;
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    rest.remove_prefix(negative ? 1 : 0);
    if (!rest.starts_with("PT"))
        return std::string(text);
    rest.remove_prefix(2);
    while (!rest.empty()) {
        double value = 0;
        const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        if (problem != std::errc() || end == rest.data() + rest.size() || value > 1e9)
            return std::string(text);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        seconds += value * (rest[0] == 'H' ? 3600 : rest[0] == 'M' ? 60 : 1);
        rest.remove_prefix(1);
    }
    return timeText(negative ? -seconds : seconds);
}

// "2024-02-29T13:30:00" as dates are written elsewhere; midnight is left out.
std::string dateFrom(std::string_view text)
{
    std::string date(text);
    if (date.ends_with("T00:00:00"))
        date.resize(date.size() - 9);
    return date;
}

class OdsReader
{
public:
    explicit OdsReader(const std::string* wanted) : m_wanted(wanted) {}

    void open(const XmlElement& element)
    {
        if (element.name == "table" && m_tables++ == 0) {
            names.emplace_back(element.attribute("name"));
            m_reading = m_wanted && names.back() == *m_wanted;
            m_row = 0;
        } else if (element.name == "annotation") {
            ++m_notes;
        }
        if (!m_reading || m_notes > 0)
            return;
        if (element.name == "table-row") {
            m_rowTimes = countOf(element.attribute("number-rows-repeated"));
            m_column = 0;
            m_rowCells.clear();
        } else if (element.name == "table-cell" || element.name == "covered-table-cell") {
            openCell(element);
        } else if (element.name == "p") {
            m_text += m_paragraphs++ > 0 ? "\n" : "";
            ++m_inParagraph;
        } else if (element.name == "s" && m_inParagraph > 0) {
            m_text.append(std::min<std::size_t>(countOf(element.attribute("c")), 1000), ' ');
        } else if (element.name == "tab" && m_inParagraph > 0) {
            m_text += '\t';
        } else if (element.name == "line-break" && m_inParagraph > 0) {
            m_text += '\n';
        }
    }

    void close(std::string_view name)
    {
        if (name == "annotation") {
            --m_notes;
            return;
        }
        if (name == "table" && --m_tables == 0)
            m_reading = false;
        if (!m_reading || m_notes > 0)
            return;
        if (name == "p") {
            --m_inParagraph;
        } else if (name == "table-cell" || name == "covered-table-cell") {
            std::string value = m_value.empty() ? std::move(m_text) : std::move(m_value);
            const std::size_t end = std::min(m_column + m_cellTimes, kMostSheetColumns);
            if (!value.empty()) {
                for (std::size_t c = m_column; c < end; ++c)
                    m_rowCells.emplace_back(c, value);
            }
            m_column = end;
        } else if (name == "table-row") {
            const std::size_t end = std::min(m_row + m_rowTimes, kMostSheetRows);
            for (std::size_t r = m_row; r < end && !m_rowCells.empty(); ++r) {
                for (const auto& [column, text] : m_rowCells)
                    cells.set(r, column, text);
            }
            m_row = end;
        }
    }

    void text(std::string_view text)
    {
        if (m_reading && m_notes == 0 && m_inParagraph > 0)
            m_text += text;
    }

    void fillMerged()
    {
        for (const auto& [row, column, rows] : m_merged)
            cells.fillDown(row, column, rows);
    }

    std::vector<std::string> names;
    SheetCells cells;

private:
    void openCell(const XmlElement& element)
    {
        m_cellTimes = countOf(element.attribute("number-columns-repeated"));
        m_text.clear();
        m_value.clear();
        m_paragraphs = 0;
        m_inParagraph = 0;
        const std::string_view type = element.attribute("value-type");
        const bool error = std::any_of(element.attributes.begin(), element.attributes.end(), [](const auto& entry) {
            return entry.first == "value-type" && entry.second == "error";
        });
        if (error)
            m_value.clear(); // its text names the error
        else if (type == "float" || type == "currency" || type == "percentage")
            m_value = element.attribute("value");
        else if (type == "date")
            m_value = dateFrom(element.attribute("date-value"));
        else if (type == "time")
            m_value = timeFrom(element.attribute("time-value"));
        else if (type == "boolean")
            m_value = element.attribute("boolean-value") == "true" ? "TRUE" : "FALSE";
        const std::size_t rows = countOf(element.attribute("number-rows-spanned"));
        if (rows > 1 && countOf(element.attribute("number-columns-spanned")) == 1)
            m_merged.emplace_back(m_row, m_column, rows);
    }

    const std::string* m_wanted; ///< null: only the names are wanted
    bool m_reading = false;
    int m_tables = 0; ///< tables may hold tables
    int m_notes = 0;
    int m_inParagraph = 0;
    int m_paragraphs = 0;
    std::size_t m_row = 0;
    std::size_t m_column = 0;
    std::size_t m_rowTimes = 1;
    std::size_t m_cellTimes = 1;
    std::string m_value;
    std::string m_text;
    std::vector<std::pair<std::size_t, std::string>> m_rowCells;
    std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> m_merged;
};

void scan(std::string_view bytes, const std::string& where, OdsReader& reader)
{
    scanXml(bytes, where,
            {[&](const XmlElement& element) { reader.open(element); },
             [&](std::string_view name) { reader.close(name); }, [&](std::string_view text) { reader.text(text); }});
}

} // namespace

SheetBook readOds(const std::vector<ZipMember>& members, const std::string& wanted, const std::string& where)
{
    const std::string_view content = memberOf(members, "content.xml");
    const std::string place = where + ", content.xml";
    OdsReader overview(nullptr);
    scan(content, place, overview);
    SheetBook book;
    book.names = std::move(overview.names);
    book.chosen = chooseSheet(book.names, wanted, where);
    OdsReader reader(&book.names[book.chosen]);
    scan(content, place, reader);
    reader.fillMerged();
    book.cells = std::move(reader.cells);
    return book;
}

} // namespace netloom
