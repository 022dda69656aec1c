// SPDX-License-Identifier: Apache-2.0
#include "models/wording/wording.h"

#include <QTest>

#include <bit>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class WordingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsALogonInBothLanguages();
    void tellsWhatIsMissing();
    void namesReasonsOfFailures();
    void namesFlags();
    void keepsProvidersApart();
    void tellsUnknownTypesByTheirFields();
    void tellsFileTimes();
    void neverTakesTheLogForWhatItNames();
    void makesHostileTextVisible();
    void hasASentenceForEveryError();
    void hasAWordForEveryCode();
    void writesNumbers();

private:
    std::shared_ptr<const EventTypeCatalogue> m_catalogue = std::make_shared<EventTypeCatalogue>();
    Wording m_ja{m_catalogue, QLocale::Japanese};
    Wording m_en{m_catalogue, QLocale::English};
};

namespace
{

EventFields logon()
{
    EventFields fields;
    fields.type = u"windows:evtx:4624"_s;
    fields.account = u"CORP\\yamada"_s;
    fields.host = u"PC-07"_s;
    fields.source = u"10.1.7.23"_s;
    fields.status = 10;
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Security-Auditing","Channel":"Security","SubjectUserSid":"S-1-5-18"})");
    return fields;
}

} // namespace

void WordingTest::tellsALogonInBothLanguages()
{
    QCOMPARE(m_en.eventSentence(logon()),
             u"Account CORP\\yamada logged on to PC-07 (logon type 10 (remote interactive)) from 10.1.7.23."_s);
    QCOMPARE(m_ja.eventSentence(logon()),
             u"アカウント「CORP\\yamada」が「PC-07」にログオンしました(ログオン タイプ: 10 (リモート対話型))。接続元: 10.1.7.23。"_s);
    QCOMPARE(m_en.eventTitle(u"windows:evtx:4624"_s), u"Logon succeeded"_s);
    QCOMPARE(m_ja.eventTitle(u"windows:evtx:4624"_s), u"ログオンの成功"_s);
    QVERIFY(m_ja.eventExplanation(u"windows:evtx:4624"_s).endsWith(u"操作した人物を示すものではありません。"_s));
    QVERIFY(m_en.eventExplanation(u"windows:evtx:4688"_s).startsWith(u"Shows that the process was started"_s));
}

void WordingTest::tellsWhatIsMissing()
{
    EventFields fields = logon();
    fields.account.clear();
    fields.source = u"-"_s;
    fields.status = kUnknown;
    fields.host.clear();
    QCOMPARE(m_en.eventSentence(fields), u"Account unknown logged on."_s);
    QCOMPARE(m_ja.eventSentence(fields), u"アカウント「不明」がログオンしました。"_s);
}

void WordingTest::namesReasonsOfFailures()
{
    EventFields fields = logon();
    fields.type = u"windows:evtx:4625"_s;
    fields.status = 3;
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Security-Auditing","Status":"0xc000006d","SubStatus":"0xC000006A"})");
    QCOMPARE(m_en.eventSentence(fields),
             u"A logon of account CORP\\yamada to PC-07 failed (logon type 3 (network)), reason 0xC000006A (wrong password), "
             "status 0xc000006d (bad account name or authentication information), from 10.1.7.23."_s);
    // A sub-status of zero is no reason why a logon failed.
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Security-Auditing","Status":"0xc000015b","SubStatus":"0x0"})");
    QCOMPARE(m_en.eventSentence(fields), u"A logon of account CORP\\yamada to PC-07 failed (logon type 3 (network)), "
                                         "status 0xc000015b (logon type not granted), from 10.1.7.23."_s);
    fields.type = u"windows:evtx:4719"_s;
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Security-Auditing","AuditPolicyChanges":"%%8448, %%8450"})");
    QVERIFY(m_ja.eventSentence(fields).contains(u"%%8448 (成功の監査の削除), %%8450 (失敗の監査の削除)"_s));
    // In every field of the Security log, one of many on lines of their own; nobody else's numbers are taken for them.
    const QString security = u"Microsoft-Windows-Security-Auditing"_s;
    const EventType &unknown = m_en.catalogue().type(u"windows:evtx:5061"_s, security);
    QCOMPARE(m_en.fieldValue(unknown, u"KeyType"_s, u"%%2499"_s, security), u"%%2499 (machine key)"_s);
    QCOMPARE(m_ja.fieldValue(unknown, u"AccessList"_s, u"%%1538\n\t\t%%4416\n\t\t%%99999"_s, security),
             u"%%1538 (セキュリティ記述子の読み取り)\n\t\t%%4416 (データの読み取り(またはフォルダーの一覧))\n\t\t%%99999"_s);
    QCOMPARE(m_en.fieldValue(unknown, u"KeyType"_s, u"2499"_s, security), u"2499"_s);
    QCOMPARE(m_en.fieldValue(unknown, u"KeyType"_s, u"%%2499"_s, u"Other-Provider"_s), u"%%2499"_s);
}

