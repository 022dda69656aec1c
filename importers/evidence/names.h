// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace ashiato
{

/// A stored file name as UTF-8 that can be turned back into the stored bytes. Bytes that are not UTF-8 become \xNN, and
/// so does a backslash of a name that has such bytes or reads like \xNN by itself. Any other name stays as it is.
/// damaged (may be null) is set, never cleared, where bytes were escaped.
QByteArray escapedName(QByteArrayView stored, bool *damaged = nullptr);

/// The stored bytes of an escaped name or path.
QByteArray storedName(QByteArrayView escaped);

} // namespace ashiato
