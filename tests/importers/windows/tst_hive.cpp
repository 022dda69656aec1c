// SPDX-License-Identifier: Apache-2.0
// The reader of registry hives and the replay of their logs, against hives made here and the corpus.
#include "hivewriter.h"

#include "importers/formats/regf/hivelog.h"
#include "tests/shared/corpus.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

#include <numeric>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

HiveKeyTree sample()
{
    HiveKeyTree root;
    root.name = "ROOT";
    root.key("Select").set("Current", 1);
    root.key("ControlSet001\\Control\\ComputerName\\ComputerName").set("ComputerName", u"PC-07"_s).set("", u"default"_s);
    root.key("Types")
        .set("sz", u"足跡"_s)
        .set("multi", "a\0\0\0b\0c\0\0\0\0\0"_ba, 7)
        .set("qword", QByteArray::fromHex("0102030405060708"), 11)
        .set("big", QByteArray(20'000, 'x') + QByteArray(20'000, 'y'), 3)
        .set("empty", QByteArray(), 3)
        .set("three", "abc"_ba, 3);
    for (int i = 0; i < 1200; ++i)
        root.key("Many").keys.push_back({"key" + QByteArray::number(i), {}, {}});
    return root;
}

/// All keys and values, with a bound on what a made-up hive may cost.
qint64 readWhole(const Hive &hive)
{
    qint64 seen = 0;
    std::vector<std::pair<RegKey, int>> open;
    if (const auto root = hive.root())
        open.emplace_back(*root, 0);
    while (!open.empty() && seen < 200'000) {
        const auto [key, depth] = open.back();
        open.pop_back();
        seen += 1 + qint64(hive.values(key).size());
        if (depth > 64)
            continue;
        for (RegKey &child : hive.subkeys(key))
            open.emplace_back(std::move(child), depth + 1);
    }
    return seen;
}

