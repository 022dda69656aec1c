// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/columns/columnstore.h"
#include "tests/shared/syntheticcase.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <tuple>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestColumnStore : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<CaseReader> m_reader;
    SyntheticOptions m_options;
    std::vector<EventRow> m_expected;

    static void refreshAll(ColumnStore &store, CaseReader &reader, qint64 maxRows = 2'000'000)
    {
        for (;;) {
            const auto more = store.refresh(reader, {}, maxRows);
            QVERIFY2(more, qPrintable(more ? QString() : errorCodeId(more.error().code) + more.error().detail));
            if (!*more)
                return;
        }
    }

    /// What the case itself says of every event, in the order that the columns promise.
    std::vector<EventRow> expected()
    {
        QList<qint64> ids;
        const auto scanned = m_reader->scanEvents(0, [&ids](const EventScanRow &row) {
            ids.append(row.id);
            return true;
        });
        Q_ASSERT(scanned);
        auto rows = m_reader->events(ids);
        Q_ASSERT(rows);
        std::sort(rows->begin(), rows->end(), [](const EventRow &a, const EventRow &b) {
            const auto key = [](const EventRow &row) {
                return std::tuple(row.shownNs, row.evidenceId, row.offset >= 0 ? row.offset : row.recordNumber, row.id);
            };
            return key(a) < key(b);
        });
        return *rows;
    }

    void compare(const EventColumns &columns)
    {
        if (m_expected.empty())
            m_expected = expected();
        const auto &rows = m_expected;
        QCOMPARE(qint64(columns.rows), qint64(rows.size()));
        QCOMPARE(columns.segments.size(), size_t(1));
        for (quint32 i = 0; i < columns.rows; ++i) {
            const EventRow &row = rows[i];
            const auto text = [&](EventField field) { return columns.dictionary(field)->text(columns.value(i, field)); };
            QCOMPARE(columns.value(i, EventField::Id), row.id);
            QCOMPARE(columns.value(i, EventField::Time), row.shownNs);
            QCOMPARE(columns.value(i, EventField::Evidence), row.evidenceId);
            QCOMPARE(columns.value(i, EventField::Severity), qint64(row.severity));
            QCOMPARE(columns.value(i, EventField::Flags) & EventFileTime, qint64(row.flags & EventFileTime));
            QCOMPARE(columns.value(i, EventField::DestinationPort), qint64(row.destinationPort));
            QCOMPARE(columns.value(i, EventField::Status), row.status);
            QCOMPARE(columns.value(i, EventField::BytesIn), row.bytesIn);
            QCOMPARE(text(EventField::Type), row.type);
            QCOMPARE(text(EventField::Host), row.host);
            QCOMPARE(text(EventField::Account), row.account);
            QCOMPARE(text(EventField::Source), row.source);
            QCOMPARE(text(EventField::Destination), row.destination);
            QCOMPARE(text(EventField::Url), row.url);
            QCOMPARE(text(EventField::Process), row.process);
            QCOMPARE(text(EventField::Action), row.action);
            QCOMPARE(text(EventField::File), row.path);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_options.events = 150'000; // more than two chunks
        auto made = makeSyntheticCase(m_folder.filePath(u"case"_s), m_options);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        m_case = std::move(*made);
        m_reader = *m_case->reader();
        QCOMPARE(*m_reader->eventCount(), m_options.events);
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void cleanupTestCase()
    {
        m_reader.reset();
        m_case.reset();
    }

    void oneScanHoldsWhatTheCaseHolds()
    {
        QTemporaryDir cache;
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        refreshAll(store, *m_reader);
        QVERIFY(store.compact(*m_reader));
        compare(*store.events());
        QCOMPARE(qint64(store.files()->rows()), *m_reader->fileCount());
    }

    void smallSegmentsBecomeTheSame()
    {
        QTemporaryDir cache;
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        refreshAll(store, *m_reader, 7'001);
        QVERIFY(store.events()->segments.size() < 12);
        QCOMPARE(qint64(store.events()->rows), m_options.events);
        QVERIFY(store.compact(*m_reader));
        compare(*store.events());
        QVERIFY(QDir(cache.path()).entryList({u"events-*"_s}).size() == 1); // merged files are gone
    }

    void anotherOpeningReadsNoEvent()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            refreshAll(store, *m_reader);
        }
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        QCOMPARE(qint64(store.events()->rows), m_options.events);
        const auto more = store.refresh(*m_reader);
        QVERIFY(more && !*more);
    }

    void damageIsNoticedAndRebuilt()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            refreshAll(store, *m_reader);
            QVERIFY(store.compact(*m_reader));
        }
        const QString name = QDir(cache.path()).entryList({u"events-*"_s}).value(0);
        QFile file(QDir(cache.path()).filePath(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 at = 64; at < file.size() / 2; at += 997) {
            file.seek(at);
            file.write("\x5a");
        }
        file.close();
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        const auto before = store.events();
        for (quint32 i = 0; i < before->rows; i += 100)
            before->value(i, EventField::Id);
        QVERIFY(before->isDamaged());
        store.discard();
        refreshAll(store, *m_reader);
        QVERIFY(store.compact(*m_reader));
        compare(*store.events());
    }

    void missingFilesMeanAnew()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            refreshAll(store, *m_reader);
        }
        const QStringList texts = QDir(cache.path()).entryList({u"texts-*"_s});
        QVERIFY(!texts.isEmpty());
        QVERIFY(QFile::remove(QDir(cache.path()).filePath(texts.front())));
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        QCOMPARE(store.events()->rows, 0u);
        refreshAll(store, *m_reader);
        QCOMPARE(qint64(store.events()->rows), m_options.events);
    }

    void aGuestLeavesTheFolderAlone()
    {
        QTemporaryDir cache;
        {
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            const auto more = store.refresh(*m_reader, {}, 50'000);
            QVERIFY(more && *more);
        }
        const QStringList before = QDir(cache.path()).entryList();
        ColumnStore guest(cache.path(), ColumnStore::Use::Guest);
        QVERIFY(guest.open(*m_reader));
        QCOMPARE(guest.events()->rows, 50'000u);
        refreshAll(guest, *m_reader);
        QVERIFY(guest.compact(*m_reader));
        compare(*guest.events());
        QCOMPARE(QDir(cache.path()).entryList(), before);
    }

    void cancelLeavesTheOldState()
    {
        QTemporaryDir cache;
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        const auto cancel = std::make_shared<std::atomic<bool>>(true);
        const auto more = store.refresh(*m_reader, cancel);
        QVERIFY(!more);
        QCOMPARE(more.error().code, ErrorCode::Cancelled);
        QCOMPARE(store.events()->rows, 0u);
        refreshAll(store, *m_reader);
        QCOMPARE(qint64(store.events()->rows), m_options.events);
    }

    /// kill -9 at any moment of a build: what is left is an old state, a new one or nothing, and never a wrong one.
    void aKilledBuildIsNeverWrong()
    {
        QTemporaryDir cache;
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        QRandomGenerator random(seed);
        for (int round = 0; round < 12; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--build"_s, m_case->path(), cache.path()});
            QVERIFY(child.waitForStarted());
            QVERIFY(child.waitForReadyRead());
            QTest::qWait(random.bounded(400));
            child.kill();
            child.waitForFinished();
            ColumnStore store(cache.path(), ColumnStore::Use::Own);
            QVERIFY(store.open(*m_reader));
            const auto columns = store.events();
            QVERIFY(qint64(columns->rows) <= m_options.events);
            for (quint32 row = 1; row < columns->rows; row += 50)
                columns->value(row, EventField::Id);
            QVERIFY(!columns->isDamaged());
        }
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*m_reader));
        refreshAll(store, *m_reader);
        QVERIFY(store.compact(*m_reader));
        compare(*store.events());
        QVERIFY(QDir(cache.path()).entryList({u"*.part"_s}).isEmpty());
    }

    void filesOfAnExhibitComeBackWithIt()
    {
        QTemporaryDir folder, cache;
        SyntheticOptions options;
        options.events = 100;
        auto made = makeSyntheticCase(folder.filePath(u"case"_s), options);
        QVERIFY(made);
        const auto reader = *(*made)->reader();
        CaseWriter &writer = *(*made)->writer();
        QVERIFY(writer.act(Act::evidenceRemove(1)).result());
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*reader));
        refreshAll(store, *reader);
        QCOMPARE(store.files()->rows(), 1u);
        QVERIFY(writer.undo().result());
        refreshAll(store, *reader);
        QCOMPARE(qint64(store.files()->rows()), *reader->fileCount());
    }

    void growsWithTheCaseAndMovesWithItsClocks()
    {
        QTemporaryDir folder, cache;
        SyntheticOptions options;
        options.events = 3'000;
        auto made = makeSyntheticCase(folder.filePath(u"case"_s), options);
        QVERIFY(made);
        const auto reader = *(*made)->reader();
        ColumnStore store(cache.path(), ColumnStore::Use::Own);
        QVERIFY(store.open(*reader));
        refreshAll(store, *reader);
        const auto first = store.events();
        QVERIFY(addSyntheticEvents(**made, options, 3'000, 500));
        refreshAll(store, *reader);
        QCOMPARE(store.events()->rows, 3'500u);
        QCOMPARE(first->rows, 3'000u); // who holds the old state keeps it
        QVERIFY(store.events()->revision > first->revision);
        QVERIFY(store.compact(*reader));
        const qint64 timeBefore = store.events()->value(3'499, EventField::Time);

        const auto done = (*made)->writer()->act(Act::evidenceSet(1, {{u"skew_ns"_s, -7'000'000'000.0}})).result();
        QVERIFY(done);
        const auto other = (*made)->writer()->act(Act::evidenceSet(2, {{u"skew_ns"_s, -7'000'000'000.0}})).result();
        QVERIFY(other);
        refreshAll(store, *reader);
        QVERIFY(store.compact(*reader));
        QCOMPARE(store.events()->rows, 3'500u);
        QCOMPARE(store.events()->value(3'499, EventField::Time), timeBefore - 7'000'000'000);
    }
};

/// The child of aKilledBuildIsNeverWrong(): builds the cache again and again until it is killed.
static int buildForever(const QString &casePath, const QString &cache)
{
    auto opened = Case::open(casePath, CaseMode::ReadOnly);
    if (!opened)
        return 1;
    const auto reader = *(*opened)->reader();
    std::puts("begun");
    std::fflush(stdout);
    for (;;) {
        ColumnStore store(cache, ColumnStore::Use::Own);
        if (!store.open(*reader))
            return 1;
        for (bool more = true; more;) {
            const auto done = store.refresh(*reader, {}, 9'000);
            if (!done)
                return 1;
            more = *done;
        }
        if (!store.compact(*reader))
            return 1;
        store.discard();
        if (!store.refresh(*reader, {}, 9'000))
            return 1;
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == u"--build")
        return buildForever(arguments.value(2), arguments.value(3));
    TestColumnStore test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_columnstore.moc"
