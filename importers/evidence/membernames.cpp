// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/membernames.h"

#include "importers/evidence/japanesetext.h"
#include "importers/evidence/names.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <optional>

namespace ashiato
{

namespace
{

/// The upper half of CP437.
constexpr char16_t kCp437[129] = u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
                                 u"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) < 0x80; });
}

bool isUtf8(QByteArrayView bytes)
{
    bool damaged = false;
    escapedName(bytes, &damaged);
    return !damaged;
}

bool isLetter(quint8 c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool isLead(quint8 c) { return (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc); }
bool isHalfKana(quint8 c) { return c >= 0xa1 && c <= 0xdf; }

/// Hiragana, katakana, the long vowel, kanji of the first level (the everyday ones), NEC's row 13 and IBM's additions
/// (the kanji of family names).
bool isEveryday(quint8 lead, quint8 trail)
{
    return lead == 0x82 ? trail >= 0x9f : lead == 0x83 ? trail <= 0x96 : lead == 0x81 ? trail == 0x5b || trail == 0x58
        : lead == 0x87 ? trail <= 0x5d : lead == 0x88 ? trail >= 0x9f : (lead >= 0x89 && lead <= 0x97) || lead >= 0xfa;
}

struct Weight {
    qint64 japanese = 0;
    qint64 western = 0;
};

/// A run of two-byte characters. A western letter stands alone between ASCII letters, and takes the one behind it for its
/// second byte; Japanese words are runs, with second bytes of all kinds.
Weight ofWideRun(QByteArrayView run, quint8 before, quint8 behind)
{
    Weight weight;
    const qsizetype characters = run.size() / 2;
    for (qsizetype i = 0; i + 1 < run.size(); i += 2) {
        const quint8 lead = quint8(run[i]), trail = quint8(run[i + 1]);
        const bool everyday = isEveryday(lead, trail);
        if (trail >= 0x80) {
            weight.japanese += everyday ? 2 : 1;
        } else if (!isLetter(trail)) {
            weight.japanese += everyday ? 1 : 0;
        } else if (characters == 1) {
            weight.western += isLetter(before) || isLetter(behind) ? 2 : 0;
        } else {
            weight.japanese += everyday ? 1 : 0;
        }
    }
    return weight;
}

/// A run of half-width katakana, which in CP437 are frames, or Spanish letters that stand alone.
Weight ofHalfRun(QByteArrayView run, quint8 before, quint8 behind)
{
    if (run.size() == 1)
        return isLetter(before) || isLetter(behind) ? Weight{0, 2} : Weight{};
    qsizetype odd = 0; // the same character twice, or a voicing mark behind what cannot be voiced
    for (qsizetype i = 1; i < run.size(); ++i) {
        const quint8 here = quint8(run[i]), last = quint8(run[i - 1]);
        const bool canBeVoiced = last == 0xb3 || (last >= 0xb6 && last <= 0xc4) || (last >= 0xca && last <= 0xce);
        odd += here == last || ((here == 0xde || here == 0xdf) && !canBeVoiced) ? 1 : 0;
    }
    const bool frames = odd * 3 >= run.size() - 1;
    return frames ? Weight{0, run.size()} : Weight{run.size(), 0};
}

Weight weightOf(QByteArrayView name)
{
    if (!decodeCp932(name))
        return {0, 2};
    Weight weight;
    const auto at = [&](qsizetype i) { return i >= 0 && i < name.size() ? quint8(name[i]) : quint8(0); };
    for (qsizetype i = 0; i < name.size();) {
        const qsizetype begin = i;
        Weight part;
        if (isLead(at(i))) {
            while (isLead(at(i)) && i + 1 < name.size())
                i += 2;
            if (i == begin)
                break;
            part = ofWideRun(name.sliced(begin, i - begin), at(begin - 1), at(i));
        } else if (isHalfKana(at(i))) {
            while (isHalfKana(at(i)))
                ++i;
            part = ofHalfRun(name.sliced(begin, i - begin), at(begin - 1), at(i));
        } else {
            ++i;
        }
        weight.japanese += part.japanese;
        weight.western += part.western;
    }
    return weight;
}

QByteArray fromCp437(QByteArrayView stored)
{
    QString text;
    text.reserve(stored.size());
    for (const char c : stored)
        text += quint8(c) < 0x80 ? QChar(QLatin1Char(c)) : QChar(kCp437[quint8(c) - 0x80]);
    return text.toUtf8();
}

/// The name that ICU knows an encoding by; CP932 is that of Windows, and what is no encoding of single names is none.
QByteArray icuName(const QString &encoding)
{
    const QString name = encoding.trimmed().toUpper().remove(u'_').remove(u'-');
    if (name.isEmpty() || name == u"UTF8" || name.startsWith(u"UTF16") || name.startsWith(u"ISO2022"))
        return {};
    if (name == u"CP932" || name == u"SHIFTJIS" || name == u"SJIS" || name == u"WINDOWS31J" || name == u"MS932")
        return "ibm-943_P15A-2003";
    if (name == u"EUCJP")
        return "euc-jp-2007";
    return name == u"LATIN1" ? QByteArray("ISO-8859-1") : encoding.trimmed().toLatin1();
}

std::optional<QByteArray> convert(UConverter *converter, QByteArrayView stored)
{
    QString text(stored.size() * 2, Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetToUnicode(converter);
    const int32_t length = ucnv_toUChars(converter, reinterpret_cast<UChar *>(text.data()), int32_t(text.size()),
                                         stored.data(), int32_t(stored.size()), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    text.truncate(length);
    return text.toUtf8();
}

} // namespace

void MemberNames::CloseConverter::operator()(UConverter *converter) const { ucnv_close(converter); }

MemberNames::MemberNames(const QString &encoding)
{
    const QByteArray name = icuName(encoding);
    if (name.isEmpty())
        return;
    UErrorCode status = U_ZERO_ERROR;
    m_chosen.reset(ucnv_open(name.constData(), &status));
    if (U_FAILURE(status))
        m_chosen.reset();
    if (m_chosen)
        ucnv_setToUCallBack(m_chosen.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
}

MemberNames::~MemberNames() = default;

void MemberNames::weigh(QByteArrayView stored)
{
    constexpr qsizetype kEnough = 4096; // of a name
    if (isAscii(stored) || isUtf8(stored))
        return;
    ++m_notUtf8;
    const Weight weight = weightOf(stored.first(std::min(stored.size(), kEnough)));
    m_japanese += weight.japanese;
    m_western += weight.western;
}

QByteArray MemberNames::decoded(QByteArrayView stored, bool dos, bool *damaged) const
{
    if (isAscii(stored))
        return escapedName(stored, damaged);
    const bool utf8 = isUtf8(stored);
    if (m_chosen && !utf8) {
        const auto text = convert(m_chosen.get(), stored);
        return text ? *text : escapedName(stored, damaged);
    }
    if (allUtf8() || m_chosen)
        return escapedName(stored, damaged);
    // One name that is not UTF-8 shows what the writer's code page was.
    if (m_japanese > m_western) {
        if (const auto text = decodeCp932(stored))
            return text->toUtf8();
        return escapedName(stored, damaged);
    }
    if (utf8) // two writers: the other one's names were no evidence of a code page
        return escapedName(stored, damaged);
    return dos ? fromCp437(stored) : escapedName(stored, damaged);
}

} // namespace ashiato
