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
    // The declared fields
#define ASHIATO_TEXT(Name, member, ...) QString member;
#define ASHIATO_PORT(Name, member, ...) int member = 0;
#define ASHIATO_NUMBER(Name, member, ...) qint64 member = kUnknown;
    ASHIATO_EVENT_FIELDS(ASHIATO_TEXT, ASHIATO_PORT, ASHIATO_NUMBER, ASHIATO_NUMBER)
#undef ASHIATO_TEXT
#undef ASHIATO_PORT
#undef ASHIATO_NUMBER
    QByteArray details; ///< JSON
    QList<qint64> tags; ///< tag ids
    bool hasNote = false;
    bool seen = false;
};

/// The declared fields of a row by typedIndex(), for loops; null where the shape is another.
inline constexpr FieldMembers<EventRow, QString> kRowTexts{
#define ASHIATO_MEMBER(Name, member, ...) &EventRow::member,
#define ASHIATO_NULL(...) nullptr,
    ASHIATO_EVENT_FIELDS(ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL, ASHIATO_NULL)};
inline constexpr FieldMembers<EventRow, int> kRowPorts{
    ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL)};
inline constexpr FieldMembers<EventRow, qint64> kRowNumbers{
    ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_MEMBER)};
#undef ASHIATO_MEMBER
#undef ASHIATO_NULL

/// A declared field of a row that is no text: specOf(field).none() where the record does not say.
inline qint64 numberOf(const EventRow &row, EventField field)
{
    const size_t i = typedIndex(field);
    return kTypedSpecs[i].shape == FieldShape::Port ? row.*kRowPorts[i] : row.*kRowNumbers[i];
}

/// Any declared field of a row as text; empty where the record does not say.
inline QString textOf(const EventRow &row, EventField field)
{
    if (specOf(field).isText())
        return row.*kRowTexts[typedIndex(field)];
    const qint64 number = numberOf(row, field);
    return number == specOf(field).none() ? QString() : QString::number(number);
}

/// One event as the column store takes it: dictionary ids instead of values, 0 where there is none.
struct EventScanRow {
    qint64 id = 0;
    qint64 recordedNs = kNoTime;
    qint64 precisionNs = 1;
    qint64 evidenceId = 0, fileId = 0, subjectFileId = 0;
    qint64 offset = -1, recordNumber = -1;
    qint64 typeId = 0;       ///< Dictionary::EventType
    std::array<qint64, kTypedFields> values{}; ///< The declared fields: numbers, or ids in the table of each
    qint32 clockId = 0;
    quint32 flags = 0;
    Severity severity = Severity::None;
    quint8 macb = 0;
    QByteArrayView details; ///< JSON; valid during the call
};

} // namespace ashiato
