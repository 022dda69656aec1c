// SPDX-License-Identifier: Apache-2.0
// What was found: tagged items in order of time, and the largest flows.
#include "models/report/chapters.h"

#include "models/timeline/citation.h"

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
        what += u'\n' + w(QT_TRANSLATE_NOOP("Report", "Note: %1")).arg(item.note);
    return what;
}

QString sourceText(const ReportItem &item, const ReportWords &w)
{
    QString source = visibleText(item.valueSource);
    if (item.target == TargetKind::Event)
        source = visibleText(citationText(item.event, w.wording()));
    else if (item.target == TargetKind::File)
        source = QStringLiteral("%1, %2, inode %3").arg(item.file.evidence, visibleText(item.file.path()), item.file.inodeText);
    if (!item.recordSha256.isEmpty())
        source += QStringLiteral(", SHA-256 ") + QString::fromLatin1(item.recordSha256.toHex());
    return source;
}

QStringList itemRow(const ReportItem &item, const ReportWords &w)
{
    const bool isFile = item.target == TargetKind::File;
    const qint64 precision = isFile ? item.file.precisionNs[0] : item.target == TargetKind::Event ? item.event.precisionNs : kSecond;
    QString when = w.tableTime(item.shownNs, precision) + u'\n' + w.utcTime(item.shownNs, precision);
    if (isFile && item.shownNs != kNoTime)
        when += u'\n' + w(QT_TRANSLATE_NOOP("Report", "(modified)"));
    return {when, whatText(item, w), visibleText(item.event.host), tagNames(item, w), sourceText(item, w)};
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
                     {w(QT_TRANSLATE_NOOP("Report", "Destination")), 2.2, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Protocol")), 1.05, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.6, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Sent")), 0.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Received")), 0.95, false},
                     {w(QT_TRANSLATE_NOOP("Report", "First – last (JST)")), 2.25, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false}};
    for (const FlowRow &row : b.data.flows) {
        const QString destination = row.destinationPort ? QStringLiteral("%1:%2").arg(row.destination).arg(row.destinationPort)
                                                        : row.destination;
        table.rows.push_back({visibleText(row.source), visibleText(destination), visibleText(row.protocol), b.number(row.count),
                              b.wording().bytes(row.bytesOut), b.wording().bytes(row.bytesIn),
                              b.spanText(row.firstNs, row.lastNs), row.evidence});
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
                     {w(QT_TRANSLATE_NOOP("Report", "What happened")), 3, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Host")), 0.9, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Tag")), 1, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Source")), 2.3, true}};
    table.empty = w(QT_TRANSLATE_NOOP("Report", "Nothing has been tagged."));
    for (const ReportItem &item : b.data.items)
        table.rows.push_back(itemRow(item, w));
    b.table(QT_TRANSLATE_NOOP("Report", "Tagged items in order of time"), std::move(table));
    if (!b.data.flows.empty())
        writeFlows(b);
}

} // namespace ashiato
