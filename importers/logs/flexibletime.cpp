// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/moment.h"

#include <cstring>
#include <string>

namespace ashiato
{

namespace
{

struct Era {
    const char *name;   ///< As written, UTF-8
    int first;          ///< Gregorian year of its year 1
    int endYear, endMonth, endDay; ///< Its last day; 0: still running
};

constexpr Era kEras[] = {
    {"令和", 2019, 0, 0, 0},    {"㋿", 2019, 0, 0, 0},     {"R", 2019, 0, 0, 0},
    {"平成", 1989, 2019, 4, 30}, {"㍻", 1989, 2019, 4, 30}, {"H", 1989, 2019, 4, 30},
    {"昭和", 1926, 1989, 1, 7},  {"㍼", 1926, 1989, 1, 7},  {"S", 1926, 1989, 1, 7},
    {"大正", 1912, 1926, 12, 25}, {"㍽", 1912, 1926, 12, 25}, {"T", 1912, 1926, 12, 25},
    {"明治", 1868, 1912, 7, 30}, {"㍾", 1868, 1912, 7, 30},  {"M", 1868, 1912, 7, 30},
};

/// Reads a text from the left; every function leaves the place where it was when it does not fit.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text) : m_text(text) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    qsizetype place() const { return m_at; }
    void goTo(qsizetype place) { m_at = place; }

