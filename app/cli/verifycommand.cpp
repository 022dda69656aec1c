// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

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
    if (!call.isSet(u"head"_s))
        return ExitOk;
    const QString wanted = call.value(u"head"_s).toLower();
    const Result<std::vector<JournalRow>> journal = reader.journal();
    if (!journal)
        return call.fail(u"The journal could not be read."_s, journal.error());
    const auto entry = std::find_if(journal->begin(), journal->end(), [&](const JournalRow &row) { return row.hash == wanted; });
    if (entry == journal->end() && wanted != *head) {
        say(u"ashiato-cli verify: no entry has the hash %1. The journal was rewritten since that head was noted, or it is another case's."_s
                .arg(wanted));
        return ExitFailed;
    }
    if (wanted != *head)
        call.note(u"Entry %1 has the hash given; %2 acts came after it."_s.arg(entry->id).arg(std::distance(entry, journal->end()) - 1));
    return ExitOk;
}

int printVerification(Invocation &call, CaseReader &reader, const QStringList &numbers)
{
    const Result<std::vector<EvidenceRow>> evidence = reader.evidence();
    if (!evidence)
        return call.fail(u"The case could not be read."_s, evidence.error());
    bool good = true;
    const auto rows = call.rows({u"evidence"_s, u"name"_s, u"verification"_s, u"verified_at"_s, u"stored_md5"_s, u"md5"_s,
                                 u"stored_sha1"_s, u"sha1"_s, u"sha256"_s, u"bad_ranges"_s});
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
        rows->endRow();
    }
    rows->finish();
    const int code = call.finish();
    if (good)
        return code;
    say(u"ashiato-cli verify: an exhibit differs from its stored hash or could not be read whole. Compare the copy with the original."_s);
    return ExitFailed;
}

int runVerify(Invocation &call)
{
    const bool journalOnly = call.isSet(u"journal"_s);
    Result<OpenedCase> opened = openCase(call, journalOnly ? CaseMode::ReadOnly : CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    CaseReader &reader = *opened->reader;
    const int journalCode = verifyJournal(call, reader);
    if (journalOnly)
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
                       {u"head"_s, u"Hash of the journal's last entry as it was noted down, or printed in a report."_s, u"HASH"_s}};
    command.description = "Ends with 1 where a hash differs, a part cannot be read, or the chain of the journal breaks.\n"
                          "A chain alone cannot show that all of it was rewritten: note its head down, and give it with --head.";
    command.run = runVerify;
    return command;
}

} // namespace ashiato
