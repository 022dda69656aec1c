// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/targets.h"

#include "models/jobs/evidencereader.h"

#include <QEventLoop>
#include <QTimer>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// The bytes that are asked for: a range of a file, or of an exhibit as a whole.
struct Range {
    qint64 fileId = 0;
    qint64 evidenceId = 0; ///< Raw: of the exhibit
    qint64 offset = 0;
    qint64 length = -1; ///< -1: to the end
};

Result<Range> eventRange(CaseReader &reader, qint64 id)
{
    const Result<std::vector<EventRow>> rows = reader.events({id});
    if (!rows)
        return rows.error();
    if (rows->empty())
        return {ErrorCode::NotFound, u"event %1"_s.arg(id)};
    const EventRow &event = rows->front();
    if (event.fileId == 0 || event.offset < 0)
        return {ErrorCode::NotFound, u"bytes of event %1 (its source counts records: %2)"_s.arg(id).arg(
                                         positionText(event.offset, event.length, event.recordNumber))};
    Range range;
    range.fileId = event.fileId;
    range.offset = event.offset;
    range.length = event.length;
    return range;
}

/// Whole path, in one exhibit alone unless it is named.
Result<Range> pathRange(const Invocation &call, CaseReader &reader, const QString &path)
{
    const Result<std::vector<EvidenceRow>> evidence = reader.evidence();
    if (!evidence)
        return evidence.error();
    const QString only = call.value(u"evidence"_s);
    Range range;
    QStringList places;
    for (const EvidenceRow &row : *evidence) {
        if (!only.isEmpty() && row.number.compare(only, Qt::CaseInsensitive) != 0)
            continue;
        const Result<FileRow> file = reader.fileByPath(row.id, path);
        if (!file && file.error().code != ErrorCode::NotFound)
            return file.error();
        if (!file)
            continue;
        range.fileId = file->id;
        places.append(row.number);
    }
    if (places.isEmpty())
        return {ErrorCode::NotFound, only.isEmpty() ? path : only + u' ' + path};
    if (places.size() > 1)
        return {ErrorCode::Invalid, u"%1 is in %2; choose with --evidence"_s.arg(path, places.join(u", "_s))};
    return range;
}

Result<Range> rangeWanted(const Invocation &call, CaseReader &reader)
{
    const auto idBehind = [](const QString &word, QLatin1String prefix) {
        return word.startsWith(prefix) ? word.sliced(prefix.size()).toLongLong() : 0;
    };
    const QString word = call.argument(1);
    qint64 eventId = idBehind(word, "event:"_L1);
    qint64 fileId = idBehind(word, "file:"_L1);
    if (call.isSet(u"event"_s))
        eventId = call.value(u"event"_s).toLongLong();
    if (call.isSet(u"file"_s))
        fileId = call.value(u"file"_s).toLongLong();
    if (eventId > 0)
        return eventRange(reader, eventId);
    Range range;
    if (fileId > 0) {
        const Result<FileRow> file = reader.file(fileId);
        if (!file)
            return file.error();
        range.fileId = fileId;
        return range;
    }
    if (!word.isEmpty())
        return pathRange(call, reader, word);
    const Result<EvidenceRow> evidence = evidenceByName(reader, call.value(u"evidence"_s));
    if (!evidence)
        return evidence.error();
    range.evidenceId = evidence->id;
    return range;
}

Result<BytesMessage> readWindow(EvidenceReader &reader, const Range &range, qint64 offset, qint64 size)
{
    QEventLoop loop;
    BytesMessage answer;
    QObject::connect(&reader, &EvidenceReader::bytesRead, &loop, [&](quint32, const BytesMessage &message) {
        answer = message;
        loop.quit();
    });
    QTimer::singleShot(0, &loop, [&] {
        if (range.fileId != 0)
            reader.read(range.fileId, offset, size);
        else
            reader.readRaw(range.evidenceId, offset, size);
    });
    loop.exec();
    if (answer.error != ErrorCode::None)
        return {answer.error, answer.detail, offset};
    return answer;
}

int runCat(Invocation &call)
{
    const auto number = [&call](const QString &option) -> qint64 {
        bool ok = false;
        const qint64 value = call.value(option).toLongLong(&ok);
        return !call.isSet(option) ? -1 : ok && value >= 0 ? value : -2;
    };
    for (const QString &option : {u"event"_s, u"file"_s}) {
        if (call.isSet(option) && number(option) <= 0)
            return call.usage(u"--%1 “%2” is no id; expected a number, as --with-id prints it."_s.arg(option, call.value(option)));
    }
    const qint64 offset = number(u"offset"_s);
    const qint64 length = number(u"length"_s);
    if (offset == -2 || length == -2)
        return call.usage(u"--offset and --length are numbers of bytes."_s);
    if (call.argument(1).isEmpty() && !call.isSet(u"event"_s) && !call.isSet(u"file"_s) && !call.isSet(u"evidence"_s))
        return call.usage(u"Say which: a path, --file ID, --event ID, or --evidence for the exhibit itself."_s);

    const Result<QString> key = givenPassword(call);
    if (!key)
        return call.fail(u"There is nothing to print."_s, key.error());
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    Result<Range> range = rangeWanted(call, *opened->reader);
    if (!range)
        return call.fail(u"There is nothing to print."_s, range.error());
    if (offset > 0) { // within what the word names
        range->offset += offset;
        if (range->length >= 0)
            range->length = std::max(qint64(0), range->length - offset);
    }
    if (length >= 0)
        range->length = range->length < 0 ? length : std::min(length, range->length);

    constexpr qint64 kWindow = 1024 * 1024;
    EvidenceReader reader(*opened->file, WorkerSettings{});
    if (!key->isEmpty()) {
        const Result<FileRow> file = range->fileId != 0 ? opened->reader->file(range->fileId) : Result<FileRow>(FileRow());
        reader.setKey(file && file->evidenceId != 0 ? file->evidenceId : range->evidenceId, *key);
    }
    for (qint64 at = 0; call.out().usable() && (range->length < 0 || at < range->length);) {
        const qint64 size = range->length < 0 ? kWindow : std::min(kWindow, range->length - at);
        const Result<BytesMessage> window = readWindow(reader, *range, range->offset + at, size);
        if (!window)
            return call.fail(u"The bytes could not be read."_s, window.error());
        if (window->bytes.isEmpty())
            break;
        call.out().write(window->bytes);
        at += window->bytes.size();
    }
    return call.finish();
}

} // namespace

Command catCommand()
{
    Command command{"cat", "Prints the bytes of a file, of the record behind an event, or of an exhibit.", "CASE [PATH]", 1, 2};
    command.options = {{u"file"_s, u"File with this id."_s, u"ID"_s},
                       {u"event"_s, u"Record of the event with this id."_s, u"ID"_s},
                       {u"evidence"_s, u"Exhibit that PATH is in; without PATH the exhibit itself, decoded."_s, u"NUMBER"_s},
                       passwordOption(),
                       {u"offset"_s, u"Leaves out so many bytes."_s, u"BYTES"_s},
                       {u"length"_s, u"Prints so many bytes."_s, u"BYTES"_s}};
    command.description = "PATH is as `files` prints it; file:ID and event:ID do as well. The bytes come unchanged.\n"
                          "  ashiato-cli cat CASE /Users/yamada/note.txt\n"
                          "  ashiato-cli cat CASE --event 12 | xxd";
    command.run = runCat;
    return command;
}

} // namespace ashiato