    void skipBlanks()
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t'))
            ++m_at;
    }
    bool take(const char *word)
    {
        const auto size = qsizetype(std::strlen(word));
        if (m_text.size() - m_at < size || std::memcmp(m_text.data() + m_at, word, size_t(size)) != 0)
            return false;
        m_at += size;
        return true;
    }
    bool takeAny(std::initializer_list<const char *> words)
    {
        for (const char *word : words) {
            if (take(word))
                return true;
        }
        return false;
    }
    /// 1 to most digits; their number in count.
    bool number(int &value, int &count, int most)
    {
        const qsizetype start = m_at;
        value = 0;
        while (!atEnd() && peek() >= '0' && peek() <= '9' && m_at - start < most)
            value = value * 10 + (m_text[m_at++] - '0');
        count = int(m_at - start);
        return count > 0;
    }
    bool number(int &value, int most = 2)
    {
        int count = 0;
        return number(value, count, most);
    }
    QByteArrayView letters()
    {
        const qsizetype start = m_at;
        while (!atEnd() && ((peek() >= 'a' && peek() <= 'z') || (peek() >= 'A' && peek() <= 'Z')))
            ++m_at;
        return m_text.sliced(start, m_at - start);
    }
    QByteArrayView rest() const { return m_text.sliced(m_at); }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// Full-width digits and marks to ASCII, so that １１月１４日 and 2026／11／14 are read.
std::string narrowed(QByteArrayView text)
{
    std::string out;
    qsizetype at = 0;
    while (at < text.size()) {
        // U+FF01–FF5E are EF BC 81 … EF BD 9E
        if (at + 2 < text.size() && quint8(text[at]) == 0xEF && (quint8(text[at + 1]) == 0xBC || quint8(text[at + 1]) == 0xBD)) {
            const int code = ((quint8(text[at + 1]) & 0x3F) << 6 | (quint8(text[at + 2]) & 0x3F)) | 0xF000;
            if (code >= 0xFF01 && code <= 0xFF5E) {
                out += char(code - 0xFEE0);
                at += 3;
                continue;
            }
        }
        if (text.sliced(at).startsWith("\xE3\x80\x80")) { // U+3000
            out += ' ';
            at += 3;
            continue;
        }
        out += text[at++];
    }
    return out;
}

/// R8.11.14, 令和元年5月1日, ㍻31/4/30
bool eraDate(Scanner &scanner, Moment &moment)
{
    const qsizetype start = scanner.place();
    for (const Era &era : kEras) {
        scanner.goTo(start);
        if (!scanner.take(era.name))
            continue;
        int year = 0;
        if (scanner.take("元"))
            year = 1;
        else if (!scanner.number(year) || year == 0)
            continue;
        if (!scanner.takeAny({"年", ".", "/", "-"}) || !scanner.number(moment.month)
            || !scanner.takeAny({"月", ".", "/", "-"}) || !scanner.number(moment.day))
            continue;
        scanner.take("日");
        moment.year = era.first + year - 1;
        moment.hasYear = true;
        const auto key = [](int y, int m, int d) { return (y * 16 + m) * 32 + d; };
        moment.doubtful = era.endYear
            && key(moment.year, moment.month, moment.day) > key(era.endYear, era.endMonth, era.endDay);
        return true;
    }
    scanner.goTo(start);
    return false;
}

/// 2026-11-14, 2026/11/14, 2026.11.14, 2026年11月14日
bool yearFirst(Scanner &scanner, Moment &moment)
{
    const qsizetype start = scanner.place();
    int digits = 0;
    if (scanner.number(moment.year, digits, 4) && digits == 4 && scanner.takeAny({"-", "/", ".", "年"})
        && scanner.number(moment.month) && scanner.takeAny({"-", "/", ".", "月"}) && scanner.number(moment.day)) {
        scanner.take("日");
        moment.hasYear = true;
        return true;
    }
    scanner.goTo(start);
    return false;
}

/// 14/Nov/2026, 14-Nov-2026, 14 Nov 2026; 14/11/2026 and 11/14/2026 where only one reading is a date.
bool dayFirst(Scanner &scanner, Moment &moment)
{
    const qsizetype start = scanner.place();
    int first = 0, digits = 0;
    if (scanner.number(first)) {
        if (!scanner.takeAny({"/", "-", "."}))
            scanner.skipBlanks();
        int second = monthByName(scanner.letters());
        const bool named = second > 0;
        if ((named || scanner.number(second)) && (scanner.takeAny({"/", "-", "."}) || (scanner.skipBlanks(), true))
            && scanner.number(moment.year, digits, 4) && digits == 4) {
            const bool dayThenMonth = named || (first > 12 && second <= 12) || first == second;
            const bool monthThenDay = !named && second > 12 && first <= 12;
            moment.day = dayThenMonth ? first : second;
            moment.month = dayThenMonth ? second : first;
            moment.hasYear = true;
            if (dayThenMonth || monthThenDay)
                return true;
        }
    }
    scanner.goTo(start);
    return false;
}

/// "Nov 14 2026", "Sat, 14 Nov …" is left to dayFirst, "Nov  9" without a year
bool monthNamed(Scanner &scanner, Moment &moment)
{
    const qsizetype start = scanner.place();
    moment.month = monthByName(scanner.letters());
    scanner.skipBlanks();
    if (moment.month == 0 || !scanner.number(moment.day)) {
        scanner.goTo(start);
        return false;
    }
    const qsizetype afterDay = scanner.place();
    int digits = 0;
    scanner.take(",");
    scanner.skipBlanks();
    moment.hasYear = scanner.number(moment.year, digits, 4) && digits == 4 && scanner.peek() != ':';
    if (!moment.hasYear)
        scanner.goTo(afterDay);
    return true;
}

bool weekday(Scanner &scanner)
{
    static const char *const kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const qsizetype start = scanner.place();
    const QByteArrayView word = scanner.letters();
    for (const char *day : kDays) {
        if (word.size() >= 3 && qstrnicmp(word.data(), day, 3) == 0) {
            scanner.take(",");
            scanner.skipBlanks();
            return true;
        }
    }
    scanner.goTo(start);
    return false;
}

/// 20261114, 202611140213, 20261114021344
bool packed(QByteArrayView text, Moment &moment)
{
    if (text.size() != 8 && text.size() != 12 && text.size() != 14)
        return false;
    int values[7] = {};
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] < '0' || text[at] > '9')
            return false;
        int &value = values[at < 4 ? 0 : 1 + (at - 4) / 2];
        value = value * 10 + (text[at] - '0');
    }
    if (values[0] < 1900 || values[0] > 2100 || values[1] > 12 || values[3] > 24 || values[4] > 59 || values[5] > 60)
        return false;
    moment = Moment();
    moment.year = values[0];
    moment.month = values[1];
    moment.day = values[2];
    moment.hasYear = true;
    moment.dayNs = (values[3] * 3600 + values[4] * 60 + values[5]) * kSecondNs;
    moment.precisionNs = text.size() == 8 ? kDayNs : text.size() == 12 ? 60 * kSecondNs : kSecondNs;
    return moment.valid();
}

enum class Half { None, Morning, Afternoon };

