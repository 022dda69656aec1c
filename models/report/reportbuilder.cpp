// SPDX-License-Identifier: Apache-2.0
#include "models/report/reportbuilder.h"

#include "models/report/bandpicture.h"
#include "models/report/chapters.h"
#include "models/report/networkpicture.h"

#include <QDateTime>
#include <QStringList>

namespace ashiato
{

using namespace report;

namespace
{

constexpr qint64 kSecond = 1'000'000'000;

void writeFront(ChapterBuilder &b, qint64 issuedNs)
{
    const ReportWords &w = b.w;
    const CaseInfo &info = b.data.info;
    Document &d = b.document;
    d.language = w.languageId();
    d.title = w(QT_TRANSLATE_NOOP("Report", "Investigation report"));
    d.subtitle = info.name;
    d.front.rows = {{w(QT_TRANSLATE_NOOP("Report", "Case number")), b.orUnknown(info.number)},
                    {w(QT_TRANSLATE_NOOP("Report", "Case name")), info.name}};
    if (!info.client.isEmpty())
        d.front.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Client")), info.client);
    d.front.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Examiner")), b.data.examiners.join(QStringLiteral(", ")));
    d.dateLine = w(QT_TRANSLATE_NOOP("Report", "Date of issue: %1")).arg(w.date(issuedNs));
    d.issued = QDateTime::fromMSecsSinceEpoch(issuedNs / 1'000'000, Qt::UTC).toString(Qt::ISODate);
    d.handling = w(QT_TRANSLATE_NOOP("Report", "This report describes what was found within the data provided. It does not "
                                               "guarantee the absence of anything that it does not mention."));
    d.contentsTitle = w(QT_TRANSLATE_NOOP("Report", "Contents"));
    d.headerLeft = info.name;
    d.headerRight = w(QT_TRANSLATE_NOOP("Report", "Confidential"));
    d.footerLeft = QStringLiteral("%1 · Ashiato %2").arg(info.number.isEmpty() ? info.name : info.number, QStringLiteral(ASHIATO_VERSION));
    d.pageOf = QStringLiteral("%1 / %2");
}

/// Stands on each page; it names a section, so it is written when the sections are.
void markMismatches(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    QStringList marks;
    for (const EvidenceRow &row : b.data.evidence) {
        if (row.verification == Verification::Mismatch)
            marks.append(row.number);
    }
    if (!marks.isEmpty())
        b.document.footerLeft += QStringLiteral(" · ") +
                        w(QT_TRANSLATE_NOOP("Report", "Hash mismatch: %1 (see %2)"))
                            .arg(marks.join(QStringLiteral(", ")), b.reference(kVerificationSection));
}

void writePictures(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    if (b.data.span)
        b.figure(paintBand(b.data, w),
                 w(QT_TRANSLATE_NOOP("Report", "Number of events over time (JST), n=%1")).arg(b.number(qint64(b.data.histogram.sum()))),
                 w(QT_TRANSLATE_NOOP("Report", "Stacked bars: number of events of each kind over the whole span; marks: tagged items.")));
    if (!b.data.network.nodes.empty())
        b.figure(paintNetwork(b.data.network, w),
                 w(QT_TRANSLATE_NOOP("Report", "Hosts and destinations by volume, n=%1 flows")).arg(b.number(b.data.flowCount)),
                 w(QT_TRANSLATE_NOOP("Report", "A graph of hosts and destinations: arrows point to who was asked; sizes and widths "
                                               "by volume. The table of flows lists them.")));
}

void writeOverview(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Overview"));
    b.say(w(QT_TRANSLATE_NOOP("Report", "Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.")));
    const auto endText = [&w](const ReportData::End &end) { return w.bodyTime(end.shownNs, kSecond, end.zoneKnown); };
    const QString span = b.data.span ? QStringLiteral("%1 〜 %2").arg(endText(b.data.span->first), endText(b.data.span->second))
                                     : b.wording().unknown();
    const qint64 untimed = b.data.eventCount - qint64(b.data.histogram.sum());
    Facts facts{{{w(QT_TRANSLATE_NOOP("Report", "Exhibits")), b.number(qint64(b.data.evidence.size()))},
                 {w(QT_TRANSLATE_NOOP("Report", "Files listed")), b.number(b.data.fileCount)},
                 {w(QT_TRANSLATE_NOOP("Report", "Events")), b.number(b.data.eventCount)}}};
    if (untimed > 0)
        facts.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Events without a time")), b.number(untimed));
    if (b.data.zoneless > 0)
        facts.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Events of an unknown time zone")), b.number(b.data.zoneless));
    facts.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Flows")), b.number(b.data.flowCount));
    facts.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Tagged items")), b.number(qint64(b.data.items.size())));
    facts.rows.emplace_back(w(QT_TRANSLATE_NOOP("Report", "Span of the records")), span);
    b.add(std::move(facts));
    if (b.data.zoneless > 0)
        b.say(w(QT_TRANSLATE_NOOP("Report", "The zone of some records is not known. Their times stand here as the digits that were "
                                            "recorded; in order and in the picture they are placed as though they were UTC, and may "
                                            "lie hours away from it.")),
              Paragraph::Style::Warning);
    QStringList open;
    for (const EvidenceRow &row : b.data.evidence) {
        if (row.state != QStringLiteral("imported"))
            open.append(row.number);
    }
    if (!open.isEmpty())
        b.say(w(QT_TRANSLATE_NOOP("Report", "The import of these exhibits had not ended when the report was made: %1. What it "
                                            "lacks may still be found.")).arg(open.join(QStringLiteral(", "))),
              Paragraph::Style::Warning);
    writePictures(b);
}

} // namespace

void ChapterBuilder::chapter(const char *title)
{
    ++m_chapter;
    m_section = 0;
    add(Heading{1, QString::number(m_chapter), w(title)});
}

void ChapterBuilder::section(const char *title, const char *id)
{
    ++m_section;
    const QString number = QStringLiteral("%1.%2").arg(m_chapter).arg(m_section);
    if (id)
        m_references.insert(QLatin1StringView(id), number);
    add(Heading{2, number, w(title)});
}

void ChapterBuilder::say(const QString &text, Paragraph::Style style) { add(Paragraph{text, style}); }

void ChapterBuilder::table(const char *title, Table table)
{
    if (!table.rows.empty())
        table.caption = w(QT_TRANSLATE_NOOP("Report", "Table %1  %2")).arg(++m_tables).arg(w(title));
    add(std::move(table));
}

void ChapterBuilder::figure(const QImage &image, const QString &title, const QString &alternative)
{
    add(Picture{image, w(QT_TRANSLATE_NOOP("Report", "Figure %1  %2")).arg(++m_figures).arg(title), alternative});
}

QString ChapterBuilder::spanText(qint64 firstNs, qint64 lastNs, bool zoneKnown) const
{
    return w.tableTime(firstNs, kSecond, zoneKnown) + u'\n' + w.tableTime(lastNs, kSecond, zoneKnown);
}

report::Document buildReport(const ReportData &data, const ReportWords &words, qint64 issuedNs)
{
    ChapterBuilder b(data, words);
    writeFront(b, issuedNs);
    writeOverview(b);
    writeExhibits(b);
    writeHosts(b);
    writeMethod(b);
    writeResults(b);
    writeCoverage(b);
    writeJournal(b);
    markMismatches(b);
    return std::move(b.document);
}

} // namespace ashiato
