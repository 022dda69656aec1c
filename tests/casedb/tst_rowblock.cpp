// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/sqlite/rowblock.h"
#include "models/casedb/sqlite/transaction.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace ashiato;

class RowBlockTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Connection> m_connection;

    Result<void> insertNumbers(const std::vector<qint64> &ids)
    {
        RowBlock<2> rows(*m_connection, "sample (id, number)", ids.size());
        for (const qint64 id : ids) {
            rows.beginRow();
            rows.integer(0, id);
            rows.integer(1, id * 10);
            if (!rows.endRow())
                break;
        }
        return rows.result();
    }

private Q_SLOTS:
    void init()
    {
        const QString path = m_folder.filePath(QStringLiteral("rows.sqlite"));
        m_connection.reset();
        QFile::remove(path);
        auto opened = Connection::open(path, Connection::Mode::Create);
        QVERIFY(opened);
        m_connection = std::move(*opened);
        QVERIFY(m_connection->execute("PRAGMA synchronous = OFF"));
        QVERIFY(m_connection->execute("CREATE TABLE sample (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, word TEXT)"));
    }

    void everyRowArrivesAtEveryCount()
    {
        qint64 next = 1, expected = 0;
        for (const int count : {1, 2, 63, 64, 65, 128, 1000}) {
            std::vector<qint64> ids;
            for (int i = 0; i < count; ++i)
                ids.push_back(next++);
            QVERIFY(insertNumbers(ids));
            expected += count;
            QCOMPARE(m_connection->integer("SELECT count(*) FROM sample WHERE number = id * 10").value(), expected);
        }
        QVERIFY(insertNumbers({}));
    }

    void valuesComeBackAsTheyWere()
    {
        const QByteArray words[] = {"GET", "足跡", QByteArray(), QByteArray(100'000, 'x')};
        const qint64 numbers[] = {std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(), 0, -1};
        RowBlock<3> rows(*m_connection, "sample (id, number, word)", 5);
        for (int i = 0; i < 4; ++i) {
            rows.beginRow();
            rows.integer(0, i + 1);
            rows.integer(1, numbers[i]);
            rows.text(2, words[i]);
            QVERIFY(rows.endRow());
        }
        rows.beginRow();
        rows.integerUnless(0, 0, 0); // NULL: SQLite's own id
        rows.integer(1, 5);
        rows.textOrEmpty(2, {});
        QVERIFY(rows.endRow());

        Statement &read = m_connection->statement("SELECT id, number, word FROM sample ORDER BY id");
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(read.step(), Statement::Step::Row);
            QCOMPARE(read.integer(0), i + 1);
            QCOMPARE(read.integer(1), numbers[i]);
            QCOMPARE(read.isNull(2), words[i].isEmpty());
            QCOMPARE(read.view(2).toByteArray(), words[i]);
        }
        QCOMPARE(read.step(), Statement::Step::Row);
        QCOMPARE(read.integer(0), 5);
        QVERIFY(!read.isNull(2));
        QVERIFY(read.view(2).isEmpty());
        read.reset();
    }

    void aRowThatBreaksARuleIsTakenBackWithTheRest()
    {
        QVERIFY(insertNumbers({100}));
        {
            Transaction transaction(*m_connection);
            QVERIFY(transaction.begun());
            const auto refused = insertNumbers({1, 2, 100, 3}); // 100 is there already
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Invalid);
        }
        QCOMPARE(m_connection->integer("SELECT count(*) FROM sample").value(), 1);
        QVERIFY(insertNumbers({1, 2, 3})); // and the next ones are taken
        QCOMPARE(m_connection->integer("SELECT count(*) FROM sample").value(), 4);
    }
};

QTEST_APPLESS_MAIN(RowBlockTest)
#include "tst_rowblock.moc"
