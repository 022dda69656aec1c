// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linereader.h"
#include "importers/logs/textdecoder.h"
#include "logtesting.h"

#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

class TestTextDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void allBytesStayVisible();
    void detectsByLine();
    void lateJapanese();
    void secondByteDoesNotSplit();
    void gaijiAndNeighbours();
    void utf16Log();
    void longAndOddLines();
    void warningsAreBounded();
    void bordersOfReads();
};

void TestTextDecoder::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("escaped");
    const QString cp932 = u"CP932"_s, euc = u"EUC-JP"_s, jis = u"ISO-2022-JP"_s, utf8 = u"UTF-8"_s;
    QTest::newRow("NEC and IBM extensions") << QByteArray("\x87\x40\xFB\xFC\xFA\xB1\x87\x8A") << cp932 << u"①髙﨑㈱"_s << 0;
    QTest::newRow("two codes, one character") << QByteArray("\xFB\xFC\xEE\xE0") << cp932 << u"髙髙"_s << 0;
    QTest::newRow("because, thrice") << QByteArray("\x81\xE6\x87\x9A\xFA\x5B") << cp932 << u"∵∵∵"_s << 0;
    QTest::newRow("not sign, thrice") << QByteArray("\x81\xCA\xEE\xF9\xFA\x54") << cp932 << u"￢￢￢"_s << 0;
    QTest::newRow("wave dash as Windows has it") << QByteArray("\x81\x60\x81\x7C\x81\x61") << cp932 << u"\uFF5E\uFF0D\u2225"_s << 0;
    QTest::newRow("second byte 5C, 7C, 5B") << QByteArray("\x95\x5C\x83\x5C\x94\x5C\x83\x7C\x81\x5B") << cp932 << u"表ソ能ポー"_s << 0;
    QTest::newRow("half kana") << QByteArray("\xC3\xDE\xB0\xC0") << cp932 << u"ﾃﾞｰﾀ"_s << 0;
    QTest::newRow("backslash and tilde") << QByteArray("\\~") << cp932 << u"\\~"_s << 0;
    QTest::newRow("user-defined") << QByteArray("A\xF0\x40" "B") << cp932 << u"A〔外字 F040〕B"_s << 0;
    QTest::newRow("no CP932") << QByteArray("A\x80" "B\xFD") << cp932 << u"A\\x80B\\xFD"_s << 2;
    QTest::newRow("cut character") << QByteArray("A\x95") << cp932 << u"A\\x95"_s << 1;
    QTest::newRow("EUC row 13") << QByteArray("\xAD\xA1") << euc << u"①"_s << 0;
    QTest::newRow("EUC half kana") << QByteArray("\x8E\xC3\x8E\xDE") << euc << u"ﾃﾞ"_s << 0;
    QTest::newRow("EUC code set 3") << QByteArray("\x8F\xB0\xA1") << euc << u"丂"_s << 0;
    QTest::newRow("EUC not assigned") << QByteArray("\x8F\xF4\xD4" "A") << euc << u"\\x8F\\xF4\\xD4A"_s << 3;
    QTest::newRow("JIS") << QByteArray("\x1B$B7PM}\x1B(BA") << jis << u"経理A"_s << 0;
    QTest::newRow("JIS half kana") << QByteArray("\x1B(IC^\x1B(B") << jis << u"ﾃﾞ"_s << 0;
    QTest::newRow("JIS cut escape") << QByteArray("A\x1B$") << jis << u"A\\x1B$"_s << 1;
    QTest::newRow("UTF-8 overlong") << QByteArray("\xC0\xAF") << utf8 << u"\\xC0\\xAF"_s << 2;
    QTest::newRow("UTF-8 surrogate") << QByteArray("\xED\xA0\x80") << utf8 << u"\\xED\\xA0\\x80"_s << 3;
    QTest::newRow("UTF-8 non-BMP") << QByteArray("\xF0\xA0\xAE\xB7") << utf8 << u"𠮷"_s << 0;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << utf8 << u"a\\x00b"_s << 1;
    QTest::newRow("UTF-16 lone surrogate") << QByteArray("\x00\xD8\x41\x00", 4) << u"UTF-16LE"_s << u"\\x00\\xD8A"_s << 2;
}

void TestTextDecoder::decodes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, encoding);
    QFETCH(QString, text);
    QFETCH(int, escaped);
    std::string out;
    QCOMPARE(int(appendDecoded(bytes, encodingFromName(encoding), out)), escaped);
    QCOMPARE(QString::fromStdString(out), text);
}

