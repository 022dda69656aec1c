// SPDX-License-Identifier: Apache-2.0
// What was found: tagged items in order of time, and the largest flows.
#include "models/report/chapters.h"

#include "models/timeline/citation.h"

#include <map>

namespace ashiato
{

namespace
{

using namespace report;

constexpr qint64 kSecond = 1'000'000'000;

QString tagNames(const ReportItem &item, const ReportWords &w)
{
    QStringList names;
    for (const TagRow &tag : item.tags)
        names.append(!w.isJapanese() && !tag.nameEn.isEmpty() ? tag.nameEn : tag.name);
    return names.join(w.isJapanese() ? QStringLiteral("、") : QStringLiteral(", "));
}

QString whatText(const ReportItem &item, const ReportWords &w)
{
    QString what;
    switch (item.target) {
    case TargetKind::Event: what = w.wording().eventSentence(eventFieldsOf(item.event)); break;
    case TargetKind::File: what = w(QT_TRANSLATE_NOOP("Report", "File %1")).arg(visibleText(item.file.path())); break;
    default: what = visibleText(item.value);
    }
    if (!item.note.isEmpty())
        what += u'\n' + w(QT_TRANSLATE_NOOP("Report", "Note: %1")).arg(visibleText(item.note, LineEnds::Keep));
    return what;
}

QString sourceText(const ReportItem &item, const ReportWords &w)
{
    if (item.target == TargetKind::Event)
        return visibleText(citationText(item.event, w.wording()));
    if (item.target == TargetKind::File)
        return QStringLiteral("%1, %2, inode %3").arg(item.file.evidence, visibleText(item.file.path()), item.file.inodeText);
    return visibleText(item.valueSource);
}

QStringList itemRow(const ReportItem &item, const ReportWords &w)
{
    const bool isFile = item.target == TargetKind::File;
    const qint64 precision = isFile ? item.file.precisionNs[0] : item.target == TargetKind::Event ? item.event.precisionNs : kSecond;
    QString when = w.tableTime(item.shownNs, precision, item.zoneKnown);
    if (item.zoneKnown)
        when += u'\n' + w.utcTime(item.shownNs, precision);
    if (isFile && item.shownNs != kNoTime)
        when += u'\n' + w(QT_TRANSLATE_NOOP("Report", "(modified)"));
    return {when, whatText(item, w), visibleText(item.event.host), tagNames(item, w), sourceText(item, w)};
}

/// The files that the rows above are or stand in, once each.
void writeSourceHashes(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    std::map<std::pair<QString, QString>, QByteArray> hashes;
    for (const ReportItem &item : b.data.items) {
        if (item.target == TargetKind::File)
            hashes.emplace(std::pair(item.file.evidence, item.file.path()), item.recordSha256);
        else if (item.target == TargetKind::Event)
            hashes.emplace(std::pair(item.event.evidence, item.event.path), item.recordSha256);
    }
    std::erase_if(hashes, [](const auto &entry) { return entry.second.isEmpty(); });
    if (hashes.empty())
        return;
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false},
                     {w(QT_TRANSLATE_NOOP("Report", "File")), 3, false},
                     {w(QT_TRANSLATE_NOOP("Report", "SHA-256")), 4.6, true}};
    for (const auto &[file, hash] : hashes)
        table.rows.push_back({file.first, visibleText(file.second), QString::fromLatin1(hash.toHex())});
    b.table(QT_TRANSLATE_NOOP("Report", "Hash values of the files they come from"), std::move(table));
}

void writeFlows(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.section(QT_TRANSLATE_NOOP("Report", "Flows by volume"));
    if (b.data.flowCount > qint64(b.data.flows.size()))
        b.say(w(QT_TRANSLATE_NOOP("Report", "The largest %1 of %2 flows are listed."))
                  .arg(b.number(qint64(b.data.flows.size())), b.number(b.data.flowCount)));
    b.say(w(QT_TRANSLATE_NOOP("Report", "Sent and received are seen from the source, and are sums of the records that tell "
                                        "them. Unknown: the log does not record it.")),
          Paragraph::Style::Small);
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "From")), 1.15, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Destination")), 1.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Kind")), 0.9, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Protocol")), 0.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.6, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Sent")), 0.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Received")), 0.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "First – last (JST)")), 2.6, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false}};
    for (const FlowRow &row : b.data.flows) {
        const QString destination = row.destinationPort ? QStringLiteral("%1:%2").arg(row.destination).arg(row.destinationPort)
                                                        : row.destination;
        table.rows.push_back({visibleText(row.source), visibleText(destination), b.wording().flowKind(row.kind), visibleText(row.protocol),
                              b.number(row.count),
                              b.wording().bytes(row.bytesOut), b.wording().bytes(row.bytesIn),
                              b.spanText(row.firstNs, row.lastNs, row.zoneKnown), row.evidence});
    }
    b.table(QT_TRANSLATE_NOOP("Report", "Largest flows"), std::move(table));
}

} // namespace

void writeResults(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Results"));
    b.section(QT_TRANSLATE_NOOP("Report", "Timeline of tagged items"));
    if (b.data.unboundTags > 0)
        b.say(w(QT_TRANSLATE_NOOP("Report", "%1 tags stand on items that are not in the case any more. They are not listed."))
                  .arg(b.number(b.data.unboundTags)),
              Paragraph::Style::Warning);
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Time (JST / UTC)")), 2.85, false},
                     {w(QT_TRANSLATE_NOOP("Report", "What happened")), 3.8, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Host")), 0.9, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Tag")), 0.8, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Source")), 1.7, true}};
    table.empty = w(QT_TRANSLATE_NOOP("Report", "Nothing has been tagged."));
    for (const ReportItem &item : b.data.items)
        table.rows.push_back(itemRow(item, w));
    b.table(QT_TRANSLATE_NOOP("Report", "Tagged items in order of time"), std::move(table));
    writeSourceHashes(b);
    if (!b.data.flows.empty())
        writeFlows(b);
}

} // namespace ashiato
