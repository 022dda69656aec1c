// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

namespace ashiato
{

/// Encodings that a viewer offers: UTF-8, CP932, EUC-JP, ISO-2022-JP, UTF-16LE, UTF-16BE, Latin-1.
QStringList viewerEncodings();

/// What bytes look like, for a first choice: a byte order mark, UTF-8, UTF-16 by its zeros, ISO-2022-JP by its escapes,
/// CP932 or EUC-JP by which of them reads less strangely. A guess: the viewer lets the examiner choose.
QString guessEncoding(QByteArrayView bytes);

/// Bytes as text; what is not text in the encoding becomes U+FFFD and is counted. A character that is cut at the end of
/// the bytes counts too. Line ends stay; other control characters become visible. Any thread.
QString decodedText(QByteArrayView bytes, const QString &encoding, qint64 *replaced = nullptr);

} // namespace ashiato
