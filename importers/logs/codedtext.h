// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <string>

namespace ashiato
{

// Values that their source writes coded. Pure; any thread.

/// %XX (and "+" as blank for form) decoded; false where nothing is coded or the bytes are no text (UTF-8, else CP932).
bool percentDecoded(QByteArrayView text, bool plusIsBlank, std::string &out);
/// Squid's own coding of user names and headers (its src/format/Quoting.cc): a backslash before r, n or itself, and %xx;
/// false where nothing is coded.
bool squidDecoded(QByteArrayView text, std::string &out);

} // namespace ashiato