Half halfOfDay(Scanner &scanner)
{
    if (scanner.takeAny({"午前", "AM", "am", "a.m."}))
        return Half::Morning;
    if (scanner.takeAny({"午後", "PM", "pm", "p.m."}))
        return Half::Afternoon;
    return Half::None;
}

/// 2:13, 02:13:44.5, 2時13分44秒, 午後 2:13, 2:13 PM; hours up to 29 run into the next day.
bool clockTime(Scanner &scanner, Moment &moment)
{
    Half half = halfOfDay(scanner);
    scanner.skipBlanks();
    int hour = 0, minute = 0, second = 0;
    qint64 fraction = 0;
    if (!scanner.number(hour) || !scanner.takeAny({":", "時"}))
        return false;
    moment.precisionNs = 60 * kSecondNs;
    if (scanner.number(minute)) {
        if (scanner.takeAny({":", "分"}) && scanner.number(second)) {
            scanner.take("秒");
            moment.precisionNs = kSecondNs;
            if (scanner.takeAny({".", ","})) {
                for (qint64 step = kSecondNs; scanner.peek() >= '0' && scanner.peek() <= '9';) {
                    step /= 10;
                    fraction += (scanner.peek() - '0') * step;
                    moment.precisionNs = qMax<qint64>(step, 1);
                    scanner.goTo(scanner.place() + 1);
                }
            }
        }
    } else {
        moment.precisionNs = 3600 * kSecondNs; // 午後2時
    }
    if (half == Half::None) {
        scanner.skipBlanks();
        half = halfOfDay(scanner);
    }
    if (hour > 29 || minute > 59 || second > 60 || (half != Half::None && hour > 24))
        return false;
    if (half == Half::Morning && hour == 12)
        hour = 0;
    if (half == Half::Afternoon && hour < 12)
        hour += 12;
    moment.dayNs = (qint64(hour) * 3600 + minute * 60 + second) * kSecondNs + fraction;
    return true;
}

/// An instant as a number. A spreadsheet's day that lost its format (45610.0928) is none: as seconds it would be 1970.
bool instant(QByteArrayView text, Moment &moment)
{
    constexpr qsizetype kFewest = 9; // of the seconds: from 1973 on
    const qsizetype point = text.indexOf('.');
    return (point < 0 ? text.size() : point) >= kFewest && (parseFileTime(text, moment) || parseEpoch(text, moment));
}

} // namespace

bool parseFlexibleTime(QByteArrayView text, Moment &moment)
{
    constexpr qsizetype kLongest = 80; // a longer text is no time
    text = text.trimmed();
    if (text.isEmpty() || text.size() > kLongest)
        return false;
    const std::string narrow = narrowed(text);
    const QByteArrayView view = QByteArrayView(narrow.data(), qsizetype(narrow.size())).trimmed();
    if (packed(view, moment))
        return true;
    if (instant(view, moment))
        return true;

    moment = Moment();
    Scanner scanner(view);
    scanner.takeAny({"["});
    weekday(scanner);
    if (!eraDate(scanner, moment) && !yearFirst(scanner, moment) && !dayFirst(scanner, moment) && !monthNamed(scanner, moment))
        return false;
    scanner.skipBlanks();
    if (scanner.take("(")) { // 2026/11/14(土)
        const qsizetype close = scanner.rest().indexOf(')');
        if (close < 0)
            return false;
        scanner.goTo(scanner.place() + close + 1);
    }
    if (!scanner.takeAny({"T", ":", ","}))
        scanner.skipBlanks();
    scanner.skipBlanks();
    moment.precisionNs = kDayNs;
    if (!scanner.atEnd() && !clockTime(scanner, moment))
        return false;
    scanner.skipBlanks();
    int digits = 0;
    const qsizetype behind = scanner.place();
    if (!moment.hasYear && scanner.number(moment.year, digits, 4) && digits == 4) // "Sat Nov 14 02:13:44 2026" (asctime)
        moment.hasYear = true;
    else
        scanner.goTo(behind);
    scanner.skipBlanks();
    QByteArrayView zone = scanner.rest();
    if (zone.endsWith(']'))
        zone.chop(1);
    if (!zone.isEmpty()) {
        if (!parseOffset(zone, moment.offsetMinutes))
            return false;
        moment.hasOffset = true;
    }
    return moment.valid();
}

} // namespace ashiato
