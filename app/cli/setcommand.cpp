// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"

#include "models/casedb/casewriter.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int runSet(Invocation &call)
{
    Result<QJsonObject> fields = evidenceFields(call);
    if (!fields)
        return call.refuse(u"Nothing was changed."_s, fields.error());
    if (call.isSet(u"number"_s))
        fields->insert(u"number"_s, call.value(u"number"_s));
    if (fields->isEmpty())
        return call.usage(u"Say what to change: --zone, --skew, --host, --encoding, --mapping …"_s);
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<EvidenceRow> evidence = evidenceByName(*opened->reader, call.argument(1));
    if (!evidence)
        return call.fail(u"Nothing was changed."_s, evidence.error());
    const Result<ActDone> done = waitFor(opened->file->writer()->act(Act::evidenceSet(evidence->id, *fields)));
    if (!done)
        return call.fail(u"Nothing was changed."_s, done.error());

    // Zone, skew and host are computed when shown; how bytes become text and fields is not.
    const Result<QSet<qint64>> otherwise = opened->reader->readOtherwise();
    if (!otherwise)
        return call.fail(u"The exhibit was not read again."_s, otherwise.error());
    if (!otherwise->contains(evidence->id))
        return call.finish();
    ImportRun import(call, *opened);
    import.expectWhole({evidence->id});
    return import.run([&](ImportService &service) { service.readAgain(evidence->id); });
}

} // namespace

Command setCommand()
{
    Command command{"set", "Corrects what is known about an exhibit.", "CASE EVIDENCE", 2, 2};
    command.options = evidenceOptions() + QList<QCommandLineOption>{{u"number"_s, u"Its number."_s, u"NUMBER"_s}};
    command.description =
        "Zone, skew and host take effect at once, without reading again. Encoding, format and mapping read that one source\n"
        "again; tags and notes stay on their records. An empty value means: not known. Every change is an act in the journal.\n"
        "  ashiato-cli set CASE E-02 --zone Asia/Tokyo --skew +3m12s";
    command.run = runSet;
    return command;
}

} // namespace ashiato
