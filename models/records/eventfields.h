// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

/// The values of an event that have a column of their own: the one declaration from which the records, the table, its
/// reading and writing, the column cache, filters, groups, columns of the window, exports and sentences are made.
/// A new one takes a line at the end of this list (seals count the columns in this order), a migration that adds its
/// column, and the words field.<id> and role.<id>.
///   TEXT(name, member, id, csv, column, table, match, since)
///   PORT, CODE and BYTES(name, member, id, csv, column, since)
/// member: of EventRecord, EventRow and EventFields. id: in filters, roles, log formats and words. csv: in exports and
/// views. column: of the table event. table: where a text stands. match: what a condition compares. since: the version
/// of the schema that has the column.
#define ASHIATO_EVENT_FIELDS(TEXT, PORT, CODE, BYTES)                                                                   \
    TEXT(Host, host, "host", "host", "host_alias_id", HostAlias, Whole, 1)                                              \
    TEXT(Account, account, "account", "account", "account_id", Account, Whole, 1)                                       \
    TEXT(Source, source, "source", "source", "source_id", Endpoint, Whole, 1)                                           \
    PORT(SourcePort, sourcePort, "sourcePort", "source_port", "source_port", 1)                                         \
    TEXT(Destination, destination, "destination", "destination", "destination_id", Endpoint, Whole, 1)                  \
    PORT(DestinationPort, destinationPort, "destinationPort", "destination_port", "destination_port", 1)                \
    TEXT(Protocol, protocol, "protocol", "protocol", "protocol_id", Text, Whole, 1)                                     \
    TEXT(Domain, domain, "domain", "domain", "domain_id", Text, Part, 1)                                                \
    TEXT(Url, url, "url", "url", "url_id", Text, Part, 1)                                                               \
    TEXT(Process, process, "process", "process", "process_id", Text, Part, 1)                                           \
    TEXT(NamedPath, namedPath, "path", "named_path", "path_id", Text, Part, 1)                                          \
    TEXT(Hash, hash, "hash", "hash", "hash_id", Text, Whole, 1)                                                         \
    TEXT(Action, action, "action", "action", "action_id", Text, Whole, 1)                                               \
    CODE(Status, status, "status", "status", "status", 1)                                                               \
    BYTES(BytesOut, bytesOut, "bytesOut", "bytes_out", "bytes_out", 1)                                                  \
    BYTES(BytesIn, bytesIn, "bytesIn", "bytes_in", "bytes_in", 1)                                                       \
    TEXT(Provider, provider, "provider", "provider", "provider_id", Text, Whole, 17)                                    \
    TEXT(Channel, channel, "channel", "channel", "channel_id", Text, Whole, 17)                                         \
    TEXT(ParentProcess, parentProcess, "parentProcess", "parent_process", "parent_process_id", Text, Part, 19)

/// For the shapes that a use of the list does not want.
#define ASHIATO_NO_FIELD(...)

namespace ashiato
{

/// The columns of an event as the column cache holds them: those that every event has, then the declared ones.
enum class EventField : quint8 {
    Time,     ///< Shown time in ns; kNoTime sorts first
    Evidence,
    Position, ///< Byte offset, or the record number where there is none; -1: neither
    Id,       ///< event.id
    Type, Severity, Flags,
    File,     ///< The file that the event is about (file times), else the one that its record stands in
    Details,  ///< Number of the string in the chunk (detailsText); 0: none
#define ASHIATO_NAME(Name, ...) Name,
    ASHIATO_EVENT_FIELDS(ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME)
#undef ASHIATO_NAME
    Count
};
inline constexpr int kEventFields = int(EventField::Count);
inline constexpr int kFirstTyped = int(EventField::Details) + 1;
inline constexpr size_t kTypedFields = size_t(kEventFields - kFirstTyped);

enum class FieldShape : quint8 {
    Text,
    Port,  ///< 0: none
    Code,  ///< A number that stands for something; kUnknown: none
    Bytes, ///< kUnknown: none
};
enum class ValueTable : quint8 { HostAlias, Account, Endpoint, Text, None };
enum class FieldMatch : quint8 {
    Whole, ///< A condition names the value
    Part,  ///< A condition names a part of it
};

struct EventFieldSpec {
    EventField field;
    const char *id, *csv, *column;
    FieldShape shape;
    ValueTable table = ValueTable::None;
    FieldMatch match = FieldMatch::Whole;
    int since = 1;

    constexpr bool isText() const { return shape == FieldShape::Text; }
    /// What stands for "none" where numbers stand: dictionary ids begin with 1.
    constexpr qint64 none() const { return isText() || shape == FieldShape::Port ? 0 : -1; }
};

inline constexpr std::array<EventFieldSpec, kTypedFields> kTypedSpecs{{
#define ASHIATO_TEXT(Name, member, id, csv, column, table, match, since)                                                 \
    {EventField::Name, id, csv, column, FieldShape::Text, ValueTable::table, FieldMatch::match, since},
#define ASHIATO_PORT(Name, member, id, csv, column, since)                                                               \
    {EventField::Name, id, csv, column, FieldShape::Port, ValueTable::None, FieldMatch::Whole, since},
#define ASHIATO_CODE(Name, member, id, csv, column, since)                                                               \
    {EventField::Name, id, csv, column, FieldShape::Code, ValueTable::None, FieldMatch::Whole, since},
#define ASHIATO_BYTES(Name, member, id, csv, column, since)                                                              \
    {EventField::Name, id, csv, column, FieldShape::Bytes, ValueTable::None, FieldMatch::Whole, since},
    ASHIATO_EVENT_FIELDS(ASHIATO_TEXT, ASHIATO_PORT, ASHIATO_CODE, ASHIATO_BYTES)
#undef ASHIATO_TEXT
#undef ASHIATO_PORT
#undef ASHIATO_CODE
#undef ASHIATO_BYTES
}};

constexpr bool isTyped(EventField field) { return int(field) >= kFirstTyped && int(field) < kEventFields; }
/// Place of a declared field among its like.
constexpr size_t typedIndex(EventField field) { return size_t(int(field) - kFirstTyped); }
constexpr const EventFieldSpec &specOf(EventField typed) { return kTypedSpecs[typedIndex(typed)]; }

/// Calls function(std::integral_constant<size_t, i>) for each declared field in order: what it does with kTypedSpecs[i]
/// is settled when it is compiled, so that a row costs what it cost with its members named one by one.
template <typename Function> constexpr void forEachTyped(Function &&function)
{
    [&]<size_t... I>(std::index_sequence<I...>) {
        (function(std::integral_constant<size_t, I>()), ...);
    }(std::make_index_sequence<kTypedFields>());
}

/// A declared field by the name that roles, log formats and filters give it.
constexpr std::optional<EventField> typedFromId(std::string_view id)
{
    for (const EventFieldSpec &spec : kTypedSpecs) {
        if (id == spec.id)
            return spec.field;
    }
    return std::nullopt;
}

/// The members of a struct that has one a declared field, by typedIndex(); null for the shapes that the list leaves out.
template <typename Struct, typename Value> using FieldMembers = std::array<Value Struct::*, kTypedFields>;

} // namespace ashiato
