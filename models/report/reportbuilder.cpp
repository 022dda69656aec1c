// SPDX-License-Identifier: Apache-2.0
#include "models/report/reportbuilder.h"

#include "models/report/bandpicture.h"
#include "models/report/networkpicture.h"
#include "models/time/timetext.h"
#include "models/timeline/citation.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace report;

/// Builds the chapters one after the other; numbers chapters, tables and figures.
class Builder
{
public:
    Builder(const ReportData &data, const ReportWords &words) : m_data(data), w(words) {}

    Document build(qint64 issuedNs)
    {
        front(issuedNs);
        overview();
        exhibits();
        method();
        results();
        coverage();
        journal();
        return std::move(m_document);
    }

private:
    QString bytes(qint64 size) const
    {
        return size < 0 ? w.wording().unknown()
                        : QStringLiteral("%1 (%2)").arg(w.wording().bytes(size), w.wording().exactBytes(size));
    }
    QString orUnknown(const QString &text) const { return text.isEmpty() ? w.wording().unknown() : text; }

    void chapter(const char *title)
    {
        ++m_chapter;
        m_section = 0;
        add(Heading{1, QString::number(m_chapter), w(title)});
    }
    void section(const QString &title)
    {
        ++m_section;
        add(Heading{2, QStringLiteral("%1.%2").arg(m_chapter).arg(m_section), title});
    }
    void say(const QString &text, Paragraph::Style style = Paragraph::Style::Body) { add(Paragraph{text, style}); }
    QString tableTitle(const char *title)
    {
        return w(QT_TRANSLATE_NOOP("Report", "Table %1  %2")).arg(++m_tables).arg(w(title));
    }
    QString figureTitle(const QString &title)
    {
        return w(QT_TRANSLATE_NOOP("Report", "Figure %1  %2")).arg(++m_figures).arg(title);
    }
    template <typename B> void add(B block) { m_document.blocks.emplace_back(std::move(block)); }