/// The examples are those of Microsoft's pages on events 4768, 4720 and 5145.
void WordingTest::namesFlags()
{
    const QString security = u"Microsoft-Windows-Security-Auditing"_s;
    const auto value = [&](const Wording &words, const char *type, const char *field, const char *text) {
        return words.fieldValue(words.catalogue().type(QString::fromLatin1(type), security), QString::fromLatin1(field),
                                QString::fromLatin1(text), security);
    };
    QCOMPARE(value(m_en, "windows:evtx:4768", "TicketOptions", "0x40810010"),
             u"0x40810010 (forwardable, renewable, canonicalize, renewable-ok)"_s);
    QCOMPARE(value(m_ja, "windows:evtx:4768", "TicketOptions", "0x40000004"), u"0x40000004 (転送可能、0x4)"_s);
    QCOMPARE(value(m_en, "windows:evtx:4768", "TicketOptions", "0x0"), u"0x0"_s);
    QCOMPARE(value(m_en, "windows:evtx:4768", "PreAuthType", "15"), u"15 (smart card (PA-PK-AS-REP_OLD))"_s);
    QCOMPARE(value(m_en, "windows:evtx:4720", "NewUacValue", "0x15"), u"0x15 (normal account, password not required, account disabled)"_s);
    QCOMPARE(value(m_en, "windows:evtx:5145", "AccessMask", "0x100081"), u"0x100081 (SYNCHRONIZE, ReadAttributes, ReadData (or ListDirectory))"_s);
    QCOMPARE(value(m_en, "windows:evtx:4697", "ServiceType", "0x110"), u"0x110 (interactive, own process)"_s);
    QCOMPARE(value(m_en, "windows:evtx:4697", "ServiceType", "none"), u"none"_s);
}

void WordingTest::keepsProvidersApart()
{
    EventFields fields;
    fields.type = u"windows:evtx:1"_s;
    fields.process = u"C:\\Windows\\cmd.exe"_s;
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Sysmon","CommandLine":"cmd /c whoami"})");
    QCOMPARE(m_en.eventSentence(fields), u"Process C:\\Windows\\cmd.exe was created, command line cmd /c whoami."_s);
    fields.setDetails(R"({"Provider":"Microsoft-Windows-Kernel-General","Channel":"System","NewTime":"2026-11-14"})");
    QCOMPARE(m_en.eventSentence(fields),
             u"Event 1 of Microsoft-Windows-Kernel-General in the log System was recorded: NewTime: 2026-11-14."_s);
    QCOMPARE(m_en.eventTitle(u"windows:evtx:1"_s, u"Microsoft-Windows-Kernel-General"_s), u"Windows event 1"_s);
}

void WordingTest::tellsUnknownTypesByTheirFields()
{
    EventFields fields;
    fields.type = u"windows:evtx:7036"_s;
    fields.setDetails(R"({"Provider":"Service Control Manager","Channel":"System","Level":"4","param1":"Windows Event Log","param2":"stopped"})");
    QCOMPARE(m_ja.eventSentence(fields),
             u"イベント7036(発生元「Service Control Manager」、ログ「System」)が記録されました。param1: Windows Event Log, param2: stopped。"_s);
    fields = {};
    fields.type = u"csv:x"_s;
    fields.setDetails(R"({"a":1,"b":"two"})");
    QCOMPARE(m_en.eventSentence(fields), u"Imported record: a: 1, b: two."_s);
}

void WordingTest::tellsFileTimes()
{
    EventFields fields;
    fields.type = u"fs:ntfs:si"_s;
    fields.path = u"/Users/経理/表示ソ能.xlsx"_s;
    fields.macb = MacbModified | MacbBorn;
    QCOMPARE(macbLetters(fields.macb), u"M..B"_s);
    QCOMPARE(m_ja.eventSentence(fields),
             u"「/Users/経理/表示ソ能.xlsx」の更新日時、作成日時($STANDARD_INFORMATION、M..B)です。"_s);
    QCOMPARE(m_en.eventSentence(fields),
             u"/Users/経理/表示ソ能.xlsx: modified, created (M..B of $STANDARD_INFORMATION)."_s);
}

void WordingTest::neverTakesTheLogForWhatItNames()
{
    EventFields fields;
    fields.type = u"windows:evtx:4104"_s;
    fields.path = u"/Windows/System32/winevt/Logs/PowerShell.evtx"_s;
    fields.setDetails(R"({"Provider":"Microsoft-Windows-PowerShell","MessageNumber":"1","MessageTotal":"1","ScriptBlockText":"whoami"})");
    QCOMPARE(m_en.eventSentence(fields), u"A PowerShell script block was recorded (1 of 1), text whoami."_s);
}

