// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/targets.h"

#include "models/casedb/casewriter.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int listNotes(Invocation &call)
{
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<std::vector<NoteRow>> notes = opened->reader->notes();
    if (!notes)
        return call.fail(u"The notes could not be read."_s, notes.error());
    const auto rows = call.rows({u"target"_s, u"id"_s, u"examiner"_s, u"at"_s, u"text"_s});
    for (const NoteRow &note : *notes) {
        rows->text(targetId(note.target));
        note.targetId > 0 ? rows->number(note.targetId) : rows->unknown();
        rows->textOrUnknown(note.examiner);
        rows->textOrUnknown(note.at);
        rows->text(note.text);
        rows->endRow();
    }
    rows->finish();
    return call.finish();
}

int runNote(Invocation &call)
{
    if (call.isSet(u"list"_s))
        return listNotes(call);
    const bool remove = call.isSet(u"remove"_s);
    const QString text = call.argument(1);
    if (text.isEmpty() != remove)
        return call.usage(remove ? u"--remove takes no text."_s : u"Give the text, --remove, or --list."_s);
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<Targets> targets = namedTargets(call, *opened->reader, 2);
    if (!targets)
        return call.refuse(u"The note was not kept."_s, targets.error());
    if (targets->ids.empty())
        return call.usage(u"Say what it is about: --event, --file or --flow with an id."_s);
    qint64 count = 0;
    for (const qint64 id : targets->ids) {
        const Result<ActDone> done = waitFor(opened->file->writer()->act(Act::noteSet(targets->kind, id, text)));
        if (!done)
            return call.fail(u"The note was not kept."_s, done.error());
        count += done->count;
    }
    call.out().write(counted(count, u"note"_s, u"notes"_s).toUtf8() + (remove ? " removed\n" : " kept\n"));
    return call.finish();
}

} // namespace

Command noteCommand()
{
    Command command{"note", "Writes a note on an event, a file or a flow, or lists the notes.", "CASE [TEXT]", 1, 2};
    command.groups = Command::RowOptions;
    command.options = targetOptions()
                      + QList<QCommandLineOption>{{u"remove"_s, u"Takes the note away."_s}, {u"list"_s, u"Lists the notes."_s}};
    command.description = "A row has one note; another text takes its place. The journal keeps the old one.\n"
                          "  ashiato-cli note CASE \"the first logon from outside\" --event 12";
    command.run = runNote;
    return command;
}

} // namespace ashiato
