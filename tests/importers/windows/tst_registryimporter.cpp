// SPDX-License-Identifier: Apache-2.0
#include "hivewriter.h"

#include "importers/formats/regf/hivelog.h"
#include "importers/importer.h"
#include "tests/shared/corpus.h"
#include "tests/shared/memorysource.h"
#include "tests/shared/recordingsink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

class MemoryFiles : public SourceFiles
{
public:
    QHash<QString, QByteArray> files; ///< By role
    QString path(const QString &role) const override { return files.contains(role) ? u"/Windows/System32/config/SYSTEM."_s + role.toUpper() : QString(); }
    Result<std::unique_ptr<ByteSource>> open(const QString &role) override
    {
        return std::unique_ptr<ByteSource>(std::make_unique<MemorySource>(files.value(role)));
    }
};

struct Import {
    RecordingSink sink;
    Result<void> result;

    explicit Import(const QByteArray &hive, MemoryFiles *files = nullptr)
    {
        MemorySource source(hive);
        ImportContext context{.source = source, .sink = sink, .fileId = 7, .fileName = u"SYSTEM"_s, .path = u"/Windows/System32/config/SYSTEM"_s,
                              .zone = {}, .encoding = {}, .host = {}, .format = {}, .mapping = {}, .extraFormats = {}, .files = files};
        result = importerById(u"registry"_s)->run(context);
    }
    /// "kind|host|subject|name|value" of a kind
    QStringList facts(const QString &kind) const
    {
        QStringList list;
        for (const FactRecord &fact : const_cast<RecordingSink &>(sink).batch().facts) {
            if (sink.text(fact.kind) == kind)
                list.append(QStringList{sink.text(fact.host), sink.text(fact.subject), sink.text(fact.name), sink.text(fact.value)}.join(u'|'));
        }
        return list;
    }
    const FactRecord *fact(const QString &kind) const
    {
        for (const FactRecord &fact : const_cast<RecordingSink &>(sink).batch().facts) {
            if (sink.text(fact.kind) == kind)
                return &fact;
        }
        return nullptr;
    }
    QJsonObject details(const FactRecord &fact) const { return QJsonDocument::fromJson(sink.text(fact.details).toUtf8()).object(); }
};

HiveKeyTree systemHive()
{
    HiveKeyTree root;
    root.name = "ROOT";
    root.key("Select").set("Current", 2);
    root.key("ControlSet001\\Control\\ComputerName\\ComputerName").set("ComputerName", u"OLD-NAME"_s);
    root.key("ControlSet002\\Control\\ComputerName\\ComputerName").set("ComputerName", u"PC-07"_s);
    root.key("ControlSet002\\Control\\TimeZoneInformation").set("TimeZoneKeyName", u"Tokyo Standard Time"_s).set("Bias", quint32(-540));
    root.key("ControlSet002\\Services\\Tcpip\\Parameters").set("NV Hostname", u"PC-07"_s).set("Domain", u"corp.example.jp"_s);
    root.key("ControlSet002\\Services\\evil")
        .set("Type", 16).set("Start", 2).set("ImagePath", u"C:\\Users\\Public\\evil.exe -k"_s, 2).set("DisplayName", u"更新サービス"_s)
        .set("ObjectName", u"LocalSystem"_s);
    root.key("ControlSet002\\Services\\evil\\Parameters").set("ServiceDll", u"C:\\evil.dll"_s, 2);
    root.key("ControlSet002\\Services\\NotAService").set("Something", 1);
    return root;
}

QByteArray little(quint64 value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out += char(value >> 8 * i & 0xff);
    return out;
}

HiveKeyTree samHive()
{
    const auto utf16 = [](const QString &text) { return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2); };
    HiveKeyTree root;
    root.name = "SAM";
    root.key("SAM\\Domains\\Account").set("V", QByteArray(64, '\0') + little(1004336348, 4) + little(1177238915, 4) + little(682003330, 4), 3);
    const QByteArray name = utf16(u"山田"_s), full = utf16(u"Yamada Taro"_s);
    QByteArray v(0xCC, '\0');
    v.replace(0x0C, 8, little(0, 4) + little(quint64(name.size()), 4));
    v.replace(0x18, 8, little(quint64(name.size()), 4) + little(quint64(full.size()), 4));
    QByteArray f(80, '\0');
    f.replace(8, 8, little(132'514'848'000'000'000, 8)); // 2020-12-04 00:00
    f.replace(40, 8, little(0x7fffffffffffffff, 8));
    f.replace(56, 2, little(0x211, 2));
    f.replace(64, 4, little(3, 2) + little(42, 2));
    root.key("SAM\\Domains\\Account\\Users\\000003E9").set("V", v + name + full, 3).set("F", f, 3);
    root.key("SAM\\Domains\\Account\\Users\\Names").set("", u"x"_s);
    return root;
}

} // namespace

class RegistryImporterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void isChosenByPath();
    void saysWhatTheMachineIs();
    void saysWhatItsSoftwareHiveHolds();
    void saysWhoHasAnAccount();
    void appliesTheLogsBesideIt();
    void saysWhatLacks();
    void agreesWithTheCorpus();
};

void RegistryImporterTest::isChosenByPath()
{
    const auto chosen = [](const char *directory, const char *name) {
        const Importer *importer = importerForPath(directory, QString::fromUtf8(name));
        return importer && importer->descriptor().id == u"registry"_s;
    };
    QVERIFY(chosen("/vol2/Windows/System32/config/", "SYSTEM"));
    QVERIFY(chosen("/WINDOWS/system32/config/", "system"));
    QVERIFY(chosen("/Users/yamada/", "NTUSER.DAT"));
    QVERIFY(!chosen("/etc/", "system"));
    QVERIFY(!chosen("/Windows/System32/config/", "SYSTEM.LOG1"));
    QVERIFY(!chosen("/Windows/System32/config/RegBack/", "SYSTEM"));
}

void RegistryImporterTest::saysWhatTheMachineIs()
{
    const QByteArray hive = writeHive(systemHive());
    const Import read(hive);
    QVERIFY(read.result);
    QCOMPARE(read.facts(u"host:name"_s), QStringList{u"PC-07|||PC-07"_s}); // of the control set that it started with
    QCOMPARE(read.facts(u"host:zone"_s), QStringList{u"||Tokyo Standard Time|Asia/Tokyo"_s});
    QCOMPARE(read.facts(u"host:domain"_s), QStringList{u"||Domain|corp.example.jp"_s});
    QCOMPARE(read.facts(u"host:dns_name"_s), QStringList{u"||NV Hostname|PC-07"_s});
    QCOMPARE(read.facts(u"autostart:service"_s), QStringList{u"|evil|更新サービス|C:\\Users\\Public\\evil.exe -k"_s});
    const FactRecord *zone = read.fact(u"host:zone"_s);
    QCOMPARE(read.details(*zone)[u"Bias"].toInt(), -540);
    QCOMPARE(zone->fileId, 7u);
    QCOMPARE(hive.mid(zone->offset + 4, 2), "vk"); // leads back to its bytes
    QVERIFY(hive.mid(zone->offset, zone->length).contains("TimeZoneKeyName"));
    const QJsonObject service = read.details(*read.fact(u"autostart:service"_s));
    QCOMPARE(service[u"start"].toString(), u"automatic"_s);
    QCOMPARE(service[u"ServiceDll"].toString(), u"C:\\evil.dll"_s);
    QCOMPARE(service[u"ObjectName"].toString(), u"LocalSystem"_s);
    RecordingSink &sink = const_cast<RecordingSink &>(read.sink);
    QVERIFY(sink.batch().warnings.empty());
    QCOMPARE(sink.batch().coverage.size(), size_t(1));
    QCOMPARE(sink.text(sink.batch().coverage[0].format), u"regf 1.5"_s);
    QCOMPARE(sink.batch().coverage[0].records, qint64(sink.batch().facts.size()));
}

