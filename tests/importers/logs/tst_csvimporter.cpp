// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/csvsplitter.h"
#include "logtesting.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <utility>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestCsvImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mixedTimesAreCoveredApart();
    void jsonInCells();
    void commentLines();
    void constantsGiveWay();
    void splits_data();
    void splits();
    void notMineWithoutMapping();
    void mapsColumns();
    void japaneseFile_data();
    void japaneseFile();
    void quotedLineEnds();
    void cellsBeyondAndMissing();
    void mapsCellsBeyond();
    void eventViewer();
    void longQuotedCells();
    void damagedQuotes_data();
    void damagedQuotes();
    void straysFarApart();
    void cutWithinQuotedCell();
    void innerQuotesOverLines();
    void columnsOfOneName();
    void anyNumberOfColumns();
    void timesThatAreNone();
    void excelResaved();
    void groupedDigits();
    void chosenWithoutMapping();
    void mappingMistakes();
    void probes();
    void truncation() { checkTruncation(u"csv"_s, kBytes, options()); }
    void mutations() { checkMutations(u"csv"_s, kBytes, options()); }
    void resume() { checkResume(u"csv"_s, kBytes, options()); }

private:
    static QList<QStringList> plainlyRead(QByteArray bytes);
    static LogOptions options()
    {
        LogOptions options;
        options.mapping = kMapping;
        return options;
    }

    static inline const QByteArray kMapping = R"({
        "format": "csv", "name": "operations",
        "columns": {"日時": "time", "端末": "host", "利用者": "account", "操作": "action", "対象": "path", "送信": "bytesOut"},
        "zone": "+09:00", "type": {"id": "desktop:operation", "title": {"ja": "端末操作", "en": "Desktop operation"}},
        "constants": {"protocol": "smb"}, "null": ["-"]})";
    static inline const QByteArray kBytes = "日時,端末,利用者,操作,対象,送信,備考\n"
                                            "2026/11/14 2:13,PC-07,yamada,コピー,C:\\経理\\表示ソ能.xlsx,120,\"a,b\"\n"
                                            "2026/11/14 午後 2:13:44,PC-08,-,削除,\\\\FS-01\\共有\\x.txt,,\"line 1\nline \"\"2\"\"\"\n"
                                            "R8.11.14 24:10,PC-09,sato,起動,,0012,\n";
};

void TestCsvImporter::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<bool>("closed");
    QTest::newRow("plain") << u"a,b,c"_s << QStringList{u"a"_s, u"b"_s, u"c"_s} << true;
    QTest::newRow("empty") << u",,"_s << QStringList{u""_s, u""_s, u""_s} << true;
    QTest::newRow("quoted") << u"\"a,b\",\"c\"\"d\""_s << QStringList{u"a,b"_s, u"c\"d"_s} << true;
    QTest::newRow("inner quote") << u"5\" disk,x"_s << QStringList{u"5\" disk"_s, u"x"_s} << true;
    QTest::newRow("text behind a quote") << u"\"a\"b,c"_s << QStringList{u"ab"_s, u"c"_s} << true;
    QTest::newRow("open") << u"a,\"b"_s << QStringList{u"a"_s, u"b"_s} << false;
    QTest::newRow("lines") << u"a,\"b\n\"\"c\n\",d"_s << QStringList{u"a"_s, u"b\n\"c\n"_s, u"d"_s} << true;
    QTest::newRow("open over lines") << u"a,\"b\n\"\"c"_s << QStringList{u"a"_s, u"b\n\"c"_s} << false;
}

