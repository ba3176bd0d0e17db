// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/month_name.h"

#include <array>
#include <string>
#include <unordered_map>

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

using Words = std::unordered_map<std::string, int>;

void addWords(Words& words, std::string_view text, int number)
{
    while (text.size() > 1) {
        const std::size_t end = text.find(' ', 1);
        words.emplace(text.substr(1, end - 1), number); // the first of equal ones
        text.remove_prefix(end);
    }
}

const Words& monthWords()
{
    static const Words words = [] {
        Words all;
        for (std::size_t i = 0; i < kMonths.size(); ++i)
            addWords(all, kMonths[i], static_cast<int>(i) + 1);
        return all;
    }();
    return words;
}

const Words& dayWords()
{
    static const Words words = [] {
        Words all;
        addWords(all, kDays, 1);
        return all;
    }();
    return words;
}

// The number of the word, 0 where there is none.
int numberIn(const Words& words, std::string_view word)
{
    if (word.size() < 2 || word.size() > kLongest)
        return 0;
    std::string small;
    for (const char c : word)
        small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto found = words.find(small);
    return found == words.end() ? 0 : found->second;
}

std::string_view withoutPoint(std::string_view word)
{
    return word.ends_with('.') ? word.substr(0, word.size() - 1) : word;
}

} // namespace

int monthOfName(std::string_view word)
{
    return numberIn(monthWords(), withoutPoint(word));
}

bool isDayName(std::string_view word)
{
    return numberIn(dayWords(), withoutPoint(word)) > 0;
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
