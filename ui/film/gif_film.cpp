// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/film/gif_film.h"

#include "core/base/error.h"

#include <gif_lib.h>
#include <libimagequant.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

namespace netloom {

namespace {

[[noreturn]] void fail(const std::string& why)
{
    throw Error("The film could not be made: " + why, "", "Choose a smaller width, or WebP");
}

int keep(GifFileType* file, const GifByteType* bytes, int count)
{
    static_cast<QByteArray*>(file->UserData)->append(reinterpret_cast<const char*>(bytes), count);
    return count;
}

/// What has changed between two images of one size; empty: nothing.
QRect changed(const QImage& before, const QImage& now)
{
    const auto sameLine = [&](int y) {
        return std::memcmp(before.constScanLine(y), now.constScanLine(y), static_cast<std::size_t>(now.width()) * 4) ==
               0;
    };
    int top = 0;
    while (top < now.height() && sameLine(top))
        ++top;
    if (top == now.height())
        return {};
    int bottom = now.height() - 1;
    while (sameLine(bottom))
        --bottom;
    int left = now.width();
    int right = -1;
    for (int y = top; y <= bottom; ++y) {
        const auto* a = reinterpret_cast<const QRgb*>(before.constScanLine(y));
        const auto* b = reinterpret_cast<const QRgb*>(now.constScanLine(y));
        for (int x = 0; x < left; ++x)
            if (a[x] != b[x])
                left = x;
        for (int x = now.width() - 1; x > right; --x)
            if (a[x] != b[x])
                right = x;
    }
    return {QPoint(left, top), QPoint(right, bottom)};
}

struct Destroy {
    void operator()(liq_attr* settings) const { liq_attr_destroy(settings); }
    void operator()(liq_image* image) const { liq_image_destroy(image); }
    void operator()(liq_result* result) const { liq_result_destroy(result); }
    void operator()(ColorMapObject* map) const { GifFreeMapObject(map); }
};

struct Palette {
    std::array<GifColorType, 256> colors{};
    std::vector<unsigned char> pixels; ///< row by row
};

/// @param image  Format_RGBA8888
Palette reduced(const QImage& image)
{
    const std::unique_ptr<liq_attr, Destroy> settings(liq_attr_create());
    if (!settings)
        fail("there is not enough memory");
    liq_set_speed(settings.get(), 8); // of 10; lower ones take much longer for flat colours that look the same
    std::vector<void*> rows;
    for (int y = 0; y < image.height(); ++y)
        rows.push_back(const_cast<uchar*>(image.constScanLine(y))); // it only reads them
    const std::unique_ptr<liq_image, Destroy> pixels(
        liq_image_create_rgba_rows(settings.get(), rows.data(), image.width(), image.height(), 0));
    liq_result* made = nullptr;
    if (!pixels || liq_image_quantize(pixels.get(), settings.get(), &made) != LIQ_OK)
        fail("its colours could not be reduced to 256");
    const std::unique_ptr<liq_result, Destroy> result(made);
    Palette palette;
    palette.pixels.resize(static_cast<std::size_t>(image.width()) * static_cast<std::size_t>(image.height()));
    if (liq_write_remapped_image(result.get(), pixels.get(), palette.pixels.data(), palette.pixels.size()) != LIQ_OK)
        fail("its colours could not be reduced to 256");
    const liq_palette* colors = liq_get_palette(result.get());
    for (unsigned i = 0; i < colors->count && i < 256; ++i)
        palette.colors[i] = {colors->entries[i].r, colors->entries[i].g, colors->entries[i].b};
    return palette;
}

} // namespace

class GifFilm::Impl
{
public:
    explicit Impl(const QSize& wanted) : size(wanted)
    {
        constexpr int largest = 65535; // of the format
        if (size.width() < 1 || size.height() < 1 || size.width() > largest || size.height() > largest)
            throw Error("A film in GIF is 1 to 65535 pixels wide and high", "", "Choose another width");
        int error = 0;
        file = EGifOpen(&bytes, keep, &error);
        if (!file)
            failWith(error);
        EGifSetGifVersion(file, true);
        constexpr unsigned char again[] = {1, 0, 0}; // for ever
        if (EGifPutScreenDesc(file, size.width(), size.height(), 8, 0, nullptr) != GIF_OK ||
            EGifPutExtensionLeader(file, APPLICATION_EXT_FUNC_CODE) != GIF_OK ||
            EGifPutExtensionBlock(file, 11, "NETSCAPE2.0") != GIF_OK ||
            EGifPutExtensionBlock(file, sizeof(again), again) != GIF_OK || EGifPutExtensionTrailer(file) != GIF_OK)
            failWith(file->Error);
    }
    ~Impl()
    {
        int ignored = 0;
        if (file)
            EGifCloseFile(file, &ignored);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[noreturn]] static void failWith(int error)
    {
        const char* words = GifErrorString(error);
        fail(words ? words : "there is not enough memory");
    }

    /// The image that waits, now that its time is known.
    void put()
    {
        if (waiting.isNull())
            return;
        const Palette palette = reduced(waiting);
        // GIF counts hundredths of a second; what is cut off of one image is given to the next.
        const int hundredths = (until + 5) / 10 - written;
        written += hundredths;
        GraphicsControlBlock control{DISPOSE_DO_NOT, false, hundredths, NO_TRANSPARENT_COLOR};
        std::array<GifByteType, 4> packed{};
        EGifGCBToExtension(&control, packed.data());
        const std::unique_ptr<ColorMapObject, Destroy> map(GifMakeMapObject(256, palette.colors.data()));
        if (!map || EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, packed.size(), packed.data()) != GIF_OK ||
            EGifPutImageDesc(file, place.x(), place.y(), place.width(), place.height(), false, map.get()) != GIF_OK)
            failWith(file->Error);
        for (int y = 0; y < place.height(); ++y)
            if (EGifPutLine(file, const_cast<GifPixelType*>(palette.pixels.data()) + y * place.width(),
                            place.width()) != GIF_OK)
                failWith(file->Error);
        waiting = {};
    }

    QSize size;
    QByteArray bytes;
    GifFileType* file = nullptr;
    QImage shown;   ///< the newest, whole
    QImage waiting; ///< the part of it that has changed
    QRect place;
    int until = 0;   ///< ms, when the waiting one ends
    int written = 0; ///< hundredths of a second
};

GifFilm::GifFilm(const QSize& size) : m_impl(std::make_unique<Impl>(size)) {}

GifFilm::~GifFilm() = default;

void GifFilm::add(const QImage& image, int milliseconds)
{
    if (image.size() != m_impl->size)
        throw Error("The film could not be made: its images differ in size");
    const QImage pixels = image.convertToFormat(QImage::Format_RGBA8888);
    const QRect place = m_impl->shown.isNull() ? pixels.rect() : changed(m_impl->shown, pixels);
    if (!place.isEmpty()) { // else the one before is seen longer
        m_impl->put();
        m_impl->place = place;
        m_impl->waiting = pixels.copy(place);
        m_impl->shown = pixels;
    }
    m_impl->until += milliseconds;
}

QByteArray GifFilm::finish()
{
    if (m_impl->shown.isNull())
        throw Error("A film needs at least one image");
    m_impl->put();
    int error = 0;
    const bool closed = EGifCloseFile(std::exchange(m_impl->file, nullptr), &error) == GIF_OK;
    if (!closed)
        Impl::failWith(error);
    return std::move(m_impl->bytes);
}

} // namespace netloom
