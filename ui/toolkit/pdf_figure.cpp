// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/pdf_figure.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <algorithm>
#include <map>
#include <optional>

namespace netloom {

namespace {

QByteArray reference(int object)
{
    return QByteArray::number(object) + " 0 R";
}

/// The whole number behind the last `key`; 0: there is none.
qsizetype numberBehind(const QByteArray& text, const QByteArray& key)
{
    const qsizetype at = text.lastIndexOf(key);
    if (at < 0)
        return 0;
    qsizetype value = 0;
    for (qsizetype i = at + key.size(); i < text.size(); ++i) {
        if (text[i] >= '0' && text[i] <= '9')
            value = value * 10 + (text[i] - '0');
        else if (value > 0 || (text[i] != ' ' && text[i] != '\n'))
            break;
    }
    return value;
}

/// A dictionary without its brackets, and the number of its object.
struct Dictionary {
    int object = 0;
    QByteArray entries;
};

/// The object that has such an entry.
std::optional<Dictionary> dictionaryWith(const QByteArray& pdf, const QByteArray& entry)
{
    const qsizetype at = pdf.lastIndexOf(entry); // of several versions the newest
    const QByteArray open = " 0 obj\n<<\n";
    const qsizetype begin = at < 0 ? -1 : pdf.lastIndexOf(open, at);
    const qsizetype end = begin < 0 ? -1 : pdf.indexOf(">>\nendobj", at);
    if (end < 0)
        return std::nullopt;
    const qsizetype line = pdf.lastIndexOf('\n', begin) + 1;
    Dictionary found{pdf.mid(line, begin - line).toInt(), pdf.mid(begin + open.size(), end - begin - open.size())};
    return found.object > 0 ? std::optional(found) : std::nullopt;
}

/// UTF-16 in hexadecimal digits, as any text may stand in a PDF.
QByteArray textString(const QString& text)
{
    QByteArray hex = "<FEFF";
    for (const QChar c : text)
        hex += QByteArray::number(c.unicode(), 16).rightJustified(4, '0').toUpper();
    return hex + '>';
}

/// Objects behind the end of a file, and the table that finds them.
class Update
{
public:
    Update(const QByteArray& pdf, int firstNew) : m_bytes(pdf), m_next(firstNew)
    {
        if (!m_bytes.endsWith('\n'))
            m_bytes += '\n';
    }

    int reserve() { return m_next++; }

    void put(int object, const QByteArray& body)
    {
        m_places[object] = m_bytes.size();
        m_bytes += QByteArray::number(object) + " 0 obj\n" + body + "\nendobj\n";
    }

    int putStream(const QByteArray& content)
    {
        const int object = reserve();
        put(object, "<< /Length " + QByteArray::number(content.size()) + " >>\nstream\n" + content + "\nendstream");
        return object;
    }

    QByteArray finished(const QByteArray& trailer)
    {
        const qsizetype table = m_bytes.size();
        m_bytes += "xref\n";
        for (auto at = m_places.begin(); at != m_places.end();) {
            auto end = at;
            int count = 0;
            for (; end != m_places.end() && end->first == at->first + count; ++end)
                ++count;
            m_bytes += QByteArray::number(at->first) + ' ' + QByteArray::number(count) + '\n';
            for (; at != end; ++at)
                m_bytes += QByteArray::number(at->second).rightJustified(10, '0') + " 00000 n \n";
        }
        const QByteArray id = QCryptographicHash::hash(m_bytes, QCryptographicHash::Md5).toHex();
        m_bytes += "trailer\n<< /Size " + QByteArray::number(m_next) + ' ' + trailer + " /ID [<" + id + "> <" + id +
                   ">] >>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n";
        return m_bytes;
    }

private:
    QByteArray m_bytes;
    int m_next;
    std::map<int, qsizetype> m_places;
};

} // namespace

QByteArray withFigureTag(const QByteArray& pdf, const QString& alternative)
{
    const QByteArray trailer = pdf.mid(std::max<qsizetype>(0, pdf.lastIndexOf("trailer")));
    const qsizetype size = numberBehind(trailer, "/Size ");
    const qsizetype info = numberBehind(trailer, "/Info ");
    const qsizetype table = numberBehind(trailer, "startxref");
    std::optional<Dictionary> catalog = dictionaryWith(pdf, "/Type /Catalog\n");
    std::optional<Dictionary> page = dictionaryWith(pdf, "/Type /Page\n");
    const qsizetype contents = page ? numberBehind(page->entries, "/Contents ") : 0;
    if (!catalog || !page || contents == 0 || size == 0 || info == 0 || table == 0 ||
        numberBehind(trailer, "/Root ") != catalog->object || catalog->entries.contains("/StructTreeRoot"))
        return pdf;
    const qsizetype box = page->entries.indexOf("/MediaBox ");
    const qsizetype boxEnd = page->entries.indexOf(']', box);
    if (box < 0 || boxEnd < 0)
        return pdf;
    const QByteArray bounds = page->entries.mid(box + 10, boxEnd - box - 9);

    Update update(pdf, static_cast<int>(size));
    const int tree = update.reserve();
    const int document = update.reserve();
    const int figure = update.reserve();
    const int parents = update.reserve();
    const int before = update.putStream("/Figure << /MCID 0 >> BDC");
    const int after = update.putStream("EMC");
    update.put(tree, "<< /Type /StructTreeRoot /K " + reference(document) + " /ParentTree " + reference(parents) +
                         " /ParentTreeNextKey 1 >>");
    update.put(document,
               "<< /Type /StructElem /S /Document /P " + reference(tree) + " /K " + reference(figure) + " >>");
    update.put(figure, "<< /Type /StructElem /S /Figure /P " + reference(document) + " /Pg " + reference(page->object) +
                           " /K 0 /Alt " + textString(alternative) + " /A << /O /Layout /Placement /Block /BBox " +
                           bounds + " >> >>");
    update.put(parents, "<< /Nums [0 [" + reference(figure) + "]] >>");
    update.put(catalog->object, "<<\n" + catalog->entries + "/StructTreeRoot " + reference(tree) +
                                    "\n/MarkInfo << /Marked true >>\n/Lang (en)\n"
                                    "/ViewerPreferences << /DisplayDocTitle true >>\n>>");
    page->entries.replace("/Contents " + reference(static_cast<int>(contents)),
                          "/Contents [" + reference(before) + ' ' + reference(static_cast<int>(contents)) + ' ' +
                              reference(after) + ']');
    update.put(page->object, "<<\n" + page->entries + "/StructParents 0\n>>");
    return update.finished("/Root " + reference(catalog->object) + " /Info " + reference(static_cast<int>(info)) +
                           " /Prev " + QByteArray::number(table));
}

} // namespace netloom
