// SPDX-License-Identifier: Apache-2.0
// What was read, what was not and why; what the examiners did.
#include "models/report/chapters.h"
#include "models/report/journalwords.h"

#include "models/coverage/coveragequery.h"

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace report;

/// File systems are sources like logs: what was listed is what was examined.
void writeFileSystems(ChapterBuilder &b, Table &table)
{
    for (const EvidenceRow &row : b.data.evidence) {
        const auto files = b.data.filesOf.find(row.id);
        const auto isVolume = [&](const VolumeRow &volume) { return volume.evidenceId == row.id && !volume.fileSystem.isEmpty(); };
        if (files == b.data.filesOf.end() || std::none_of(b.data.volumes.begin(), b.data.volumes.end(), isVolume))
            continue;
        table.rows.push_back({row.number, b.w(QT_TRANSLATE_NOOP("Report", "List of files with their times")), visibleText(row.format),
                              b.number(files->second), {}, {}, {}});
    }
}

void writeRead(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.section(QT_TRANSLATE_NOOP("Report", "What was read"));
    Table read;
    read.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Source")), 2.15, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Format")), 1, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Records")), 0.95, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Recovered")), 0.85, false},
                    {w(QT_TRANSLATE_NOOP("Report", "Damaged")), 0.8, false},
                    {w(QT_TRANSLATE_NOOP("Report", "First – last (JST)")), 2.6, false}};
    read.empty = w(QT_TRANSLATE_NOOP("Report", "No log or artifact was read."));
    writeFileSystems(b, read);
    for (const CoverageRow &row : b.data.coverage)
        read.rows.push_back({row.evidence, visibleText(row.path), visibleText(row.format), b.number(row.records),
                             b.number(row.recovered), b.number(row.damaged),
                             b.spanText(row.firstShownNs, row.lastShownNs, row.zoneKnown)});
    b.table(QT_TRANSLATE_NOOP("Report", "Sources and their span"), std::move(read));
    b.say(w(QT_TRANSLATE_NOOP("Report", "The content of files was read for the sources in this table alone. Of all other "
                                        "files, names, sizes, times and places were listed.")));
}

void writeWarnings(ChapterBuilder &b, GapKind kind, const char *title, const char *tableTitle, const char *none, const char *count)
{
    const ReportWords &w = b.w;
    b.section(title);
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false},
                     {w(QT_TRANSLATE_NOOP("Report", "What and where")), 5, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Count")), 0.7, false}};
    table.empty = w(none);
    qint64 all = 0;
    for (const WarningRow &row : b.data.warnings) {
        if (gapKindOf(row.code) != kind)
            continue;
        all += row.count;
        table.rows.push_back({row.evidence, b.wording().errorSentence(row.code, row.path, row.detail, row.offset), b.number(row.count)});
    }
    if (all > 0)
        b.say(w(count).arg(b.number(all)));
    b.table(tableTitle, std::move(table));
}

QString taskText(TaskKind task, const ReportWords &w)
{
    switch (task) {
    case TaskKind::Volumes: return w(QT_TRANSLATE_NOOP("Report", "List of volumes"));
    case TaskKind::Walk: return w(QT_TRANSLATE_NOOP("Report", "List of files"));
    case TaskKind::Expand: return w(QT_TRANSLATE_NOOP("Report", "Content of archives"));
    case TaskKind::Verify: return w(QT_TRANSLATE_NOOP("Report", "Verification of hash values"));
    case TaskKind::Hash: return w(QT_TRANSLATE_NOOP("Report", "Hash values of files"));
    default: return w(QT_TRANSLATE_NOOP("Report", "Logs and artifacts"));
    }
}

