// SPDX-License-Identifier: Apache-2.0
// Which names are one machine's: what is proposed, what never is, and that the list and v_host say the same.
#include "models/hosts/hostlist.h"
#include "models/casedb/act.h"
#include "models/casedb/casewriter.h"
#include "tests/casedb/casefixture.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class HostsTest : public QObject
{
    Q_OBJECT

private:
    CaseFixture m_case;

    static std::vector<HostRow> hosts(const QStringList &names)
    {
        std::vector<HostRow> rows;
        for (const QString &name : names) {
            HostRow row;
            row.name = name;
            row.aliases = {{qint64(rows.size()) + 1, name, u"name"_s, 0, {}}};
            rows.push_back(row);
        }
        return rows;
    }

    /// "PC-07: PC-07, pc-07.corp (1)" of each proposal.
    static QStringList proposed(const std::vector<HostRow> &rows, const std::vector<HostUse> &uses = {})
    {
        QStringList lines;
        for (const HostProposal &proposal : proposeHosts(rows, uses)) {
            QStringList names;
            for (const size_t place : proposal.hosts)
                names.append(rows[place].name);
            lines.append(u"%1: %2 (%3)"_s.arg(proposal.name, names.join(u", "_s)).arg(int(proposal.reasons)));
        }
        return lines;
    }

    Result<HostList> list()
    {
        const auto store = std::make_shared<ColumnStore>(m_case.opened->cacheFolder(), ColumnStore::Use::Own);
        if (!store->open(*m_case.reader) || !store->refresh(*m_case.reader))
            return ErrorCode::Damaged;
        EventQuery query(store, m_case.reader);
        const auto selection = query.select({});
        const auto uses = selection ? hostUse(*selection) : Result<std::vector<HostUse>>(selection.error());
        return uses ? listHosts(*m_case.reader, *uses) : Result<HostList>(uses.error());
    }

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *what, const QStringList &names, const QStringList &expected) { QTest::newRow(what) << names << expected; };
        row("one proposal of all forms", {u"PC-07"_s, u"pc-07.corp.example.jp"_s, u"PC-07$"_s, u"ＰＣ－０７"_s},
            {u"PC-07: PC-07, pc-07.corp.example.jp, PC-07$, ＰＣ－０７ (3)"_s});
        row("the hyphen is part of a name", {u"FS-01"_s, u"FS01"_s, u"FS_01"_s}, {});
        row("two full names", {u"WEB"_s, u"web.a.example"_s, u"web.b.example"_s}, {});
        row("full names alone", {u"web.a.example"_s, u"web.b.example"_s}, {});
        row("addresses", {u"10"_s, u"10.1.7.23"_s, u"10.1.7.24"_s, u"fe80::1"_s}, {});
        row("15 bytes", {u"DESKTOP-0123456789"_s, u"DESKTOP-0123456"_s}, {u"DESKTOP-0123456789: DESKTOP-0123456789, DESKTOP-0123456 (4)"_s});
        row("15 bytes, cut within a character", {u"PC経理部共有山田"_s, u"PC経理部共有山\ufffd"_s},
            {u"PC経理部共有山田: PC経理部共有山田, PC経理部共有山\ufffd (4)"_s});
        row("15 bytes of two", {u"DESKTOP-01234567"_s, u"DESKTOP-01234568"_s, u"DESKTOP-0123456"_s}, {});
        row("strangers", {u"DC01"_s, u"PC-07"_s, u"PC-08.corp.example.jp"_s}, {});
    }

    void names()
    {
        QFETCH(QStringList, names);
        QFETCH(QStringList, expected);
        QCOMPARE(proposed(hosts(names)), expected);
    }

    void renamed()
    {
        const auto rows = hosts({u"WIN-9F3K"_s, u"DC01"_s, u"PC-07"_s, u"PC-08"_s, u"PC-09"_s});
        const auto use = [](qint64 alias, qint64 file, qint64 first, qint64 last) { return HostUse{alias, 1, file, 5, first, last}; };
        // One log: the one, then the other. A log in which both go on is a collector's.
        const QStringList found = proposed(rows, {use(1, 7, 100, 200), use(2, 7, 200, 900), use(3, 8, 100, 500), use(4, 8, 400, 900)});
        QCOMPARE(found.size(), 1);
        QVERIFY2(found[0].contains(u"WIN-9F3K, DC01 (8)"_s), qPrintable(found[0]));
        // Many names one after the other are no renamed machine either.
        QCOMPARE(proposed(rows, {use(1, 7, 1, 2), use(2, 7, 3, 4), use(3, 7, 5, 6), use(4, 7, 7, 8)}), QStringList());
        // File times of a volume stand in no one log.
        QCOMPARE(proposed(rows, {use(1, 0, 1, 2), use(2, 0, 3, 4)}), QStringList());
    }

    void listAndViewAgree()
    {
        QVERIFY(m_case.make());
        QVERIFY(m_case.addLog(1));
        RecordBatch batch;
        int number = 0;
        for (const char *name : {"PC-07", "pc-07.corp.example.jp", "DC01", "", "PC-07"}) {
            EventRecord made = proxyEvent(batch, 1, number++);
            made.host = batch.strings.intern(QByteArrayView(name));
            batch.events.push_back(made);
        }
        const auto fact = [&](const char *host, const char *kind, const char *value) {
            FactRecord made;
            made.fileId = 1;
            made.host = batch.strings.intern(QByteArrayView(host));
            made.kind = batch.strings.intern(QByteArrayView(kind));
            made.value = batch.strings.intern(QByteArrayView(value));
            batch.facts.push_back(made);
        };
        fact("DC01", "host:os", "Windows Server 2019 Standard");
        fact("DC01", "host:zone", "Asia/Tokyo");
        m_case.submit(std::move(batch), m_case.import);
        QVERIFY(m_case.writer().flush().result());

        const auto lines = [&](const HostList &of) {
            QStringList made;
            for (const HostRow &host : of.hosts) {
                QStringList aliases;
                for (const HostAliasRow &alias : host.aliases)
                    aliases.append(alias.value);
                made.append(QStringList{host.name, aliases.join(u';'), host.systems.join(u';'), host.zones.join(u';'), host.exhibits.join(u';'),
                                        QString::number(host.events)}.join(u'|'));
            }
            made.sort();
            return made;
        };
        const auto viewed = [&] {
            return m_case.one(u"SELECT group_concat(line, char(10)) FROM (SELECT host || '|' || aliases || '|' || coalesce(system, '') || '|'"
                              " || coalesce(zone, '') || '|' || exhibits || '|' || events AS line FROM v_host ORDER BY 1)"_s);
        };
        auto now = list();
        QVERIFY(now);
        QCOMPARE(lines(*now).filter(u"DC01|"_s), QStringList{u"DC01|DC01|Windows Server 2019 Standard|Asia/Tokyo|E-01|1"_s});
        QCOMPARE(lines(*now).join(u'\n'), viewed());
        QCOMPARE(now->proposals.size(), size_t(1));
        const HostProposal proposal = now->proposals.front();
        QCOMPARE(proposal.name, u"PC-07"_s);

        QVERIFY(m_case.writer().act(Act::hostJoin(proposal.name, proposal.aliases)).result());
        now = list();
        QVERIFY(now && now->proposals.empty());
        QCOMPARE(lines(*now).filter(u"PC-07"_s), QStringList{u"PC-07|PC-07;pc-07.corp.example.jp|||E-01|3"_s});
        QCOMPARE(lines(*now).join(u'\n'), viewed());
        QVERIFY(m_case.writer().act(Act::hostSplit(proposal.aliases)).result());
        now = list();
        QVERIFY(now && now->proposals.size() == 1);
        QCOMPARE(lines(*now).join(u'\n'), viewed());
    }
};

QTEST_GUILESS_MAIN(HostsTest)
#include "tst_hosts.moc"
