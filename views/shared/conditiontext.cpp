// SPDX-License-Identifier: Apache-2.0
#include "views/shared/conditiontext.h"

#include "models/lens/lens.h"
#include "models/records/eventflags.h"
#include "models/records/severity.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "models/wording/visibletext.h"
#include "models/wording/wording.h"
#include "views/shared/language.h"
#include "views/shared/wordingof.h"

#include <QCoreApplication>
#include <QDateTime>

namespace ashiato
{

namespace
{

constexpr qint64 kSecondNs = 1'000'000'000;

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

/// The day, with its week day, where a span is a whole day of the zone; else empty.
QString dayText(qint64 fromNs, qint64 toNs, int fromOffset, int toOffset, const QLocale &locale)
{
    const auto wall = [](qint64 ns, int offset) { return QDateTime::fromSecsSinceEpoch(ns / kSecondNs + offset * 60, Qt::UTC); };
    const QDateTime from = wall(fromNs, fromOffset), to = wall(toNs, toOffset);
    const bool isWhole = fromNs % kSecondNs == 0 && toNs % kSecondNs == 0 && from.time() == QTime(0, 0) && to == from.addDays(1);
    if (!isWhole)
        return {};
    return QStringLiteral("%1 (%2)").arg(from.date().toString(Qt::ISODate), locale.dayName(from.date().dayOfWeek(), QLocale::ShortFormat));
}

QString spanText(const Condition &condition, const QString &zone, const QLocale &locale)
{
    // Times of a condition are instants; "as recorded" has no single zone, so they are told in UTC then.
    const auto offset = [&zone](qint64 ns) { return zone == Lens::kSourceZone ? 0 : zoneOffsetMinutes(zone, ns); };
    const auto shown = [&offset](qint64 ns) { return timeDisplay(ns, kSecondNs, offset(ns)); };
    if (condition.fromNs && condition.toNs) {
        const QString day = dayText(*condition.fromNs, *condition.toNs, offset(*condition.fromNs), offset(*condition.toNs), locale);
        return day.isEmpty() ? QStringLiteral("%1 – %2").arg(shown(*condition.fromNs), shown(*condition.toNs)) : day;
    }
    if (condition.fromNs)
        return Tr::tr("from %1").arg(shown(*condition.fromNs));
    return condition.toNs ? Tr::tr("until %1").arg(shown(*condition.toNs)) : Tr::tr("known");
}

QString valueText(FilterField field, const QString &value, const Wording &words)
{
    if (value.isEmpty())
        return Tr::tr("(none)");
    switch (field) {
    case FilterField::Kind: {
        const auto kind = eventKindFromId(value);
        return kind ? words.kind(*kind) : value;
    }
    case FilterField::Severity: {
        const auto severity = severityFromId(value);
        return severity ? words.severity(*severity) : value;
    }
    case FilterField::Flag: {
        const auto flag = eventFlagFromId(value);
        return flag ? words.eventFlags(*flag).join(QString()) : value;
    }
    case FilterField::FileTimes: return value == QStringLiteral("hide") ? Tr::tr("hidden") : Tr::tr("only these");
    case FilterField::Seen: return value == QStringLiteral("yes") ? Tr::tr("yes") : Tr::tr("no");
    default: return visibleText(value);
    }
}

} // namespace

QString fieldTitle(FilterField field, const ViewContext &context)
{
    switch (field) {
    case FilterField::Time: return Tr::tr("Time");
    case FilterField::Evidence: return Tr::tr("Exhibit");
    case FilterField::Type: return Tr::tr("Type");
    case FilterField::Kind: return Tr::tr("Kind");
    case FilterField::Severity: return Tr::tr("Severity");
    case FilterField::Address: return Tr::tr("Address");
    case FilterField::Port: return Tr::tr("Port");
    case FilterField::Tag: return Tr::tr("Tag");
    case FilterField::Text: return Tr::tr("Text");
    case FilterField::FileTimes: return Tr::tr("File times");
    case FilterField::Seen: return Tr::tr("Read");
    case FilterField::Flag: return Tr::tr("Remark");
    default: break;
    }
    const auto typed = typedFieldOf(field);
    return typed ? wordingOf(context).fieldTitle(*typed) : QString();
}

QString conditionValue(const Condition &condition, const ViewContext &context)
{
    if (condition.field == FilterField::Time)
        return spanText(condition, context.lens.displayZone(), context.language.locale());
    const Wording words = wordingOf(context);
    QStringList texts;
    for (const QString &value : condition.values)
        texts.append(valueText(condition.field, value, words));
    return texts.join(QStringLiteral(", "));
}

QStringList typedValues(FilterField field, const QString &text, const ViewContext &context)
{
    QStringList ids;
    if (field == FilterField::Kind) {
        for (int kind = 0; kind < kEventKinds; ++kind)
            ids.append(eventKindId(EventKind(kind)));
    } else if (field == FilterField::Severity) {
        for (int severity = int(Severity::Info); severity <= int(Severity::Last); ++severity)
            ids.append(severityId(Severity(severity)));
    }
    if (field == FilterField::Flag) {
        for (const EventFlagId &known : kEventFlagIds)
            ids.append(QLatin1String(known.id));
    }
    if (ids.isEmpty())
        return {text};
    const Wording words = wordingOf(context);
    QStringList values;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QString wanted = part.trimmed();
        QStringList named;
        for (const QString &id : ids) {
            if (id.compare(wanted, Qt::CaseInsensitive) == 0 || valueText(field, id, words).contains(wanted, Qt::CaseInsensitive))
                named.append(id);
        }
        values += named.isEmpty() ? QStringList(wanted) : named;
    }
    values.removeDuplicates();
    return values;
}

QString conditionText(const Condition &condition, const ViewContext &context)
{
    const QString title = fieldTitle(condition.field, context);
    const QString value = conditionValue(condition, context);
    return condition.negated ? Tr::tr("not %1: %2").arg(title, value) : Tr::tr("%1: %2").arg(title, value);
}

} // namespace ashiato
