// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"
#include "app/cli/rowquestion.h"
#include "app/cli/targets.h"

#include "models/casedb/casewriter.h"
#include "models/records/severity.h"

#include <QRegularExpression>

#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Colours of tags that are made without one; in turn.
constexpr std::array kColours{"#c0392b", "#d68910", "#b7950b", "#1e8449", "#148f77", "#2471a3", "#7d3c98", "#839192"};

int listTags(Invocation &call)
{
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<TagRow>> tags = opened->reader->tags();
    if (!tags)
        return call.fail(u"The tags could not be read."_s, tags.error());
    const auto rows = call.rows({u"name"_s, u"name_en"_s, u"colour"_s, u"key"_s, u"severity"_s, u"count"_s});
    for (const TagRow &tag : *tags) {
        if (tag.removed)
            continue;
        for (const QString &text : {tag.name, tag.nameEn, tag.colour, tag.key, severityId(tag.severity)})
            rows->textOrUnknown(text);
        rows->number(tag.count);
        rows->endRow();
    }
    rows->finish();
    return call.finish();
}

/// The tag, made or changed as --colour and --key say.
Result<TagRow> tagToUse(const Invocation &call, const OpenedCase &opened)
{
    const QString name = call.value(u"tag"_s);
    Result<TagRow> tag = tagByName(*opened.reader, name);
    if (!tag)
        return tag;
    if (tag->id == 0) {
        if (call.isSet(u"remove"_s))
            return {ErrorCode::NotFound, u"tag “%1”"_s.arg(name)};
        const Result<std::vector<TagRow>> tags = opened.reader->tags();
        if (!tags)
            return tags.error();
        QString colour = call.value(u"colour"_s);
        if (colour.isEmpty())
            colour = QLatin1String(kColours[tags->size() % kColours.size()]);
        const Result<ActDone> made = waitFor(opened.file->writer()->act(Act::tagCreate(name, {}, colour, call.value(u"key"_s))));
        if (!made)
            return made.error();
        tag->id = made->id;
        tag->name = name;
        return tag;
    }
    QJsonObject fields;
    for (const QString &key : {u"colour"_s, u"key"_s}) {
        if (call.isSet(key))
            fields.insert(key, call.value(key));
    }
    if (!fields.isEmpty()) {
        const Result<ActDone> changed = waitFor(opened.file->writer()->act(Act::tagSet(tag->id, fields)));
        if (!changed)
            return changed.error();
    }
    return tag;
}

Result<Targets> filteredTargets(const Invocation &call, const OpenedCase &opened, const Filter &filter)
{
    Targets targets;
    const QString kind = call.value(u"target"_s);
    targets.kind = targetFromId(kind.isEmpty() ? u"event"_s : kind).value_or(TargetKind::Event);
    targets.lens = filter.toJson();
    if (targets.kind == TargetKind::Event) {
        Result<std::vector<qint64>> ids = eventIds(opened, filter);
        if (!ids)
            return ids.error();
        targets.ids = std::move(*ids);
        return targets;
    }
    const Result<RowFilter> wanted = rowQuestion(filter, targets.kind, *opened.reader);
    if (!wanted)
        return wanted.error();
    if (targets.kind == TargetKind::File) {
        const Result<void> read = eachFile(*opened.reader, *wanted, [&](const FileRow &file) {
            targets.ids.push_back(file.id);
            return true;
        });
        if (!read)
            return read.error();
        return targets;
    }
    const Result<std::vector<FlowRow>> flows = opened.reader->flows();
    if (!flows)
        return flows.error();
    for (const FlowRow &flow : *flows) {
        if (wanted->holds(flow))
            targets.ids.push_back(flow.id);
    }
    return targets;
}

int runTag(Invocation &call)
{
    static const QRegularExpression colour(u"^#[0-9a-fA-F]{6}$"_s);
    if (call.isSet(u"list"_s))
        return listTags(call);
    if (call.value(u"tag"_s).trimmed().isEmpty())
        return call.usage(u"Say which: --tag NAME, or --list."_s);
    if (call.isSet(u"colour"_s) && !colour.match(call.value(u"colour"_s)).hasMatch())
        return call.usage(u"--colour is #rrggbb."_s);
    if (call.isSet(u"target"_s) && !QStringList{u"event"_s, u"file"_s, u"flow"_s}.contains(call.value(u"target"_s)))
        return call.usage(u"--target is event, file or flow."_s);
    const Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);

    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    Result<Targets> targets = namedTargets(call, *opened->reader);
    if (!targets)
        return call.refuse(u"Nothing was tagged."_s, targets.error());
    const bool named = !targets->ids.empty();
    const bool filtered = !filter->isEmpty() || call.isSet(u"all"_s);
    if (named && filtered)
        return call.usage(u"Name rows or give a filter, not both."_s);
    if (filtered) {
        targets = filteredTargets(call, *opened, *filter);
        if (!targets)
            return call.refuse(u"Nothing was tagged."_s, targets.error());
    } else if (!named && !call.isSet(u"colour"_s) && !call.isSet(u"key"_s)) {
        return call.usage(u"Say what: --event, --file, --flow, a filter, or --all."_s);
    }

    const Result<TagRow> tag = tagToUse(call, *opened);
    if (!tag)
        return call.fail(u"The tag could not be used."_s, tag.error());
    qint64 count = 0;
    const bool remove = call.isSet(u"remove"_s);
    if (!targets->ids.empty()) {
        const Act act = remove ? Act::tagRemove(tag->id, targets->kind, std::move(targets->ids), targets->lens)
                               : Act::tagAdd(tag->id, targets->kind, std::move(targets->ids), targets->lens);
        const Result<ActDone> done = waitFor(opened->file->writer()->act(act));
        if (!done)
            return call.fail(u"Nothing was tagged."_s, done.error());
        count = done->count;
    }
    call.out().write((remove ? u"%1 untagged\n"_s : u"%1 tagged\n"_s)
                         .arg(counted(count, targetId(targets->kind), targetId(targets->kind) + u's')).toUtf8());
    return call.finish();
}

} // namespace

Command tagCommand()
{
    Command command{"tag", "Tags events, files or flows, or lists the tags.", "CASE", 1, -1};
    command.groups = Command::RowOptions | Command::FilterOptions;
    command.withoutFilters = QStringList{u"tag"_s};
    command.options = QList<QCommandLineOption>{{u"tag"_s, u"The tag; made where it is new."_s, u"NAME"_s},
                                                {u"colour"_s, u"Its colour, as #c0392b."_s, u"COLOUR"_s},
                                                {u"key"_s, u"Its key in the window."_s, u"KEY"_s}}
                      + targetOptions()
                      + QList<QCommandLineOption>{{u"target"_s, u"What a filter is about: event (as is), file, flow."_s, u"KIND"_s},
                                                  {u"all"_s, u"All of them, without a filter."_s},
                                                  {u"remove"_s, u"Takes the tag off."_s},
                                                  {u"list"_s, u"Lists the tags."_s}};
    command.description = "Ids come from --with-id of events, files and flows. A tagging is one act in the journal and can be undone.\n"
                          "To filter by a tag: --filter tag:NAME.\n"
                          "  ashiato-cli tag CASE --tag 侵入 --event 12,13\n"
                          "  ashiato-cli tag CASE --tag 通信 --address 203.0.113.7 --from 2026-10-14";
    command.run = runTag;
    return command;
}

} // namespace ashiato