void RegistryImporterTest::saysWhatItsSoftwareHiveHolds()
{
    HiveKeyTree root;
    root.name = "ROOT";
    root.key("Microsoft\\Windows NT\\CurrentVersion")
        .set("ProductName", u"Windows 10 Pro"_s).set("DisplayVersion", u"22H2"_s).set("CurrentBuildNumber", u"19045"_s).set("UBR", 3803)
        .set("InstallTime", little(132'514'848'000'000'000, 8), 11).set("InstallDate", 1607040000);
    root.key("Microsoft\\Windows NT\\CurrentVersion\\ProfileList\\S-1-5-21-1-2-3-1001").set("ProfileImagePath", u"C:\\Users\\yamada"_s, 2);
    root.key("Microsoft\\Windows\\CurrentVersion\\Run").set("update", u"powershell -enc AAAA"_s);
    root.key("Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\RunOnce").set("once", u"C:\\x.exe"_s);
    const Import read(writeHive(root));
    QVERIFY(read.result);
    QCOMPARE(read.facts(u"host:os"_s), QStringList{u"||Windows 10 Pro|Windows 10 Pro 22H2 (19045.3803)"_s});
    const FactRecord *installed = read.fact(u"host:installed"_s);
    QVERIFY(installed);
    QCOMPARE(installed->sinceNs, 1'607'011'200'000'000'000);
    QCOMPARE(read.facts(u"account:profile"_s), QStringList{u"|S-1-5-21-1-2-3-1001|yamada|C:\\Users\\yamada"_s});
    QCOMPARE(read.facts(u"autostart:run"_s),
             (QStringList{u"|Microsoft\\Windows\\CurrentVersion\\Run|update|powershell -enc AAAA"_s,
                          u"|Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\RunOnce|once|C:\\x.exe"_s}));
    QVERIFY(read.facts(u"host:name"_s).isEmpty());
}

void RegistryImporterTest::saysWhoHasAnAccount()
{
    const Import read(writeHive(samHive()));
    QVERIFY(read.result);
    QCOMPARE(read.facts(u"account:local"_s), QStringList{u"|S-1-5-21-1004336348-1177238915-682003330-1001|山田|Yamada Taro"_s});
    const QJsonObject details = read.details(*read.fact(u"account:local"_s));
    QCOMPARE(details[u"logons"].toInt(), 42);
    QCOMPARE(details[u"failed_logons"].toInt(), 3);
    QCOMPARE(details[u"last_logon"].toString(), u"2020-12-03T16:00:00.000Z"_s);
    QVERIFY(!details.contains(u"last_failed_logon")); // never
    QCOMPARE(details[u"disabled"].toBool(), true);
    QCOMPARE(details[u"password_never_expires"].toBool(), true);
}

void RegistryImporterTest::appliesTheLogsBesideIt()
{
    HiveKeyTree tree = systemHive();
    const QByteArray clean = writeHive(tree, 8, 7);
    tree.key("ControlSet002\\Control\\ComputerName\\ComputerName").values[0].data = QByteArray("P\0C\0-\0" "0\0" "8\0\0\0", 12);
    const QByteArray state = writeHive(tree, 8, 7);
    MemoryFiles files;
    files.files.insert(u"log1"_s, writeHiveLog(clean, {state}, 7));
    files.files.insert(u"log2"_s, QByteArray());
    const Import read(clean, &files);
    QVERIFY(read.result);
    QCOMPARE(read.facts(u"host:name"_s), QStringList{u"PC-08|||PC-08"_s});
    RecordingSink &sink = const_cast<RecordingSink &>(read.sink);
    QVERIFY(sink.batch().warnings.empty());
    QCOMPARE(sink.text(sink.batch().coverage[0].format), u"regf 1.5 + SYSTEM.LOG1 (1)"_s);
}

void RegistryImporterTest::saysWhatLacks()
{
    const Import read(writeHive(systemHive(), 8, 7));
    QVERIFY(read.result);
    QCOMPARE(read.facts(u"host:name"_s).size(), 1); // what is there is read
    RecordingSink &sink = const_cast<RecordingSink &>(read.sink);
    QCOMPARE(sink.batch().warnings.size(), size_t(1));
    QCOMPARE(ErrorCode(sink.batch().warnings[0].code), ErrorCode::NotReplayed);
    QCOMPARE(sink.text(sink.batch().warnings[0].detail), u"8/7"_s);
    QCOMPARE(Import("no hive"_ba).result.error().code, ErrorCode::NotMine);
    QCOMPARE(Import(writeHiveLog(writeHive(systemHive()), {}, 7) + QByteArray(5000, '\0')).result.error().code, ErrorCode::NotMine);
}

/// What regipy says of the same hives (its own tests' expected values).
void RegistryImporterTest::agreesWithTheCorpus()
{
    const QString folder = corpusDir() + u"/regipy/data/"_s;
    int run = 0, skipped = 0;
    const auto hive = [&](const QString &name) {
        QProcess unpack;
        if (QFile::exists(folder + name)) {
            unpack.start(u"xz"_s, {u"-dkc"_s, folder + name});
            unpack.waitForFinished();
        }
        const QByteArray bytes = unpack.isReadable() ? unpack.readAllStandardOutput() : QByteArray();
        ++(bytes.isEmpty() ? skipped : run);
        return bytes;
    };
    if (const QByteArray system = hive(u"SYSTEM.xz"_s); !system.isEmpty()) {
        const Import read(system);
        QVERIFY(read.result);
        QCOMPARE(read.facts(u"host:name"_s), QStringList{u"WKS-WIN732BITA|||WKS-WIN732BITA"_s});
        QVERIFY(read.facts(u"host:domain"_s).contains(u"||Domain|shieldbase.local"_s));
        QCOMPARE(read.facts(u"host:zone"_s).size(), 1);
        QVERIFY(read.facts(u"autostart:service"_s).size() > 300);
    }
    if (const QByteArray user = hive(u"NTUSER.DAT.xz"_s); !user.isEmpty()) {
        const Import read(user);
        QVERIFY(read.result);
        QCOMPARE(read.facts(u"autostart:run"_s),
                 QStringList{u"|Software\\Microsoft\\Windows\\CurrentVersion\\Run|Sidebar|%ProgramFiles%\\Windows Sidebar\\Sidebar.exe /autoRun"_s});
        QCOMPARE(read.fact(u"autostart:run"_s)->sinceNs / 1000, 1'333'487'994'837'716); // 2012-04-03 21:19:54.837716
    }
    if (const QByteArray damaged = hive(u"corrupted_system_hive.xz"_s); !damaged.isEmpty())
        QVERIFY(Import(damaged).result);
    corpusSummary(run, skipped);
}

QTEST_GUILESS_MAIN(RegistryImporterTest)
#include "tst_registryimporter.moc"
