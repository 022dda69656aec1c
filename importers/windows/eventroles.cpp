// SPDX-License-Identifier: Apache-2.0
#include "importers/windows/eventroles.h"

#include "importers/plainaddress.h"
#include "models/records/severity.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr auto kPrefix = "windows:evtx:"_L1;
constexpr auto kAnyOther = "windows:evtx:*"_L1;

/// What Windows writes where it has nothing to say.
bool saysNothing(QByteArrayView value)
{
    return value.isEmpty() || value == "-" || value == "::" || value == "0.0.0.0" || value == "S-1-0-0"
        || value == "LOCAL" || value == "ローカル";
}

/// Decimal or 0x…; -1 where it is no number that fits.
qint64 numberOf(QByteArrayView text)
{
    bool good = false;
    const qint64 number = QByteArray::fromRawData(text.data(), text.size()).toLongLong(&good, 0);
    // Base 0 takes a leading zero for octal: decimal digits are read as such.
    if (!text.startsWith("0x") && good)
        return QByteArray::fromRawData(text.data(), text.size()).toLongLong(nullptr, 10);
    return good ? number : -1;
}

/// One digest out of "SHA1=…,MD5=…,SHA256=…", lower case.
QByteArray hashPart(const QByteArray &hashes, const QByteArray &algorithm)
{
    for (const QByteArray &entry : hashes.split(',')) {
        const qsizetype equals = entry.indexOf('=');
        if (equals > 0 && entry.left(equals).trimmed().toLower() == algorithm)
            return entry.mid(equals + 1).trimmed().toLower();
    }
    return {};
}

/// The address of "::ffff:10.1.7.23" (an IPv4 one on an IPv6 socket) and of "10.1.7.23:50123" (the Remote Desktop Gateway).
QByteArray bareAddress(const QByteArray &address)
{
    if (const QByteArrayView plain = plainAddress(address); plain.size() < address.size())
        return plain.toByteArray();
    const qsizetype colon = address.indexOf(':');
    const bool withPort = colon > 0 && address.indexOf(':', colon + 1) < 0 && address.first(colon).count('.') == 3;
    return withPort ? address.first(colon) : address;
}

/// Whether an end of a connection is the machine that recorded it.
bool isItself(const QString &end, const QString &host)
{
    static const QStringList loopback{u"localhost"_s, u"::1"_s, u"local"_s};
    const auto first = [](const QString &name) { return name.section(u'.', 0, 0); };
    const bool isAddress = end.contains(u':') || std::all_of(end.begin(), end.end(), [](QChar c) { return c.isDigit() || c == u'.'; });
    return end.isEmpty() || end.startsWith("127."_L1) || loopback.contains(end, Qt::CaseInsensitive) ||
           end.compare(host, Qt::CaseInsensitive) == 0 || (!isAddress && first(end).compare(first(host), Qt::CaseInsensitive) == 0);
}

std::optional<FlowKind> flowKindFromId(const QString &id)
{
    for (size_t kind = 0; kind < std::size(kFlowKindIds); ++kind) {
        if (id == QLatin1StringView(kFlowKindIds[kind]))
            return FlowKind(kind);
    }
    return {};
}

bool setNumber(EventRecord &record, EventField role, qint64 number)
{
    const size_t place = typedIndex(role);
    const bool isPort = specOf(role).shape == FieldShape::Port;
    if (number < 0 || (isPort && (number == 0 || number > 0xffff)))
        return false;
    if (isPort)
        record.*kEventPorts[place] = quint16(number);
    else
        record.*kEventNumbers[place] = number;
    return true;
}

} // namespace

EventRoles::EventRoles()
{
    const QDir folder(u":/ashiato/eventtypes"_s);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            load(file.readAll());
    }
}

void EventRoles::load(const QByteArray &json)
{
    const QJsonArray types = QJsonDocument::fromJson(json).object().value("types"_L1).toArray();
    for (const QJsonValue &entry : types) {
        const QJsonObject object = entry.toObject();
        const QString id = object.value("id"_L1).toString();
        if (!id.startsWith(kPrefix))
            continue;
        Type type;
        type.severity = severityFromId(object.value("severity"_L1).toString()).value_or(Severity::None);
        for (const QJsonValue &provider : object.value("providers"_L1).toArray())
            type.providers.push_back(provider.toString().toUtf8());
        const QJsonValue flow = object.value("flow"_L1);
        type.flow = flowKindFromId(flow.isObject() ? flow["kind"_L1].toString() : flow.toString());
        type.goesOut = flow["from"_L1].toString() == "host"_L1;
        const QJsonObject roles = object.value("roles"_L1).toObject();
        for (size_t role = 0; role < type.roles.size(); ++role) {
            for (const QJsonValue &pattern : roles.value(QLatin1StringView(kTypedSpecs[role].id)).toArray())
                type.roles[role].push_back(parse(pattern.toString().toUtf8()));
        }
        bool numbered = false;
        const uint eventId = QStringView(id).mid(kPrefix.size()).toUInt(&numbered);
        if (numbered)
            m_types[eventId].push_back(std::move(type));
        else if (id == kAnyOther)
            m_default = std::move(type);
    }
}

