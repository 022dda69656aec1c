// SPDX-License-Identifier: Apache-2.0
#include "casefixture.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <sqlite3.h>

#include <sys/stat.h>
#include <unistd.h>

using namespace ashiato;

/// A case that somebody handed over: nothing outside of it is opened, cut or written, and nothing of theirs runs.
class TestCasePlace : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    QString outside() const { return m_scratch.filePath(QStringLiteral("outside")); }
    bool make(CaseFixture &c)
    {
        if (!c.make())
            return false;
        c.reader.reset();
        return bool(c.opened->close()) && (c.opened.reset(), true);
    }
    void writeOutside()
    {
        QFile::remove(outside());
        QFile file(outside());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("precious");
    }
    QByteArray readOutside()
    {
        QFile file(outside());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("gone");
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void linksAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("readable");
        for (const char *kind : {"symbolic", "hard", "fifo"}) {
            for (const char *name : {"lock", "case.sqlite-wal", "case.sqlite-shm", "case.sqlite-journal", "cache", "cache/events"}) {
                if (qstrcmp(kind, "hard") != 0 || qstrcmp(name, "cache") != 0)
                    QTest::addRow("%s %s", kind, name) << QString::fromLatin1(name) << QString::fromLatin1(kind) << (qstrcmp(kind, "hard") == 0);
            }
        }
        QTest::addRow("symbolic case.sqlite") << QStringLiteral("case.sqlite") << QStringLiteral("symbolic") << false;
        QTest::addRow("hard case.sqlite") << QStringLiteral("case.sqlite") << QStringLiteral("hard") << true;
    }

    void linksAreRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, kind);
        QFETCH(bool, readable);
        CaseFixture c;
        QVERIFY(make(c));
        const QString place = c.path() + u'/' + name;
        writeOutside();
        if (name == u"case.sqlite") {
            QFile::remove(outside());
            QVERIFY(QFile::rename(place, outside()));
        } else if (name == u"cache") {
            QVERIFY(QDir(place).removeRecursively());
        } else {
            QFile::remove(place);
        }
        const QByteArray before = readOutside();
        const QByteArray from = QFile::encodeName(outside()), to = QFile::encodeName(place);
        QCOMPARE(kind == u"symbolic" ? ::symlink(from.constData(), to.constData())
                 : kind == u"hard"   ? ::link(from.constData(), to.constData())
                                     : ::mkfifo(to.constData(), 0600), 0);
        const auto writing = Case::open(c.path(), CaseMode::ReadWrite);
        QVERIFY(!writing);
        QCOMPARE(writing.error().code, ErrorCode::SpecialFile);
        QCOMPARE(QFileInfo(writing.error().detail).fileName(), QFileInfo(name).fileName());
        QCOMPARE(readOutside(), before);
        if (!readable) {
            const auto reading = Case::open(c.path(), CaseMode::ReadOnly);
            QVERIFY(!reading);
            QCOMPARE(reading.error().code, ErrorCode::SpecialFile);
            QCOMPARE(readOutside(), before);
        }
    }

    void foreignSchemaIsRefusedBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("named");
        QTest::newRow("trigger") << QByteArray("CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM warning; END")
                                 << QStringLiteral("trigger evil");
        QTest::newRow("view replaced") << QByteArray("DROP VIEW v_tagging; CREATE VIEW v_tagging AS SELECT 1 AS id") << QStringLiteral("view v_tagging");
        QTest::newRow("table") << QByteArray("CREATE TABLE more (x)") << QStringLiteral("table more");
        QTest::newRow("index") << QByteArray("DROP INDEX note_target") << QStringLiteral("index note_target");
    }

    void foreignSchemaIsRefusedBeforeAnythingIsWritten()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, named);
        CaseFixture c;
        QVERIFY(make(c));
        const QString database = c.path() + QStringLiteral("/case.sqlite");
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(database).constData(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        const auto bytes = [&] {
            QFile file(database);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        const auto writing = Case::open(c.path(), CaseMode::ReadWrite);
        QVERIFY(!writing);
        QCOMPARE(writing.error().code, ErrorCode::Damaged);
        QCOMPARE(writing.error().detail, named);
        QVERIFY(bytes() == before);
        QVERIFY(Case::open(c.path(), CaseMode::ReadOnly));
    }

    void modesArePrivateWhateverTheUmask()
    {
        const mode_t old = ::umask(0);
        CaseFixture c;
        const bool made = c.make();
        ::umask(old);
        QVERIFY(made);
        const auto mode = [&](const QString &name) {
            struct stat about;
            return ::stat(QFile::encodeName(c.path() + name).constData(), &about) == 0 ? about.st_mode & 0777 : mode_t(0);
        };
        QCOMPARE(mode({}), mode_t(0700));
        QCOMPARE(mode(QStringLiteral("/cache")), mode_t(0700));
        for (const char *name : {"/case.sqlite", "/case.sqlite-wal", "/case.sqlite-shm", "/lock"})
            QCOMPARE(mode(QLatin1String(name)), mode_t(0600));
    }
};

QTEST_GUILESS_MAIN(TestCasePlace)
#include "tst_caseplace.moc"
