// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace ashiato
{

/// The search key of a value: width, case and composition folded, so that ｱｼｱﾄ finds アシアト, Ａ finds a, がぞう typed
/// finds か+゙ぞう as stored, and 〜 − ‖ ― find their twins of the other Japanese tables (～ － ∥ —).
/// A key is only compared, never shown and never stored in the place of the value. Any thread.
QByteArray foldKey(QByteArrayView utf8);
inline QByteArray foldKey(const QByteArray &utf8) { return foldKey(QByteArrayView(utf8)); }
QString foldKey(const QString &value);
/// Of the name or address of an end: Example.COM. and example.com are one host.
QString endpointKey(const QString &name);

} // namespace ashiato
