// SPDX-License-Identifier: Apache-2.0
#include "app/cli/filteroptions.h"

#include "models/records/eventflags.h"
#include "models/records/severity.h"
#include "models/time/timetext.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

struct FieldOption {
    const char *name;
    FilterField field;
    const char *valueName;
    const char *help;
};

constexpr std::array kFields{
    FieldOption{"evidence", FilterField::Evidence, "NUMBER", "Exhibit, as E-01."},
    FieldOption{"type", FilterField::Type, "TYPE", "Event type; a trailing * takes all below it."},
    FieldOption{"host", FilterField::Host, "NAME", "Host, by any of its names."},
    FieldOption{"account", FilterField::Account, "NAME", "Account."},
    FieldOption{"address", FilterField::Address, "ADDRESS", "Source or destination."},
    FieldOption{"text", FilterField::Text, "WORDS", "Any value; width and case do not matter."},
    FieldOption{"tag", FilterField::Tag, "NAME", "Tag."},
    FieldOption{"path", FilterField::Path, "PART", "Part of a path; with * or ? in it its end: '*.exe', 'Users/*/AppData/*'."},
    FieldOption{"provider", FilterField::Provider, "NAME", "Provider of an event log: Microsoft-Windows-Sysmon."},
    FieldOption{"channel", FilterField::Channel, "NAME", "Channel of an event log: Security."},
    FieldOption{"flag", FilterField::Flag, "FLAG", "Remark on the record: recovered, damaged, year_derived, zone_unknown …"},
    FieldOption{"severity", FilterField::Severity, "LEVEL", "At least: info, low, medium, high, critical."},
};

QCommandLineOption option(const QString &name, const char *help, const char *valueName)
{
    return {name, QString::fromUtf8(help), QString::fromUtf8(valueName)};
}

constexpr auto kLevels = "info, low, medium, high or critical"_L1;

/// The level and all above it; Invalid where it is none. The filter itself knows single levels.
Result<QStringList> levelsFrom(const QString &option, const QStringList &values)
{
    int least = int(Severity::Last) + 1;
    for (const QString &value : values) {
        const Severity level = severityFromId(value.toLower()).value_or(Severity::None);
        if (level == Severity::None)
            return {ErrorCode::Invalid, u"--%1 “%2” is no level; expected %3."_s.arg(option, value, kLevels)};
        least = std::min(least, int(level));
    }
    QStringList levels;
    for (int level = least; level <= int(Severity::Last); ++level)
        levels.append(severityId(Severity(level)));
    return levels;
}

QString negatedName(const char *name) { return "not-"_L1 + QLatin1String(name); }

Result<std::optional<qint64>> momentOf(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::optional<qint64>();
    const QString text = parser.value(option);
    const Result<qint64> moment = parseTime(text);
    if (!moment)
        return {ErrorCode::Invalid,
                u"--%1 “%2” is no time; expected 2026-10-14T09:00 (UTC), or with +09:00 behind it."_s.arg(option, text)};
    return std::optional<qint64>(*moment);
}

Result<void> addTime(Filter &filter, const QCommandLineParser &parser, const QString &prefix)
{
    const auto from = momentOf(parser, prefix + u"from"_s);
    if (!from)
        return from.error();
    const auto to = momentOf(parser, prefix + u"to"_s);
    if (!to)
        return to.error();
    if (!*from && !*to)
        return {};
    if (*from && *to && **from >= **to)
        return {ErrorCode::Invalid, u"--%1to is not behind --%1from; expected a later time."_s.arg(prefix)};
    Condition condition = Condition::time(*from, *to);
    condition.negated = !prefix.isEmpty();
    // Not through Filter::add(): a time range and an excluded one may stand side by side.
    for (Filter::Group &group : filter.groups)
        group.push_back(condition);
    return {};
}

