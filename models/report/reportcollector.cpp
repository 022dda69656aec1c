// SPDX-License-Identifier: Apache-2.0
#include "models/report/reportcollector.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/query/rowfilter.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <map>

namespace ashiato
{

namespace
{

constexpr int kBandBuckets = 160;
constexpr size_t kFlowsShown = 200;
constexpr int kIdsAtOnce = 500;

using ItemKey = std::pair<TargetKind, qint64>;

/// Takes a value out of a Result, or leaves the function with its error.
#define TAKE(target, expression)                                                                                       \
    if (auto got = (expression); !got)                                                                                 \
        return got.error();                                                                                            \
    else                                                                                                               \
        target = std::move(*got)

/// Acts that making a report or an export leaves behind: they would make every report differ from the last.
bool isOutput(const QString &act) { return act.startsWith(u"report") || act.startsWith(u"export"); }

/// The host names that entries of the journal point to.
Result<std::vector<HostAliasRow>> hostsIn(const std::vector<JournalRow> &journal, CaseReader &reader)
{
    static const QRegularExpression pointer(QStringLiteral("\"host_alias_id\":(\\d+)"));
    QSet<qint64> named;
    for (const JournalRow &row : journal) {
        for (auto match = pointer.globalMatch(QString::fromUtf8(row.payload)); match.hasNext();)
            named.insert(match.next().capturedView(1).toLongLong());
    }
    std::vector<HostAliasRow> hosts;
    if (named.isEmpty())
        return hosts;
    TAKE(hosts, reader.hostAliases());
    std::erase_if(hosts, [&](const HostAliasRow &alias) { return !named.contains(alias.id); });
    return hosts;
}

Result<void> fillEvents(CaseReader &reader, std::map<ItemKey, ReportItem> &items)
{
    QList<qint64> ids;
    for (const auto &[key, item] : items) {
        if (key.first == TargetKind::Event)
            ids.append(key.second);
    }
    for (qsizetype at = 0; at < ids.size(); at += kIdsAtOnce) {
        std::vector<EventRow> rows;
        TAKE(rows, reader.events(ids.mid(at, kIdsAtOnce)));
        for (EventRow &row : rows) {
            ReportItem &item = items[{TargetKind::Event, row.id}];
            item.shownNs = row.shownNs;
            item.zoneKnown = row.zoneKnown;
            item.event = std::move(row);
        }
    }
    return {};
}

Result<void> fillFiles(CaseReader &reader, const std::vector<ClockRow> &clocks, std::map<ItemKey, ReportItem> &items)
{
    QHash<qint32, const ClockRow *> byId;
    for (const ClockRow &clock : clocks)
        byId.insert(clock.id, &clock);
    QList<qint64> ids;
    for (const auto &[key, item] : items) {
        if (key.first == TargetKind::File)
            ids.append(key.second);
    }
    for (qsizetype at = 0; at < ids.size(); at += kIdsAtOnce) {
        std::vector<FileRow> rows;
        TAKE(rows, reader.filesByIds(ids.mid(at, kIdsAtOnce)));
        for (FileRow &row : rows) {
            ReportItem &item = items[{TargetKind::File, row.id}];
            // A file stands in the order of time where it was last modified.
            if (const ClockRow *clock = byId.value(row.clockId)) {
                item.shownNs = shownTime(*clock, row.times[0]);
                item.zoneKnown = clock->zoneKnown;
            }
            item.recordSha256 = row.sha256;
            item.file = std::move(row);
        }
    }
    return {};
}

/// Hashes of the files that tagged records stand in.
Result<void> fillHashes(CaseReader &reader, std::vector<ReportItem> &items)
{
    QList<qint64> ids;
    for (const ReportItem &item : items) {
        if (item.target == TargetKind::Event && item.event.fileId && !ids.contains(item.event.fileId))
            ids.append(item.event.fileId);
    }
    QHash<qint64, QByteArray> hashes;
    for (qsizetype at = 0; at < ids.size(); at += kIdsAtOnce) {
        std::vector<FileRow> rows;
        TAKE(rows, reader.filesByIds(ids.mid(at, kIdsAtOnce)));
        for (const FileRow &row : rows)
            hashes.insert(row.id, row.sha256);
    }
    for (ReportItem &item : items) {
        if (item.target == TargetKind::Event)
            item.recordSha256 = hashes.value(item.event.fileId);
    }
    return {};
}

Result<std::vector<ReportItem>> collectItems(CaseReader &reader, const std::vector<FlowRow> &flows, qint64 &unbound)
{
    std::vector<TagRow> tags;
    TAKE(tags, reader.tags());
    std::vector<TaggingRow> taggings;
    TAKE(taggings, reader.taggings());
    std::vector<NoteRow> notes;
    TAKE(notes, reader.notes());
    std::vector<ClockRow> clocks;
    TAKE(clocks, reader.clocks());
    std::map<ItemKey, ReportItem> items;
    for (const TaggingRow &tagging : taggings) {
        const auto tag = std::find_if(tags.begin(), tags.end(), [&](const TagRow &row) { return row.id == tagging.tagId; });
        if (tag == tags.end())
            continue;
        if (tagging.targetId == 0) {
            ++unbound;
            continue;
        }
        ReportItem &item = items[{tagging.target, tagging.targetId}];
        item.target = tagging.target;
        item.tags.push_back(*tag);
    }
    for (const NoteRow &note : notes) {
        const auto item = items.find({note.target, note.targetId});
        if (item != items.end())
            item->second.note = note.text; // an examiner's own words are printed where a tag says so, never alone
    }
    if (auto filled = fillEvents(reader, items); !filled)
        return filled.error();
    if (auto filled = fillFiles(reader, clocks, items); !filled)
        return filled.error();
    for (const FlowRow &flow : flows) {
        const auto item = items.find({TargetKind::Flow, flow.id});
        if (item != items.end()) {
            item->second.shownNs = flow.firstNs;
            item->second.zoneKnown = flow.zoneKnown;
            item->second.value = QStringLiteral("%1 → %2:%3").arg(flow.source, flow.destination).arg(flow.destinationPort);
            item->second.valueSource = flow.evidence + QStringLiteral(", ") + flow.path;
            if (flow.offset >= 0)
                item->second.valueSource += QStringLiteral(", 0x") + QString::number(flow.offset, 16);
        }
    }
    std::vector<ReportItem> sorted;
    for (auto &[key, item] : items)
        sorted.push_back(std::move(item));
    const auto place = [](const ReportItem &i) {
        return std::tuple(i.shownNs == kNoTime, i.shownNs, i.event.evidence + i.file.evidence, i.event.path + i.file.path(),
                          i.event.offset, i.event.recordNumber, i.event.ordinal, i.value);
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto &a, const auto &b) { return place(a) < place(b); });
    if (auto filled = fillHashes(reader, sorted); !filled)
        return filled.error();
    return sorted;
}

/// The graph as the network view lays it out: the places that the case keeps are fixed, the rest is found around them.
Result<void> collectNetwork(CaseReader &reader, const EventSelection &selection, ReportData &data, const CancelFlag &cancel)
{
    QHash<QString, QPointF> kept;
    TAKE(kept, reader.networkPositions());
    FlowSelection flows;
    std::vector<FlowRow> told;
    TAKE(told, toldFlows(reader, {}));
    TAKE(flows, flowsOf(selection, told, kAllFlowKinds, cancel));
    data.network = makeNetworkGraph(flows);
    if (!layOut(data.network, {}, cancel, kept))
        return {ErrorCode::Cancelled, {}};
    const QHash<QString, QPointF> places = data.network.positions();
    for (auto place = places.begin(); place != places.end(); ++place) {
        if (!kept.contains(place.key()))
            data.newPlaces.emplace_back(place.key(), place.value());
    }
    return {};
}

Result<void> collectPictures(Case &openCase, ReportData &data, const CancelFlag &cancel)
{
    std::shared_ptr<CaseReader> reader;
    TAKE(reader, openCase.reader());
    const auto use = openCase.writer() ? ColumnStore::Use::Own : ColumnStore::Use::Guest;
    const auto columns = std::make_shared<ColumnStore>(openCase.cacheFolder(), use);
    if (auto opened = columns->open(*reader); !opened)
        return opened;
    for (bool more = true; more;) {
        auto refreshed = columns->refresh(*reader, cancel);
        if (!refreshed)
            return refreshed.error();
        more = *refreshed;
    }
    EventQuery query(columns, reader);
    auto selection = query.select({}, EventColumn::Time, Qt::AscendingOrder, cancel);
    if (!selection)
        return selection.error();
    if (auto network = collectNetwork(*reader, *selection, data, cancel); !network)
        return network;
    std::vector<HostUse> uses;
    TAKE(uses, hostUse(*selection, cancel));
    TAKE(data.hosts, listHosts(*reader, uses));
    TAKE(data.zoneless, query.countFlagged(*selection, EventZoneUnknown, cancel));
    if (selection->untimed() == selection->count())
        return {};
    const auto end = [&selection](qint64 place) {
        return ReportData::End{selection->value(place, EventField::Time),
                               !(selection->value(place, EventField::Flags) & EventZoneUnknown)};
    };
    data.span = std::pair(end(selection->untimed()), end(selection->count() - 1));
    auto histogram = query.histogram(*selection, data.span->first.shownNs, data.span->second.shownNs + 1, kBandBuckets, cancel);
    if (!histogram)
        return histogram.error();
    data.histogram = std::move(*histogram);
    return {};
}

} // namespace

