// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace ashiato
{

/// Bytes as text where nothing names their encoding and a whole name or line is at hand: UTF-8 where they are that, else
/// CP932 (Windows-31J), else one character a byte (so that none is lost).
QString japaneseText(QByteArrayView bytes);

/// CP932 by Windows' own table (①, 髙, 﨑 and ～ included), or nothing where a byte does not decode.
std::optional<QString> decodeCp932(QByteArrayView bytes);

/// The same table the other way, or nothing where it lacks a character.
std::optional<QByteArray> encodeCp932(const QString &text);

/// Opens the converter table while files may still be opened.
void warmUpJapaneseText();

} // namespace ashiato