void TestCsvImporter::splits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, fields);
    QFETCH(bool, closed);
    CsvSplitter splitter;
    const QByteArray bytes = text.toUtf8();
    // Whole, and line by line.
    for (qsizetype size = bytes.size(); size >= 0; size = bytes.lastIndexOf('\n', size - 1)) {
        splitter.begin();
        if (size < bytes.size())
            splitter.take(QByteArrayView(bytes).first(size));
        QCOMPARE(splitter.take(bytes), closed);
        QStringList got;
        for (size_t i = 0; i < splitter.count(); ++i)
            got.append(QString::fromStdString(splitter.cell(i)));
        QCOMPARE(got, fields);
        if (size == 0)
            break;
    }
}

void TestCsvImporter::notMineWithoutMapping()
{
    QCOMPARE(runImporter(u"csv"_s, kBytes)->result.error().code, ErrorCode::NotMine);
    QCOMPARE(importerById(u"csv"_s)->sniff(kBytes, u"x.csv"_s), 0);
    LogOptions other = options();
    other.mapping.replace("\"csv\"", "\"jsonl\"");
    QCOMPARE(runImporter(u"csv"_s, kBytes, other)->result.error().code, ErrorCode::NotMine);
    // A file of another table in the same evidence is silently left.
    QCOMPARE(runImporter(u"csv"_s, "a,b\n1,2\n", options())->result.error().code, ErrorCode::NotMine);
}

void TestCsvImporter::mapsColumns()
{
    const auto run = runImporter(u"csv"_s, kBytes, options());
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->warnings().size(), size_t(0));
    const QJsonObject first = {{u"time"_s, u"2026-11-13T17:13:00Z"_s}, {u"precisionNs"_s, qint64(60'000'000'000)}, {u"offsetMinutes"_s, 540},
                               {u"type"_s, u"desktop:operation"_s}, {u"host"_s, u"PC-07"_s}, {u"account"_s, u"yamada"_s},
                               {u"action"_s, u"コピー"_s}, {u"path"_s, u"C:\\経理\\表示ソ能.xlsx"_s}, {u"bytesOut"_s, 120},
                               {u"protocol"_s, u"smb"_s}, {u"details"_s, QJsonObject{{u"備考"_s, u"a,b"_s}}}};
    QCOMPARE(differences(*run, 0, first), QStringList());
    const QJsonObject second = {{u"time"_s, u"2026-11-14T05:13:44Z"_s}, {u"precisionNs"_s, qint64(1'000'000'000)}, {u"account"_s, QString()},
                                {u"details"_s, QJsonObject{{u"備考"_s, u"line 1\nline \"2\""_s}}}};
    QCOMPARE(differences(*run, 1, second), QStringList());
    QCOMPARE(differences(*run, 2, {{u"time"_s, u"2026-11-14T15:10:00Z"_s}, {u"bytesOut"_s, 12}}), QStringList());
    for (size_t i = 0; i < 3; ++i) {
        const EventRecord &event = run->events()[i];
        QVERIFY(!kBytes.mid(event.offset, event.length).endsWith('\n'));
    }
    QVERIFY(kBytes.mid(run->events()[1].offset, run->events()[1].length).endsWith("\"\"2\"\"\""));
    const CoverageRecord &coverage = run->sink.batch().coverage.at(0);
    QCOMPARE(coverage.records, 3);
    QCOMPARE(coverage.bytes, kBytes.size());
    QCOMPARE(run->text(coverage.zone), u"+09:00"_s);
}

void TestCsvImporter::japaneseFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const QByteArray header = "\xEF\xBB\xBF";
    QTest::newRow("UTF-8 with BOM") << header + kBytes << u"UTF-8"_s;
    QTest::newRow("joined files") << header + kBytes + header + kBytes.first(kBytes.indexOf('\n') + 1) << u"UTF-8"_s;
    QByteArray wide("\xFF\xFE");
    const QString text = QString::fromUtf8(kBytes).replace(u'\n', u"\r\n"_s);
    for (const QChar c : text)
        wide += char(c.unicode() & 0xFF), wide += char(c.unicode() >> 8);
    QTest::newRow("UTF-16LE") << wide << u"UTF-16LE"_s;
}

void TestCsvImporter::japaneseFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    for (const qint64 cap : {qint64(1) << 30, qint64(7)}) {
        LogOptions capped = options();
        capped.readCap = cap;
        const auto run = runImporter(u"csv"_s, bytes, capped);
        QVERIFY(run->result.ok());
        QCOMPARE(run->events().size(), size_t(3));
        QCOMPARE(run->text(run->events()[0].namedPath), u"C:\\経理\\表示ソ能.xlsx"_s);
        QCOMPARE(run->warnings().size(), size_t(0));
        QCOMPARE(run->text(run->sink.batch().coverage.at(0).encoding), encoding);
    }
}

void TestCsvImporter::quotedLineEnds()
{
    const QByteArray bytes = "time,text\n2026-11-14T00:00:00Z,\"a\r\nb\"\n2026-11-14T00:00:01Z,c\n";
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time"}})";
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(2));
    QCOMPARE(run->details(0)[u"text"].toString(), u"a\nb"_s);
    QCOMPARE(run->events()[1].offset, bytes.lastIndexOf("2026"));
}

