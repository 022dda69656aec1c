// SPDX-License-Identifier: Apache-2.0
#include "models/report/reportbuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace ashiato;
using namespace ashiato::report;
using namespace Qt::Literals::StringLiterals;

/// What the report says of a case, block by block.
class TestReportBuilder : public QObject
{
    Q_OBJECT

private:
    ReportData m_data;

    Document document(QLocale::Language language = QLocale::Japanese) const
    {
        return buildReport(m_data, ReportWords(language), 1'795'000'000'000'000'000);
    }

    static EvidenceRow exhibit(int id, Verification verification)
    {
        EvidenceRow row;
        row.id = id;
        row.number = u"E-%1"_s.arg(id, 2, 10, QLatin1Char('0'));
        row.name = u"pc.E01"_s;
        row.size = 1000;
        row.verification = verification;
        row.state = u"imported"_s;
        return row;
    }

    static JobRow job(int evidence, TaskKind kind, JobState state)
    {
        JobRow row;
        row.evidenceId = evidence;
        row.kind = kind;
        row.state = state;
        return row;
    }

    static WarningRow warning(ErrorCode code)
    {
        WarningRow row;
        row.evidence = u"E-01"_s;
        row.code = code;
        row.path = u"/a.evtx"_s;
        row.count = 3;
        return row;
    }

    static JournalRow entry(const QString &act, const QByteArray &payload)
    {
        JournalRow row;
        row.act = act;
        row.payload = payload;
        return row;
    }

    /// The first table with this text in its caption.
    static const Table *table(const Document &document, const QString &caption)
    {
        for (const Block &block : document.blocks) {
            if (const auto *table = std::get_if<Table>(&block); table && table->caption.contains(caption))
                return table;
        }
        return nullptr;
    }

    static QString allText(const Document &document)
    {
        QStringList texts{document.handling};
        for (const Block &block : document.blocks) {
            if (const auto *heading = std::get_if<Heading>(&block))
                texts.append(heading->text);
            else if (const auto *paragraph = std::get_if<Paragraph>(&block))
                texts.append(paragraph->text);
            else if (const auto *picture = std::get_if<Picture>(&block))
                texts << picture->caption << picture->alternative;
            else if (const auto *facts = std::get_if<Facts>(&block)) {
                for (const auto &[name, value] : facts->rows)
                    texts << name << value;
            } else if (const auto *table = std::get_if<Table>(&block)) {
                texts << table->caption << (table->rows.empty() ? table->empty : QString());
                for (const QStringList &row : table->rows)
                    texts += row;
            }
        }
        return texts.join(u'\n');
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_data = {};
        m_data.info.name = u"案件"_s;
    }

