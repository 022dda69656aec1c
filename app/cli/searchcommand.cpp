// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/eventaccess.h"
#include "app/cli/filternames.h"
#include "app/cli/rowquestion.h"

#include "models/time/timetext.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// Every word has to be there.
Filter withWords(Filter filter, const QStringList &words)
{
    if (filter.groups.empty())
        filter.groups.emplace_back();
    for (const QString &word : words) {
        Condition condition;
        condition.field = FilterField::Text;
        condition.values = QStringList{word};
        for (Filter::Group &group : filter.groups)
            group.push_back(condition);
    }
    return filter;
}

Result<void> searchFiles(Invocation &call, const OpenedCase &opened, const Filter &filter, RowWriter &rows)
{
    const Result<RowFilter> wanted = rowQuestion(filter, TargetKind::File, *opened.reader);
    if (!wanted && wanted.error().code == ErrorCode::Invalid)
        return {}; // A condition on events alone: no file can meet it.
    if (!wanted)
        return wanted.error();
    const Result<Clocks> clocks = Clocks::load(*opened.reader);
    if (!clocks)
        return clocks.error();
    return eachFile(*opened.reader, *wanted, [&](const FileRow &file) {
        rows.text(u"file"_s);
        rows.number(file.id);
        rows.textOrUnknown(clocks->text(file.times[0], file.precisionNs[0], file.clockId));
        rows.textOrUnknown(fileTypeText(file));
        rows.text(file.evidence);
        rows.text(file.path());
        rows.unknown();
        rows.unknown();
        rows.endRow();
        return call.out().usable();
    });
}

Result<void> searchEvents(Invocation &call, const OpenedCase &opened, const Filter &filter, RowWriter &rows)
{
    const EventSentences sentences;
    return eachEvent(opened, filter, [&](const EventRow &event) {
        rows.text(u"event"_s);
        rows.number(event.id);
        rows.textOrUnknown(timeText(event.shownNs, event.precisionNs, 0, event.zoneKnown));
        rows.textOrUnknown(event.type);
        rows.textOrUnknown(event.evidence);
        rows.textOrUnknown(event.path);
        rows.textOrUnknown(positionText(event.offset, event.length, event.recordNumber));
        rows.textOrUnknown(sentences.of(event));
        rows.endRow();
        return call.out().usable();
    });
}

int runSearch(Invocation &call)
{
    Result<Filter> filter = call.filter();
    if (!filter)
        return call.usage(filter.error().detail);
    const bool filesOnly = call.isSet(u"files"_s);
    const bool eventsOnly = call.isSet(u"events"_s);
    if (filesOnly && eventsOnly)
        return call.usage(u"--files and --events together find nothing; leave both out."_s);
    const Filter wanted = withWords(*filter, call.arguments().mid(1));
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    if (const Result<void> known = namesExist(wanted, *opened->reader); !known)
        return call.refuse(u"Nothing was searched."_s, known.error());
    const auto rows = call.rows({u"kind"_s, u"id"_s, u"time"_s, u"type"_s, u"evidence"_s, u"path"_s, u"position"_s, u"message"_s});
    Result<void> read;
    if (!eventsOnly)
        read = searchFiles(call, *opened, wanted, *rows);
    if (read && !filesOnly && call.out().usable())
        read = searchEvents(call, *opened, wanted, *rows);
    if (read || read.error().code != ErrorCode::Invalid) // wrong usage leaves standard output empty
        rows->finish();
    if (!read)
        return call.refuse(u"The search broke off."_s, read.error());
    return call.finish();
}

} // namespace

Command searchCommand()
{
    Command command{"search", "Finds words in file names and in all values of events.", "CASE WORD…", 2, -1};
    command.groups = Command::RowOptions | Command::FilterOptions;
    command.options = {{u"files"_s, u"Only file names."_s}, {u"events"_s, u"Only events."_s}};
    command.description = "Every word has to be there. Width, case and kana marks do not matter: ｱｼｱﾄ finds アシアト.\n"
                          "Columns: kind (file, event), id, time, type, evidence, path, position, message.";
    command.run = runSearch;
    return command;
}

} // namespace ashiato
