// SPDX-License-Identifier: Apache-2.0
#include "importers/importer.h"
#include "tests/shared/memorysource.h"
#include "tests/shared/recordingsink.h"

#include <QStringEncoder>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

struct Import {
    RecordingSink sink;
    Result<void> result;

    explicit Import(const QByteArray &bytes)
    {
        MemorySource source(bytes);
        ImportContext context{.source = source, .sink = sink, .fileId = 7, .fileName = u"請求書.exe:Zone.Identifier"_s,
                              .path = u"/Users/sato/請求書.exe:Zone.Identifier"_s, .zone = {}, .encoding = {}, .host = {}, .format = {},
                              .mapping = {}, .extraFormats = {}};
        result = importerById(u"zoneidentifier"_s)->run(context);
    }
    /// "name=value@offset+length"
    QStringList facts()
    {
        QStringList list;
        for (const FactRecord &fact : sink.batch().facts) {
            if (sink.text(fact.kind) != u"file:origin"_s || sink.text(fact.subject) != u"/Users/sato/請求書.exe"_s)
                return {u"another fact"_s};
            list.append(u"%1=%2@%3+%4"_s.arg(sink.text(fact.name), sink.text(fact.value)).arg(fact.offset).arg(fact.length));
        }
        return list;
    }
};

const QByteArray kText = "[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://mail.example.jp/\r\nHostUrl=https://evil.example/a=b\r\n";

} // namespace

class TestZoneIdentifierImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields()
    {
        Import import(kText);
        QVERIFY(import.result.ok());
        QStringList places;
        for (const FactRecord &fact : import.sink.batch().facts) // each leads back to its bytes
            places.append(QString::fromUtf8(kText.mid(fact.offset, fact.length)).trimmed());
        QCOMPARE(places, (QStringList{u"ZoneId=3"_s, u"ReferrerUrl=https://mail.example.jp/"_s, u"HostUrl=https://evil.example/a=b"_s}));
        QCOMPARE(import.facts().size(), 3);
        QVERIFY2(import.facts().front().startsWith(u"ZoneId=3@"_s), qPrintable(import.facts().front()));
        QVERIFY(import.sink.batch().warnings.empty());
        QCOMPARE(import.sink.batch().coverage.front().records, 3);
    }

    void encodings()
    {
        QStringEncoder utf16(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
        Import wide(QByteArray(utf16(u"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://例え.jp/資料.zip\r\n"_s)));
        QVERIFY(wide.result.ok());
        QCOMPARE(wide.facts().size(), 2);
        QVERIFY2(wide.facts()[1].startsWith(u"HostUrl=https://例え.jp/資料.zip@"_s), qPrintable(wide.facts()[1]));
        Import japanese(QByteArray("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.jp/\x8e\x91\x97\xbf.zip\r\n"));
        QVERIFY2(japanese.facts()[1].startsWith(u"HostUrl=https://example.jp/資料.zip@"_s), qPrintable(japanese.facts()[1]));
        Import marked("\xef\xbb\xbf" + kText);
        QCOMPARE(marked.facts().size(), 3);
    }

    void damage()
    {
        QCOMPARE(Import("").result.error().code, ErrorCode::NotMine);
        QCOMPARE(Import("MZ\x90").result.error().code, ErrorCode::NotMine);
        QCOMPARE(Import("[Other]\r\nZoneId=3\r\n").result.error().code, ErrorCode::NotMine);
        Import torn("[ZoneTransfer]\r\nZoneId=3\r\nno field\r\nHostUrl=http");
        QVERIFY(torn.result.ok());
        QCOMPARE(torn.facts().size(), 2);
        QCOMPARE(torn.sink.batch().warnings.size(), size_t(1));
        Import many("[ZoneTransfer]\n" + QByteArray("a=b\n").repeated(10'000));
        QVERIFY(many.result.ok());
        QCOMPARE(many.sink.batch().facts.size(), size_t(100));
        QCOMPARE(many.sink.batch().warnings.size(), size_t(1));
        for (qsizetype cut = 0; cut < kText.size(); ++cut)
            (void)Import(kText.left(cut));
    }

    void whoseItIs()
    {
        const auto chosen = [](const QString &name, bool isStream) {
            const Importer *importer = importerForPath("/vol1/Users/", name, isStream);
            return importer ? importer->descriptor().id : QString();
        };
        QCOMPARE(chosen(u"a.exe:Zone.Identifier"_s, true), u"zoneidentifier"_s);
        QCOMPARE(chosen(u"a.exe:Zone.Identifier"_s, false), u"zoneidentifier"_s); // as some archivers unpack it
        QCOMPARE(chosen(u"a.log:other"_s, true), QString());
    }
};

QTEST_APPLESS_MAIN(TestZoneIdentifierImporter)
#include "tst_zoneidentifierimporter.moc"