    void front(qint64 issuedNs)
    {
        Document &d = m_document;
        const CaseInfo &info = m_data.info;
        d.language = w.languageId();
        d.title = w(QT_TRANSLATE_NOOP("Report", "Investigation report"));
        d.subtitle = info.name;
        d.front.rows = {{w(QT_TRANSLATE_NOOP("Report", "Case number")), orUnknown(info.number)},
                        {w(QT_TRANSLATE_NOOP("Report", "Case name")), info.name}};
        if (!info.client.isEmpty())
            d.front.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Client")), info.client);
        d.front.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Examiner")),
                                  m_data.examiners.join(QStringLiteral(", ")));
        d.dateLine = w(QT_TRANSLATE_NOOP("Report", "Date of issue: %1")).arg(w.date(issuedNs));
        d.issued = QDateTime::fromMSecsSinceEpoch(issuedNs / 1'000'000, Qt::UTC).toString(Qt::ISODate);
        d.handling = w(QT_TRANSLATE_NOOP(
            "Report",
            "This report describes what was found within the data provided. It does not guarantee the absence of "
            "anything that it does not mention."));
        d.contentsTitle = w(QT_TRANSLATE_NOOP("Report", "Contents"));
        d.headerLeft = info.name;
        d.headerRight = w(QT_TRANSLATE_NOOP("Report", "Confidential"));
        d.footerLeft = QStringLiteral("%1 · Ashiato %2")
                           .arg(info.number.isEmpty() ? info.name : info.number, QStringLiteral(ASHIATO_VERSION));
        QStringList marks;
        for (const EvidenceRow &row : m_data.evidence) {
            if (row.verification == Verification::Mismatch)
                marks.append(row.number);
        }
        if (!marks.isEmpty())
            d.footerLeft +=
                QStringLiteral(" · ") +
                w(QT_TRANSLATE_NOOP("Report", "Hash mismatch: %1 (see 2.2)")).arg(marks.join(QStringLiteral(", ")));
        d.pageOf = QStringLiteral("%1 / %2");
    }

    void overview()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Overview"));
        const Wording &wording = w.wording();
        say(w(QT_TRANSLATE_NOOP(
            "Report", "Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.")));
        add(Facts{{{w(QT_TRANSLATE_NOOP("Report", "Exhibits")), wording.number(qint64(m_data.evidence.size()))},
                   {w(QT_TRANSLATE_NOOP("Report", "Files listed")), wording.number(m_data.fileCount)},
                   {w(QT_TRANSLATE_NOOP("Report", "Events")), wording.number(m_data.eventCount)},
                   {w(QT_TRANSLATE_NOOP("Report", "Flows")), wording.number(m_data.flowCount)},
                   {w(QT_TRANSLATE_NOOP("Report", "Tagged items")), wording.number(qint64(m_data.items.size()))},
                   {w(QT_TRANSLATE_NOOP("Report", "Span of the records")),
                    m_data.span ? QStringLiteral("%1 〜 %2")
                                      .arg(w.bodyTime(m_data.span->first, 1'000'000'000),
                                           w.bodyTime(m_data.span->second, 1'000'000'000))
                                : wording.unknown()}}});
        QStringList open;
        for (const EvidenceRow &row : m_data.evidence) {
            if (row.state != QStringLiteral("imported"))
                open.append(row.number);
        }
        if (!open.isEmpty())
            say(w(QT_TRANSLATE_NOOP("Report", "The import of these exhibits had not ended when the report was made: "
                                              "%1. What it lacks may still be found."))
                    .arg(open.join(QStringLiteral(", "))),
                Paragraph::Style::Warning);
        if (m_data.span)
            add(Picture{paintBand(m_data, w),
                        figureTitle(w(QT_TRANSLATE_NOOP("Report", "Number of events over time (JST), n=%1"))
                                        .arg(wording.number(m_data.eventCount))),
                        w(QT_TRANSLATE_NOOP(
                            "Report",
                            "Stacked bars: number of events of each kind over the whole span; marks: tagged items."))});
        if (!m_data.network.nodes.empty())
            add(Picture{paintNetwork(m_data.network, w),
                        figureTitle(w(QT_TRANSLATE_NOOP("Report", "Hosts and destinations by volume, n=%1 flows"))
                                        .arg(wording.number(m_data.flowCount))),
                        w(QT_TRANSLATE_NOOP("Report", "A graph of hosts and destinations: arrows point to who was asked; "
                                                      "sizes and widths by volume. The table of flows lists them."))});
    }

    void exhibits()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Exhibits and preservation"));
        section(w(QT_TRANSLATE_NOOP("Report", "List of exhibits")));
        Table list;
        list.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Exhibits"));
        list.columns = {{w(QT_TRANSLATE_NOOP("Report", "No.")), 0.7, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Name")), 2, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Kind")), 1, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Size")), 1.6, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Host")), 1, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Verification")), 1.1, false}};
        list.empty = w(QT_TRANSLATE_NOOP("Report", "No exhibit was registered."));
        for (const EvidenceRow &row : m_data.evidence)
            list.rows.push_back({row.number, row.name, row.format.isEmpty() ? evidenceKindId(row.kind) : row.format,
                                 bytes(row.size), row.host,
                                 w.wording().verification(verificationId(row.verification))});
        add(std::move(list));
        section(w(QT_TRANSLATE_NOOP("Report", "Verification of identity")));
        for (const EvidenceRow &row : m_data.evidence)
            exhibit(row);
    }

    void exhibit(const EvidenceRow &row)
    {
        say(QStringLiteral("%1  %2").arg(row.number, row.name));
        const QString state = verificationId(row.verification);
        const bool bad = row.verification == Verification::Mismatch || row.verification == Verification::Unreadable;
        say(w.wording().verificationSentence(state), bad ? Paragraph::Style::Warning : Paragraph::Style::Small);
        Facts facts;
        const auto fact = [&facts](const QString &name, const QString &value) {
            if (!value.isEmpty())
                facts.rows.emplace_back(name, value);
        };
        fact(w(QT_TRANSLATE_NOOP("Report", "MD5 (stored)")), row.storedMd5);
        fact(w(QT_TRANSLATE_NOOP("Report", "MD5 (computed)")), row.md5);
        fact(w(QT_TRANSLATE_NOOP("Report", "SHA-1 (stored)")), row.storedSha1);
        fact(w(QT_TRANSLATE_NOOP("Report", "SHA-1 (computed)")), row.sha1);
        fact(w(QT_TRANSLATE_NOOP("Report", "SHA-256 (computed)")), row.sha256);
        for (const QJsonValue &range : row.badRanges)
            fact(w(QT_TRANSLATE_NOOP("Report", "Unreadable range")),
                 QStringLiteral("%1 + %2").arg(range[0].toInteger()).arg(range[1].toInteger()));
        fact(w(QT_TRANSLATE_NOOP("Report", "Segments")),
             row.segments.size() > 1 ? w.wording().number(row.segments.size()) : QString());
        for (auto it = row.acquisition.begin(); it != row.acquisition.end(); ++it)
            fact(w(QT_TRANSLATE_NOOP("Report", "Header: %1")).arg(it.key()), it.value().toVariant().toString());
        fact(w(QT_TRANSLATE_NOOP("Report", "Time zone")), row.zone);
        fact(w(QT_TRANSLATE_NOOP("Report", "Clock skew (correction)")),
             row.skewNs ? durationText(row.skewNs) : QString());
        fact(w(QT_TRANSLATE_NOOP("Report", "Received at")), row.receivedAt);
        fact(w(QT_TRANSLATE_NOOP("Report", "Received from")), row.receivedFrom);
        fact(w(QT_TRANSLATE_NOOP("Report", "Received by")), row.receivedBy);
        fact(w(QT_TRANSLATE_NOOP("Report", "Maker and model")), row.maker);
        fact(w(QT_TRANSLATE_NOOP("Report", "Serial number")), row.serial);
        fact(w(QT_TRANSLATE_NOOP("Report", "Place kept")), row.placeKept);
        fact(w(QT_TRANSLATE_NOOP("Report", "Notes")), row.note);
        for (const VolumeRow &volume : m_data.volumes) {
            if (volume.evidenceId == row.id)
                fact(w(QT_TRANSLATE_NOOP("Report", "Volume %1")).arg(volume.number),
                     QStringLiteral("%1 %2, %3 + %4")
                         .arg(volume.fileSystem.isEmpty() ? volume.unsupported : volume.fileSystem, volume.label)
                         .arg(volume.offset)
                         .arg(volume.length));
        }
        add(std::move(facts));
    }

    void method()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Method"));
        section(w(QT_TRANSLATE_NOOP("Report", "Tools and versions")));
        Facts tools;
        tools.rows.emplace_back(QStringLiteral("Ashiato"), QStringLiteral(ASHIATO_VERSION));
        std::vector<std::pair<QString, QString>> importers;
        for (const CoverageRow &row : m_data.coverage) {
            const std::pair entry{row.importer, row.version};
            if (std::find(importers.begin(), importers.end(), entry) == importers.end())
                importers.push_back(entry);
        }
        std::sort(importers.begin(), importers.end());
        for (const auto &[importer, version] : importers)
            tools.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Importer %1")).arg(importer), version);
        add(std::move(tools));
        section(w(QT_TRANSLATE_NOOP("Report", "Types of records")));
        Table types;
        types.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Events by type"));
        types.columns = {{w(QT_TRANSLATE_NOOP("Report", "Type")), 2, true},
                         {w(QT_TRANSLATE_NOOP("Report", "Meaning")), 3, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Count")), 1, false}};
        types.empty = w(QT_TRANSLATE_NOOP("Report", "No event was read."));
        for (const TypeCount &type : m_data.types)
            types.rows.push_back({type.type, w.wording().eventTitle(type.type), w.wording().number(type.count)});
        add(std::move(types));
    }

    QString sentence(const EventRow &event) const
    {
        return w.wording().eventSentence(eventFieldsOf(event));
    }

    QString tagNames(const ReportItem &item) const
    {
        QStringList names;
        for (const TagRow &tag : item.tags)
            names.append(!w.isJapanese() && !tag.nameEn.isEmpty() ? tag.nameEn : tag.name);
        return names.join(QStringLiteral(", "));
    }

    void results()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Results"));
        section(w(QT_TRANSLATE_NOOP("Report", "Timeline of tagged items")));
        Table table;
        table.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Tagged items in order of time"));
        table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Time (JST / UTC)")), 1.9, false},
                         {w(QT_TRANSLATE_NOOP("Report", "What happened")), 3.4, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Host")), 0.9, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Tag")), 0.9, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Source")), 2.6, true}};
        table.empty = w(QT_TRANSLATE_NOOP("Report", "Nothing has been tagged."));
        for (const ReportItem &item : m_data.items)
            table.rows.push_back(itemRow(item));
        add(std::move(table));
        if (!m_data.flows.empty()) {
            section(w(QT_TRANSLATE_NOOP("Report", "Flows by volume")));
            flows();
        }
    }

    QStringList itemRow(const ReportItem &item) const
    {
        const bool isEvent = item.target == TargetKind::Event;
        const qint64 precision = isEvent ? item.event.precisionNs : item.file.precisionNs[0];
        const QString when =
            QStringLiteral("%1\n%2").arg(w.tableTime(item.shownNs, precision), w.utcTime(item.shownNs, precision));
        QString what = isEvent ? sentence(item.event)
                       : item.target == TargetKind::File
                           ? w(QT_TRANSLATE_NOOP("Report", "File %1")).arg(item.file.path())
                           : item.value;
        if (!item.note.isEmpty())
            what += QStringLiteral("\n") + w(QT_TRANSLATE_NOOP("Report", "Note: %1")).arg(item.note);
        QString source =
            isEvent ? citationText(item.event, w.wording())
                    : QStringLiteral("%1, %2, inode %3").arg(item.file.evidence, item.file.path(), item.file.inodeText);
        if (item.target != TargetKind::Event && item.target != TargetKind::File)
            source.clear();
        if (!item.recordSha256.isEmpty())
            source += QStringLiteral(", SHA-256 ") + QString::fromLatin1(item.recordSha256.toHex());
        return {when, what, item.event.host, tagNames(item), source};
    }

    void flows()
    {
        Table table;
        table.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Largest flows"));
        table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Source")), 1.3, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Destination")), 2, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Protocol")), 0.8, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.8, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Sent")), 1, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Received")), 1, false},
                         {w(QT_TRANSLATE_NOOP("Report", "First – last (JST)")), 2, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.7, false}};
        for (const FlowRow &row : m_data.flows) {
            const QString destination = row.destinationPort
                                            ? QStringLiteral("%1:%2").arg(row.destination).arg(row.destinationPort)
                                            : row.destination;
            table.rows.push_back({row.source, destination, row.protocol, w.wording().number(row.count),
                                  w.wording().bytes(row.bytesOut), w.wording().bytes(row.bytesIn),
                                  w.tableTime(row.firstNs, row.precisionNs) + QStringLiteral("\n") +
                                      w.tableTime(row.lastNs, row.precisionNs),
                                  row.evidence});
        }
        if (m_data.flowCount > qint64(m_data.flows.size()))
            say(w(QT_TRANSLATE_NOOP("Report", "The largest %1 of %2 flows are listed."))
                    .arg(w.wording().number(qint64(m_data.flows.size())), w.wording().number(m_data.flowCount)),
                Paragraph::Style::Small);
        add(std::move(table));
    }

    void coverage()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Coverage and limits"));
        section(w(QT_TRANSLATE_NOOP("Report", "What was read")));
        Table read;
        read.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Sources and their span"));
        read.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.7, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Source")), 2.6, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Format")), 1, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Records")), 0.9, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Recovered")), 0.8, false},
                        {w(QT_TRANSLATE_NOOP("Report", "Damaged")), 0.8, false},
                        {w(QT_TRANSLATE_NOOP("Report", "First – last (JST)")), 2, false}};
        read.empty = w(QT_TRANSLATE_NOOP("Report", "No log or artifact was read."));
        for (const CoverageRow &row : m_data.coverage)
            read.rows.push_back({row.evidence, row.path, row.format, w.wording().number(row.records),
                                 w.wording().number(row.recovered), w.wording().number(row.damaged),
                                 w.tableTime(row.firstShownNs, 1'000'000'000) + QStringLiteral("\n") +
                                     w.tableTime(row.lastShownNs, 1'000'000'000)});
        add(std::move(read));
        section(w(QT_TRANSLATE_NOOP("Report", "What was not read, and warnings")));
        qint64 count = 0;
        for (const WarningRow &row : m_data.warnings)
            count += row.count;
        Table warnings;
        warnings.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Not readable, and warnings"));
        warnings.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.7, false},
                            {w(QT_TRANSLATE_NOOP("Report", "What, where and what to do")), 5, false},
                            {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.7, false}};
        warnings.empty = w(QT_TRANSLATE_NOOP("Report", "No warning was raised."));
        for (const WarningRow &row : m_data.warnings)
            warnings.rows.push_back({row.evidence,
                                     w.wording().errorSentence(row.code, row.path, row.detail, row.offset),
                                     w.wording().number(row.count)});
        if (count > 0)
            say(w(QT_TRANSLATE_NOOP("Report", "%1 files or records could not be read or are doubtful."))
                    .arg(w.wording().number(count)));
        add(std::move(warnings));
    }

    void journal()
    {
        chapter(QT_TRANSLATE_NOOP("Report", "Journal extract"));
        say(w(QT_TRANSLATE_NOOP("Report", "Hash of the last entry: %1")).arg(m_data.journalHead),
            Paragraph::Style::Small);
        Table table;
        table.caption = tableTitle(QT_TRANSLATE_NOOP("Report", "Acts of the examiners"));
        table.columns = {{w(QT_TRANSLATE_NOOP("Report", "No.")), 0.5, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Time (UTC)")), 1.7, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Examiner")), 1, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Act")), 1.2, false},
                         {w(QT_TRANSLATE_NOOP("Report", "Entry")), 4, true}};
        table.empty = w(QT_TRANSLATE_NOOP("Report", "The journal is empty."));
        for (const JournalRow &row : m_data.journal) {
            QString payload = QString::fromUtf8(row.payload);
            constexpr qsizetype kMost = 400;
            if (payload.size() > kMost)
                payload = payload.left(kMost) + u'…';
            table.rows.push_back({QString::number(row.id), row.at, row.examiner, row.act, payload});
        }
        add(std::move(table));
    }

    const ReportData &m_data;
    const ReportWords &w;
    Document m_document;
    int m_chapter = 0, m_section = 0, m_tables = 0, m_figures = 0;
};

} // namespace

report::Document buildReport(const ReportData &data, const ReportWords &words, qint64 issuedNs)
{
    return Builder(data, words).build(issuedNs);
}

} // namespace ashiato