/// A row is read whatever its number of cells; what is odd is told once a file.
void TestCsvImporter::cellsBeyondAndMissing()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time", "who": "account"}})";
    const QByteArray bytes = "time,who,what\n2026-11-14T00:00:00Z,a\n2026-11-14T00:00:01Z,b,c,d,,\"e\nf\"\n"
                             "2026-11-14T00:00:02Z,g,h,,\n2026-11-14T00:00:03Z\n2026-11-14T00:00:04Z,i,j,k\n";
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(5));
    QStringList accounts;
    for (const EventRecord &event : run->events()) {
        accounts.append(run->text(event.account));
        QVERIFY(!(event.flags & (EventDamaged | EventTimeInvalid)));
    }
    QCOMPARE(accounts, (QStringList{u"a"_s, u"b"_s, u"g"_s, QString(), u"i"_s}));
    QCOMPARE(run->details(1), (QJsonObject{{u"what"_s, u"c"_s}, {u"#4"_s, u"d"_s}, {u"#6"_s, u"e\nf"_s}}));
    QCOMPARE(run->details(2), (QJsonObject{{u"what"_s, u"h"_s}}));
    QCOMPARE(run->warnings().size(), size_t(2));
    for (const WarningRecord &warning : run->warnings()) {
        QCOMPARE(warning.code, quint16(ErrorCode::CellsDiffer));
        QCOMPARE(warning.count, 2);
    }
    QCOMPARE(run->text(run->warnings()[0].detail), u"6 > 3"_s);
    QCOMPARE(run->warnings()[0].offset, bytes.indexOf("2026-11-14T00:00:01Z"));
    QCOMPARE(run->text(run->warnings()[1].detail), u"2 < 3"_s);
    QCOMPARE(run->sink.batch().coverage.at(0).damaged, 0);
    checkResume(u"csv"_s, bytes, chosen);
}

/// A mapping may name a column that the header does not (Event Viewer's message).
void TestCsvImporter::mapsCellsBeyond()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time", "#3": "action", "#5": "path"}})";
    const auto run = runImporter(u"csv"_s, "time,#5\n2026-11-14T00:00:00Z,x,y,z,p\n2026-11-14T00:00:01Z,x\n", chosen);
    QCOMPARE(run->events().size(), size_t(2));
    QCOMPARE(run->text(run->events()[0].action), u"y"_s);
    QCOMPARE(run->text(run->events()[0].namedPath), u"x"_s);
    QCOMPARE(run->details(0), (QJsonObject{{u"#4"_s, u"z"_s}, {u"#5 #5"_s, u"p"_s}}));
    const QByteArray narrow = "time,a\n2026-11-14T00:00:00Z,x\n";
    QCOMPARE(runImporter(u"csv"_s, narrow, chosen)->result.error().code, ErrorCode::NotMine);
    chosen.format = u"csv"_s;
    QCOMPARE(runImporter(u"csv"_s, narrow, chosen)->result.error().detail, u"column #5"_s);
}

