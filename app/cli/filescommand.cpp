// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"
#include "app/cli/commands.h"
#include "app/cli/rowquestion.h"

#include "models/files/bodyfile.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

void writeFile(RowWriter &rows, const FileRow &file, const Clocks &clocks)
{
    rows.text(file.evidence);
    rows.text(file.path());
    rows.numberOrUnknown(file.size);
    rows.number(isDeleted(file) ? 1 : 0);
    rows.textOrUnknown(fileTypeText(file));
    rows.textOrUnknown(file.inodeText.isEmpty() && file.inode != 0 ? QString::number(file.inode) : file.inodeText);
    rows.textOrUnknown(file.owner);
    for (int i = 0; i < 4; ++i)
        rows.textOrUnknown(clocks.text(file.times[i], file.precisionNs[i], file.clockId));
    for (const QByteArray &hash : {file.md5, file.sha1, file.sha256}) {
        if (hash.isEmpty())
            rows.unknown();
        else
            rows.text(QByteArrayView(hash.toHex()));
    }
    rows.endRow();
}

void writeBody(Output &out, const FileRow &file, const Clocks &clocks)
{
    if (file.parentId == 0 && file.kind == FileKind::Directory)
        return; // the root of a file system: fls has no line for it
    BodyfileRow row;
    row.md5 = file.md5;
    row.path = file.path();
    row.linkTarget = file.linkTarget;
    row.inodeText = file.inodeText;
    row.owner = file.owner;
    row.group = file.group;
    row.size = file.size;
    row.mode = file.mode;
    row.flags = file.flags;
    row.nameKind = file.nameKind;
    row.kind = file.kind;
    for (int i = 0; i < 4; ++i) {
        row.times[i] = clocks.shown(file.times[i], file.clockId);
        row.fnTimes[i] = clocks.shown(file.fnTimes[i], file.clockId);
    }
    out.write(bodyfileLines(row));
}

int runFiles(Invocation &call)
{
    const Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    CaseReader &reader = *opened->reader;
    const Result<RowFilter> wanted = rowQuestion(*filter, TargetKind::File, reader);
    if (!wanted)
        return call.refuse(u"The files could not be read."_s, wanted.error());
    const Result<Clocks> clocks = Clocks::load(reader);
    if (!clocks)
        return call.fail(u"The files could not be read."_s, clocks.error());

    if (call.isSet(u"body"_s)) {
        const Result<void> read = eachFile(reader, *wanted, [&](const FileRow &file) {
            writeBody(call.out(), file, *clocks);
            return call.out().usable();
        });
        return read ? call.finish() : call.fail(u"The files could not be read."_s, read.error());
    }
    QStringList columns{u"evidence"_s, u"path"_s, u"size"_s, u"deleted"_s, u"type"_s, u"inode"_s, u"owner"_s,
                        u"modified"_s, u"accessed"_s, u"changed"_s, u"created"_s, u"md5"_s, u"sha1"_s, u"sha256"_s};
    const bool withId = call.isSet(u"with-id"_s);
    if (withId)
        columns.prepend(u"id"_s);
    const std::unique_ptr<RowWriter> rows = call.rows(columns);
    const Result<void> read = eachFile(reader, *wanted, [&](const FileRow &file) {
        if (withId)
            rows->number(file.id);
        writeFile(*rows, file, *clocks);
        return call.out().usable();
    });
    rows->finish();
    if (!read)
        return call.fail(u"The files could not be read."_s, read.error());
    return call.finish();
}

} // namespace

Command filesCommand()
{
    Command command{"files", "Lists the files of the evidence: live, deleted, orphan, streams, members.", "CASE"};
    command.groups = Command::RowOptions | Command::FilterOptions;
    command.options = {{u"body"_s, u"A bodyfile as The Sleuth Kit's mactime reads it."_s},
                       {u"with-id"_s, u"The row's id as the first column."_s}};
    command.description =
        "Columns: evidence, path, size, deleted (0 or 1), type, inode, owner, modified, accessed, changed, created,\n"
        "md5, sha1, sha256. Hashes are there after `hash`. --from and --to hold files with any time in between.";
    command.run = runFiles;
    return command;
}

} // namespace ashiato