    void everyStateOfVerificationHasItsWord_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, Verification state, const QString &word, const QString &sentence) {
            QTest::newRow(name) << int(state) << word << sentence;
        };
        row("unverified", Verification::Unverified, u"未検証"_s, u"ハッシュ値は検証していない。"_s);
        row("verifying", Verification::Verifying, u"検証中"_s, u"報告書の作成時点で、ハッシュ値の検証は完了していない。"_s);
        row("match", Verification::Match, u"一致"_s, u"格納されたハッシュ値と算出したハッシュ値の一致を確認した。"_s);
        row("mismatch", Verification::Mismatch, u"不一致"_s, u"格納されたハッシュ値と算出したハッシュ値が一致しない。"_s);
        row("computed", Verification::Computed, u"未検証(比較する値なし)"_s, u"ハッシュ値を算出した。比較する値が格納されていないため、検証はしていない。"_s);
        row("unreadable", Verification::Unreadable, u"未検証(読み取り不可の範囲あり)"_s, u"読み取れない範囲があるため、ハッシュ値を検証できなかった。"_s);
    }
    void everyStateOfVerificationHasItsWord()
    {
        QFETCH(int, state);
        QFETCH(QString, word);
        QFETCH(QString, sentence);
        m_data.evidence = {exhibit(1, Verification(state))};
        if (Verification(state) == Verification::Mismatch) {
            QVERIFY(allText(document()).contains(u"最初に算出した値と一致しない"_s)); // nothing else to differ from
            m_data.evidence.front().storedMd5 = QString(32, u'0');
        }
        const Document made = document();
        const Table *list = table(made, u"調査対象"_s);
        QVERIFY(list);
        QCOMPARE(list->rows.front().back(), word);
        const QString text = allText(made);
        QVERIFY2(text.contains(sentence), qPrintable(text));
        QVERIFY(!text.contains(u"照合"_s)); // that is something else
        QCOMPARE(made.footerLeft.contains(u"ハッシュ値不一致"_s), Verification(state) == Verification::Mismatch);
        for (const auto &block : made.blocks) { // the number that is referred to is the section's own
            const auto *heading = std::get_if<report::Heading>(&block);
            if (heading && heading->text == u"同一性の検証"_s && Verification(state) == Verification::Mismatch)
                QVERIFY2(made.footerLeft.contains(u'(' + heading->number + u"参照)"_s), qPrintable(made.footerLeft));
        }
    }

    /// Three different things, never merged.
    void whatWasNotReadIsKeptApart()
    {
        m_data.evidence = {exhibit(1, Verification::Match), exhibit(2, Verification::Unverified), exhibit(3, Verification::Unverified)};
        m_data.jobs = {job(1, TaskKind::Walk, JobState::Done), job(2, TaskKind::Verify, JobState::Pending)};
        m_data.warnings = {warning(ErrorCode::Encrypted), warning(ErrorCode::ZoneUnknown)};
        m_data.volumes.emplace_back();
        const Document made = document();
        const Table *unread = table(made, u"読み取り不可"_s), *doubtful = table(made, u"要確認"_s), *open = table(made, u"未調査"_s);
        QVERIFY(unread && doubtful && open);
        QCOMPARE(unread->rows.size(), size_t(1));
        QVERIFY2(unread->rows.front()[1].endsWith(u"暗号化されており、合う鍵がない。"_s), qPrintable(unread->rows.front()[1]));
        QCOMPARE(doubtful->rows.size(), size_t(1));
        QCOMPARE(open->rows.size(), size_t(2));
        QCOMPARE(open->rows[0], (QStringList{u"E-02"_s, u"ハッシュ値の検証"_s, u"報告書の作成時点で未着手"_s}));
        QCOMPARE(open->rows[1], (QStringList{u"E-03"_s, u"pc.E01"_s, u"登録のみで、取り込んでいない"_s}));
        QVERIFY(allText(made).contains(u"未割り当て領域"_s));
    }

    void tablesAndFiguresAreNumberedWithoutGaps()
    {
        m_data.evidence = {exhibit(1, Verification::Match)};
        m_data.jobs = {job(1, TaskKind::Walk, JobState::Failed)};
        m_data.journal.emplace_back();
        for (const auto language : {QLocale::Japanese, QLocale::English}) {
            int number = 0;
            for (const Block &block : document(language).blocks) {
                const auto *table = std::get_if<Table>(&block);
                if (!table || table->rows.empty())
                    continue;
                ++number;
                QVERIFY2(table->caption.contains(QString::number(number)), qPrintable(table->caption));
            }
            QCOMPARE(number, 3); // exhibits, not examined, journal
        }
    }

    /// Event 104 is a cleared log where the event log says so, and something else where others do.
    void aNumberIsNotAMeaning()
    {
        for (int i = 0; i < 60; ++i)
            m_data.types.push_back({u"windows:evtx:%1"_s.arg(20'000 + i), 10});
        m_data.types.push_back({u"windows:evtx:104"_s, 343, true});
        m_data.types.push_back({u"windows:evtx:104"_s, 20});
        const Document made = document();
        const Table *types = table(made, u"種類別"_s);
        QVERIFY(types);
        QCOMPARE(types->rows.front()[0], u"windows:evtx:104"_s); // most first
        QCOMPARE(types->rows.front()[1], u"Windowsイベント 104"_s);
        QCOMPARE(types->rows[1], (QStringList{u"windows:evtx:104"_s, u"イベントログの消去"_s, u"20"_s}));
        QCOMPARE(types->rows.size(), size_t(41));
        QCOMPARE(types->rows.back(), (QStringList{{}, u"その他22種類の合計"_s, u"220"_s}));
    }

    void aLongJournalEntryIsPrintedWholeOrSaysThatItIsCut()
    {
        m_data.journal = {entry(u"case.create"_s, R"({"name":")" + QByteArray(3900, 'a') + R"(end"})"),
                          entry(u"case.create"_s, R"({"name":")" + QByteArray(8985, 'b') + R"("})")};
        const Document made = document();
        const Table *journal = table(made, u"調査員の操作"_s);
        QVERIFY(journal);
        QVERIFY(journal->rows[0].back().contains(u"aend"_s));
        QVERIFY2(journal->rows[1].back().contains(u"文字のうち4,000文字を記載。全文は案件に保存されている]"_s),
                 qPrintable(journal->rows[1].back().right(60)));
    }

    /// A thousand lines of one log have one hash, and it is said once.
    void hashesOfSourcesStandOnce()
    {
        for (int i = 0; i < 3; ++i) {
            ReportItem item;
            item.event.evidence = u"E-02"_s;
            item.event.path = u"/access.log"_s;
            item.event.offset = i * 100;
            item.event.length = 90;
            item.recordSha256 = QByteArray(32, '\xab');
            m_data.items.push_back(item);
        }
        m_data.items.emplace_back().event.path = u"/not hashed"_s;
        const Document made = document();
        const Table *items = table(made, u"タグを付けた項目"_s), *hashes = table(made, u"ハッシュ値"_s);
        QVERIFY(items && hashes);
        QCOMPARE(items->rows.size(), size_t(4));
        QVERIFY2(!items->rows[0].back().contains(u"SHA"_s), qPrintable(items->rows[0].back()));
        QCOMPARE(hashes->rows.size(), size_t(1));
        QCOMPARE(hashes->rows[0], (QStringList{u"E-02"_s, u"/access.log"_s, u"ab"_s.repeated(32)}));
    }

    void theJournalIsToldInSentences_data()
    {
        QTest::addColumn<QString>("act");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("japanese");
        QTest::addColumn<QString>("english");
        QTest::newRow("case") << u"case.create"_s << QByteArray(R"({"name":"株式会社A"})") << u"案件「株式会社A」を作成した。"_s
                              << u"Created the case “株式会社A”."_s;
        QTest::newRow("tag") << u"tag.add"_s << QByteArray(R"({"count":12,"tag":1})") << u"タグ「侵入」を12件に付けた。"_s
                             << u"Put the tag “Entry” on 12 items."_s;
        QTest::newRow("unknown tag") << u"tag.remove"_s << QByteArray(R"({"count":1,"tag":9})") << u"タグ「#9」を1件から外した。"_s
                                     << u"Took the tag “#9” off 1 item."_s;
        QTest::newRow("zone") << u"evidence.set"_s
                              << QByteArray(R"({"changes":[{"after":{"zone":"UTC","skew_ns":60000000000},)"
                                            R"("before":{"zone":null,"skew_ns":0},"id":4,"table":"evidence"}]})")
                              << u"調査対象E-04を変更した: 時刻のずれ (補正値): 0s → +1m、タイムゾーン: 不明 → UTC。"_s
                              << u"Changed the exhibit E-04: Clock skew (correction): 0s → +1m; Time zone: unknown → UTC."_s;
        QTest::newRow("host") << u"evidence.set"_s
                              << QByteArray(R"({"changes":[{"after":{"host_alias_id":7},"before":{"host_alias_id":null},)"
                                            R"("id":4,"table":"evidence"}]})")
                              << u"調査対象E-04を変更した: ホスト: 不明 → PC-07。"_s << u"Changed the exhibit E-04: Host: unknown → PC-07."_s;
        QTest::newRow("undo") << u"undo"_s << QByteArray(R"({"act":"tag.add","count":1})") << u"No. 2の操作を取り消した。"_s
                              << u"Took back entry No. 2."_s;
        QTest::newRow("note") << u"note.set"_s << QByteArray("{\"text\":\"for us alone\"}") << u"メモを書いた。"_s << u"Wrote a note."_s;
        QTest::newRow("of a newer version") << u"magic.do"_s << QByteArray(R"({"x":[1]})") << u"magic.do {\"x\":[1]}"_s
                                            << u"magic.do {\"x\":[1]}"_s;
        QTest::newRow("no object") << u"magic.do"_s << QByteArray("\x01[[") << u"magic.do [U+0001][["_s << u"magic.do [U+0001][["_s;
    }

    void theJournalIsToldInSentences()
    {
        QFETCH(QString, act);
        QFETCH(QByteArray, payload);
        QFETCH(QString, japanese);
        QFETCH(QString, english);
        m_data.journal = {
            entry(u"tag.create"_s, R"({"changes":[{"after":{"name":"侵入","name_en":"Entry"},"before":null,"id":1,"table":"tag"}]})"),
            entry(u"evidence.add"_s, R"({"changes":[{"after":{"removed":0},"before":{"removed":1},"id":4,"table":"evidence"}],)"
                                     R"("evidence":{"name":"pc.E01","number":"E-04"}})"),
            entry(act, payload)};
        m_data.journal.back().undoes = 2;
        m_data.journalHosts.resize(1);
        m_data.journalHosts[0].id = 7;
        m_data.journalHosts[0].value = u"PC-07"_s;
        const Document inJapanese = document(), inEnglish = document(QLocale::English);
        QCOMPARE(table(inJapanese, u"調査員の操作"_s)->rows.back().back(), japanese);
        QCOMPARE(table(inEnglish, u"Acts of the examiners"_s)->rows.back().back(), english);
    }

    /// Digits without a zone are no JST: they stand as the log has them, and say so.
    void timesWithoutAZoneAreNotMovedToJst()
    {
        constexpr qint64 kWall = 1'794'622'424'000'000'000; // 02:13:44 on a wall
        ReportItem item;
        item.event.type = u"fortigate:traffic"_s;
        item.event.precisionNs = 1'000'000'000;
        item.shownNs = kWall;
        item.zoneKnown = false;
        m_data.items = {item};
        FlowRow flow;
        flow.firstNs = flow.lastNs = kWall;
        flow.zoneKnown = false;
        m_data.flows = {flow};
        CoverageRow coverage;
        coverage.firstShownNs = coverage.lastShownNs = kWall;
        coverage.zoneKnown = false;
        m_data.coverage = {coverage};
        m_data.span = std::pair(ReportData::End{kWall, false}, ReportData::End{kWall, false});
        m_data.zoneless = 2;
        const Document made = document();
        const QString text = allText(made);
        QCOMPARE(text.count(u"2026-11-14 02:13:44 (タイムゾーン不明)"_s), 7);
        QVERIFY2(text.contains(u"タイムゾーンが不明のイベント"_s), qPrintable(text));
        QVERIFY2(!text.contains(u"11:13:44"_s) && !text.contains(u"02:13:44Z"_s), qPrintable(text));
    }

    void namesCannotDeceive()
    {
        m_data.evidence = {exhibit(1, Verification::Match)};
        m_data.evidence.front().name = u"a\nE-02 偽\u202Egnp.exe"_s;
        ReportItem item;
        item.target = TargetKind::File;
        item.file.directory = u"/x\n2026-01-01 偽/"_s;
        item.file.name = u"b "_s;
        m_data.items = {item};
        const Document made = document();
        const Table *list = table(made, u"調査対象"_s), *items = table(made, u"時系列順"_s);
        QVERIFY(list && items);
        QCOMPARE(list->rows.front()[1], u"a E-02 偽[U+202E]gnp.exe"_s);
        QVERIFY2(items->rows.front()[1].contains(u"/x 2026-01-01 偽/b[U+0020]"_s), qPrintable(items->rows.front()[1]));
    }

    void japaneseIsWrittenAsAReport()
    {
        m_data.evidence = {exhibit(1, Verification::Match), exhibit(2, Verification::Mismatch)};
        m_data.warnings = {warning(ErrorCode::Damaged), warning(ErrorCode::YearUnknown)};
        ReportItem item;
        item.event.type = u"windows:evtx:4624"_s;
        m_data.items = {item};
        static const QRegularExpression polite(u"[^\\n]*(です|ます|ました|ません|でした|ください)。"_s);
        static const QStringList forbidden{u"思われる"_s, u"おそらく"_s, u"漏えいはない"_s, u"安全である"_s, u"完全に"_s,
                                           u"犯人"_s,     u"ハッカー"_s, u"100%"_s,         u"インポート"_s, u"エクスポート"_s};
        const QString text = allText(document());
        QVERIFY2(!polite.match(text).hasMatch(), qPrintable(polite.match(text).captured()));
        for (const QString &word : forbidden)
            QVERIFY2(!text.contains(word), qPrintable(word));
    }
};

QTEST_MAIN(TestReportBuilder)
#include "tst_reportbuilder.moc"
