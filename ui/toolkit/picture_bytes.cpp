// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/picture_bytes.h"

#include "core/base/error.h"
#include "ui/toolkit/pdf_figure.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QHashSeed>
#include <QIODevice>
#include <QImage>
#include <QImageWriter>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>

#include <exception>

namespace netloom {

namespace {

/// The dates become blanks and the file's identifier that of its content. Lengths stay, so that the table of objects
/// holds.
void removeDate(QByteArray& pdf)
{
    for (const char* key : {"/CreationDate (", "/ModDate ("}) {
        const qsizetype start = pdf.indexOf(key);
        const qsizetype end = start < 0 ? -1 : pdf.indexOf(')', start);
        if (end > 0)
            for (qsizetype i = start; i <= end; ++i)
                pdf[i] = ' ';
    }
    const qsizetype id = pdf.lastIndexOf("/ID [");
    const qsizetype close = id < 0 ? -1 : pdf.indexOf(']', id);
    if (close < 0)
        return;
    const auto blank = [&](char with) {
        bool inside = false;
        for (qsizetype i = id; i < close; ++i) {
            if (pdf[i] == '<' || pdf[i] == '>')
                inside = pdf[i] == '<';
            else if (inside)
                pdf[i] = with;
        }
    };
    blank('0');
    const QByteArray hash = QCryptographicHash::hash(pdf, QCryptographicHash::Md5).toHex();
    qsizetype next = 0;
    bool inside = false;
    for (qsizetype i = id; i < close; ++i) {
        if (pdf[i] == '<' || pdf[i] == '>') {
            inside = pdf[i] == '<';
            next = 0;
        } else if (inside) {
            pdf[i] = hash[next++ % hash.size()];
        }
    }
}

/// XMP: title and words for those who look at files rather than into them.
QByteArray metadata(const QString& title, const QString& description)
{
    const auto text = [](const QString& name, const QString& words) {
        return QStringLiteral("<dc:%1><rdf:Alt><rdf:li xml:lang=\"x-default\">%2</rdf:li></rdf:Alt></dc:%1>")
            .arg(name, words.toHtmlEscaped());
    };
    return QStringLiteral("<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                          "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                          "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                          "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">%1%2"
                          "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>")
        .arg(text(QStringLiteral("title"), title), text(QStringLiteral("description"), description))
        .toUtf8();
}

/// While it lives, hashes are made without chance: Qt writes the fonts of a PDF in the order of a hash.
class PlainHashes
{
public:
    PlainHashes() { QHashSeed::setDeterministicGlobalSeed(); }
    ~PlainHashes() { QHashSeed::resetRandomGlobalSeed(); }
    Q_DISABLE_COPY_MOVE(PlainHashes)
};

/// Keeps what is written. A call before each piece may throw: writing then fails, which ends the encoder in its own
/// way, and the exception is kept for later.
class EndableBuffer final : public QIODevice
{
public:
    explicit EndableBuffer(const std::function<void()>& beforePiece) : m_beforePiece(beforePiece)
    {
        open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    }

    QByteArray bytes() const { return m_bytes; }

    void rethrow() const
    {
        if (m_thrown)
            std::rethrow_exception(m_thrown);
    }

protected:
    qint64 readData(char*, qint64) override { return -1; }

    qint64 writeData(const char* data, qint64 size) override
    {
        if (m_thrown)
            return -1;
        try {
            if (m_beforePiece)
                m_beforePiece();
            m_bytes.append(data, size);
        } catch (...) {
            m_thrown = std::current_exception();
            return -1;
        }
        return size;
    }

private:
    const std::function<void()>& m_beforePiece;
    QByteArray m_bytes;
    std::exception_ptr m_thrown;
};

} // namespace

QByteArray pngBytes(const QImage& image, const std::function<void()>& beforePiece)
{
    EndableBuffer buffer(beforePiece);
    QImageWriter writer(&buffer, "png");
    const bool written = writer.write(image);
    buffer.rethrow();
    if (!written)
        throw Error("The picture could not be made: " + writer.errorString().toStdString());
    return buffer.bytes();
}

QByteArray pdfDocument(const QString& title, const std::function<void(QPdfWriter& writer)>& print)
{
    const PlainHashes plain;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Netloom"));
        print(writer);
    }
    buffer.close();
    removeDate(bytes);
    return bytes;
}

QByteArray pdfPage(const QSizeF& size, const QString& title,
                   const std::function<bool(QPdfWriter& writer, double scale)>& paint, const QString& description)
{
    constexpr int resolution = 1200;
    constexpr double pxPerInch = 96;
    constexpr double pointsPerPx = 72 / pxPerInch;
    const QByteArray page = pdfDocument(title, [&](QPdfWriter& writer) {
        if (!description.isEmpty())
            writer.setDocumentXmpMetadata(metadata(title, description));
        writer.setPageSize(QPageSize(size * pointsPerPx, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF(0, 0, 0, 0));
        writer.setResolution(resolution);
        if (!paint(writer, resolution / pxPerInch))
            throw Error("The PDF picture could not be made");
    });
    return withFigureTag(page, description.isEmpty() ? title : description);
}

} // namespace netloom
