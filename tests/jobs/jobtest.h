// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/act.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/importservice.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace ashiato
{

/// The worker with test importers and folders as evidence.
inline QString testWorker() { return QCoreApplication::applicationDirPath() + QStringLiteral("/ashiato-worker-test"); }

inline ImportOptions testOptions(int hangMs = 30'000)
{
    ImportOptions options;
    options.worker.program = testWorker();
    options.worker.hangMs = hangMs;
    options.worker.memoryMib = 512;
    options.verify = false;
    return options;
}

inline void writeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

/// Processes that this one started.
inline QList<qint64> childrenOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/task/%1/children").arg(process));
    QList<qint64> list;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray &id : file.readAll().split(' ')) {
            if (id.toLongLong() > 0)
                list << id.toLongLong();
        }
    }
    return list;
}

/// Registers evidence by an act; gives its id, 0 on failure.
inline qint64 addEvidence(Case &openCase, const QString &path)
{
    auto described = ImportService::describe(path);
    if (!described)
        return 0;
    auto added = openCase.writer()->act(Act::evidenceAdd(*described));
    added.waitForFinished();
    return added.result() ? added.result()->id : 0;
}

/// What a case holds of its evidence, in an order and with names that no run and no row id changes: two cases that were
/// filled in different ways from the same evidence give the same text.
inline QString dumpCase(Case &openCase)
{
    static const char *const kQueries[] = {
        "SELECT 'file', evidence, path, size, deleted, type, inode, owner, modified, accessed, changed, created, md5, sha1,"
        " sha256 FROM v_file ORDER BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
        "SELECT 'event', time, type, severity, evidence, path, position, host, account, message, tags FROM v_event"
        " ORDER BY 2, 5, 7, 3, 6, 8, 9, 10",
        "SELECT 'flow', first, last, source, destination, port, protocol, bytes_out, bytes_in, count, evidence FROM v_flow"
        " ORDER BY 2, 3, 4, 5, 6, 7, 8, 9",
        "SELECT 'coverage', f.name, c.importer, c.version, c.format, c.records, c.recovered, c.damaged, c.bytes, c.first_ns,"
        " c.last_ns FROM coverage c LEFT JOIN file f ON f.id = c.file_id ORDER BY 2, 3, 4, 5, 6",
        "SELECT 'warning', importer, code, severity, path, pos_offset, pos_length, detail, count FROM warning"
        " ORDER BY path, pos_offset, code, importer, detail",
        "SELECT 'tag', name, colour FROM tag ORDER BY name",
        "SELECT 'tagging', t.name, g.identity FROM tagging g JOIN tag t ON t.id = g.tag_id ORDER BY 2, 3"};
    QString out;
    auto reader = openCase.reader();
    if (!reader)
        return {};
    for (const char *query : kQueries) {
        auto rows = (*reader)->sql(QString::fromLatin1(query));
        if (!rows)
            return QStringLiteral("%1: %2").arg(QString::fromLatin1(query), rows.error().detail);
        while (rows->next()) {
            QStringList cells;
            for (int i = 0; i < int(rows->columns().size()); ++i)
                cells << rows->text(i);
            out += cells.join(u'|') + u'\n';
        }
        if (rows->error())
            return QStringLiteral("%1: %2").arg(QString::fromLatin1(query), rows->error()->detail);
    }
    return out;
}

} // namespace ashiato
