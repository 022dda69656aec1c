// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/case.h"
#include "models/casedb/caselock.h"
#include "models/casedb/casereader.h"
#include "models/casedb/migrations.h"
#include "models/records/eventfields.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;

namespace
{

std::unique_ptr<Connection> scratch(const QTemporaryDir &folder)
{
    auto opened = Connection::open(folder.filePath(QStringLiteral("x.sqlite")), Connection::Mode::Create);
    return opened ? std::move(*opened) : nullptr;
}

} // namespace

class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numberedInOrder()
    {
        QVERIFY(!migrations().empty());
        for (size_t i = 0; i < migrations().size(); ++i) {
            QCOMPARE(migrations()[i].number, int(i) + 1);
            QVERIFY(!migrations()[i].sql.isEmpty());
        }
    }

    void freshAndEachOldOne()
    {
        for (int from = 0; from <= int(migrations().size()); ++from) {
            QTemporaryDir folder;
            const auto connection = scratch(folder);
            QVERIFY(migrate(*connection, {migrations().begin(), migrations().begin() + from}));
            QCOMPARE(connection->integer("PRAGMA user_version").value(), from);
            QVERIFY(migrate(*connection));
            QCOMPARE(connection->integer("PRAGMA user_version").value(), migrations().back().number);
            QVERIFY(checkVersion(*connection));
            QCOMPARE(connection->text("PRAGMA integrity_check").value(), QStringLiteral("ok"));
            QCOMPARE(connection->integer("SELECT count(*) FROM v_event").value(), 0);
        }
    }

    /// An old 0 may mean "not told": a report must not say that nothing was sent.
    void oldFlowsKeepWhatTheyTell()
    {
        QTemporaryDir folder;
        const auto connection = scratch(folder);
        QVERIFY(migrate(*connection, {migrations().begin(), migrations().begin() + 2}));
        QVERIFY(connection->execute(
            "INSERT INTO evidence (id, uid, number, kind, name, location, segments, added_at)"
            " VALUES (1, 'u', 'E-01', 'file', 'a', '/a', '[]', '');"
            "INSERT INTO flow (id, evidence_id, file_id, first_ns, last_ns, destination_port, precision_ns, bytes_out, bytes_in,"
            " count, pos_offset, aggregated, run_id) VALUES (7, 1, 3, 10, 20, 443, 1000, 0, 9000, 5, 77, 1, 2)"));
        QVERIFY(migrate(*connection));
        QCOMPARE(connection->text("SELECT group_concat(coalesce(x, '-'), '|') FROM (SELECT bytes_out AS x FROM flow UNION ALL SELECT"
                                  " id || ' ' || evidence_id || ' ' || file_id || ' ' || first_ns || ' ' || last_ns || ' ' ||"
                                  " destination_port || ' ' || precision_ns || ' ' || bytes_in || ' ' || count || ' ' ||"
                                  " pos_offset || ' ' || aggregated || ' ' || run_id FROM flow)").value(),
                 QStringLiteral("-|7 1 3 10 20 443 1000 9000 5 77 1 2"));
        QCOMPARE(connection->text("SELECT evidence || bytes_in || count FROM v_flow").value(), QStringLiteral("E-0190005"));
    }

    /// What the details of old cases say of provider, channel and parent process is in the columns, and stays in the details.
    void oldEventLogsHaveTheirProviders()
    {
        QTemporaryDir folder;
        const auto connection = scratch(folder);
        QVERIFY(migrate(*connection, {migrations().begin(), migrations().begin() + 16}));
        QVERIFY(connection->execute(
            "INSERT INTO evidence (id, uid, number, kind, name, location, segments, added_at)"
            " VALUES (1, 'u', 'E-01', 'file', 'a', '/a', '[]', '');"
            "INSERT INTO event_type (id, name) VALUES (1, 'windows:evtx:1'), (2, 'squid:access');"
            "INSERT INTO text (id, value) VALUES (7, 'GET');"
            "INSERT INTO event (id, precision_ns, type_id, severity, flags, evidence_id, details) VALUES"
            " (1, 1, 1, 0, 0, 1, '{\"Provider\":\"Sysmon\",\"Channel\":\"Op\",\"ParentImage\":\"explorer.exe\"}'), (2, 1, 1, 0, 0, 1, '{\"Provider\":\"Kernel\"}'),"
            " (3, 1, 2, 0, 0, 1, '{\"Provider\":\"no event log\"}'), (4, 1, 1, 0, 0, 1, '{damaged'), (5, 1, 1, 0, 0, 1, NULL)"));
        const auto before = connection->text("SELECT group_concat(details, '|') FROM event").value();
        QVERIFY(migrate(*connection));
        QCOMPARE(connection->text("SELECT group_concat(id || coalesce(provider, '-') || coalesce(channel, '-'), '|') FROM"
                                  " (SELECT * FROM v_event ORDER BY id)").value(),
                 QStringLiteral("1SysmonOp|2Kernel-|3--|4--|5--"));
        QCOMPARE(connection->text("SELECT group_concat(details, '|') FROM event").value(), before);
        QCOMPARE(connection->text("SELECT value FROM text WHERE id = 7").value(), QStringLiteral("GET"));
        QCOMPARE(connection->text("SELECT group_concat(id || parent_process) FROM v_event").value(), QStringLiteral("1explorer.exe"));
        QCOMPARE(connection->integer("SELECT count(*) FROM text").value(), 5);
    }

    /// Every declared field has its column, and the readable view shows it.
    void everyDeclaredFieldHasItsColumn()
    {
        QTemporaryDir folder;
        const auto connection = scratch(folder);
        QVERIFY(migrate(*connection));
        for (const EventFieldSpec &spec : kTypedSpecs) {
            QVERIFY(spec.since >= 1 && spec.since <= migrations().back().number);
            for (const auto &[table, column] : {std::pair{"event", spec.column}, std::pair{"v_event", spec.csv}}) {
                const QByteArray sql = QByteArray("SELECT count(*) FROM pragma_table_info('") + table + "') WHERE name = '" + column + "'";
                QCOMPARE(connection->integer(sql.constData()).value(), 1);
            }
        }
    }

    void newerIsRefusedUntouched()
    {
        QTemporaryDir folder;
        const auto connection = scratch(folder);
        QVERIFY(migrate(*connection));
        QVERIFY(connection->execute("PRAGMA user_version = 999"));
        QCOMPARE(migrate(*connection).error().code, ErrorCode::NewerVersion);
        QCOMPARE(checkVersion(*connection).error().code, ErrorCode::NewerVersion);
        QCOMPARE(connection->integer("PRAGMA user_version").value(), 999);
    }

    void newerCaseIsRefused()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("n.ashiato"));
        QVERIFY(Case::create(path, {}, QStringLiteral("x")));
        {
            auto connection = Connection::open(path + QStringLiteral("/case.sqlite"), Connection::Mode::Write);
            QVERIFY(connection && (*connection)->execute("PRAGMA user_version = 999"));
        }
        QCOMPARE(Case::open(path, CaseMode::ReadWrite).error().code, ErrorCode::NewerVersion);
        QCOMPARE(Case::open(path, CaseMode::ReadOnly).error().code, ErrorCode::NewerVersion);
    }

    /// Whoever opens a case of an older version brings it up to date, to read as well; who cannot is told so.
    void olderCaseIsBroughtUpToDate()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("o.ashiato"));
        QVERIFY(QDir().mkpath(path));
        const QString file = path + QStringLiteral("/case.sqlite");
        {
            auto connection = Connection::open(file, Connection::Mode::Create);
            QVERIFY(connection && migrate(**connection, {migrations().begin(), migrations().end() - 1}));
            QVERIFY((*connection)->execute("INSERT INTO case_info (key, value) VALUES ('uid', 'u'), ('name', 'old'), ('revision', 1)"));
        }
        {
            const auto lock = CaseLock::take(path);
            QVERIFY(lock);
            const auto refused = Case::open(path, CaseMode::ReadOnly);
            QCOMPARE(refused.error().code, ErrorCode::OlderVersion);
        }
        const auto opened = Case::open(path, CaseMode::ReadOnly);
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
        QVERIFY(!(*opened)->writer());
        const auto reader = (*opened)->reader();
        QVERIFY(reader);
        QCOMPARE((*reader)->info().value().name, QStringLiteral("old"));
        QVERIFY(CaseLock::take(path)); // not kept
        auto connection = Connection::open(file, Connection::Mode::Read);
        QCOMPARE((*connection)->integer("PRAGMA user_version").value(), migrations().back().number);
    }

    void failingStepIsTakenBack()
    {
        QTemporaryDir folder;
        const auto connection = scratch(folder);
        const std::vector<Migration> steps{{1, QStringLiteral("a"), "CREATE TABLE a (x)"},
                                           {2, QStringLiteral("b"), "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"}};
        QVERIFY(!migrate(*connection, steps));
        QCOMPARE(connection->integer("PRAGMA user_version").value(), 1);
        QCOMPARE(connection->integer("SELECT count(*) FROM sqlite_schema").value(), 1);
        QVERIFY(!connection->inTransaction());
    }

    void garbageIsNamed()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("g.ashiato"));
        QVERIFY(QDir().mkpath(path));
        QFile file(path + QStringLiteral("/case.sqlite"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        QCOMPARE(Case::open(path, CaseMode::ReadWrite).error().code, ErrorCode::Damaged);
        QCOMPARE(Case::open(path, CaseMode::ReadOnly).error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
