// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/rowquestion.h"

#include <algorithm>
#include <map>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Names the files that no longer have the bytes that were hashed first.
int sayChanged(Invocation &call, CaseReader &reader, const std::map<qint64, std::vector<qint64>> &asked)
{
    Result<SqlRows> rows = reader.sql(
        u"SELECT c.evidence_id, v.number, d.value || f.name, lower(hex(f.sha256)), lower(hex(c.sha256)), c.at FROM changed_file c"
        " JOIN file f ON f.id = c.file_id JOIN evidence v ON v.id = c.evidence_id LEFT JOIN text d ON d.id = f.directory_id"
        " WHERE NOT v.removed ORDER BY c.file_id"_s);
    if (!rows)
        return call.fail(u"What the files were hashed to before could not be read."_s, rows.error());
    int code = ExitOk;
    while (rows->next()) {
        if (!asked.contains(rows->value(0).toLongLong()))
            continue;
        code = ExitFailed;
        say(u"ashiato-cli hash: %1 %2 has changed since it was hashed first: SHA-256 %3 then, %4 at %5. The first hash stays. Compare the copy with the original."_s
                .arg(rows->text(1), rows->text(2), rows->text(3), rows->text(4), rows->text(5)));
    }
    return rows->error() ? call.fail(u"What the files were hashed to before could not be read."_s, *rows->error()) : code;
}

int runHash(Invocation &call)
{
    const Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);
    const Result<QString> key = givenPassword(call);
    if (!key)
        return call.fail(u"Nothing was hashed."_s, key.error());
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<RowFilter> wanted = rowQuestion(*filter, TargetKind::File, *opened->reader);
    if (!wanted)
        return call.refuse(u"The files could not be read."_s, wanted.error());
    std::map<qint64, std::vector<qint64>> files; // by evidence; no ids: all of it
    if (filter->isEmpty()) {
        const Result<std::vector<EvidenceRow>> evidence = opened->reader->evidence();
        if (!evidence)
            return call.fail(u"The case could not be read."_s, evidence.error());
        for (const EvidenceRow &row : *evidence)
            files[row.id];
    } else {
        const Result<void> read = eachFile(*opened->reader, *wanted, [&](const FileRow &file) {
            files[file.evidenceId].push_back(file.id);
            return true;
        });
        if (!read)
            return call.fail(u"The files could not be read."_s, read.error());
    }
    if (files.empty()) {
        call.note(u"No file to hash."_s);
        return call.finish();
    }
    ImportRun import(call, *opened);
    const int code = import.run([&](ImportService &service) {
        for (const auto &[evidenceId, ids] : files) {
            if (!key->isEmpty())
                service.setKey(evidenceId, *key);
            service.hash(evidenceId, ids);
        }
    });
    return code == ExitPaused ? code : std::max(code, sayChanged(call, *opened->reader, files));
}

} // namespace

Command hashCommand()
{
    Command command{"hash", "Hashes files (MD5, SHA-1, SHA-256) and recognises their type by content.", "CASE"};
    command.options = {passwordOption()};
    command.groups = Command::FilterOptions;
    command.description = "Without a filter: all files. `files` prints the hashes. What cannot be read keeps its hashes empty.\n"
                          "  ashiato-cli hash CASE --evidence E-01 --path /Users/";
    command.run = runHash;
    return command;
}

} // namespace ashiato
