// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"

#include <QTemporaryDir>
#include <QTest>

namespace ashiato
{

/// A case in a scratch folder with one evidence, a walk job and an import job with one log.
struct CaseFixture {
    QTemporaryDir folder;
    std::unique_ptr<Case> opened;
    std::shared_ptr<CaseReader> reader;
    qint64 evidence = 0, walk = 0, import = 0;

    QString path() const { return folder.filePath(QStringLiteral("c.ashiato")); }
    CaseWriter &writer() { return *opened->writer(); }

    bool make(const QString &zone = {}, const CaseOptions &options = {})
    {
        auto made = Case::create(path(), {}, QStringLiteral("鑑識 太郎"), options);
        if (!made)
            return false;
        opened = std::move(*made);
        NewEvidence item;
        item.name = QStringLiteral("access.log");
        item.location = QStringLiteral("/evidence/access.log");
        item.zone = zone;
        const auto added = writer().act(Act::evidenceAdd(item)).result();
        if (!added)
            return false;
        evidence = added->id;
        walk = writer().createJob(evidence, TaskKind::Walk, 20).result().value();
        auto read = opened->reader();
        if (!read)
            return false;
        reader = *read;
        return true;
    }

    bool reopen(CaseMode mode = CaseMode::ReadWrite)
    {
        reader.reset();
        opened.reset();
        auto again = Case::open(path(), mode);
        if (!again)
            return false;
        opened = std::move(*again);
        auto read = opened->reader();
        if (read)
            reader = *read;
        return read.ok();
    }

    /// The file row of a log that is a candidate of an importer; makes the import job.
    bool addLog(quint64 id, const char *name = "access.log", const char *importer = "squid")
    {
        RecordBatch batch;
        FileRecord file;
        file.id = id;
        file.name = batch.strings.intern(QByteArrayView(name));
        file.directory = batch.strings.intern(QByteArrayView("/"));
        file.kind = file.nameKind = FileKind::File;
        file.access = AccessMethod::Whole;
        file.importer = batch.strings.intern(QByteArrayView(importer));
        batch.files.push_back(file);
        submit(std::move(batch), walk);
        if (!writer().flush().result())
            return false;
        const auto jobs = reader->jobs();
        for (const JobRow &job : *jobs) {
            if (job.kind == TaskKind::Import)
                import = job.id;
        }
        return import != 0;
    }

    void submit(RecordBatch &&batch, qint64 job)
    {
        writer().submit(std::move(batch), {evidence, job, {}, {}});
    }

    QString one(const QString &select)
    {
        auto rows = reader->sql(select);
        if (!rows)
            return QStringLiteral("error: ") + rows.error().detail;
        QStringList cells;
        while (rows->next()) {
            QStringList line;
            for (int i = 0; i < rows->columns().size(); ++i)
                line.append(rows->text(i));
            cells.append(line.join(u'|'));
        }
        return rows->error() ? QStringLiteral("error: ") + rows->error()->detail : cells.join(u'\n');
    }
};

inline EventRecord proxyEvent(RecordBatch &batch, quint64 fileId, int number)
{
    EventRecord event;
    event.recordedNs = 1'791'938'575'871'330'400 + number * 1'000'000'000ll;
    event.precisionNs = 1'000'000;
    event.fileId = fileId;
    event.offset = number * 100;
    event.length = 100;
    event.type = batch.strings.intern(QByteArrayView("proxy:squid:request"));
    event.source = batch.strings.intern(QByteArrayView(QByteArray("10.1.7." + QByteArray::number(number % 50))));
    event.destination = batch.strings.intern(QByteArrayView(QByteArray("203.0.113." + QByteArray::number(number % 7))));
    event.destinationPort = 443;
    event.protocol = batch.strings.intern(QByteArrayView("https"));
    event.url = batch.strings.add("https://example.jp/path/" + QByteArray::number(number) + "?q=%E8%AB%8B");
    event.action = batch.strings.intern(QByteArrayView("GET"));
    event.status = 200;
    event.bytesIn = 1000 + number;
    event.bytesOut = 10;
    event.flags = EventMakesFlow;
    return event;
}

} // namespace ashiato
