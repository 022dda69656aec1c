// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "models/casedb/case.h"
#include "models/casedb/caseproof.h"

#include <QFile>
#include <QRegularExpression>
#include <QThread>

#include <algorithm>
#include <atomic>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// The hash of the last entry as a report of ours prints it, in either language.
Result<QString> headInReport(const QString &path)
{
    constexpr qint64 kMostBytes = 512 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {ErrorCode::NotFound, path};
    if (file.size() > kMostBytes)
        return {ErrorCode::LimitExceeded, path};
    // The text of a PDF breaks long words.
    static const QRegularExpression printed(u"(?:Hash of the last entry: |ハッシュ連鎖末尾値: )\\s*((?:[0-9a-f]\\s*){64})"_s);
    const QRegularExpressionMatch match = printed.match(QString::fromUtf8(file.readAll()));
    if (!match.hasMatch())
        return {ErrorCode::NotFound, path};
    return QString(match.captured(1)).remove(QRegularExpression(u"\\s"_s));
}

/// Proves the chain, and that it ends where the examiner wrote down that it ended.
int verifyJournal(Invocation &call, CaseReader &reader)
{
    const Result<qint64> entries = reader.verifyJournal();
    if (!entries)
        return call.fail(u"The journal was changed after it was written: its chain breaks at entry"_s, entries.error());
    const Result<QString> head = reader.journalHead();
    if (!head)
        return call.fail(u"The journal could not be read."_s, head.error());
    call.note(u"Journal: %1, the chain holds, head %2"_s.arg(counted(*entries, u"entry"_s, u"entries"_s), *head));
    if (*entries == 0)
        return ExitFailed; // the proof of the acts says why
    QString wanted = call.value(u"head"_s).toLower();
    if (call.isSet(u"report"_s)) {
        const Result<QString> printed = headInReport(call.value(u"report"_s));
        if (!printed)
            return call.fail(u"The report names no journal: give its HTML, or the text of its PDF (pdftotext report.pdf report.txt)."_s, printed.error());
        wanted = *printed;
    }
    if (wanted.isEmpty())
        return ExitOk;
    const Result<std::vector<JournalRow>> journal = reader.journal();
    if (!journal)
        return call.fail(u"The journal could not be read."_s, journal.error());
    const auto entry = std::find_if(journal->begin(), journal->end(), [&](const JournalRow &row) { return row.hash == wanted; });
    if (entry == journal->end() && wanted != *head) {
        say(u"ashiato-cli verify: no entry has the hash %1. The journal was rewritten or shortened since that head was noted, or it is another case's."_s
                .arg(wanted));
        return ExitFailed;
    }
    if (wanted != *head)
        call.note(u"Entry %1 has the hash given; %2 acts came after it."_s.arg(entry->id).arg(std::distance(entry, journal->end()) - 1));
    return ExitOk;
}

QString differenceText(const CaseDifference &d)
{
    using What = CaseDifference::What;
    const QString entry = d.entry > 0 ? u" (entry %1)"_s.arg(d.entry) : QString();
    switch (d.what) {
    case What::Changed:
        return u"%1 %2: %3 is “%4”, the journal says “%5”%6"_s.arg(d.table, d.row, d.column, d.found, d.expected, entry);
    case What::Removed: return u"%1 %2 was removed without an act%3"_s.arg(d.table, d.row, entry);
    case What::Added: return u"%1 %2 was added without an act%3"_s.arg(d.table, d.row, entry);
    case What::Unbound:
        return u"%1 %2 points to another record than the one it was put on: %3 instead of %4"_s
            .arg(d.table, d.row, d.found.isEmpty() ? u"nothing"_s : d.found, d.expected);
    case What::Clock:
        return u"%1 %2: the %3 clock does not follow from the zone and skew of the exhibit (%4); shown times are shifted"_s
            .arg(d.table, d.row, d.column, d.expected);
    case What::Schema: return u"%1 %2 of the database is %3"_s.arg(d.table, d.row, d.found);
    case What::JournalEmpty: return u"the journal is empty: a case has at least the entry that made it, so it was emptied"_s;
    case What::Rows:
        return u"%1: its %2 are not those that were read (%3 rows now, %4 in the journal)%5"_s
            .arg(d.row, d.table, d.found, d.expected.isEmpty() ? u"none"_s : d.expected, entry);
    }
    return {};
}

/// Holds the case against its journal.
int verifyActs(Invocation &call, const Case &file)
{
    ProofOptions options;
    options.rows = !call.isSet(u"quick"_s) && !call.isSet(u"journal"_s);
    const InterruptFlag interrupt;
    ProgressLine line(call.quiet());
    std::atomic<qint64> rows = 0;
    const QThread *const mine = QThread::currentThread();
    options.progress = [&](const QString &number, qint64 more) {
        const qint64 all = rows += more;
        if (QThread::currentThread() == mine) // the line belongs to one thread
            line.show(number, all, 0, false);
        return !interrupt.flag()->load();
    };
    const Result<CaseProof> proof = proveCase(file.databasePath(), file.isImmutable(), options);
    line.clear();
    if (!proof)
        return call.fail(u"The case could not be held against its journal."_s, proof.error());
    for (const ClockStep &step : proof->clockSteps)
        call.note(u"The clock ran backward before entry %1: %2 after %3."_s.arg(step.entry).arg(step.at, step.before));
    if (!proof->unsealed.isEmpty())
        call.note(u"No digest in the journal yet, so their rows are not proven: %1 (imported by an earlier version, or the import has not ended; `ashiato-cli import` goes on)."_s
                      .arg(proof->unsealed.join(u", "_s)));
    constexpr size_t kMost = 200;
    for (size_t i = 0; i < std::min(kMost, proof->differences.size()); ++i)
        say(u"ashiato-cli verify: %1"_s.arg(differenceText(proof->differences[i])));
    if (proof->differences.size() > kMost)
        say(u"ashiato-cli verify: … and %1 more"_s.arg(proof->differences.size() - kMost));
    if (proof->differences.empty()) {
        call.note(u"Acts: %1 replayed, the tables are what they left; rows of %2 %3"_s
                      .arg(counted(proof->acts, u"entry"_s, u"entries"_s), counted(proof->sealed, u"exhibit"_s, u"exhibits"_s),
                           options.rows ? u"have the digests of their import"_s : u"were not held against their digests"_s));
        return ExitOk;
    }
    say(u"ashiato-cli verify: %1. Somebody edited the case outside of Ashiato: compare with a copy of it."_s
            .arg(counted(qint64(proof->differences.size()), u"difference"_s, u"differences"_s)));
    return ExitFailed;
}