Result<ReportData> collectReport(Case &openCase, const CancelFlag &cancel)
{
    std::shared_ptr<CaseReader> reader;
    TAKE(reader, openCase.reader());
    if (auto begun = reader->beginSnapshot(); !begun)
        return begun.error();
    ReportData data;
    TAKE(data.info, reader->info());
    TAKE(data.examiners, reader->examiners());
    TAKE(data.evidence, reader->evidence());
    TAKE(data.volumes, reader->volumes(0));
    TAKE(data.jobs, reader->jobs());
    TAKE(data.types, reader->countsByType());
    TAKE(data.eventCount, reader->eventCount());
    TAKE(data.fileCount, reader->fileCount());
    for (const EvidenceRow &row : data.evidence)
        TAKE(data.filesOf[row.id], reader->fileCount(row.id));
    TAKE(data.coverage, reader->coverage());
    TAKE(data.warnings, reader->warnings());
    std::vector<FlowRow> flows;
    TAKE(flows, reader->flows());
    TAKE(data.items, collectItems(*reader, flows, data.unboundTags));
    data.flowCount = qint64(flows.size());
    flows.resize(std::min(flows.size(), kFlowsShown));
    data.flows = std::move(flows);
    std::vector<JournalRow> journal;
    TAKE(journal, reader->journal());
    for (JournalRow &row : journal) {
        if (isOutput(row.act))
            continue;
        data.journalHead = row.hash;
        data.journal.push_back(std::move(row));
    }
    TAKE(data.journalHosts, hostsIn(data.journal, *reader));
    reader->endSnapshot();
    if (auto pictures = collectPictures(openCase, data, cancel); !pictures)
        return pictures.error();
    return data;
}

} // namespace ashiato
