// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/eventfields.h"
#include "models/records/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ashiato
{

/// What a condition of a filter looks at: what every row has, or what joins several values, then the declared fields.
enum class FilterField : quint8 {
    Time,       ///< from/to, shown time in ns (half open); neither: any time at all
    Evidence, Type, Kind, Severity,
    Address,    ///< source or destination
    Port,       ///< of either
    Tag,
    Text,       ///< anywhere: all values, width and case folded
    FileTimes,  ///< events made from file times (value "hide" or "only")
    Seen,       ///< value "yes" or "no"
    Flag,       ///< a remark on the event: models/records/eventflags.h
#define ASHIATO_NAME(Name, ...) Name,
    ASHIATO_EVENT_FIELDS(ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME)
#undef ASHIATO_NAME
    Count,
    Path = NamedPath ///< The path that the record names, or the file that it is about or stands in
};
inline constexpr int kFirstTypedFilter = int(FilterField::Flag) + 1;

constexpr FilterField filterFieldOf(EventField typed) { return FilterField(kFirstTypedFilter + int(typedIndex(typed))); }
/// The declared field that a condition looks at; none for the others.
constexpr std::optional<EventField> typedFieldOf(FilterField field)
{
    const int place = int(field) - kFirstTypedFilter;
    return place < 0 || place >= int(kTypedFields) ? std::nullopt : std::optional(EventField(kFirstTyped + place));
}

/// One condition: a chip. values are alternatives (OR); negated excludes. Type takes a trailing '*'; Text and the fields of
/// FieldMatch::Part match folded substrings (Path with * or ? in it: models/lens/pathpattern.h); the rest match the folded
/// value. The value "" matches rows that do not have the field, so `-host:""` holds the rows with a host.
struct Condition {
    FilterField field = FilterField::Text;
    QStringList values;
    bool negated = false;
    std::optional<qint64> fromNs = std::nullopt; ///< Time only
    std::optional<qint64> toNs = std::nullopt;
    bool operator==(const Condition &) const = default;

    static Condition time(std::optional<qint64> fromNs, std::optional<qint64> toNs)
    {
        return {FilterField::Time, {}, false, fromNs, toNs};
    }
};

/// The one filter of GUI, command line, saved lenses and report: an OR of groups, each group an AND of conditions.
/// An empty filter holds everything. Prints as text and parses back: toText(fromText(t)) is canonical, and
/// fromText(toText(f)) is f for every f without empty groups or empty value lists.
/// Text form: `host:PC-07 -type:windows:evtx:* text:"請求書" from:2026-10-14T00:00:00Z | tag:侵入`.
/// Values with blanks, `|`, `,` or at their start `"` stand in double quotes, in which `\` escapes `"` and itself.
/// Alternatives are separated by commas. A word without a field is text. Two conditions side by side: AND; `|`: OR.
class Filter
{
public:
    using Group = std::vector<Condition>;

    std::vector<Group> groups;

    bool isEmpty() const;
    /// Adds to every group (AND); a Time condition replaces the old one; an equal condition is not doubled.
    void add(const Condition &condition);
    /// Takes the condition out of every group; a group that is empty then goes too.
    void remove(const Condition &condition);
    bool operator==(const Filter &) const = default;

    QString toText() const;
    /// Invalid names what was not understood, offset is its place in the text. Times without an offset are
    /// in zone (IANA id; empty: UTC).
    static Result<Filter> fromText(const QString &text, const QString &zone = {});
    QJsonObject toJson() const; ///< Canonical, for the journal
    static Result<Filter> fromJson(const QJsonObject &json);
};

/// One condition as text, without its field's meaning: "-host:PC-07".
QString conditionText(const Condition &condition);

/// The name of a field in the text form and in JSON: "host", "type" …; and back, whatever its case.
QString filterFieldId(FilterField field);
std::optional<FilterField> filterFieldFromId(const QString &id);

} // namespace ashiato
