// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/film/webp_film.h"

#include "core/base/error.h"

#include <webp/encode.h>
#include <webp/mux.h>

namespace netloom {

class WebpFilm::Impl
{
public:
    explicit Impl(const QSize& wanted) : size(wanted)
    {
        constexpr int largest = 16383; // of the format
        if (size.width() < 1 || size.height() < 1 || size.width() > largest || size.height() > largest)
            throw Error("A film in WebP is 1 to 16383 pixels wide and high", "", "Choose another width");
        WebPAnimEncoderOptions options;
        WebPAnimEncoderOptionsInit(&options);
        options.allow_mixed = 1;
        encoder = WebPAnimEncoderNew(size.width(), size.height(), &options);
        if (!encoder)
            throw Error("The film could not be begun: there is not enough memory", "", "Choose a smaller width");
    }
    ~Impl() { WebPAnimEncoderDelete(encoder); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[noreturn]] void fail() const
    {
        throw Error(std::string("The film could not be made: ") + WebPAnimEncoderGetError(encoder));
    }

    QSize size;
    WebPAnimEncoder* encoder = nullptr;
    int time = 0; ///< ms, where the next image begins
    bool any = false;
};

WebpFilm::WebpFilm(const QSize& size) : m_impl(std::make_unique<Impl>(size)) {}

WebpFilm::~WebpFilm() = default;

void WebpFilm::add(const QImage& image, int milliseconds)
{
    const QImage pixels = image.convertToFormat(QImage::Format_RGB32);
    WebPPicture picture;
    WebPConfig config;
    if (pixels.size() != m_impl->size || !WebPPictureInit(&picture) || !WebPConfigInit(&config))
        throw Error("The film could not be made: its images differ in size");
    config.quality = 85;
    picture.use_argb = 1;
    picture.width = pixels.width();
    picture.height = pixels.height();
    const bool imported = WebPPictureImportBGRX(&picture, pixels.constBits(), static_cast<int>(pixels.bytesPerLine()));
    const bool added = imported && WebPAnimEncoderAdd(m_impl->encoder, &picture, m_impl->time, &config);
    WebPPictureFree(&picture);
    if (!added)
        m_impl->fail();
    m_impl->time += milliseconds;
    m_impl->any = true;
}

QByteArray WebpFilm::finish()
{
    if (!m_impl->any)
        throw Error("A film needs at least one image");
    WebPData data;
    WebPDataInit(&data);
    if (!WebPAnimEncoderAdd(m_impl->encoder, nullptr, m_impl->time, nullptr) ||
        !WebPAnimEncoderAssemble(m_impl->encoder, &data))
        m_impl->fail();
    QByteArray bytes(reinterpret_cast<const char*>(data.bytes), static_cast<qsizetype>(data.size));
    WebPDataClear(&data);
    return bytes;
}

} // namespace netloom
