// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/flowsum.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <limits>
#include <map>

using namespace ashiato;

class FlowSumTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flowsAreTheSumsOfTheirEvents()
    {
        QTemporaryDir folder;
        const auto opened = Connection::open(folder.filePath(QStringLiteral("flows.sqlite")), Connection::Mode::Create);
        QVERIFY(opened);
        Connection &connection = **opened;
        QVERIFY(connection.execute(
            "PRAGMA synchronous = OFF;"
            "CREATE TABLE text (id INTEGER PRIMARY KEY, value TEXT); INSERT INTO text VALUES (1, 'http'), (2, 'ftp'), (3, 'http');"
            "CREATE TABLE endpoint (id INTEGER PRIMARY KEY, value TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 97)"
            " INSERT INTO endpoint SELECT i, 'host' || i FROM n;"
            "CREATE TABLE flow (id INTEGER PRIMARY KEY, evidence_id, file_id, clock_id, first_ns, last_ns, source_id, source_port,"
            " destination_id, destination_port, protocol_id, account_id, precision_ns, bytes_out, bytes_in, count, pos_offset,"
            " aggregated, run_id, kind)"));
        struct Sum {
            qint64 first = std::numeric_limits<qint64>::max(), last = 0, bytes = 0, count = 0;
        };
        std::map<std::array<qint64, 3>, Sum> expected; // source, destination, protocol of the first text
        FlowSums sums;
        for (qint64 i = 0; i < 50'001; ++i) {
            const qint64 source = 1 + i * 7919 % 61, destination = 1 + i * 104'729 % 97, protocol = 1 + i % 3;
            sums.add({source, destination, protocol, 0, 1, 80}, {1000 + i, 1, i, kUnknown, i * 100});
            Sum &sum = expected[{source, destination, protocol == 3 ? 1 : protocol}];
            sum = {std::min(sum.first, 1000 + i), std::max(sum.last, 1000 + i), sum.bytes + i, sum.count + 1};
        }
        QVERIFY(sums.write(connection, 1, 2, 3));

        QCOMPARE(connection.integer("SELECT count(*) FROM flow").value(), qint64(expected.size()));
        Statement &read = connection.statement("SELECT source_id, destination_id, protocol_id, first_ns, last_ns,"
                                                  " bytes_out, count, pos_offset, bytes_in FROM flow");
        while (read.step() == Statement::Step::Row) {
            const auto found = expected.find({read.integer(0), read.integer(1), read.integer(2)});
            QVERIFY(found != expected.end());
            QCOMPARE(read.integer(3), found->second.first);
            QCOMPARE(read.integer(4), found->second.last);
            QCOMPARE(read.integer(5), found->second.bytes);
            QCOMPARE(read.integer(6), found->second.count);
            QCOMPARE(read.integer(7), (found->second.first - 1000) * 100);
            QVERIFY(read.isNull(8));
        }
        read.reset();
    }
};

QTEST_APPLESS_MAIN(FlowSumTest)
#include "tst_flowsum.moc"
