// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"
#include "models/wording/eventtypecatalogue.h"
#include "models/wording/visibletext.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace ashiato
{

/// The values of one event that its sentence is made of. Empty strings and kUnknown: the record does not say.
struct EventFields {
    QString type;
    QString path;           ///< The file of a file time
    // The declared fields
#define ASHIATO_TEXT(Name, member, ...) QString member;
#define ASHIATO_PORT(Name, member, ...) int member = 0;
#define ASHIATO_NUMBER(Name, member, ...) qint64 member = kUnknown;
    ASHIATO_EVENT_FIELDS(ASHIATO_TEXT, ASHIATO_PORT, ASHIATO_NUMBER, ASHIATO_NUMBER)
#undef ASHIATO_TEXT
#undef ASHIATO_PORT
#undef ASHIATO_NUMBER
    quint8 macb = 0;        ///< MacbLetter
    QJsonObject details;

    /// Details as they are stored.
    void setDetails(const QByteArray &json);
};

/// The fields of a row of the event table (models/casedb/eventrow.h): any struct with its member names.
template <typename Row> EventFields eventFieldsOf(const Row &row)
{
    EventFields fields;
    fields.type = row.type;
    fields.path = row.path;
#define ASHIATO_COPY(Name, member, ...) fields.member = row.member;
    ASHIATO_EVENT_FIELDS(ASHIATO_COPY, ASHIATO_COPY, ASHIATO_COPY, ASHIATO_COPY)
#undef ASHIATO_COPY
    fields.macb = row.macb;
    fields.setDetails(row.details);
    return fields;
}

/// Turns codes and values into words and sentences of one language. Several may be in use at once (a report in both
/// languages); the installed translator plays no part. Cheap to copy; immutable; any thread.
class Wording
{
public:
    /// Any language but Japanese reads English.
    Wording(std::shared_ptr<const EventTypeCatalogue> catalogue, QLocale::Language language);

    /// The same words as a report writes them: Japanese である instead of です・ます, and nothing of what to do about it.
    Wording forReport() const
    {
        Wording words = *this;
        words.m_isReport = true;
        return words;
    }

    QLocale::Language language() const { return m_language; }
    const EventTypeCatalogue &catalogue() const { return *m_catalogue; }

    /// "Logon succeeded". With the provider where it is known: numbers of Windows events repeat across providers.
    QString eventTitle(const QString &type, const QString &provider = {}) const;
    /// One sentence: what the record says. Control and direction marks in values are made visible.
    QString eventSentence(const EventFields &fields) const;
    /// What such a record shows, and what it does not.
    QString eventExplanation(const QString &type, const QString &provider = {}) const;
    /// A value as people read it: "3 (network)"; the value itself where it has no meaning on file. Constants of the Security
    /// log ("%%1842", from msobjs.dll) have theirs in every field of provider Microsoft-Windows-Security-Auditing.
    QString fieldValue(const EventType &type, const QString &field, const QString &value, const QString &provider = {}) const;
    QString roleTitle(const QString &role) const;
    /// A declared field as the title of a column or of a filter: "Source address".
    QString fieldTitle(EventField typed) const;

    QString kind(EventKind kind) const;
    QString severity(Severity severity) const;
    QString flowKind(FlowKind kind) const;
    /// By the codes of the case: unverified, verifying, match, mismatch, computed, unreadable.
    QString verification(const QString &state) const;
    QString verificationSentence(const QString &state) const;
    QStringList fileFlags(quint32 flags) const;  ///< FileFlag
    QStringList eventFlags(quint32 flags) const; ///< EventFlag
    /// "modified, created" for letters of a file time.
    QString fileTimes(quint8 macb) const;

    /// What went wrong: "The data is damaged".
    QString errorTitle(ErrorCode code) const;
    /// What to do about it; empty where nothing helps.
    QString errorAdvice(ErrorCode code) const;
    /// What, where and what to do, in one line; in a report what and where.
    QString errorSentence(const Error &error, const QString &path = {}) const;
    QString errorSentence(ErrorCode code, const QString &path, const QString &detail, qint64 offset) const;
    /// The same for a code as it is stored ("damaged").
    QString errorSentence(const QString &codeId, const QString &path, const QString &detail, qint64 offset) const;

    /// What an importer reads, in words; the id of an importer that has none.
    QString importerTitle(const QString &id) const;

    QString number(qint64 number) const; ///< 1,234,567
    QString bytes(qint64 bytes) const;   ///< 1.5 MiB; kUnknown: unknown()
    QString exactBytes(qint64 bytes) const; ///< 1,572,864 bytes; kUnknown: unknown()
    QString items(qint64 count) const;   ///< 3 items / 3件
    QString unknown() const { return word(QStringLiteral("word.unknown")); }
    /// A word of resources/eventtypes/words.json; its key where there is none.
    QString word(const QString &key) const;

private:
    QString errorDetail(const QString &detail) const;
    QString lookup(const EventType &type, const EventFields &fields, const QString &name) const;
    QString summary(const EventType &type, const QJsonObject &details) const;
    QString withConstants(const QString &table, const QString &value) const;

    std::shared_ptr<const EventTypeCatalogue> m_catalogue;
    QLocale::Language m_language;
    QLocale m_locale;
    bool m_isReport = false;
};

/// Letters of a file time in the order M A C B, a dot where one is missing: "M..B".
QString macbLetters(quint8 macb);

} // namespace ashiato
