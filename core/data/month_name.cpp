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
    " jan january januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty "
    "ledna leden tammikuu tammikuuta január ocak января январь янв "sv,
    " feb february februar février févr fév febrero febbraio fevereiro fev februari lutego luty lut "
    "února únor helmikuu helmikuuta február şubat февраля февраль фев "sv,
    " mar march märz mär mrz mars marzo março maart mrt marts marca marzec "
    "března březen maaliskuu maaliskuuta március mart марта март мар "sv,
    " apr april avril avr abril abr aprile kwietnia kwiecień kwi "
    "dubna duben huhtikuu huhtikuuta április nisan апреля апрель апр "sv,
    " may mai mayo maggio mag maio mei maj maja "
    "května květen toukokuu toukokuuta május mayıs мая май "sv,
    " jun june juni juin junio giugno giu junho czerwca czerwiec cze "
    "června červen kesäkuu kesäkuuta június haziran июня июнь июн "sv,
    " jul july juli juil juillet julio luglio lug julho lipca lipiec lip "
    "července červenec heinäkuu heinäkuuta július temmuz июля июль июл "sv,
    " aug august août agosto ago augustus augusti sierpnia sierpień sie "
    "srpna srpen elokuu elokuuta augusztus ağustos августа август авг "sv,
    " sep sept september septembre septiembre settembre set setembro września wrzesień wrz "
    "září syyskuu syyskuuta szeptember eylül сентября сентябрь сен сент "sv,
    " oct october oktober okt octobre octubre ottobre ott outubro out października październik paź "
    "října říjen lokakuu lokakuuta október ekim октября октябрь окт "sv,
    " nov november novembre noviembre novembro listopada listopad lis "
    "listopadu marraskuu marraskuuta kasım ноября ноябрь ноя "sv,
    " dec december dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia grudzień gru "
    "prosince prosinec joulukuu joulukuuta aralık декабря декабрь дек "sv,
};
constexpr std::string_view kDays =
    " mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday "
    "mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo ";
constexpr std::size_t kLongest = 24;

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

// Of Latin and Cyrillic letters.
std::string inSmallLetters(std::string_view word)
{
    std::string small;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        const auto next = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : 0U;
        if (c >= 'A' && c <= 'Z') {
            small += static_cast<char>(c - 'A' + 'a');
        } else if (c == '\xc3' && next >= 0x80 && next <= 0x9e) { // À to Þ
            small += {c, static_cast<char>(next + 0x20)};
            ++i;
        } else if (c == '\xd0' && next >= 0x90 && next <= 0x9f) { // А to П
            small += {c, static_cast<char>(next + 0x20)};
            ++i;
        } else if (c == '\xd0' && next >= 0xa0 && next <= 0xaf) { // Р to Я
            small += {'\xd1', static_cast<char>(next - 0x20)};
            ++i;
        } else {
            small += c;
        }
    }
    return small;
}

// The number of the word, 0 where there is none.
int numberIn(const Words& words, std::string_view word)
{
    if (word.size() < 2 || word.size() > kLongest)
        return 0;
    const auto found = words.find(inSmallLetters(word));
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
