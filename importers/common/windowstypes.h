// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// FILETIME (100 ns since 1601) as ns since 1970; kNoTime for 0 and for what nanoseconds cannot hold. [MS-DTYP] 2.3.3
qint64 fileTimeNs(quint64 fileTime);

/// A SID as text, "S-1-5-21-…"; empty where the bytes are none. [MS-DTYP] 2.4.2
QByteArray sidText(QByteArrayView sid);

/// UTF-16LE as UTF-8. A lone surrogate becomes U+FFFD; an odd byte at the end is left out.
QByteArray utf16Text(QByteArrayView utf16);

} // namespace ashiato