void TestTextDecoder::allBytesStayVisible()
{
    // No pair of bytes may vanish or give invalid UTF-8, whatever the encoding.
    for (const auto encoding : {TextEncoding::Utf8, TextEncoding::Cp932, TextEncoding::EucJp, TextEncoding::Iso2022Jp}) {
        for (int pair = 0; pair < 0x10000; ++pair) {
            const char bytes[2] = {char(pair >> 8), char(pair)};
            std::string out;
            appendDecoded(QByteArrayView(bytes, 2), encoding, out);
            QVERIFY(!out.empty());
            QVERIFY(QUtf8StringView(out.data(), qsizetype(out.size())).isValidUtf8());
        }
    }
}

void TestTextDecoder::detectsByLine()
{
    LineDecoder decoder;
    qsizetype escaped = 0;
    const auto text = [&](const QByteArray &raw) { return QString::fromUtf8(decoder.decode(raw, raw, escaped)); };
    QCOMPARE(text("plain"), u"plain"_s);
    QCOMPARE(decoder.met(), u"ASCII"_s);
    QCOMPARE(text("\x8C\x6F\x97\x9D\x95\x94\x82\xCC\x83\x74\x83\x40\x83\x43\x83\x8B"), u"経理部のファイル"_s);
    QVERIFY(decoder.guessed());
    QCOMPARE(text("\xE7\xB5\x8C\xE7\x90\x86"), u"経理"_s); // the log went over to UTF-8
    QCOMPARE(text("\x8C\x6F\x97\x9D"), u"経理"_s);
    QCOMPARE(text("\x1B$B7PM}\x1B(B"), u"経理"_s);
    QCOMPARE(escaped, 0);
    QCOMPARE(decoder.met(), u"UTF-8 + CP932 + ISO-2022-JP"_s);
    // A broken line of UTF-8 is not taken for CP932.
    QCOMPARE(text("\xE7\xB5\x8C\xE7\x90\x86\xE7\xB5"), u"経理\\xE7\\xB5"_s);
    QCOMPARE(escaped, 2);

    LineDecoder euc;
    const QByteArray eucLine = "\xB7\xD0\xCD\xFD\xC9\xF4\xA4\xCE\xA5\xD5\xA5\xA1\xA5\xA4\xA5\xEB";
    QCOMPARE(QString::fromUtf8(euc.decode(eucLine, eucLine, escaped)), u"経理部のファイル"_s);
    QCOMPARE(euc.met(), u"EUC-JP"_s);

    LineDecoder twoBytes; // é or ﾃｩ: read as UTF-8, and said to be a guess
    QCOMPARE(QString::fromUtf8(twoBytes.decode("\xC3\xA9", "\xC3\xA9", escaped)), u"é"_s);
    QVERIFY(twoBytes.guessed());

    LineDecoder chosen(TextEncoding::Cp932);
    QCOMPARE(QString::fromUtf8(chosen.decode("\xC3\xA9", "\xC3\xA9", escaped)), u"ﾃｩ"_s);
    QVERIFY(!chosen.guessed());
}

namespace
{
QByteArray squidLine(const QByteArray &user)
{
    return "1794590024.871 187 10.1.7.23 TCP_MISS/200 482 GET http://a.example/ " + user + " HIER_DIRECT/203.0.113.5 text/html\n";
}
} // namespace

void TestTextDecoder::lateJapanese()
{
    QByteArray bytes = squidLine("yamada").repeated(100'000); // 10 MiB of ASCII first
    bytes += squidLine("\x8C\x6F\x97\x9D\x95\x94\x82\xCC\x90\x6C");
    const auto run = runImporter(u"squid"_s, bytes);
    QVERIFY(run->result.ok());
    QCOMPARE(run->text(run->events().back().account), u"経理部の人"_s);
    QCOMPARE(run->text(run->sink.batch().coverage[0].encoding), u"CP932?"_s);
    QCOMPARE(run->warnings().size(), size_t(0));
}

void TestTextDecoder::secondByteDoesNotSplit()
{
    // C:\経理\表示ソ能.xlsx: three of its characters end with the byte of a backslash; ー with that of a bracket.
    const QByteArray path = "C:\\\x8C\x6F\x97\x9D\\\x95\x5C\x8E\xA6\x83\x5C\x94\x5C\x81\x5B.xlsx";
    LogOptions options;
    options.encoding = u"cp932"_s;
    options.mapping = R"({"columns": {"t": "time", "p": "path"}})";
    const auto run = runImporter(u"csv"_s, "t,p,x\n2026-11-14T00:00:00Z,\"" + path + "\",\x83\x7C\n", options);
    QCOMPARE(run->events().size(), size_t(1));
    QCOMPARE(run->text(run->events()[0].namedPath), u"C:\\経理\\表示ソ能ー.xlsx"_s);
    QCOMPARE(run->details(0)[u"x"].toString(), u"ポ"_s);
}

void TestTextDecoder::gaijiAndNeighbours()
{
    LogOptions options;
    options.encoding = u"CP932"_s;
    const QByteArray first = squidLine("\x8C\x6F\xF0\x40"), second = squidLine("\x80\xFD"), third = squidLine("\x97\x9D");
    const auto run = runImporter(u"squid"_s, first + second + third, options);
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->text(run->events()[0].account), u"経〔外字 F040〕"_s);
    QCOMPARE(run->text(run->events()[1].account), u"\\x80\\xFD"_s);
    QVERIFY(run->events()[1].flags & EventDamaged);
    QCOMPARE(run->text(run->events()[2].account), u"理"_s);
    QCOMPARE(run->warnings().size(), size_t(1));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::Encoding));
    QCOMPARE(run->warnings()[0].offset, first.size());
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1);
}

