// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <string>

namespace ashiato
{

enum class TextEncoding : quint8 { Detect, Ascii, Utf8, Cp932, EucJp, Iso2022Jp, Utf16Le, Utf16Be };

/// Appends text in UTF-8 with every byte that is not text in the encoding as a visible escape (\x80), user-defined
/// characters as 〔外字 F040〕. Gives the number of bytes that had to be escaped.
qsizetype appendDecoded(QByteArrayView bytes, TextEncoding encoding, std::string &out);

/// The same for CP932, with blank in the mark of a user-defined character.
qsizetype appendCp932(QByteArrayView bytes, std::string &out, const char *blank);

/// Length of the well-formed UTF-8 sequence at p (no overlong forms, no surrogates); 0 where there is none.
int utf8Length(const quint8 *p, const quint8 *end);

} // namespace ashiato
