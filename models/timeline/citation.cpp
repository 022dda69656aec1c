// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/citation.h"

#include <QStringList>

namespace ashiato
{

QString positionText(qint64 offset, qint64 length, qint64 recordNumber)
{
    if (offset >= 0 && length >= 0)
        return QStringLiteral("%1+%2").arg(offset).arg(length);
    if (recordNumber >= 0)
        return QStringLiteral("#%1").arg(recordNumber);
    return offset >= 0 ? QString::number(offset) : QString();
}

QString citationText(const EventRow &row, const Wording &wording)
{
    QStringList parts = {row.evidence, row.path};
    if (row.recordNumber >= 0)
        parts.append(wording.language() == QLocale::Japanese ? QStringLiteral("レコード %1").arg(row.recordNumber)
                                                             : QStringLiteral("record %1").arg(row.recordNumber));
    if (row.offset >= 0)
        parts.append(row.length >= 0 ? QStringLiteral("0x%1+%2").arg(row.offset, 0, 16).arg(row.length)
                                     : QStringLiteral("0x%1").arg(row.offset, 0, 16));
    return parts.join(QStringLiteral(", "));
}

} // namespace ashiato