QString filterTextSentence(const Error &error)
{
    const QString what = error.detail.isEmpty() ? u"--filter ends too early"_s : u"--filter: “%1” is not understood"_s.arg(error.detail);
    return u"%1 (character %2); expected conditions such as host:PC-07 -type:fs:* from:2026-10-14 text:\"two words\", with | for or."_s
        .arg(what)
        .arg(error.offset + 1);
}

/// "recovered, … or deleted_file"
QString flagIds()
{
    QStringList ids;
    for (const EventFlagId &known : kEventFlagIds)
        ids.append(QLatin1String(known.id));
    const QString last = ids.takeLast();
    return ids.join(u", "_s) + u" or "_s + last;
}

} // namespace

QString filterValueSentence(const QString &condition)
{
    static const QHash<QString, QString> kExpected{{u"severity"_s, kLevels},
                                                   {u"kind"_s, u"a kind of event, as logon, process or network"_s},
                                                   {u"filetimes"_s, u"hide or only"_s},
                                                   {u"seen"_s, u"yes or no"_s},
                                                   {u"flag"_s, flagIds()},
                                                   {u"port"_s, u"a number"_s},
                                                   {u"status"_s, u"a number"_s}};
    const QString expected = kExpected.value(condition.section(u':', 0, 0), u"another value"_s);
    return u"--filter: “%1” makes no sense; expected %2."_s.arg(condition, expected);
}

QList<QCommandLineOption> filterOptions(const QStringList &without)
{
    QList<QCommandLineOption> options{
        option(u"from"_s, "At or after this time (UTC, or with +09:00 behind it).", "TIME"),
        option(u"to"_s, "Before this time.", "TIME"),
        option(u"not-from"_s, "Leave out from this time …", "TIME"),
        option(u"not-to"_s, "… to before this time.", "TIME"),
    };
    for (const FieldOption &field : kFields) {
        if (!without.contains(QLatin1String(field.name)))
            options.append(option(QLatin1String(field.name), field.help, field.valueName));
        options.append(option(negatedName(field.name), "Leave these out.", field.valueName));
    }
    options.append(option(u"filter"_s, "A filter as text, as the window's filter row shows it.", "TEXT"));
    return options;
}

Result<Filter> filterFrom(const QCommandLineParser &parser, const QStringList &without)
{
    Filter filter;
    for (const QString &text : parser.values(u"filter"_s)) {
        const Result<Filter> parsed = Filter::fromText(text);
        if (!parsed)
            return {ErrorCode::Invalid, filterTextSentence(parsed.error())};
        if (filter.isEmpty()) {
            filter = *parsed;
            continue;
        }
        // (a | b) and (c | d) is ac | ad | bc | bd.
        std::vector<Filter::Group> product;
        for (const Filter::Group &left : filter.groups) {
            for (const Filter::Group &right : parsed->groups) {
                product.push_back(left);
                product.back().insert(product.back().end(), right.begin(), right.end());
            }
        }
        filter.groups = std::move(product);
    }
    if (filter.groups.empty())
        filter.groups.emplace_back();
    for (const QString &prefix : {QString(), u"not-"_s}) {
        if (const Result<void> added = addTime(filter, parser, prefix); !added)
            return added.error();
    }
    for (const FieldOption &field : kFields) {
        for (const bool negated : {false, true}) {
            const QString name = negated ? negatedName(field.name) : QString(QLatin1String(field.name));
            if (without.contains(name) || !parser.isSet(name))
                continue;
            Condition condition;
            condition.field = field.field;
            condition.negated = negated;
            condition.values = parser.values(name);
            if (field.field == FilterField::Severity) {
                const Result<QStringList> levels = levelsFrom(name, condition.values);
                if (!levels)
                    return levels.error();
                condition.values = *levels;
            }
            for (Filter::Group &group : filter.groups)
                group.push_back(condition);
        }
    }
    if (filter.groups.size() == 1 && filter.groups.front().empty())
        filter.groups.clear();
    return filter;
}

} // namespace ashiato
