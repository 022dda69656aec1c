// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/timepattern.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

Result<TimePattern> TimePattern::compile(const QString &pattern)
{
    TimePattern compiled;
    if (pattern == u"epoch"_s || pattern == u"auto"_s || pattern == u"excel"_s) {
        compiled.m_kind = pattern == u"epoch"_s ? Kind::Epoch : pattern == u"auto"_s ? Kind::Flexible : Kind::Excel;
        compiled.m_hasYear = true;
        return compiled;
    }
    const QByteArray bytes = pattern.toUtf8();
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        if (bytes[at] != '%') {
            compiled.m_steps.emplace_back(bytes[at], false);
            compiled.m_hasBlanks = compiled.m_hasBlanks || bytes[at] == ' ';
            continue;
        }
        const char letter = ++at < bytes.size() ? bytes[at] : '\0';
        if (letter == '%')
            compiled.m_steps.emplace_back('%', false);
        else if (QByteArrayView("YymbdeHIMSfzp").contains(letter) && letter)
            compiled.m_steps.emplace_back(letter, true);
        else
            return {ErrorCode::Invalid, u"time pattern: %"_s + QLatin1Char(letter)};
        compiled.m_hasYear = compiled.m_hasYear || letter == 'Y' || letter == 'y';
    }
    return compiled;
}

namespace
{

bool digits(QByteArrayView text, qsizetype &at, int most, int &value)
{
    const qsizetype start = at;
    value = 0;
    while (at < text.size() && at - start < most && text[at] >= '0' && text[at] <= '9')
        value = value * 10 + (text[at++] - '0');
    return at > start;
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

} // namespace

bool TimePattern::step(char letter, QByteArrayView text, qsizetype &at, Moment &moment, int &hour, int &half) const
{
    int value = 0;
    const qsizetype start = at;
    switch (letter) {
    case 'Y':
        moment.hasYear = true;
        return digits(text, at, 4, moment.year) && at - start == 4;
    case 'y':
        moment.hasYear = true;
        if (!digits(text, at, 2, value) || at - start != 2)
            return false;
        moment.year = value < 70 ? 2000 + value : 1900 + value; // POSIX pivot
        return true;
    case 'm': return digits(text, at, 2, moment.month);
    case 'b':
        while (at < text.size() && isLetter(text[at]))
            ++at;
        moment.month = monthByName(text.sliced(start, at - start));
        return moment.month > 0;
    case 'd':
    case 'e':
        while (at < text.size() && text[at] == ' ')
            ++at;
        return digits(text, at, 2, moment.day);
    case 'H':
    case 'I': return digits(text, at, 2, hour) && hour < 30;
    case 'M':
        if (!digits(text, at, 2, value) || value > 59)
            return false;
        moment.dayNs += value * 60 * kSecondNs;
        moment.precisionNs = qMin(moment.precisionNs, 60 * kSecondNs);
        return true;
    case 'S':
        if (!digits(text, at, 2, value) || value > 60)
            return false;
        moment.dayNs += value * kSecondNs;
        moment.precisionNs = kSecondNs;
        return true;
    case 'f':
        if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
            ++at;
            for (qint64 unit = kSecondNs / 10; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
                moment.dayNs += (text[at] - '0') * unit;
                moment.precisionNs = qMax<qint64>(unit, 1);
            }
        }
        return true;
    case 'z':
        while (at < text.size() && (isLetter(text[at]) || text[at] == '+' || text[at] == '-' || (at > start && text[at] == ':')
                                    || (text[at] >= '0' && text[at] <= '9')))
            ++at;
        moment.hasOffset = parseOffset(text.sliced(start, at - start), moment.offsetMinutes);
        return moment.hasOffset;
    case 'p': {
        static const std::pair<const char *, int> kHalves[] = {{"AM", 1},  {"am", 1}, {"PM", 2},
                                                               {"pm", 2}, {"午前", 1}, {"午後", 2}};
        for (const auto &[word, which] : kHalves) {
            if (text.sliced(at).startsWith(word)) {
                at += qsizetype(qstrlen(word));
                half = which;
                return true;
            }
        }
        return false;
    }
    default: return false;
    }
}

bool TimePattern::parse(QByteArrayView text, Moment &moment, qsizetype &consumed) const
{
    if (m_kind == Kind::Epoch || m_kind == Kind::Excel) {
        qsizetype end = 0;
        while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.'))
            ++end;
        consumed = end;
        return m_kind == Kind::Epoch ? parseEpoch(text.first(end), moment) : parseExcelDays(text.first(end), moment);
    }
    if (m_kind == Kind::Flexible) {
        consumed = text.size();
        return parseFlexibleTime(text, moment);
    }
    moment = Moment();
    moment.precisionNs = kDayNs;
    qsizetype at = 0;
    int hour = -1, half = 0;
    for (const auto &[letter, isField] : m_steps) {
        if (isField) {
            if (!step(letter, text, at, moment, hour, half))
                return false;
        } else if (letter == ' ') {
            const qsizetype start = at;
            while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
                ++at;
            if (at == start)
                return false;
        } else if (at >= text.size() || text[at++] != letter) {
            return false;
        }
    }
    if (hour >= 0) {
        if (half == 1 && hour == 12)
            hour = 0;
        else if (half == 2 && hour < 12)
            hour += 12;
        moment.dayNs += hour * 3600 * kSecondNs;
        moment.precisionNs = qMin(moment.precisionNs, 3600 * kSecondNs);
    }
    consumed = at;
    return moment.valid();
}

} // namespace ashiato
