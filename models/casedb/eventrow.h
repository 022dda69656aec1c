// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace ashiato
{

/// A row of the event table, fetched for the visible page: values, not sentences.
struct EventRow {
    qint64 id = 0;
    qint64 recordedNs = kNoTime;
    qint64 shownNs = kNoTime; ///< recorded + offset of its clock's span
    qint64 precisionNs = 1;
    std::optional<int> offsetMinutes;
    TimeBasis basis = TimeBasis::Utc;
    bool zoneKnown = true;
    bool ambiguous = false; ///< The local time stood twice on the clock, or never (a change to or from summer time)
    QString type;
    bool otherMeaning = false; ///< kOtherMeaning
    Severity severity = Severity::None;
    quint32 flags = 0;
    quint8 macb = 0;
    QString evidence; ///< E-01
    qint64 evidenceId = 0;
    qint64 fileId = 0;
    qint64 subjectFileId = 0;
    QString path;        ///< Of the file that the record stands in; of the subject for file times
    qint64 offset = -1, length = -1, recordNumber = -1;
    int ordinal = 0;
    QString host, account, source, destination, protocol, domain, url, process, namedPath, hash, action;
    int sourcePort = 0, destinationPort = 0;
    qint64 status = -1, bytesOut = -1, bytesIn = -1;
    QByteArray details; ///< JSON
    QList<qint64> tags; ///< tag ids
    bool hasNote = false;
    bool seen = false;
};

/// One event as the column store takes it: dictionary ids instead of values, 0 where there is none.
struct EventScanRow {
    qint64 id = 0;
    qint64 recordedNs = kNoTime;
    qint64 precisionNs = 1;
    qint64 evidenceId = 0, fileId = 0, subjectFileId = 0;
    qint64 offset = -1, recordNumber = -1;
    qint64 typeId = 0;       ///< Dictionary::EventType
    qint64 hostId = 0;       ///< Dictionary::HostAlias
    qint64 accountId = 0;    ///< Dictionary::Account
    qint64 sourceId = 0;     ///< Dictionary::Endpoint
    qint64 destinationId = 0;
    qint64 protocolId = 0, domainId = 0, urlId = 0, processId = 0, pathId = 0, hashId = 0, actionId = 0; ///< Text
    qint64 status = -1, bytesOut = -1, bytesIn = -1;
    qint32 clockId = 0;
    quint32 flags = 0;
    int sourcePort = 0, destinationPort = 0;
    Severity severity = Severity::None;
    quint8 macb = 0;
    QByteArrayView details; ///< JSON; valid during the call
};

} // namespace ashiato