/// Event Viewer names five columns and writes six, the last one a text of many lines; held against a plain reading.
void TestCsvImporter::eventViewer()
{
    const QString folder = qEnvironmentVariable("ASHIATO_CORPUS") + u"/jpcert_training"_s;
    if (!QDir(folder).exists())
        QSKIP("no corpus");
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"日付と時刻": "time", "イベント ID": "action"}})";
    chosen.zone = u"Asia/Tokyo"_s;
    int files = 0;
    for (const QString &name : {u"handson1"_s, u"handson3"_s}) {
        for (const QFileInfo &info : QDir(folder + u'/' + name).entryInfoList({u"*.csv"_s})) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            const auto run = runImporter(u"csv"_s, bytes, chosen);
            if (!run->result.ok())
                continue; // another table
            ++files;
            const QList<QStringList> rows = plainlyRead(bytes);
            QCOMPARE(qsizetype(run->events().size()), rows.size());
            for (size_t i = 0; i < run->events().size(); ++i) {
                const QStringList &row = rows[qsizetype(i)];
                QCOMPARE(run->text(run->events()[i].action), row[3]);
                QCOMPARE(run->details(i)[u"#6"_s].toString(), row.value(5));
                QVERIFY(!(run->events()[i].flags & EventTimeInvalid));
            }
            QCOMPARE(run->warnings().size(), size_t(1));
            QCOMPARE(run->warnings()[0].count, qint64(rows.size()));
        }
    }
    QVERIFY(files > 0);
}

/// Byte by byte, as RFC 4180 says; without the header.
QList<QStringList> TestCsvImporter::plainlyRead(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    bytes.replace("\r\n", "\n");
    QList<QStringList> rows;
    QByteArray cell;
    QStringList row;
    bool quoted = false;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (quoted && bytes[i] == '"' && bytes.mid(i + 1, 1) == "\"")
            cell += bytes[i++];
        else if (bytes[i] == '"')
            quoted = !quoted;
        else if (quoted || (bytes[i] != ',' && bytes[i] != '\n'))
            cell += bytes[i];
        else {
            row.append(QString::fromUtf8(std::exchange(cell, {})));
            if (bytes[i] == '\n')
                rows.append(std::exchange(row, {}));
        }
    }
    if (!row.isEmpty())
        rows.append(row << QString::fromUtf8(cell));
    rows.removeFirst();
    return rows;
}

/// A script in a cell: thousands of lines. What bounds it are bytes.
void TestCsvImporter::longQuotedCells()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time", "who": "account"}})";
    QByteArray script;
    for (int i = 0; i < 6000; ++i)
        script += "line " + QByteArray::number(i) + (i % 7 ? ", 2026-11-14T00:00:00Z" : "") + '\n';
    const QByteArray bytes = "time,who,text\n2026-11-14T00:00:00Z,a,x\n2026-11-14T00:00:01Z,b,\"" + script
                             + "\"\n2026-11-14T00:00:02Z,c,y\n";
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(run->details(1)[u"text"].toString().toUtf8(), script);
    QCOMPARE(run->text(run->events()[2].account), u"c"_s);
    // Over the bound: it is kept as far as that, marked and told, and the next row is read.
    QByteArray huge = bytes;
    const QByteArray line = "a line of a script that has no end, over and over again\n";
    huge.insert(huge.lastIndexOf("\"\n"), line.repeated((20 << 20) / line.size()));
    const auto over = runImporter(u"csv"_s, huge, chosen);
    QCOMPARE(over->events().size(), size_t(3));
    QVERIFY(over->events()[1].flags & EventDamaged);
    QVERIFY(over->details(1)[u"text"].toString().size() > 15 << 20);
    QCOMPARE(over->text(over->events()[2].account), u"c"_s);
    QVERIFY(!over->warnings().empty());
    for (const WarningRecord &warning : over->warnings())
        QCOMPARE(warning.code, quint16(ErrorCode::LimitExceeded));
}

