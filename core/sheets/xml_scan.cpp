// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/xml_scan.h"

#include "core/base/error.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <type_traits>

#include <expat.h>

namespace netloom {

namespace {

constexpr int kMostDepth = 128;
constexpr std::size_t kPiece = std::size_t{1} << 20;

std::string_view localName(const char* name)
{
    std::string_view text(name);
    const std::size_t colon = text.rfind(':');
    return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

struct Scan {
    XML_Parser parser;
    const XmlCalls& calls;
    int depth = 0;
    const char* problem = nullptr;
    std::exception_ptr thrown;

    // Nothing may be thrown through the parser, which is C.
    template<typename Call>
    void guarded(const Call& call)
    {
        if (problem || thrown)
            return;
        try {
            call();
        } catch (...) {
            thrown = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
    void refuse(const char* what)
    {
        problem = what;
        XML_StopParser(parser, XML_FALSE);
    }
};

void onOpen(void* user, const char* name, const char** attributes)
{
    auto& scan = *static_cast<Scan*>(user);
    if (++scan.depth > kMostDepth) {
        scan.refuse("its elements are nested too deep");
        return;
    }
    scan.guarded([&] {
        XmlElement element;
        element.name = localName(name);
        for (; *attributes; attributes += 2)
            element.attributes.emplace_back(localName(attributes[0]), attributes[1]);
        scan.calls.open(element);
    });
}

void onClose(void* user, const char* name)
{
    auto& scan = *static_cast<Scan*>(user);
    --scan.depth;
    scan.guarded([&] { scan.calls.close(localName(name)); });
}

void onText(void* user, const char* text, int size)
{
    auto& scan = *static_cast<Scan*>(user);
    scan.guarded([&] { scan.calls.text({text, static_cast<std::size_t>(size)}); });
}

void onEntity(void* user, const char*, int, const char*, int, const char*, const char*, const char*, const char*)
{
    static_cast<Scan*>(user)->refuse("it defines entities of its own");
}

} // namespace

std::string_view XmlElement::attribute(std::string_view wanted) const
{
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const auto& entry) { return entry.first == wanted; });
    return found == attributes.end() ? std::string_view() : found->second;
}

void scanXml(std::string_view bytes, const std::string& where, const XmlCalls& calls)
{
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate(nullptr), &XML_ParserFree);
    if (!parser)
        throw std::bad_alloc();
    Scan scan{parser.get(), calls, 0, nullptr, nullptr};
    XML_SetUserData(parser.get(), &scan);
    XML_SetElementHandler(parser.get(), &onOpen, &onClose);
    XML_SetCharacterDataHandler(parser.get(), &onText);
    XML_SetEntityDeclHandler(parser.get(), &onEntity);
    for (std::size_t at = 0;; at += kPiece) {
        const std::string_view piece = bytes.substr(std::min(at, bytes.size()), kPiece);
        const bool last = at + kPiece >= bytes.size();
        if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last) == XML_STATUS_ERROR) {
            if (scan.thrown)
                std::rethrow_exception(scan.thrown);
            const std::string reason = scan.problem ? scan.problem : XML_ErrorString(XML_GetErrorCode(parser.get()));
            throw Error("the sheet is damaged: " + reason,
                        where + ", line " + std::to_string(XML_GetCurrentLineNumber(parser.get())),
                        "Open it in the program that made it, save it again, or save it as CSV.");
        }
        if (last)
            return;
    }
}

} // namespace netloom
