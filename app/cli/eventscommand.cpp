// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

#include "models/records/severity.h"
#include "models/time/timetext.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

const QStringList kColumns{u"time"_s, u"type"_s, u"severity"_s, u"evidence"_s, u"path"_s,
                           u"position"_s, u"host"_s, u"account"_s, u"message"_s, u"tags"_s};
/// The declared fields that are not among the first columns.
template <typename Function> void forEachFurther(const Function &function)
{
    for (const EventFieldSpec &spec : kTypedSpecs) {
        if (spec.field != EventField::Host && spec.field != EventField::Account)
            function(spec);
    }
}

QStringList detailColumns()
{
    QStringList names;
    forEachFurther([&names](const EventFieldSpec &spec) { names.append(QLatin1String(spec.csv)); });
    return names << u"details"_s;
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

void writeDetails(RowWriter &rows, const EventRow &event)
{
    forEachFurther([&](const EventFieldSpec &spec) {
        if (spec.isText())
            rows.textOrUnknown(textOf(event, spec.field));
        else if (const qint64 number = numberOf(event, spec.field); number == spec.none())
            rows.unknown();
        else
            rows.number(number);
    });
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
    QStringList columns = kColumns;
    if (withId)
        columns.prepend(u"id"_s);
    if (withDetails)
        columns += detailColumns();
    const auto rows = call.rows(columns);
    const Result<void> read = eachEvent(*opened, *filter, [&](const EventRow &event) {
        if (withId)
            rows->number(event.id);
        writeEvent(*rows, event, sentences, *tags);
        if (withDetails)
            writeDetails(*rows, event);
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
        "Columns: time, type, severity, evidence, path, position, host, account, message, tags. Times are UTC with the digits\n"
        "that the source's precision carries, and without Z where the zone is not known; position is offset+length or #record.\n"
        "  ashiato-cli events CASE --host PC-07 --not-type 'fs:*' --from 2026-10-14 --csv\n"
        "  ashiato-cli events CASE --filter 'tag:侵入 | address:203.0.113.7'";
    command.run = runEvents;
    return command;
}

} // namespace ashiato
