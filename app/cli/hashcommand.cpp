// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/rowfilter.h"

#include <map>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

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
    const Result<RowFilter> wanted = RowFilter::make(*filter, TargetKind::File, *opened->reader);
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
    return import.run([&](ImportService &service) {
        for (const auto &[evidenceId, ids] : files) {
            if (!key->isEmpty())
                service.setKey(evidenceId, *key);
            service.hash(evidenceId, ids);
        }
    });
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
