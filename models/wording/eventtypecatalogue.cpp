// SPDX-License-Identifier: Apache-2.0
#include "models/wording/eventtypecatalogue.h"

#include "models/records/severity.h"
#include "models/wording/plainstyle.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <bit>
#include <optional>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

BilingualText bilingual(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return {object.value("ja"_L1).toString(), object.value("en"_L1).toString()};
}

/// A decimal or hexadecimal number; nothing where the value is none.
std::optional<quint64> numberOf(const QString &value)
{
    bool good = false;
    const bool isHex = value.startsWith("0x"_L1, Qt::CaseInsensitive);
    const quint64 number = isHex ? value.mid(2).toULongLong(&good, 16) : value.toULongLong(&good, 10);
    return good ? std::optional(number) : std::nullopt;
}

/// Numbers in one spelling: "0xC000006A", "0xc000006a" and 3221225578 are the same value.
QString normalised(const QString &value)
{
    const auto number = numberOf(value);
    return number ? QString::number(*number) : value;
}

/// One '*' in the pattern.
bool matches(const QString &pattern, QStringView id)
{
    const qsizetype star = pattern.indexOf(u'*');
    const QStringView before = QStringView(pattern).first(star), after = QStringView(pattern).sliced(star + 1);
    return id.size() >= before.size() + after.size() && id.startsWith(before) && id.endsWith(after);
}

} // namespace

EventTypeCatalogue::EventTypeCatalogue()
{
    const QDir folder(u":/ashiato/words"_s);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        QJsonParseError error;
        const bool opened = file.open(QIODevice::ReadOnly);
        const QJsonDocument document = QJsonDocument::fromJson(opened ? file.readAll() : QByteArray(), &error);
        if (!opened || !document.isObject())
            m_errors.push_back(name + u": "_s + error.errorString());
        load(name, document.object());
    }
    for (size_t i = 0; i < m_types.size(); ++i) {
        if (m_types[i].id.contains(u'*'))
            m_patterns.push_back(i);
        else
            m_exact[m_types[i].id].push_back(i);
    }
    std::stable_sort(m_patterns.begin(), m_patterns.end(),
                     [this](size_t a, size_t b) { return m_types[a].id.size() > m_types[b].id.size(); });
}

void EventTypeCatalogue::load(const QString &name, const QJsonObject &root)
{
    const QJsonObject words = root.value("words"_L1).toObject();
    for (auto word = words.begin(); word != words.end(); ++word)
        m_words.insert(word.key(), bilingual(word.value()));
    const QJsonObject tables = root.value("values"_L1).toObject();
    for (auto table = tables.begin(); table != tables.end(); ++table) {
        const QJsonObject entries = table.value().toObject();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry)
            m_values[table.key()].insert(normalised(entry.key()), bilingual(entry.value()));
    }
    const QJsonObject flags = root.value("flags"_L1).toObject();
    for (auto table = flags.begin(); table != flags.end(); ++table) {
        const QJsonObject entries = table.value().toObject();
        for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
            const auto bit = numberOf(entry.key());
            if (!bit || std::popcount(*bit) != 1)
                m_errors.push_back(name + u": not one bit: "_s + entry.key());
            else
                m_flags[table.key()].insert(*bit, bilingual(entry.value()));
        }
    }
    for (const QJsonValue &type : root.value("types"_L1).toArray()) {
        addType(type.toObject());
        if (!m_types.back().sentence[0].isValid() || !m_types.back().sentence[1].isValid())
            m_errors.push_back(name + u": sentence of "_s + m_types.back().id);
    }
}

void EventTypeCatalogue::addType(const QJsonObject &object)
{
    EventType type;
    type.id = object.value("id"_L1).toString();
    for (const QJsonValue &provider : object.value("providers"_L1).toArray())
        type.providers.push_back(provider.toString());
    type.kind = eventKindFromId(object.value("kind"_L1).toString()).value_or(EventKind::System);
    type.severity = severityFromId(object.value("severity"_L1).toString()).value_or(Severity::None);
    type.title = bilingual(object.value("title"_L1));
    type.explanation = bilingual(object.value("explanation"_L1));
    const BilingualText sentence = bilingual(object.value("sentence"_L1));
    type.sentence = {SentenceTemplate(sentence.ja), SentenceTemplate(sentence.en)};
    type.reportSentence = SentenceTemplate(plainStyle(sentence.ja));
    const QJsonObject roles = object.value("roles"_L1).toObject();
    for (auto role = roles.begin(); role != roles.end(); ++role) {
        for (const QJsonValue &entry : role.value().toArray()) {
            const QString alternative = entry.toString();
            type.roles[role.key()].push_back(alternative);
            const bool alone = alternative.startsWith(u'{') && alternative.indexOf(u'}') == alternative.size() - 1
                && !alternative.contains(u'|');
            if (alone)
                type.roleOfField.insert(alternative.sliced(1, alternative.size() - 2), role.key());
        }
    }
    const QJsonObject fields = object.value("fields"_L1).toObject();
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        const QJsonObject declared = field.value().toObject();
        type.fields.insert(field.key(), {declared.value("kind"_L1).toString(), declared.value("place"_L1).toString(),
                                         declared.value("role"_L1).toString(), declared.value("values"_L1).toString(),
                                         declared.value("empty"_L1).toString()});
    }
    m_types.push_back(std::move(type));
}

const EventType &EventTypeCatalogue::type(QStringView id) const
{
    const auto exact = m_exact.constFind(id.toString());
    return exact != m_exact.cend() ? m_types[exact->front()] : pattern(id);
}

const EventType &EventTypeCatalogue::type(QStringView id, QStringView provider) const
{
    const auto exact = m_exact.constFind(id.toString());
    if (exact == m_exact.cend())
        return pattern(id);
    for (const size_t index : *exact) {
        if (m_types[index].providers.isEmpty() || m_types[index].providers.contains(provider))
            return m_types[index];
    }
    return pattern(id);
}

const EventType &EventTypeCatalogue::pattern(QStringView id) const
{
    for (const size_t index : m_patterns) {
        if (matches(m_types[index].id, id))
            return m_types[index];
    }
    return m_unknown;
}

const BilingualText *EventTypeCatalogue::valueMeaning(const QString &table, const QString &value) const
{
    const auto entries = m_values.constFind(table);
    if (entries == m_values.cend())
        return nullptr;
    const auto entry = entries->constFind(normalised(value));
    return entry == entries->cend() ? nullptr : &*entry;
}

QStringList EventTypeCatalogue::flagMeanings(const QString &table, const QString &value, QLocale::Language language) const
{
    QStringList meanings;
    const auto flags = m_flags.constFind(table);
    const auto number = numberOf(value.trimmed());
    if (flags == m_flags.cend() || !number)
        return meanings;
    for (quint64 rest = *number; rest; rest &= ~std::bit_floor(rest)) {
        const quint64 bit = std::bit_floor(rest);
        const auto flag = flags->constFind(bit);
        meanings.push_back(flag == flags->cend() ? u"0x"_s + QString::number(bit, 16) : flag->in(language));
    }
    return meanings;
}

const BilingualText *EventTypeCatalogue::word(const QString &key) const
{
    const auto found = m_words.constFind(key);
    return found == m_words.cend() ? nullptr : &*found;
}

} // namespace ashiato