void TestCsvImporter::damagedQuotes_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("delimiter");
    QTest::newRow("opened") << QList<int>{100} << QByteArray("y") << QByteArray("\"y") << QByteArray(",");
    QTest::newRow("opened, twice") << QList<int>{100, 2000} << QByteArray("y") << QByteArray("\"y") << QByteArray(",");
    QTest::newRow("many") << QList<int>{1, 2, 3, 500, 501, 2998, 2999} << QByteArray("y") << QByteArray("\"y") << QByteArray(",");
    QTest::newRow("in the middle") << QList<int>{100} << QByteArray("r100") << QByteArray("\"r100") << QByteArray("\t");
    QTest::newRow("at the time") << QList<int>{100} << QByteArray("2026") << QByteArray("\"2026") << QByteArray(",");
    QTest::newRow("first row") << QList<int>{0} << QByteArray("y") << QByteArray("\"y") << QByteArray(",");
    QTest::newRow("last row") << QList<int>{2999} << QByteArray("y") << QByteArray("\"y") << QByteArray(";");
}

/// A quote that does not end costs nothing but itself: each row is there, its own is marked.
void TestCsvImporter::damagedQuotes()
{
    QFETCH(QList<int>, rows);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, delimiter);
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "who": "account"}})";
    QByteArray bytes = "t,who,what,more\n";
    for (int i = 0; i < 3000; ++i) {
        const QByteArray number = QByteArray::number(i);
        QByteArray row = "2026-11-14T00:00:00Z,r" + number + (i % 3 ? ",y" : ",y z") + (i % 5 ? ",n" : ",\"q, r\"") + '\n';
        if (rows.contains(i))
            row.replace(from, to);
        bytes += row;
    }
    bytes.replace(',', delimiter);
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(3000));
    int damaged = 0;
    for (size_t i = 0; i < 3000; ++i) {
        QCOMPARE(run->text(run->events()[i].account), u"r%1"_s.arg(i));
        QVERIFY(!(run->events()[i].flags & EventTimeInvalid));
        damaged += (run->events()[i].flags & EventDamaged) != 0;
    }
    QVERIFY(damaged >= 1 && damaged <= rows.size());
    qint64 told = 0;
    for (const WarningRecord &warning : run->warnings())
        told += warning.code == quint16(ErrorCode::Damaged) ? warning.count : 0;
    QCOMPARE(told, damaged);
}

/// Two stray quotes, rows apart, do not make one cell of the rows between.
void TestCsvImporter::straysFarApart()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "who": "account"}})";
    QByteArray bytes = "t,who,what\n";
    for (int i = 0; i < 200; ++i)
        bytes += "2026-11-14T00:00:00Z,r" + QByteArray::number(i) + (i == 20 ? ",\"y\n" : i == 150 ? ",y\"\n" : ",y\n");
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(200));
    QCOMPARE(run->text(run->events()[199].account), u"r199"_s);
    QVERIFY(run->events()[20].flags & EventDamaged);
    QCOMPARE(run->warnings().size(), size_t(1));
}

/// Where the file ends within a text of many lines, the text is kept whole and none of its lines becomes a row.
void TestCsvImporter::cutWithinQuotedCell()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time", "who": "account"}})";
    const QByteArray bytes = "time,who,text\n2026-11-14T00:00:00Z,a,x\n2026-11-14T00:00:01Z,b,\"first\nif x, then\n\ny,z,w\n"
                             "2026-11-14T00:00:02Z by a script,it says,here\n";
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(2));
    QVERIFY(run->events()[1].flags & EventDamaged);
    QCOMPARE(run->details(1)[u"text"].toString(), u"first\nif x, then\n\ny,z,w\n2026-11-14T00:00:02Z by a script,it says,here"_s);
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->sink.batch().coverage.at(0).damaged, 1);
}

