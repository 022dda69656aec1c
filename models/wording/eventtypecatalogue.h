// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/eventkind.h"
#include "models/records/records.h"
#include "models/wording/sentencetemplate.h"

#include <QHash>
#include <QJsonObject>
#include <QLocale>
#include <QMap>

#include <array>
#include <vector>

namespace ashiato
{

/// A text in both languages. Everything but Japanese reads English.
struct BilingualText {
    QString ja;
    QString en;
    const QString &in(QLocale::Language language) const { return language == QLocale::Japanese ? ja : en; }
};

/// A field as the event type declares it.
struct EventFieldType {
    QString kind;   ///< text, int, time, ip, path, hash
    QString place;  ///< column, dictionary, details
    QString role;   ///< Which column, for place "column"
    QString values; ///< Name of a table of value meanings, or of flags; empty: none
    QString empty;  ///< A value with which the field says nothing ("0x0" of a sub-status)
};

/// What is known about one type of event.
struct EventType {
    QString id;             ///< "windows:evtx:4624", or a pattern with one '*'
    QStringList providers;  ///< Those whose id it is; empty: any
    EventKind kind = EventKind::System;
    Severity severity = Severity::None;
    BilingualText title;
    BilingualText explanation; ///< What the record shows and what it does not
    std::array<SentenceTemplate, 2> sentence; ///< ja, en
    SentenceTemplate reportSentence;          ///< ja, in the style of a report
    QHash<QString, QStringList> roles;
    QHash<QString, EventFieldType> fields;
    QHash<QString, QString> roleOfField; ///< Fields that alone fill a role: their value stands in that column

    const SentenceTemplate &sentenceIn(QLocale::Language language) const
    {
        return sentence[language == QLocale::Japanese ? 0 : 1];
    }
};

/// The event types, value meanings and words of resources/eventtypes, compiled in. Made once (some milliseconds) and
/// shared; immutable afterwards; any thread.
class EventTypeCatalogue
{
public:
    EventTypeCatalogue();

    /// The declaration of a type id, whichever provider; the most specific pattern where there is none.
    const EventType &type(QStringView id) const;
    /// The same for a record of a known provider: numbers of Windows events repeat across providers.
    const EventType &type(QStringView id, QStringView provider) const;
    const std::vector<EventType> &types() const { return m_types; }

    /// Meaning of a value by table name ("logonType"); numbers are compared as numbers, decimal or 0x….
    /// Null: the value has no entry.
    const BilingualText *valueMeaning(const QString &table, const QString &value) const;
    bool hasValues(const QString &table) const { return m_values.contains(table) || m_flags.contains(table); }
    /// Meanings of the bits that are set in a number, highest first; one without a meaning as a hexadecimal number. Empty:
    /// the table is none of flags, or the value no number.
    QStringList flagMeanings(const QString &table, const QString &value, QLocale::Language language) const;

    /// Null: no such word.
    const BilingualText *word(const QString &key) const;
    const QHash<QString, BilingualText> &words() const { return m_words; }
    /// Files that could not be read, for the test that there are none.
    const QStringList &errors() const { return m_errors; }

private:
    void load(const QString &name, const QJsonObject &root);
    void addType(const QJsonObject &object);
    const EventType &pattern(QStringView id) const;

    std::vector<EventType> m_types;
    QHash<QString, std::vector<size_t>> m_exact;
    std::vector<size_t> m_patterns; ///< Longest first
    QHash<QString, QHash<QString, BilingualText>> m_values;
    QHash<QString, QMap<quint64, BilingualText>> m_flags; ///< By the bit's value
    QHash<QString, BilingualText> m_words;
    QStringList m_errors;
    EventType m_unknown;
};

} // namespace ashiato