QByteArray contentOf(const QString &path)
{
    if (path.endsWith(u".xz")) {
        QProcess unpack;
        unpack.start(u"xz"_s, {u"-dkc"_s, path});
        unpack.waitForFinished();
        return unpack.readAllStandardOutput();
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class HiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsWhatWasWritten_data();
    void readsWhatWasWritten();
    void replaysNewLogs();
    void replaysOldLogs();
    void stopsAtWhatDoesNotFit();
    void survivesLoopsAndLies();
    void survivesMutations();
    void replaysTheCorpus();
    void readsTheCorpus();
};

void HiveTest::readsWhatWasWritten_data()
{
    QTest::addColumn<bool>("utf16");
    QTest::newRow("latin names") << false;
    QTest::newRow("utf-16 names") << true;
}

void HiveTest::readsWhatWasWritten()
{
    QFETCH(bool, utf16);
    const auto hive = Hive::open(writeHive(sample(), 1, 1, utf16));
    QVERIFY(hive);
    QVERIFY(hive->base().checksumValid && !hive->base().isDirty());
    QCOMPARE(hive->base().name, "\\config\\SYSTEM");
    const auto name = hive->find("controlset001\\CONTROL\\ComputerName\\ComputerName");
    QVERIFY(name);
    QCOMPARE(name->written, 132'000'000'000'000'000ull);
    QCOMPARE(hive->value(*name, "computername")->text(), "PC-07");
    QCOMPARE(hive->value(*name, "")->text(), "default");
    const auto types = hive->find("Types");
    QCOMPARE(hive->values(*types).size(), size_t(6));
    QCOMPARE(hive->value(*types, "sz")->shown(), "足跡");
    QCOMPARE(hive->value(*types, "multi")->shown(), "a; bc");
    QCOMPARE(*hive->value(*types, "qword")->number(), 0x0807060504030201ull);
    QCOMPARE(hive->value(*types, "big")->data, QByteArray(20'000, 'x') + QByteArray(20'000, 'y'));
    QVERIFY(hive->value(*types, "empty")->data.isEmpty());
    QCOMPARE(hive->value(*types, "three")->shown(), "616263");
    const std::vector<RegKey> many = hive->subkeys(*hive->find("Many"));
    QCOMPARE(many.size(), size_t(1200));
    QCOMPARE(many[1199].name, "key1199");
    QVERIFY(!hive->find("Many\\key1200"));
    QCOMPARE(hive->damaged(), 0);
}

void HiveTest::replaysNewLogs()
{
    HiveKeyTree tree = sample();
    const QByteArray clean = writeHive(tree, 8, 7);
    tree.key("Select").values[0].data = QByteArray::fromHex("02000000");
    const QByteArray first = writeHive(tree, 8, 7);
    tree.key("Select").values[0].data = QByteArray::fromHex("03000000");
    tree.key("Added\\In the log").set("x", u"new"_s);
    const QByteArray second = writeHive(tree, 8, 7);
    const auto current = [](QByteArray bytes) {
        const auto hive = Hive::open(std::move(bytes));
        return *hive->value(*hive->find("Select"), "Current")->number();
    };
    // Windows writes in turns: the first entry may be in either log.
    const QByteArray one = writeHiveLog(clean, {first}, 7), two = writeHiveLog(first, {second}, 8);
    for (const auto &logs : {std::vector<QByteArray>{one, two}, std::vector<QByteArray>{two, one}, std::vector<QByteArray>{writeHiveLog(clean, {first, second}, 7)}}) {
        QByteArray bytes = clean;
        const HiveReplay replay = replayLogs(bytes, logs);
        QVERIFY(replay.wanted && replay.complete);
        QCOMPARE(std::accumulate(replay.entries.begin(), replay.entries.end(), 0), 2);
        QCOMPARE(current(bytes), 3);
        const auto hive = Hive::open(bytes);
        const auto value = hive->value(*hive->find("Added\\In the log"), "x");
        QVERIFY(value);
        QCOMPARE(value->text(), "new");
        const HiveReplay::Page *page = replay.pageAt(Hive::fileOffset(value->cell));
        QVERIFY(page);
        const qint64 place = page->logOffset + Hive::fileOffset(value->cell) - page->hiveOffset;
        QCOMPARE(logs[size_t(page->log)].mid(place + 4, 2), "vk"); // leads back to the log's bytes
    }
    QByteArray bytes = clean;
    const HiveReplay none = replayLogs(bytes, {});
    QVERIFY(none.wanted && !none.complete);
    QCOMPARE(bytes, clean);
    QByteArray settled = writeHive(sample(), 7, 7);
    const QByteArray before = settled;
    const HiveReplay unwanted = replayLogs(settled, {one, two});
    QVERIFY(!unwanted.wanted && unwanted.complete && unwanted.pages.empty());
    QCOMPARE(settled, before);
}

void HiveTest::replaysOldLogs()
{
    HiveKeyTree tree = sample();
    const QByteArray clean = writeHive(tree, 8, 7);
    tree.key("Select").values[0].data = QByteArray::fromHex("02000000");
    const QByteArray state = writeHive(tree, 8, 8);
    QByteArray bytes = clean;
    const HiveReplay replay = replayLogs(bytes, {writeOldHiveLog(clean, state, 8)});
    QVERIFY(replay.wanted && replay.complete);
    QCOMPARE(bytes.sliced(4096), state.sliced(4096));
    bytes = clean;
    const HiveReplay older = replayLogs(bytes, {writeOldHiveLog(clean, state, 5)}); // of an earlier time
    QVERIFY(!older.complete);
    QCOMPARE(bytes, clean);
}

void HiveTest::stopsAtWhatDoesNotFit()
{
    HiveKeyTree tree = sample();
    const QByteArray clean = writeHive(tree, 8, 7);
    tree.key("Select").values[0].data = QByteArray::fromHex("02000000");
    const QByteArray state = writeHive(tree, 8, 7);
    const QByteArray log = writeHiveLog(clean, {state}, 7);
    for (const qsizetype at : {qsizetype(512 + 4), qsizetype(512 + 20), qsizetype(512 + 48), log.size() - 1}) { // sizes, counts, pages
        QByteArray torn = log, bytes = clean;
        torn[at] = char(torn[at] ^ 0x55);
        const HiveReplay replay = replayLogs(bytes, {torn});
        QVERIFY2(replay.wanted && !replay.complete && replay.refused == 1, qPrintable(QString::number(at)));
        QCOMPARE(bytes, clean);
    }
    QByteArray bytes = clean;
    QVERIFY(!replayLogs(bytes, {writeHiveLog(clean, {state}, 9)}).complete); // an entry in between is missing
    QCOMPARE(bytes, clean);
}

void HiveTest::survivesLoopsAndLies()
{
    const QByteArray clean = writeHive(sample());
    const auto hive = Hive::open(clean);
    const RegKey many = *hive->find("Many");
    QByteArray bytes = clean;
    const auto put = [&](qint64 at, quint32 value) { qToLittleEndian(value, bytes.data() + at); };
    put(Hive::fileOffset(many.cell) + 4 + 28, many.subkeyList);
    put(Hive::fileOffset(many.subkeyList) + 4 + 4, many.subkeyList); // a list that leads to itself
    put(Hive::fileOffset(many.cell) + 4 + 20, 0xfffffff0u);
    put(Hive::fileOffset(many.cell) + 4 + 36, 0xfffffff0u);
    const auto lies = Hive::open(bytes);
    QVERIFY(lies);
    const auto key = lies->find("Many");
    QVERIFY(key);
    QVERIFY(lies->subkeys(*key).size() <= 1200);
    QVERIFY(lies->values(*key).empty());
    QVERIFY(lies->damaged() > 0);
    QVERIFY(lies->firstDamaged() >= kHiveBaseBlock);
    QVERIFY(!Hive::open("regf"_ba));
    QCOMPARE(Hive::open("something else"_ba).error().code, ErrorCode::NotMine);
    QCOMPARE(Hive::open(clean.first(4100)).error().code, ErrorCode::Truncated);
}

void HiveTest::survivesMutations()
{
    const QByteArray clean = writeHive(sample(), 8, 7);
    const QByteArray log = writeHiveLog(clean, {writeHive(sample(), 9, 9, true)}, 7);
    QRandomGenerator random(20261201);
    const int rounds = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    for (int round = 0; round < rounds; ++round) {
        QByteArray bytes = clean, logBytes = log;
        for (int i = random.bounded(1, 40); i > 0; --i) {
            QByteArray &target = random.bounded(4) == 0 ? logBytes : bytes;
            const qsizetype at = random.bounded(int(target.size() - 4));
            if (random.bounded(2))
                target[at] = char(random.bounded(256));
            else
                qToLittleEndian(quint32(random.bounded(2) ? 0xfffffff8u : random.generate()), target.data() + at);
        }
        if (random.bounded(8) == 0)
            bytes.truncate(random.bounded(int(bytes.size())));
        QElapsedTimer clock;
        clock.start();
        (void)replayLogs(bytes, {logBytes});
        if (const auto hive = Hive::open(bytes))
            readWhole(*hive);
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(u"round %1"_s.arg(round)));
    }
}

/// Hives whose logs other readers apply: what they hold then is in the corpus of yarp.
void HiveTest::replaysTheCorpus()
{
    const QString corpus = corpusDir();
    int run = 0, skipped = 0;
    const auto replayed = [&](const QString &hivePath, const QStringList &logs, bool complete) {
        if (!QFile::exists(hivePath)) {
            ++skipped;
            return QByteArray();
        }
        ++run;
        QByteArray bytes = contentOf(hivePath);
        std::vector<QByteArray> contents;
        for (const QString &log : logs)
            contents.push_back(contentOf(log));
        const HiveReplay replay = replayLogs(bytes, contents);
        if (!replay.wanted || replay.complete != complete)
            qCritical("%s: wanted %d, complete %d, refused %lld", qPrintable(hivePath), replay.wanted, replay.complete, (long long)replay.refused);
        return bytes;
    };
    const QString yarp = corpus + u"/yarp/hives_for_tests/"_s, regipy = corpus + u"/regipy/data/"_s;
    const QByteArray dirty = replayed(yarp + u"NewDirtyHive1/NewDirtyHive"_s, {yarp + u"NewDirtyHive1/NewDirtyHive.LOG1"_s, yarp + u"NewDirtyHive1/NewDirtyHive.LOG2"_s}, true);
    if (!dirty.isEmpty()) {
        const auto hive = Hive::open(dirty);
        QVERIFY(hive);
        qint64 keys = readWhole(*hive);
        QVERIFY(keys > 1);
        QCOMPARE(hive->damaged(), 0);
    }
    const QByteArray user = replayed(regipy + u"transactions_NTUSER.DAT.xz"_s, {regipy + u"transactions_ntuser.dat.log1.xz"_s, regipy + u"transactions_ntuser.dat.log2.xz"_s}, true);
    if (!user.isEmpty()) {
        const auto hive = Hive::open(user);
        QVERIFY(hive);
        readWhole(*hive);
        QCOMPARE(hive->damaged(), 0);
    }
    corpusSummary(run, skipped);
}

void HiveTest::readsTheCorpus()
{
    const QString corpus = corpusDir();
    int run = 0;
    for (const QString &folder : {u"/yarp"_s, u"/regipy"_s, u"/ez_registry"_s, u"/plaso"_s, u"/dfir_museum/Windows"_s}) {
        for (QDirIterator all(corpus + folder, QDir::Files, QDirIterator::Subdirectories); !corpus.isEmpty() && all.hasNext();) {
            const QString path = all.next();
            const QString name = all.fileName().toLower();
            if (all.fileInfo().size() > (64 << 20) || name.contains(u".log"))
                continue;
            if (path.endsWith(u".xz") && !name.contains(u"system") && !name.contains(u"ntuser") && !name.contains(u"hve") && !name.contains(u"security"))
                continue;
            const QByteArray bytes = contentOf(path);
            if (!bytes.startsWith("regf"))
                continue;
            const auto hive = Hive::open(bytes);
            if (!hive)
                continue;
            ++run;
            readWhole(*hive);
        }
    }
    corpusSummary(run, run == 0 ? 1 : 0);
}

QTEST_GUILESS_MAIN(HiveTest)
#include "tst_hive.moc"