/// Quotes that no exporter doubled, in a text of many lines.
void TestCsvImporter::innerQuotesOverLines()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"time": "time", "who": "account"}})";
    const QByteArray bytes = "time,who,text\n2026-11-14T00:00:00Z,a,\"one\nsaid \"hi\", and\nend\"\n2026-11-14T00:00:01Z,b,x\n";
    const auto run = runImporter(u"csv"_s, bytes, chosen);
    QCOMPARE(run->events().size(), size_t(2));
    QVERIFY(run->events()[0].flags & EventDamaged);
    QCOMPARE(bytes.mid(run->events()[0].offset, run->events()[0].length).count('\n'), 2);
    QCOMPARE(run->text(run->events()[1].account), u"b"_s);
    QCOMPARE(run->warnings().size(), size_t(1));
}

/// Neither a role nor a key of the details is taken twice: the first column of a name has it, the second stays visible.
void TestCsvImporter::columnsOfOneName()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "p": "path"}})";
    const QByteArray header = "t,p,p,x,x\n";
    const auto run = runImporter(u"csv"_s, header + "2026-11-14T00:00:00Z,a,b,1,2\n" + header + "2026-11-14T00:00:00Z,c,d,3,4\n", chosen);
    QCOMPARE(run->events().size(), size_t(2)); // the header once more is no row
    QCOMPARE(run->text(run->events()[0].namedPath), u"a"_s);
    QCOMPARE(run->details(0), (QJsonObject{{u"p #3"_s, u"b"_s}, {u"x"_s, u"1"_s}, {u"x #5"_s, u"2"_s}}));
}

void TestCsvImporter::anyNumberOfColumns()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "last": "account"}})";
    const QByteArray commas(6'000, ',');
    const auto run = runImporter(u"csv"_s, "t" + commas + "last\n2026-11-14T00:00:00Z" + commas + "a\n", chosen);
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->text(run->events()[0].account), u"a"_s);
    QCOMPARE(run->warnings().size(), size_t(0));
}

void TestCsvImporter::timesThatAreNone()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "n": "bytesIn"}, "zone": "UTC"})";
    const auto run = runImporter(u"csv"_s, "t,n\n46340.5,1\n,2\nNov 14 02:13:44, 77 \n", chosen);
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->warnings().size(), size_t(3));
    for (const size_t i : {0, 1})
        QCOMPARE(run->warnings()[i].code, quint16(ErrorCode::Damaged));
    QCOMPARE(run->warnings()[2].code, quint16(ErrorCode::YearUnknown)); // only here the year is what is missing
    QCOMPARE(run->events()[2].bytesIn, 77);
}

void TestCsvImporter::excelResaved()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "n": "bytesIn"}})";
    const auto run = runImporter(u"csv"_s, "t,n\n2026/11/14 2:13,1.02E+11\n", chosen);
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->events()[0].bytesIn, kUnknown);
    QCOMPARE(run->details(0)[u"n"].toString(), u"1.02E+11"_s);
    QVERIFY(run->events()[0].flags & EventDamaged);
    QCOMPARE(run->warnings().size(), size_t(2)); // the value, and the missing zone
    QCOMPARE(run->warnings()[1].code, quint16(ErrorCode::ZoneUnknown));
}