QString stateText(const JobRow &job, const ReportWords &w)
{
    switch (job.state) {
    case JobState::Pending: return w(QT_TRANSLATE_NOOP("Report", "Not begun when the report was made"));
    case JobState::Running: return w(QT_TRANSLATE_NOOP("Report", "Not ended when the report was made"));
    case JobState::Paused: return w(QT_TRANSLATE_NOOP("Report", "Paused before its end"));
    case JobState::Failed: return w(QT_TRANSLATE_NOOP("Report", "Ended with an error"));
    case JobState::Cancelled: return w(QT_TRANSLATE_NOOP("Report", "Cancelled before its end"));
    case JobState::WaitingForKey: return w(QT_TRANSLATE_NOOP("Report", "Encrypted, and there is no key"));
    case JobState::Done: return w(QT_TRANSLATE_NOOP("Report", "Parts were left out"));
    }
    return {};
}

void writeNotExamined(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.section(QT_TRANSLATE_NOOP("Report", "What was not examined"));
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "Exhibit")), 0.85, false},
                     {w(QT_TRANSLATE_NOOP("Report", "What")), 2.5, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Why")), 3, false}};
    table.empty = w(QT_TRANSLATE_NOOP("Report", "Everything that was begun has been read to its end."));
    for (const EvidenceRow &row : b.data.evidence) {
        bool isBegun = false;
        for (const JobRow &job : b.data.jobs) {
            if (job.evidenceId != row.id)
                continue;
            isBegun = true;
            if (job.state != JobState::Done || job.unitsOpen > 0 || job.unitsPoisoned > 0 || job.skipped > 0)
                table.rows.push_back({row.number, taskText(job.kind, w), stateText(job, w)});
        }
        if (!isBegun)
            table.rows.push_back({row.number, visibleText(row.name), w(QT_TRANSLATE_NOOP("Report", "Registered, but not imported"))});
    }
    b.table(QT_TRANSLATE_NOOP("Report", "Not examined"), std::move(table));
    if (!b.data.volumes.empty())
        b.say(w(QT_TRANSLATE_NOOP("Report", "Unallocated areas and slack were not searched for remains of files or records.")));
}

} // namespace

void writeCoverage(ChapterBuilder &b)
{
    b.chapter(QT_TRANSLATE_NOOP("Report", "Coverage and limits"));
    writeRead(b);
    writeWarnings(b, GapKind::NotReadable, QT_TRANSLATE_NOOP("Report", "What could not be read"),
                  QT_TRANSLATE_NOOP("Report", "Not readable"),
                  QT_TRANSLATE_NOOP("Report", "Within what was read, nothing was unreadable."),
                  QT_TRANSLATE_NOOP("Report", "%1 files or records could not be read, or not all of them. The rest was imported."));
    writeWarnings(b, GapKind::Doubtful, QT_TRANSLATE_NOOP("Report", "What is doubtful"), QT_TRANSLATE_NOOP("Report", "Doubtful"),
                  QT_TRANSLATE_NOOP("Report", "No record was marked as doubtful."),
                  QT_TRANSLATE_NOOP("Report", "%1 files or records were read, but what they say is doubtful."));
    writeNotExamined(b);
}

void writeJournal(ChapterBuilder &b)
{
    const ReportWords &w = b.w;
    b.chapter(QT_TRANSLATE_NOOP("Report", "Journal extract"));
    b.say(w(QT_TRANSLATE_NOOP("Report", "Making reports and exports is in the journal, but not listed here.")), Paragraph::Style::Small);
    b.say(w(QT_TRANSLATE_NOOP("Report", "Hash of the last entry: %1")).arg(b.data.journalHead), Paragraph::Style::Small);
    Table table;
    table.columns = {{w(QT_TRANSLATE_NOOP("Report", "No.")), 0.5, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Time (UTC)")), 2.15, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Examiner")), 0.9, false},
                     {w(QT_TRANSLATE_NOOP("Report", "Act")), 5.3, false}};
    table.empty = w(QT_TRANSLATE_NOOP("Report", "The journal is empty."));
    JournalWords words(w, b.data.journalHosts);
    for (const JournalRow &row : b.data.journal)
        table.rows.push_back({QString::number(row.id), row.at, visibleText(row.examiner), words.sentence(row)});
    b.table(QT_TRANSLATE_NOOP("Report", "Acts of the examiners"), std::move(table));
}

} // namespace ashiato