void TestTextDecoder::utf16Log()
{
    const QString text = QString::fromUtf8(squidLine("経理") + squidLine("\xE4\xB8\x8A" /* 上, U+4E0A: holds a line feed's byte */)).repeated(8000);
    for (const bool bigEndian : {false, true}) {
        QByteArray bytes = bigEndian ? "\xFE\xFF" : "\xFF\xFE";
        for (const QChar c : text) {
            const char low = char(c.unicode()), high = char(c.unicode() >> 8);
            bytes += bigEndian ? high : low;
            bytes += bigEndian ? low : high;
        }
        for (const qint64 cap : {qint64(1) << 30, qint64(5001)}) { // 5001: borders within units
            LogOptions options;
            options.readCap = cap;
            const auto run = runImporter(u"squid"_s, bytes, options);
            QVERIFY(run->result.ok());
            QCOMPARE(run->events().size(), size_t(16'000));
            QCOMPARE(run->text(run->events()[0].account), u"経理"_s);
            QCOMPARE(run->text(run->events()[15'999].account), u"上"_s);
            QCOMPARE(run->warnings().size(), size_t(0));
            QCOMPARE(run->events()[1].offset, 2 + 2 * (text.indexOf(u'\n') + 1));
        }
    }
}

void TestTextDecoder::longAndOddLines()
{
    const QByteArray line = squidLine("a");
    QByteArray bytes = line;
    const qint64 longAt = bytes.size();
    bytes += QByteArray(3 << 20, 'x') + '\n';
    bytes += line.chopped(1) + "\r\n\r\n\n";
    const qint64 zerosAt = bytes.size();
    bytes += QByteArray(5000, '\0') + '\n';
    bytes += line;
    const qint64 cutAt = bytes.size();
    bytes += line.first(40);
    const auto run = runImporter(u"squid"_s, bytes);
    QVERIFY(run->result.ok());
    QCOMPARE(run->events().size(), size_t(3));
    QCOMPARE(run->warnings().size(), size_t(3));
    QCOMPARE(run->warnings()[0].code, quint16(ErrorCode::LimitExceeded));
    QCOMPARE(run->warnings()[0].offset, longAt);
    QCOMPARE(run->warnings()[0].length, (3 << 20) + 1);
    QCOMPARE(run->warnings()[1].offset, zerosAt);
    QCOMPARE(run->warnings()[2].code, quint16(ErrorCode::Truncated));
    QCOMPARE(run->warnings()[2].offset, cutAt);
    const CoverageRecord &coverage = run->sink.batch().coverage[0];
    QCOMPARE(coverage.records, 3);
    QCOMPARE(coverage.damaged, 3);
    QCOMPARE(coverage.bytes, bytes.size());
}

void TestTextDecoder::warningsAreBounded()
{
    const auto run = runImporter(u"squid"_s, squidLine("a").repeated(60) + QByteArray("not a line\n").repeated(1000));
    QVERIFY(run->result.ok());
    QCOMPARE(run->warnings().size(), size_t(101));
    QCOMPARE(run->warnings().back().count, 900);
    qint64 sum = 0;
    for (const WarningRecord &warning : run->warnings())
        sum += warning.count;
    QCOMPARE(sum, 1000);
    QCOMPARE(run->sink.batch().coverage[0].damaged, 1000);
}

void TestTextDecoder::bordersOfReads()
{
    const QByteArray bytes = squidLine("a") + squidLine("\xE7\xB5\x8C\xE7\x90\x86").chopped(1) + "\r\n" + squidLine("b").chopped(1);
    const auto whole = runImporter(u"squid"_s, bytes);
    QCOMPARE(whole->events().size(), size_t(3));
    for (const qint64 cap : {1, 2, 3, 7, 100}) {
        LogOptions options;
        options.format = u"squid"_s;
        options.readCap = cap;
        const auto run = runImporter(u"squid"_s, bytes, options);
        QCOMPARE(eventLines(*run), eventLines(*whole));
    }
}

QTEST_GUILESS_MAIN(TestTextDecoder)
#include "tst_textdecoder.moc"
