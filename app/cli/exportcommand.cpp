// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"

#include "models/casedb/exporttables.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Writes one table to a descriptor; gives the number of rows.
Result<qint64> writeTable(CaseReader &reader, const ExportTable &table, const RowFormatOptions &format, int descriptor)
{
    Result<SqlRows> result = reader.sql(table.select);
    if (!result)
        return result.error();
    Output out(descriptor);
    const auto rows = makeRowWriter(result->columns(), format, out);
    const int columns = int(result->columns().size());
    qint64 count = 0;
    for (; out.usable() && result->next(); ++count) {
        for (int column = 0; column < columns; ++column) {
            if (result->isNull(column))
                rows->unknown();
            else if (const QVariant value = result->value(column); value.typeId() == QMetaType::LongLong)
                rows->number(value.toLongLong());
            else
                rows->text(result->text(column));
        }
        rows->endRow();
    }
    rows->finish();
    if (result->error())
        return *result->error();
    if (out.systemError() != 0)
        return {out.systemError() == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io, table.name};
    return count;
}

int runExport(Invocation &call)
{
    const QString folder = call.value(u"output"_s);
    if (folder.isEmpty())
        return call.usage(u"Say where to: --output DIR."_s);
    RowFormatOptions format;
    const QString wanted = call.isSet(u"format"_s) ? call.value(u"format"_s) : u"csv"_s;
    if (wanted != "csv"_L1 && wanted != "jsonl"_L1)
        return call.usage(u"--format is csv or jsonl."_s);
    format.format = wanted == "csv"_L1 ? RowFormat::Csv : RowFormat::JsonLines;
    format.guardFormulas = call.isSet(u"excel"_s);
    format.byteOrderMark = format.guardFormulas || call.isSet(u"bom"_s);

    Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    if (!QDir().mkpath(folder))
        return call.fail(u"The folder could not be made."_s, {ErrorCode::ReadOnly, folder});
    if (const Result<void> added = addSentences(*opened->reader, EventSentences()); !added)
        return call.fail(u"Nothing was exported."_s, added.error());
    // One state of the case, though somebody may be importing into it.
    if (const Result<void> held = opened->reader->beginSnapshot(); !held)
        return call.fail(u"Nothing was exported."_s, held.error());
    for (const ExportTable &table : exportTables()) {
        const QString path = folder + u'/' + table.name + u'.' + wanted;
        const int descriptor = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor < 0)
            return call.fail(u"The export broke off."_s, {ErrorCode::ReadOnly, path});
        Result<qint64> count = writeTable(*opened->reader, table, format, descriptor);
        if (::close(descriptor) != 0 && count)
            count = Error{errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Io, path};
        if (!count)
            return call.fail(u"The export broke off at %1."_s.arg(path), count.error());
        call.out().write(u"%1\t%2\n"_s.arg(path, counted(*count, u"row"_s, u"rows"_s)).toUtf8());
    }
    opened->reader->endSnapshot();
    return call.finish();
}

} // namespace

Command exportCommand()
{
    Command command{"export", "Writes the whole case as tables, to hand over or to compare.", "CASE"};
    command.options = {{u"output"_s, u"Folder for the tables (needed)."_s, u"DIR"_s},
                       {u"format"_s, u"csv (as is) or jsonl."_s, u"FORMAT"_s},
                       {u"bom"_s, u"CSV begins with a byte order mark."_s},
                       {u"excel"_s, u"CSV for a spreadsheet: byte order mark, and no cell that it would calculate."_s}};
    command.description = "Two cases of the same evidence give the same bytes: row ids, runs and the dates of the import are left out.";
    command.run = runExport;
    return command;
}

} // namespace ashiato