EventRoles::Alternative EventRoles::parse(const QByteArray &pattern)
{
    if (pattern.startsWith('='))
        return {Piece{pattern.mid(1), {}, {}}};
    Alternative pieces;
    qsizetype at = 0;
    while (at < pattern.size()) {
        const qsizetype open = pattern.indexOf('{', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf('}', open);
        if (close < 0) {
            pieces.push_back({pattern.mid(at), {}, {}});
            break;
        }
        const QList<QByteArray> parts = pattern.mid(open + 1, close - open - 1).split('|');
        pieces.push_back({pattern.mid(at, open - at), parts.value(0), parts.value(1)});
        at = close + 1;
    }
    return pieces;
}

const EventRoles::Type &EventRoles::typeOf(const EvtxEvent &event) const
{
    if (!event.eventId)
        return m_default;
    const auto found = m_types.constFind(*event.eventId);
    if (found == m_types.cend())
        return m_default;
    for (const Type &type : *found) {
        const bool fits = type.providers.empty()
            || std::find(type.providers.begin(), type.providers.end(), event.provider) != type.providers.end();
        if (fits)
            return type;
    }
    return m_default;
}

bool EventRoles::hasOtherMeaning(const EvtxEvent &event) const
{
    return event.eventId && m_types.contains(*event.eventId) && &typeOf(event) == &m_default;
}

void EventRoles::apply(EvtxEvent &event, EventRecord &record, StringPool &strings) const
{
    const Type &type = typeOf(event);
    for (size_t role = 0; role < type.roles.size(); ++role) {
        for (const Alternative &alternative : type.roles[role]) {
            if (place(alternative, kTypedSpecs[role].field, event, record, strings))
                break;
        }
    }
    record.severity = std::max(record.severity, type.severity);
    if (type.flow)
        makeFlow(type, record, strings);
}

/// The end that the record does not name is the machine that made it. Copies that were recovered beyond the log would count a
/// logon twice: they make none.
void EventRoles::makeFlow(const Type &type, EventRecord &record, StringPool &strings)
{
    const QString host = strings.text(record.host);
    const bool comes = !isItself(strings.text(record.source), host), goes = !isItself(strings.text(record.destination), host);
    if (host.isEmpty() || (record.flags & EventRecovered) || (type.goesOut ? !goes || comes : !comes && !goes))
        return;
    if (record.source == 0 || (!comes && goes))
        record.source = record.host;
    if (record.destination == 0 || (!goes && comes))
        record.destination = record.host;
    record.flags |= flagsOfFlow(*type.flow);
}

bool EventRoles::place(const Alternative &alternative, EventField role, EvtxEvent &event, EventRecord &record,
                       StringPool &strings) const
{
    QByteArray value;
    bool exact = true;
    for (const Piece &piece : alternative) {
        value += piece.literal;
        if (piece.field.isEmpty())
            continue;
        const QByteArray *held = event.field(piece.field);
        if (!held || saysNothing(*held))
            return false;
        QByteArray part = piece.part.isEmpty() ? *held : hashPart(*held, piece.part);
        if (specOf(role).table == ValueTable::Endpoint)
            part = bareAddress(part);
        if (part.isEmpty())
            return false;
        exact = exact && part == *held;
        value += part;
    }
    if (!specOf(role).isText()) {
        // A hexadecimal code keeps its own spelling in the details.
        const qint64 number = numberOf(value);
        if (!setNumber(record, role, number))
            return false;
        exact = exact && value == QByteArray::number(number);
    } else {
        record.*kEventTexts[typedIndex(role)] = strings.intern(QByteArrayView(value));
    }
    if (!exact || &typeOf(event) == &m_default) // only a declared type tells which field a column holds
        return true;
    for (const Piece &piece : alternative) {
        if (EvtxField *field = piece.field.isEmpty() ? nullptr : event.find(piece.field))
            field->placed = true;
    }
    return true;
}

} // namespace ashiato