void WordingTest::makesHostileTextVisible()
{
    EventFields fields = logon();
    fields.account = u"請求書_\u202Exslx.exe\n\u0007"_s;
    const QString sentence = m_en.eventSentence(fields);
    QVERIFY(sentence.contains(u"請求書_[U+202E]xslx.exe [U+0007]"_s));
    QCOMPARE(visibleText(u"神\uFA19a"_s), u"神\uFA19a"_s); // nothing is normalised
    fields.account = QString(5000, u'x');
    QVERIFY(m_en.eventSentence(fields).size() < 500);
}

void WordingTest::hasASentenceForEveryError()
{
    for (int code = 0; code <= int(ErrorCode::Last); ++code) {
        for (const Wording *wording : {&m_ja, &m_en}) {
            const QString title = wording->errorTitle(ErrorCode(code));
            QVERIFY2(!title.startsWith(u"error."_s), qPrintable(errorCodeId(ErrorCode(code))));
            QVERIFY2(code == 0 || !wording->errorAdvice(ErrorCode(code)).isEmpty(), qPrintable(title));
        }
    }
    QCOMPARE(m_en.errorSentence(ErrorCode::Damaged, u"/Security.evtx"_s, u"chunk header"_s, 69632),
             u"“/Security.evtx” (at offset 69,632): The data is damaged (chunk header). "
             "What could be read was imported. Check another copy where there is one."_s);
    QCOMPARE(m_ja.errorSentence(u"damaged"_s, u"/Security.evtx"_s, u"chunk header"_s, 69632),
             u"「/Security.evtx」(位置 69,632): データが破損しています(チャンクのヘッダー)。"
             "読み取れた部分は取り込みました。別の複製があれば確認してください。"_s);
    QCOMPARE(m_ja.errorSentence(ErrorCode::Unclaimed, {}, u"another file system: ext"_s, 1024),
             u"位置 1,024: 形式のどの部分にも属さないデータがあります(別のファイルシステム: ext)。"
             "この範囲は調査していません。元データを表示して確かめてください。"_s);
    QCOMPARE(m_en.errorSentence(Error{ErrorCode::DiskFull, {}, -1}),
             u"There is no space left on the device. Make space and resume."_s);
}

void WordingTest::hasAWordForEveryCode()
{
    for (const Wording *wording : {&m_ja, &m_en}) {
        for (int kind = 0; kind < kEventKinds; ++kind)
            QVERIFY(!wording->kind(EventKind(kind)).startsWith(u"kind."_s));
        for (int severity = 0; severity <= int(Severity::Last); ++severity)
            QVERIFY(!wording->severity(Severity(severity)).startsWith(u"severity."_s));
        for (const QString &state : {u"unverified"_s, u"verifying"_s, u"match"_s, u"mismatch"_s, u"computed"_s, u"unreadable"_s}) {
            QVERIFY(!wording->verification(state).startsWith(u"verification"_s));
            QVERIFY(!wording->verificationSentence(state).startsWith(u"verification"_s));
        }
        QCOMPARE(wording->fileFlags(FileAllFlags).size(), qsizetype(std::popcount(quint32(FileAllFlags))));
        QCOMPARE(wording->eventFlags(EventAllFlags).size(), qsizetype(std::popcount(quint32(EventAllFlags & ~EventFlowKind))));
        for (const EventFieldSpec &spec : kTypedSpecs) {
            QVERIFY2(!wording->fieldTitle(spec.field).startsWith(u"field."_s), spec.id);
            QVERIFY2(!wording->roleTitle(QLatin1String(spec.id)).startsWith(u"role."_s), spec.id);
        }
        for (const QString &flag : wording->fileFlags(FileAllFlags) + wording->eventFlags(EventAllFlags))
            QVERIFY2(!flag.contains(u"Flag."_s), qPrintable(flag));
    }
    QCOMPARE(m_ja.verification(u"match"_s), u"一致"_s);
    QCOMPARE(m_ja.verification(u"verifying"_s), u"検証中"_s);
    QCOMPARE(m_ja.fileFlags(FileDeleted | FileOrphan), (QStringList{u"削除済み"_s, u"親不明"_s}));
    QCOMPARE(m_en.roleTitle(u"account"_s), u"account"_s);
}

void WordingTest::writesNumbers()
{
    QCOMPARE(m_en.number(1234567), u"1,234,567"_s);
    QCOMPARE(m_en.exactBytes(1), u"1 byte"_s);
    QCOMPARE(m_ja.exactBytes(48211), u"48,211バイト"_s);
    QCOMPARE(m_ja.items(3), u"3件"_s);
    QCOMPARE(m_en.bytes(1572864), u"1.50 MiB"_s);
    QCOMPARE(m_en.bytes(1), u"1 byte"_s);
    QCOMPARE(m_en.importerTitle(u"squid"_s), u"Squid access log"_s);
    QCOMPARE(m_en.importerTitle(u"nobody's"_s), u"nobody's"_s);
}

QTEST_GUILESS_MAIN(WordingTest)
#include "tst_wording.moc"
