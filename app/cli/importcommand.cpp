// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Files and places that are left out, of the exhibits that are in the case.
Result<qint64> skippedPlaces(CaseReader &reader)
{
    const Result<std::vector<JobRow>> jobs = reader.jobs();
    if (!jobs)
        return jobs.error();
    qint64 places = 0;
    for (const JobRow &job : *jobs)
        places += job.unitsPoisoned + job.skipped;
    return places;
}

int runImport(Invocation &call)
{
    const Result<QString> key = givenPassword(call);
    if (!key)
        return call.fail(u"Nothing was imported."_s, key.error());
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<EvidenceRow>> evidence = opened->reader->evidence();
    if (!evidence)
        return call.fail(u"The case could not be read."_s, evidence.error());
    ImportOptions options;
    options.verify = !call.isSet(u"no-verify"_s);
    options.searchFolders = call.values(u"search"_s);
    const Result<qint64> closed = key->isEmpty() ? Result<qint64>(0) : opened->reader->encryptedMembers(0);
    if (!closed)
        return call.fail(u"The case could not be read."_s, closed.error());
    const bool retry = call.isSet(u"retry-skipped"_s);
    const Result<qint64> skipped = retry ? skippedPlaces(*opened->reader) : Result<qint64>(0);
    if (!skipped)
        return call.fail(u"The case could not be read."_s, skipped.error());
    ImportRun import(call, *opened, options);
    import.expectWhole();
    const int code = import.run([&](ImportService &service) {
        for (const EvidenceRow &row : key->isEmpty() ? std::vector<EvidenceRow>() : *evidence)
            service.setKey(row.id, *key);
        if (retry)
            service.retrySkipped();
        service.resumeAll();
    });
    if (const Result<qint64> left = skippedPlaces(*opened->reader); retry && left)
        call.note(*skipped == 0 ? u"Nothing was left out that could be tried again."_s
                                : u"Left out since it ended the worker: %1 before, %2 now."_s
                                      .arg(counted(*skipped, u"place"_s, u"places"_s))
                                      .arg(*left));
    if (*closed == 0)
        return code;
    if (const Result<qint64> left = opened->reader->encryptedMembers(0))
        call.note(u"Encrypted members of archives: the password opened %1, %2 stay closed."_s.arg(std::max<qint64>(*closed - *left, 0)).arg(*left));
    return code;
}

} // namespace

Command importCommand()
{
    Command command{"import", "Runs or resumes what is still to be imported.", "CASE"};
    command.options = {passwordOption(),
                       {u"search"_s, u"Folder in which moved evidence is looked for."_s, u"DIR"_s},
                       {u"retry-skipped"_s, u"Reads again what was left out since reading it ended the worker twice."_s},
                       {u"no-verify"_s, u"Leaves the images unverified for now."_s}};
    command.description = "Goes on where an import was paused or cut off; nothing is read twice. Ctrl+C pauses.\n"
                          "A password is tried on what was encrypted when it was listed, too.\n"
                          "--retry-skipped reads files that were left out, or parts of them, from their beginning. Of a list of files only\n"
                          "what can be listed without listing anything twice; what an image's file system left out stays so: add it anew.";
    command.run = runImport;
    return command;
}

} // namespace ashiato