/// A count as a spreadsheet shows it; what could be another number is left as it stands.
void TestCsvImporter::groupedDigits()
{
    LogOptions chosen;
    chosen.mapping = R"({"columns": {"t": "time", "n": "bytesIn"}, "zone": "UTC"})";
    const auto run = runImporter(u"csv"_s,
                                 "t,n\n2026-11-14T00:00:00Z,\"1,234\"\n2026-11-14T00:00:00Z,\" 12,345,678 \"\n"
                                 "2026-11-14T00:00:00Z,\"1,23\"\n2026-11-14T00:00:00Z,\"1234,567\"\n"
                                 "2026-11-14T00:00:00Z,\",123\"\n2026-11-14T00:00:00Z,\"1,234,56\"\n2026-11-14T00:00:00Z,\"-1,234\"\n"
                                 "2026-11-14T00:00:00Z,\"9,223,372,036,854,775,808\"\n",
                                 chosen);
    QCOMPARE(run->events().size(), size_t(8));
    QCOMPARE(run->events()[0].bytesIn, 1234);
    QCOMPARE(run->events()[1].bytesIn, 12'345'678);
    for (size_t i = 2; i < 8; ++i) {
        QCOMPARE(run->events()[i].bytesIn, kUnknown);
        QVERIFY(run->events()[i].flags & EventDamaged);
    }
    QCOMPARE(run->warnings().size(), size_t(6));
}

void TestCsvImporter::chosenWithoutMapping()
{
    LogOptions chosen;
    chosen.format = u"csv"_s;
    const auto run = runImporter(u"csv"_s, "PC;2026/11/14;2:13:05;x\nPC-07;2026/11/14;2:13:05;y\n", chosen);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-11-14T02:13:05"_s}, {u"basis"_s, u"local"_s}, {u"zoneUnknown"_s, true},
                                   {u"type"_s, u"csv:row"_s}}), QStringList());
}

void TestCsvImporter::mappingMistakes()
{
    for (const char *mapping : {"[]", "{", R"({"columns": {"a": "sauce"}})", R"({"time": {"pattern": "%Q"}})", R"({"zone": "Mars/Base"})"}) {
        LogOptions wrong;
        wrong.mapping = mapping;
        QCOMPARE(runImporter(u"csv"_s, kBytes, wrong)->result.error().code, ErrorCode::Invalid);
    }
    LogOptions missing;
    missing.format = u"csv"_s;
    missing.mapping = R"({"columns": {"nowhere": "time"}})";
    const auto run = runImporter(u"csv"_s, kBytes, missing);
    QCOMPARE(run->result.error().code, ErrorCode::Invalid);
    QVERIFY(run->result.error().detail.contains(u"nowhere"_s));
}

void TestCsvImporter::probes()
{
    QByteArray many = kBytes;
    for (int i = 0; i < 50; ++i)
        many += "2026/11/14 2:14,PC-07,yamada,コピー,x,1,\n";
    const ProbeMessage probe = probeImporter(u"csv"_s, many, options());
    QCOMPARE(probe.error, ErrorCode::None);
    QCOMPARE(probe.rows.size(), size_t(20));
    QCOMPARE(probe.encoding, u"UTF-8"_s);
    QVERIFY(!probe.encodingGuessed && !probe.zoneNeeded);
    QVERIFY(probe.columns.contains(u"named_path"_s));
}

/// The audit log of Microsoft 365 as it is exported: most of a record stands as JSON in one cell.
void TestCsvImporter::jsonInCells()
{
    LogOptions options;
    options.mapping = R"({"format":"csv","columns":{"CreationDate":"time","Operation":"action","AuditData.ClientIP":"source",
        "AuditData.Actor.ID":"account","AuditData.Count":"bytesIn"}})";
    const auto run = runImporter(u"csv"_s, "CreationDate,Operation,AuditData\r\n"
        "2026-11-13T17:13:44Z,FileDownloaded,\"{\"\"ClientIP\"\":\"\"203.0.113.9\"\",\"\"Actor\"\":{\"\"ID\"\":\"\"yamada\"\"},\"\"Count\"\":12}\"\r\n"
        "2026-11-13T17:13:45Z,FileDeleted,{broken\r\n"
        "2026-11-13T17:13:46Z,FileDeleted,\r\n", options);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(differences(*run, 0, {{u"action"_s, u"FileDownloaded"_s}, {u"source"_s, u"203.0.113.9"_s}, {u"account"_s, u"yamada"_s},
                                   {u"bytesIn"_s, 12}}), QStringList());
    QVERIFY(run->details(0)[u"AuditData"].toString().contains(u"\"ClientIP\""));
    QVERIFY(run->events()[1].flags & EventDamaged);
    QVERIFY(!(run->events()[2].flags & EventDamaged));
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->text(run->warnings()[0].detail), u"{broken"_s);
    options.mapping.replace("AuditData.ClientIP", "Missing.ClientIP");
    options.format = u"csv"_s;
    QCOMPARE(runImporter(u"csv"_s, "CreationDate,Operation,AuditData\r\n", options)->result.error().detail, u"column Missing.ClientIP"_s);
}

