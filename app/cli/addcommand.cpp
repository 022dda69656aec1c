// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/textwidth.h"

#include "models/casedb/casewriter.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

void applyFields(NewEvidence &evidence, const QJsonObject &fields)
{
    const auto text = [&fields](const char *key) { return fields.value(QLatin1String(key)).toString(); };
    evidence.zone = text("zone");
    evidence.skewNs = fields.value("skew_ns"_L1).toInteger();
    evidence.host = text("host");
    evidence.encoding = text("encoding");
    evidence.chosenFormat = text("chosen_format");
    evidence.mapping = text("mapping").toUtf8();
    evidence.receivedAt = text("received_at");
    evidence.receivedFrom = text("received_from");
    evidence.receivedBy = text("received_by");
    evidence.maker = text("maker");
    evidence.serial = text("serial");
    evidence.placeKept = text("place_kept");
    evidence.note = text("note");
}

/// The exhibit that was added from the same place with the same content before: an `add` that was stopped and is called
/// again goes on instead of doubling it. 0: none.
Result<qint64> sameEvidence(CaseReader &reader, const NewEvidence &evidence)
{
    const Result<std::vector<EvidenceRow>> rows = reader.evidence();
    if (!rows)
        return rows.error();
    for (const EvidenceRow &row : *rows) {
        if (row.location == evidence.location && row.fingerprint == evidence.fingerprint && !row.fingerprint.isEmpty())
            return row.id;
    }
    return qint64(0);
}

/// Registers all of it, in order; gives the ids.
Result<std::vector<qint64>> registerEvidence(Invocation &call, OpenedCase &opened, const std::vector<NewEvidence> &found)
{
    std::vector<qint64> ids;
    for (const NewEvidence &evidence : found) {
        const Result<qint64> same = sameEvidence(*opened.reader, evidence);
        if (!same)
            return same.error();
        qint64 id = *same;
        if (id == 0) {
            const Result<ActDone> done = waitFor(opened.file->writer()->act(Act::evidenceAdd(evidence)));
            if (!done)
                return done.error();
            id = done->id;
        }
        const Result<EvidenceRow> row = opened.reader->evidenceById(id);
        if (!row)
            return row.error();
        if (*same != 0)
            call.note(u"%1 is in the case already, as %2; its import goes on."_s.arg(evidence.location, row->number));
        call.out().write(row->number.toUtf8() + '\t' + terminalText(row->location).toUtf8() + '\n');
        ids.push_back(id);
    }
    return ids;
}

int runAdd(Invocation &call)
{
    const Result<QJsonObject> fields = evidenceFields(call);
    if (!fields)
        return call.refuse(u"Nothing was added."_s, fields.error());
    const Result<QString> key = givenPassword(call);
    if (!key)
        return call.fail(u"Nothing was added."_s, key.error());
    // All of it is looked at before any of it is added.
    std::vector<NewEvidence> found;
    for (const QString &path : call.arguments().mid(1)) {
        Result<NewEvidence> evidence = ImportService::describe(path);
        if (!evidence)
            return call.fail(u"Nothing was added."_s, evidence.error());
        applyFields(*evidence, *fields);
        found.push_back(std::move(*evidence));
    }
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<qint64>> ids = registerEvidence(call, *opened, found);
    if (!ids)
        return call.fail(u"The evidence could not be added."_s, ids.error());
    call.out().flush(); // the numbers stand before the import begins
    if (call.isSet(u"no-wait"_s))
        return call.finish();

    ImportOptions options;
    options.verify = !call.isSet(u"no-verify"_s);
    options.hashFiles = call.isSet(u"hash"_s);
    ImportRun import(call, *opened, options);
    import.expectWhole(*ids);
    return import.run([&](ImportService &service) {
        for (const qint64 id : *ids) {
            if (!key->isEmpty())
                service.setKey(id, *key);
            service.import(id);
        }
    });
}

} // namespace

Command addCommand()
{
    Command command{"add", "Adds evidence to the case and imports it.", "CASE PATH…", 2, -1};
    command.options = evidenceOptions()
                      + QList<QCommandLineOption>{
                          passwordOption(),
                          {u"no-wait"_s, u"Only registers it; `import` reads it later."_s},
                          {u"no-verify"_s, u"Leaves the images unverified for now."_s},
                          {u"hash"_s, u"Hashes all files too."_s}};
    command.description =
        "PATH is an image (E01, raw; any segment names the set), a file, an archive or a folder; it is only read. Prints the\n"
        "number and place of each. Options hold for every PATH of the call. Ctrl+C pauses; `import` goes on.\n"
        "  ashiato-cli add CASE pc-07.E01 --host PC-07 --received-from \"IT department\" --received-at 2026-10-15T10:00+09:00\n"
        "  ashiato-cli add CASE access.log --zone Asia/Tokyo";
    command.run = runAdd;
    return command;
}

} // namespace ashiato
