// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int runImport(Invocation &call)
{
    QString key;
    if (call.isSet(u"password-file"_s)) {
        const Result<QString> read = readKey(call.value(u"password-file"_s));
        if (!read)
            return call.fail(u"Nothing was imported."_s, read.error());
        key = *read;
    }
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<EvidenceRow>> evidence = opened->reader->evidence();
    if (!evidence)
        return call.fail(u"The case could not be read."_s, evidence.error());
    ImportOptions options;
    options.verify = !call.isSet(u"no-verify"_s);
    options.searchFolders = call.values(u"search"_s);
    ImportRun import(call, *opened, options);
    return import.run([&](ImportService &service) {
        for (const EvidenceRow &row : *evidence) {
            if (!key.isEmpty() && row.state == "waiting_for_key"_L1)
                service.setKey(row.id, key);
            if (row.state == "registered"_L1)
                service.import(row.id); // by `add --no-wait`: has no jobs yet
        }
        service.resumeAll();
    });
}

} // namespace

Command importCommand()
{
    Command command{"import", "Runs or resumes what is still to be imported.", "CASE"};
    command.options = {{u"password-file"_s, u"File whose first line is the key of evidence that waits for one; never stored."_s, u"FILE"_s},
                       {u"search"_s, u"Folder in which moved evidence is looked for."_s, u"DIR"_s},
                       {u"no-verify"_s, u"Leaves the images unverified for now."_s}};
    command.description = "Goes on where an import was paused or cut off; nothing is read twice. Ctrl+C pauses.";
    command.run = runImport;
    return command;
}

} // namespace ashiato
