// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

#include "models/records/eventflags.h"
#include "models/records/severity.h"
#include "models/time/timetext.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

const QStringList kColumns{u"time"_s, u"type"_s, u"severity"_s, u"evidence"_s, u"path"_s,
                           u"position"_s, u"host"_s, u"account"_s, u"message"_s, u"tags"_s};
/// Behind what there was before them, so that a script that goes by place reads on.
const QStringList kLastColumns{u"flags"_s, u"provider"_s, u"channel"_s};

/// The declared fields that --details adds: those of the first schema before the details, later ones behind everything.
std::vector<EventFieldSpec> detailFields(bool isFirst)
{
    std::vector<EventFieldSpec> fields;
    for (const EventFieldSpec &spec : kTypedSpecs) {
        const QString name = QLatin1String(spec.csv);
        if (!kColumns.contains(name) && !kLastColumns.contains(name) && (spec.since == 1) == isFirst)
            fields.push_back(spec);
    }
    return fields;
}

QStringList columnsOf(const std::vector<EventFieldSpec> &fields)
{
    QStringList names;
    for (const EventFieldSpec &spec : fields)
        names.append(QLatin1String(spec.csv));
    return names;
}

/// As v_event has them: "recovered;damaged".
QString flagsText(const EventRow &event)
{
    QStringList flags;
    for (const EventFlagId &known : kEventFlagIds) {
        if (known.flag == EventTimeInvalid && event.ambiguous)
            flags.append(u"time_ambiguous"_s);
        if (event.flags & known.flag)
            flags.append(QLatin1String(known.id));
    }
    return flags.join(u';');
}

void writeEvent(RowWriter &rows, const EventRow &event, const EventSentences &sentences, const TagNames &tags)
{
    rows.textOrUnknown(timeText(event.shownNs, event.precisionNs, 0, event.zoneKnown));
    rows.textOrUnknown(event.type);
    rows.textOrUnknown(severityId(event.severity));
    rows.textOrUnknown(event.evidence);
    rows.textOrUnknown(event.path);
    rows.textOrUnknown(positionText(event.offset, event.length, event.recordNumber));
    rows.textOrUnknown(event.host);
    rows.textOrUnknown(event.account);
    rows.textOrUnknown(sentences.of(event));
    rows.textOrUnknown(tags.of(event.id));
}

void writeFields(RowWriter &rows, const EventRow &event, const std::vector<EventFieldSpec> &fields)
{
    for (const EventFieldSpec &spec : fields) {
        if (spec.isText())
            rows.textOrUnknown(textOf(event, spec.field));
        else if (const qint64 number = numberOf(event, spec.field); number == spec.none())
            rows.unknown();
        else
            rows.number(number);
    }
}

void writeDetails(RowWriter &rows, const EventRow &event)
{
    if (event.details.isEmpty())
        rows.unknown();
    else
        rows.text(QByteArrayView(event.details));
}

int runEvents(Invocation &call)
{
    const Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);
    const Result<QLocale::Language> language = languageFrom(call.value(u"language"_s));
    if (!language)
        return call.usage(language.error().detail);
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<TagNames> tags = TagNames::load(*opened->reader, TargetKind::Event);
    if (!tags)
        return call.fail(u"The tags could not be read."_s, tags.error());
    const EventSentences sentences(*language);
    const bool withId = call.isSet(u"with-id"_s);
    const bool withDetails = call.isSet(u"details"_s);
    const std::vector<EventFieldSpec> first = withDetails ? detailFields(true) : std::vector<EventFieldSpec>();
    const std::vector<EventFieldSpec> later = withDetails ? detailFields(false) : std::vector<EventFieldSpec>();
    QStringList columns = kColumns + columnsOf(first);
    if (withId)
        columns.prepend(u"id"_s);
    if (withDetails)
        columns.append(u"details"_s);
    columns += kLastColumns + columnsOf(later);
    const auto rows = call.rows(columns);
    const Result<void> read = eachEvent(*opened, *filter, [&](const EventRow &event) {
        if (withId)
            rows->number(event.id);
        writeEvent(*rows, event, sentences, *tags);
        writeFields(*rows, event, first);
        if (withDetails)
            writeDetails(*rows, event);
        rows->textOrUnknown(flagsText(event));
        rows->textOrUnknown(event.provider);
        rows->textOrUnknown(event.channel);
        writeFields(*rows, event, later);
        rows->endRow();
        return call.out().usable();
    });
    if (read || read.error().code != ErrorCode::Invalid) // wrong usage leaves standard output empty
        rows->finish();
    if (!read)
        return call.refuse(u"The events could not be read."_s, read.error());
    return call.finish();
}

} // namespace

Command eventsCommand()
{
    Command command{"events", "Lists events in order of time, evidence, position.", "CASE"};
    command.groups = Command::RowOptions | Command::FilterOptions;
    command.options = {{u"with-id"_s, u"The row's id as the first column."_s},
                       {u"details"_s, u"Further columns: source, destination, url, process … and the rest as JSON."_s},
                       {u"language"_s, u"Language of the message: en (as is) or ja."_s, u"LANGUAGE"_s}};
    command.description =
        "Columns: time, type, severity, evidence, path, position, host, account, message, tags, flags, provider, channel (further\n"
        "ones of --details stand behind tags, later ones at the end). Times are UTC with the digits that the source's precision carries, and without Z where the zone is not known; position is offset+length or #record.\n"
        "  ashiato-cli events CASE --host PC-07 --not-type 'fs:*' --from 2026-10-14 --csv\n"
        "  ashiato-cli events CASE --filter 'tag:侵入 | address:203.0.113.7'";
    command.run = runEvents;
    return command;
}

} // namespace ashiato
