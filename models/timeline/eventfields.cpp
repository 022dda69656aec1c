// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/eventfields.h"

#include <QStringList>

namespace ashiato
{

EventFields eventFields(const EventRow &row)
{
    EventFields fields;
    fields.type = row.type;
    fields.host = row.host;
    fields.account = row.account;
    fields.source = row.source;
    fields.destination = row.destination;
    fields.protocol = row.protocol;
    fields.domain = row.domain;
    fields.url = row.url;
    fields.process = row.process;
    fields.hash = row.hash;
    fields.action = row.action;
    fields.namedPath = row.namedPath;
    fields.path = row.path;
    fields.sourcePort = row.sourcePort;
    fields.destinationPort = row.destinationPort;
    fields.status = row.status;
    fields.bytesOut = row.bytesOut;
    fields.bytesIn = row.bytesIn;
    fields.macb = row.macb;
    fields.setDetails(row.details);
    return fields;
}

QString positionText(const EventRow &row)
{
    if (row.recordNumber >= 0)
        return QStringLiteral("#%1").arg(row.recordNumber);
    if (row.offset < 0)
        return {};
    return row.length >= 0 ? QStringLiteral("%1+%2").arg(row.offset).arg(row.length) : QString::number(row.offset);
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
    return u'[' + parts.join(QStringLiteral(", ")) + u']';
}

} // namespace ashiato
