// SPDX-License-Identifier: Apache-2.0
// Held against what fsutil said of a journal, and against damage.
#include "importers/formats/usn/usnrecord.h"
#include "importers/importer.h"
#include "tests/shared/corpus.h"
#include "tests/shared/memorysource.h"
#include "tests/shared/recordingsink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// A journal with a hole at its start.
class SparseSource : public MemorySource
{
public:
    SparseSource(const QByteArray &bytes, qint64 hole) : MemorySource(bytes), m_hole(hole), m_bytes(bytes) {}
    qint64 size() const override { return m_hole + m_bytes.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        m_read += size;
        qint64 done = 0;
        for (; done < size && offset + done < this->size(); ++done)
            into[done] = offset + done < m_hole ? '\0' : m_bytes[qsizetype(offset + done - m_hole)];
        return done;
    }
    qint64 nextStored(qint64 offset) const override { return std::max(offset, m_hole); }
    qint64 bytesRead() const { return m_read; }

private:
    qint64 m_hole, m_read = 0;
    QByteArray m_bytes;
};

struct Import {
    RecordingSink sink;
    Result<void> result;

    explicit Import(const QByteArray &bytes, qint64 from = 0)
    {
        MemorySource source(bytes);
        run(source, from);
    }
    explicit Import(ByteSource &source) { run(source, 0); }
    void run(ByteSource &source, qint64 from)
    {
        ImportContext context{.source = source, .sink = sink, .fileId = 7, .fileName = u"$UsnJrnl:$J"_s, .path = u"/$Extend/$UsnJrnl:$J"_s,
                              .zone = {}, .encoding = {}, .host = {}, .format = {}, .mapping = {}, .extraFormats = {}};
        context.position = from;
        result = importerById(u"usnjournal"_s)->run(context);
    }
    /// "usn name reasons file parent"
    QStringList lines()
    {
        QStringList list;
        for (const EventRecord &event : sink.batch().events) {
            const QJsonObject details = QJsonDocument::fromJson(sink.text(event.details).toUtf8()).object();
            list.append(u"%1 %2 %3 %4 %5"_s.arg(event.recordNumber).arg(sink.text(event.namedPath), sink.text(event.action),
                                                                      details[u"file"].toString(), details[u"parent"].toString()));
        }
        return list;
    }
};

constexpr quint64 kTime = 132'000'000'000'000'000; // 2019-04-17T10:40:00Z

QByteArray record(const QString &name, quint32 reason, quint64 usn, int major = 2)
{
    const QByteArray wide(reinterpret_cast<const char *>(name.utf16()), name.size() * 2);
    QByteArray bytes;
    const auto put = [&]<typename T>(T value) {
        value = qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    };
    const quint16 head = major == 2 ? 60 : 76;
    const quint32 length = (head + quint32(wide.size()) + 7) & ~7u;
    put(length), put(quint16(major)), put(quint16(0));
    put(quint64(41) | quint64(3) << 48);
    if (major == 3)
        put(quint64(0));
    put(quint64(5) | quint64(5) << 48);
    if (major == 3)
        put(quint64(0));
    put(quint64(usn)), put(kTime), put(reason), put(quint32(0)), put(quint32(0)), put(quint32(0x20));
    put(quint16(wide.size())), put(head);
    bytes += wide;
    bytes.resize(length, '\0');
    return bytes;
}

} // namespace

class TestUsnJournalImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields()
    {
        const QByteArray bytes = record(u"請求書.exe"_s, 0x80000100, 0) + record(u"b"_s, 0x2000, 80, 3);
        Import import(bytes);
        QVERIFY(import.result.ok());
        QCOMPARE(import.lines(), (QStringList{u"0 請求書.exe FILE_CREATE|CLOSE 41-3 5-5"_s, u"80 b RENAME_NEW_NAME 41-3 5-5"_s}));
        const EventRecord &first = import.sink.batch().events.front();
        QCOMPARE(first.recordedNs, (qint64(kTime) - 116'444'736'000'000'000) * 100);
        QCOMPARE(first.offset, 0);
        QCOMPARE(first.length, 80);
        QCOMPARE(import.sink.batch().coverage.front().records, 2);
        QVERIFY(import.sink.batch().warnings.empty());
    }

    void holesAreNotRead()
    {
        SparseSource source(record(u"a.txt"_s, 0x100, 0), qint64(40) << 30);
        Import import(source);
        QVERIFY(import.result.ok());
        QCOMPARE(import.sink.batch().events.size(), size_t(1));
        QCOMPARE(import.sink.batch().events.front().offset, qint64(40) << 30);
        QVERIFY(source.bytesRead() < (4 << 20));
    }

    void resumes()
    {
        QByteArray bytes;
        for (int i = 0; i < 5000; ++i) {
            const QByteArray next = record(u"file%1"_s.arg(i), 0x2, quint64(bytes.size()));
            if (bytes.size() % kUsnPage + next.size() > kUsnPage)
                bytes.resize((bytes.size() / kUsnPage + 1) * kUsnPage, '\0');
            bytes += next;
        }
        Import whole(bytes);
        QCOMPARE(whole.sink.batch().events.size(), size_t(5000));
        const EventRecord middle = whole.sink.batch().events[3000];
        Import rest(bytes, middle.offset);
        QCOMPARE(rest.sink.batch().events.size(), size_t(2000));
        QCOMPARE(rest.sink.batch().events.front().offset, middle.offset);
        QCOMPARE(rest.sink.batch().coverage.front().records, 5000); // what the file holds
        QCOMPARE(rest.sink.batch().coverage.front().firstNs, whole.sink.batch().coverage.front().firstNs);
    }

    void damage()
    {
        const QByteArray one = record(u"one"_s, 0x1, 0), two = record(u"two"_s, 0x2, 72);
        Import torn(one + QByteArray(24, 'x') + two + two.left(40));
        QVERIFY(torn.result.ok());
        QCOMPARE(torn.sink.batch().events.size(), size_t(2));
        QCOMPARE(torn.sink.batch().warnings.size(), size_t(2)); // between, and the cut one
        QCOMPARE(torn.sink.batch().warnings[0].offset, one.size());
        QCOMPARE(torn.sink.batch().warnings[0].length, 24);
        QByteArray badName = one;
        badName[58] = char(0xff); // its name lies outside
        Import outside(badName);
        QCOMPARE(outside.sink.batch().events.size(), size_t(1));
        QVERIFY(outside.sink.batch().events.front().flags & EventDamaged);
        QCOMPARE(Import(QByteArray(100'000, 'x')).result.error().code, ErrorCode::NotMine);
        QVERIFY(Import(QByteArray(100'000, '\0')).result.ok()); // a journal that is empty
        for (qsizetype cut = 0; cut < one.size(); ++cut)
            (void)Import(one.left(cut));
        QRandomGenerator random(17);
        QByteArray many;
        for (int i = 0; i < 40; ++i)
            many += record(u"name %1"_s.arg(i), 0x100, quint64(many.size()), i % 2 ? 3 : 2);
        for (int i = 0; i < 300; ++i) {
            QByteArray changed = many;
            for (int bytes = random.bounded(1, 40); bytes > 0; --bytes)
                changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
            Import import(changed);
            QVERIFY(import.sink.batch().events.size() <= 60);
        }
    }

    /// fsutil usn readjournal of Windows itself.
    void asWindowsSaysIt()
    {
        QFile journal(corpusDir() + u"/dfir_ntfs/test_data/usnjrnlj.bin"_s), said(corpusDir() + u"/dfir_ntfs/test_data/usnjrnlj.fsutil.txt"_s);
        if (corpusDir().isEmpty() || !journal.open(QIODevice::ReadOnly) || !said.open(QIODevice::ReadOnly)) {
            corpusSummary(0, 1);
            return;
        }
        Import import(journal.readAll());
        QVERIFY(import.result.ok());
        QStringList expected;
        const auto fileOf = [](const QString &hex) {
            bool ok = false;
            const quint64 low = hex.right(16).toULongLong(&ok, 16);
            return u"%1-%2"_s.arg(low & 0xffff'ffff'ffffULL).arg(low >> 48);
        };
        for (const QString &block : QString::fromUtf8(said.readAll()).remove(u'\r').replace(u"\nUsn "_s, u"\n\nUsn "_s).split(u"\n\n"_s)) {
            const auto value = [&](const char *title) {
                for (const QString &line : block.split(u'\n')) {
                    if (line.startsWith(QLatin1StringView(title)) && line.section(u':', 0, 0).trimmed() == QLatin1StringView(title))
                        return line.section(u':', 1).trimmed();
                }
                return QString();
            };
            if (value("Parent file ID").isEmpty() || value("Major version") == u"4"_s)
                continue;
            const quint32 reason = value("Reason").section(u':', 0, 0).toUInt(nullptr, 16);
            expected.append(u"%1 %2 %3 %4 %5"_s.arg(value("Usn"), value("File name"), QString::fromLatin1(usnReasonText(reason)),
                                                  fileOf(value("File ID")), fileOf(value("Parent file ID"))));
        }
        QVERIFY2(expected.size() > 250, qPrintable(QString::number(expected.size())));
        QCOMPARE(import.lines().first(std::min(expected.size(), import.lines().size())), expected);
        corpusSummary(1, 0);
    }

    void whoseItIs()
    {
        const auto chosen = [](const QString &name, bool isStream) {
            const Importer *importer = importerForPath("/vol1/$Extend/", name, isStream);
            return importer ? importer->descriptor().id : QString();
        };
        QCOMPARE(chosen(u"$UsnJrnl:$J"_s, true), u"usnjournal"_s);
        QCOMPARE(chosen(u"$UsnJrnl:$Max"_s, true), QString());
        QCOMPARE(chosen(u"$J"_s, false), u"usnjournal"_s); // as collectors name it
    }
};

QTEST_APPLESS_MAIN(TestUsnJournalImporter)
#include "tst_usnjournalimporter.moc"