/// The head and the end of Zeek's logs.
void TestCsvImporter::commentLines()
{
    LogOptions options;
    options.mapping = R"({"format":"csv","delimiter":"\t","header":0,"comments":["#"],"columns":{"#1":"time","#2":"source"},
        "time":{"pattern":"epoch"},"null":["-"]})";
    const auto run = runImporter(u"csv"_s, "#separator \\x09\n#fields\tts\t\"id.orig_h\n1794590024.123456\t10.1.7.23\n#close\t2026\n", options);
    QCOMPARE(run->warnings().size(), size_t(0));
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(differences(*run, 0, {{u"time"_s, u"2026-11-13T17:13:44.123456Z"_s}, {u"source"_s, u"10.1.7.23"_s}}), QStringList());
}

void TestCsvImporter::constantsGiveWay()
{
    LogOptions options;
    options.mapping = R"({"format":"csv","columns":{"t":"time","h":"host","a":"source","b":"source"},"constants":{"host":"PC-00","product":"x"}})";
    const auto run = runImporter(u"csv"_s, "t,h,a,b\n2026-11-13T17:13:44Z,PC-07,192.0.2.1,192.0.2.2\n2026-11-13T17:13:44Z,,,192.0.2.2\n", options);
    QCOMPARE(differences(*run, 0, {{u"host"_s, u"PC-07"_s}, {u"source"_s, u"192.0.2.1"_s},
                                   {u"details"_s, QJsonObject{{u"b"_s, u"192.0.2.2"_s}, {u"product"_s, u"x"_s}}}}), QStringList());
    QCOMPARE(differences(*run, 1, {{u"host"_s, u"PC-00"_s}, {u"source"_s, u"192.0.2.2"_s}}), QStringList());
}

/// Instants and digits of a clock on the wall are covered apart: which of them is earlier depends on the zone.
void TestCsvImporter::mixedTimesAreCoveredApart()
{
    LogOptions options;
    options.format = u"csv"_s;
    options.zone = u"Asia/Tokyo"_s;
    options.mapping = R"({"format": "csv", "name": "mixed", "columns": {"time": "time", "what": "action"}, "type": {"id": "test:row", "title": {"ja": "行", "en": "Row"}}})";
    const auto run = runImporter(u"csv"_s, "time,what\n2024-02-27T20:00:00Z,a\n2024-02-28 00:30:00,b\n2024-02-28 01:00:00,c\n", options);
    const auto &coverage = run->sink.batch().coverage;
    QCOMPARE(coverage.size(), size_t(2));
    QVERIFY(coverage[0].basis != TimeBasis::Local);
    QCOMPARE(coverage[0].records, 1);
    QCOMPARE(coverage[0].firstNs, coverage[0].lastNs);
    QCOMPARE(coverage[1].basis, TimeBasis::Local);
    QCOMPARE(coverage[1].records, 2);
    QCOMPARE(coverage[1].lastNs - coverage[1].firstNs, 1'800'000'000'000);
}

QTEST_GUILESS_MAIN(TestCsvImporter)
#include "tst_csvimporter.moc"
