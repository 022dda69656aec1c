// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace ashiato
{

/// What a condition of a filter looks at.
enum class FilterField : quint8 {
    Time,       ///< from/to, shown time in ns (half open)
    Evidence, Type, Kind, Severity, Host, Account,
    Address,    ///< source or destination
    Source, Destination, Port, Protocol, Domain, Url, Process, Path, Hash, Action, Status, Tag,
    Text,       ///< anywhere: all values, width and case folded
    FileTimes,  ///< events made from file times (value "hide" or "only")
    Seen, Last = Seen
};

/// One condition: a chip. values are alternatives (OR); negated excludes. Type takes a trailing '*'; Text, Path, Url,
/// Process and Domain match folded substrings; the rest match the folded value.
struct Condition {
    FilterField field = FilterField::Text;
    QStringList values;
    bool negated = false;
    std::optional<qint64> fromNs; ///< Time only
    std::optional<qint64> toNs;
    bool operator==(const Condition &) const = default;
};

/// The one filter of GUI, command line, saved lenses and report: an OR of groups, each group an AND of conditions.
/// An empty filter holds everything. Prints as text and parses back: print(parse(t)) is canonical.
/// Text form: `host:PC-07 -type:windows:evtx:* text:"請求書" from:2026-10-14T00:00:00Z | tag:侵入`.
class Filter
{
public:
    using Group = std::vector<Condition>;

    std::vector<Group> groups;

    bool isEmpty() const;
    /// Adds to every group (AND); a Time condition replaces the old one; an equal condition is not doubled.
    void add(const Condition &condition);
    void remove(const Condition &condition);
    bool operator==(const Filter &) const = default;

    QString toText() const;
    static Result<Filter> fromText(const QString &text);
    QJsonObject toJson() const; ///< Canonical, for the journal
    static Result<Filter> fromJson(const QJsonObject &json);
};

/// The name of a field in the text form and in JSON: "host", "type" …; and back.
QString filterFieldId(FilterField field);
std::optional<FilterField> filterFieldFromId(const QString &id);

} // namespace ashiato
