// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/japanesetext.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <QStringDecoder>

#include <memory>

namespace ashiato
{

namespace
{

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};

/// ICU's alias "Shift_JIS" may mean another table in another version; this is the one of Windows, by its own name.
UConverter *converter()
{
    thread_local const std::unique_ptr<UConverter, CloseConverter> mine([] {
        UErrorCode status = U_ZERO_ERROR;
        UConverter *opened = ucnv_open("ibm-943_P15A-2003", &status);
        if (U_FAILURE(status))
            return static_cast<UConverter *>(nullptr);
        ucnv_setToUCallBack(opened, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
        ucnv_setFromUCallBack(opened, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
        return opened;
    }());
    return mine.get();
}

} // namespace

void warmUpJapaneseText() { converter(); }

std::optional<QString> decodeCp932(QByteArrayView bytes)
{
    UConverter *cp932 = converter();
    if (!cp932)
        return std::nullopt;
    QString text(bytes.size(), Qt::Uninitialized); // never more UTF-16 units than bytes
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetToUnicode(cp932);
    const int32_t length = ucnv_toUChars(cp932, reinterpret_cast<UChar *>(text.data()), int32_t(text.size()),
                                         bytes.data(), int32_t(bytes.size()), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    text.truncate(length);
    return text;
}

std::optional<QByteArray> encodeCp932(const QString &text)
{
    UConverter *cp932 = converter();
    if (!cp932)
        return std::nullopt;
    QByteArray bytes(text.size() * 2 + 1, Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetFromUnicode(cp932);
    const int32_t length = ucnv_fromUChars(cp932, bytes.data(), int32_t(bytes.size()),
                                           reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()), &status);
    if (U_FAILURE(status))
        return std::nullopt;
    bytes.truncate(length);
    return bytes;
}

QString japaneseText(QByteArrayView bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(bytes);
    if (!utf8.hasError())
        return text;
    if (const auto japanese = decodeCp932(bytes))
        return *japanese;
    return QString::fromLatin1(bytes);
}

} // namespace ashiato
