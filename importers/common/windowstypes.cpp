// SPDX-License-Identifier: Apache-2.0
#include "importers/common/windowstypes.h"

#include <QString>
#include <QtEndian>

#include <cstring>

namespace ashiato
{

qint64 fileTimeNs(quint64 fileTime)
{
    constexpr qint64 kUnixEpoch = 116'444'736'000'000'000; // FILETIME of 1970
    constexpr qint64 kMost = std::numeric_limits<qint64>::max() / 100;
    if (fileTime == 0 || fileTime > quint64(std::numeric_limits<qint64>::max()))
        return kNoTime;
    const qint64 since = qint64(fileTime) - kUnixEpoch;
    return since > kMost || since < -kMost ? kNoTime : since * 100;
}

QByteArray sidText(QByteArrayView sid)
{
    constexpr int kMostAuthorities = 15;
    if (sid.size() < 8 || quint8(sid[0]) != 1)
        return {};
    const int count = quint8(sid[1]);
    if (count > kMostAuthorities || sid.size() < 8 + 4 * count)
        return {};
    quint64 authority = 0;
    for (int i = 2; i < 8; ++i)
        authority = authority << 8 | quint8(sid[i]);
    QByteArray text = "S-1-" + QByteArray::number(authority);
    for (int i = 0; i < count; ++i)
        text += '-' + QByteArray::number(qFromLittleEndian<quint32>(sid.data() + 8 + 4 * i));
    return text;
}

QByteArray utf16Text(QByteArrayView utf16)
{
    QString text(utf16.size() / 2, Qt::Uninitialized);
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = QChar(qFromLittleEndian<quint16>(utf16.data() + 2 * i));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            ++i;
        else if (text[i].isSurrogate())
            text[i] = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

} // namespace ashiato