int printVerification(Invocation &call, CaseReader &reader, const QStringList &numbers)
{
    const Result<std::vector<EvidenceRow>> evidence = reader.evidence();
    if (!evidence)
        return call.fail(u"The case could not be read."_s, evidence.error());
    bool good = true;
    const auto rows = call.rows({u"evidence"_s, u"name"_s, u"verification"_s, u"verified_at"_s, u"stored_md5"_s, u"md5"_s,
                                 u"stored_sha1"_s, u"sha1"_s, u"sha256"_s, u"bad_ranges"_s, u"hashed_at"_s, u"later_md5"_s,
                                 u"later_sha1"_s, u"later_sha256"_s});
    for (const EvidenceRow &row : *evidence) {
        if (!numbers.isEmpty() && !numbers.contains(row.number))
            continue;
        good = good && row.verification != Verification::Mismatch && row.verification != Verification::Unreadable;
        rows->text(row.number);
        rows->text(row.name);
        rows->text(verificationId(row.verification));
        for (const QString &text : {row.verifiedAt, row.storedMd5, row.md5, row.storedSha1, row.sha1, row.sha256})
            rows->textOrUnknown(text);
        rows->number(row.badRanges.size());
        for (const QString &text : {row.hashedAt, row.laterMd5, row.laterSha1, row.laterSha256})
            rows->textOrUnknown(text);
        rows->endRow();
    }
    rows->finish();
    const int code = call.finish();
    if (good)
        return code;
    say(u"ashiato-cli verify: an exhibit differs from its stored hash or from the hash that was computed first, or could not be read whole. Compare the copy with the original."_s);
    return ExitFailed;
}

int runVerify(Invocation &call)
{
    const bool journalOnly = call.isSet(u"journal"_s);
    Result<OpenedCase> opened = openCase(call, journalOnly ? CaseMode::ReadOnly : CaseMode::ReadWrite);
    const bool foreign = !opened && opened.error().code == ErrorCode::Damaged;
    if (foreign) // it is not written to; what is wrong with it is said
        opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    CaseReader &reader = *opened->reader;
    // Before anything is read again: that would be in the case, too.
    const int journalCode = std::max(verifyJournal(call, reader), verifyActs(call, *opened->file));
    if (journalOnly || foreign)
        return journalCode;

    std::vector<qint64> ids;
    QStringList numbers;
    if (call.isSet(u"evidence"_s)) {
        for (const QString &name : call.values(u"evidence"_s)) {
            const Result<EvidenceRow> row = evidenceByName(reader, name);
            if (!row)
                return call.fail(u"Nothing was verified."_s, row.error());
            ids.push_back(row->id);
            numbers.append(row->number);
        }
    } else {
        const Result<std::vector<EvidenceRow>> rows = reader.evidence();
        if (!rows)
            return call.fail(u"The case could not be read."_s, rows.error());
        for (const EvidenceRow &row : *rows) {
            if (row.kind != EvidenceKind::Folder) // a folder has no bytes of its own
                ids.push_back(row.id);
        }
    }
    int importCode = ExitOk;
    if (!ids.empty()) {
        ImportRun import(call, *opened);
        importCode = import.run([&](ImportService &service) {
            for (const qint64 id : ids)
                service.verify(id);
        });
    }
    if (importCode == ExitPaused)
        return importCode;
    return std::max({journalCode, importCode, printVerification(call, reader, numbers)});
}

} // namespace

Command verifyCommand()
{
    Command command{"verify", "Reads the evidence again, compares its hashes, and proves the journal.", "CASE"};
    command.groups = Command::RowOptions;
    command.options = {{u"evidence"_s, u"Only this exhibit."_s, u"NUMBER"_s},
                       {u"journal"_s, u"Only the journal."_s},
                       {u"quick"_s, u"Leave out the digests of the exhibits' rows."_s},
                       {u"report"_s, u"Report (HTML, or the text of its PDF) that names the journal's last entry."_s, u"FILE"_s},
                       {u"head"_s, u"Hash of the journal's last entry as it was noted down, or printed in a report."_s, u"HASH"_s}};
    command.description = "Ends with 1 where a hash differs, a part cannot be read, the chain of the journal breaks, or the case is not what\n"
                          "its journal says: each difference is named with its table and row. A chain alone cannot show that all of it was\n"
                          "rewritten: note its head down, and give it with --head, or a report that prints it with --report.";
    command.run = runVerify;
    return command;
}

} // namespace ashiato
