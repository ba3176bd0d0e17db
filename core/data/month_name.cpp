// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/month_name.h"

#include <algorithm>
#include <array>
#include <string>

namespace netloom {

namespace {

using namespace std::string_view_literals;

// Words with a blank at each side.
constexpr std::array<std::string_view, 12> kMonths = {
    " jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty "sv,
    " feb february februar février févr fév febrero febbraio fevereiro fev februari lutego luty lut "sv,
    " mar march märz mär mrz mars marzo março maart mrt marts marca marzec "sv,
    " apr april avril avr abril abr aprile kwietnia kwiecień kwi "sv,
    " may mai mayo maggio mag maio mei maj maja "sv,
    " jun june juni juin junio giugno giu junho czerwca czerwiec cze "sv,
    " jul july juli juil juillet julio luglio lug julho lipca lipiec lip "sv,
    " aug august août agosto ago augustus augusti sierpnia sierpień sie "sv,
    " sep sept september septembre septiembre settembre set setembro września wrzesień wrz "sv,
    " oct october oktober okt octobre octubre ottobre ott outubro out października październik paź "sv,
    " nov november novembre noviembre novembro listopada listopad lis "sv,
    " dec december dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia grudzień gru "sv,
};
constexpr std::string_view kDays =
    " mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo ";
constexpr std::size_t kLongest = 16;

bool holds(std::string_view words, std::string_view word)
{
    if (word.size() < 2 || word.size() > kLongest || word.find(' ') != std::string_view::npos)
        return false;
    std::string bounded = " ";
    for (const char c : word)
        bounded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    bounded += ' ';
    return words.find(bounded) != std::string_view::npos;
}

std::string_view withoutPoint(std::string_view word)
{
    return word.ends_with('.') ? word.substr(0, word.size() - 1) : word;
}

} // namespace

int monthOfName(std::string_view word)
{
    const auto found = std::find_if(kMonths.begin(), kMonths.end(),
                                    [&](std::string_view names) { return holds(names, withoutPoint(word)); });
    return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

bool isDayName(std::string_view word)
{
    return holds(kDays, withoutPoint(word));
}

std::size_t lettersIn(std::string_view text)
{
    std::size_t count = 0;
    while (count < text.size()) {
        const auto byte = static_cast<unsigned char>(text[count]);
        if ((byte | 0x20U) - 'a' >= 26U && byte < 0x80)
            break;
        ++count;
    }
    return count;
}

} // namespace netloom
