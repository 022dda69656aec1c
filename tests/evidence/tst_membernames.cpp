// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/japanesetext.h"
#include "importers/evidence/membernames.h"
#include "tests/evidence/archivesamples.h"
#include "tests/evidence/foreignarchives.h"

#include <QTest>

#include <clocale>

using namespace ashiato;

/// Names of which nothing says what they are written in are neither Japanese nor western by the first that decodes.
class TestMemberNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void western_data();
    void western();
    void japanese_data();
    void japanese();
    void writerOnUnix();
    void zipDeclared();
    void zipChosen();
};

void TestMemberNames::initTestCase()
{
    setlocale(LC_ALL, "C");
    warmUpEvidenceLibraries();
}

namespace
{

QStringList decodedAll(const QList<QByteArray> &stored, const QString &encoding = {}, bool dos = true)
{
    MemberNames names(encoding);
    for (const QByteArray &name : stored)
        names.weigh(name);
    QStringList all;
    bool damaged = false;
    for (const QByteArray &name : stored)
        all += QString::fromUtf8(names.decoded(name, dos, &damaged));
    return all;
}

} // namespace

void TestMemberNames::western_data()
{
    QTest::addColumn<QList<QByteArray>>("stored");
    QTest::addColumn<QList<QByteArray>>("names");
    const auto row = [](const char *tag, const QList<QByteArray> &stored, const QList<QByteArray> &names) { QTest::newRow(tag) << stored << names; };
    row("French", {"r\x82sum\x82.txt", "Fran\x87" "ais.doc", "No\x89l.txt"}, {"résumé.txt", "Français.doc", "Noël.txt"});
    row("resume", {"r\x82sum\x82"}, {"résumé"});
    row("a chateau alone", {"ch\x83teau.jpg"}, {"château.jpg"});
    row("German", {"M\x81ller.txt", "\x9a" "bersicht.xls", "Stra\xe1" "e.doc", "Gr\x94\xe1" "e.txt"}, {"Müller.txt", "Übersicht.xls", "Straße.doc", "Größe.txt"});
    row("Müller alone", {"M\x81ller.txt"}, {"Müller.txt"});
    row("Spanish", {"Espa\xa4" "a.txt", "canci\xa2n.mp3", "a\xa4o.txt"}, {"España.txt", "canción.mp3", "año.txt"});
    row("año alone", {"a\xa4o.txt"}, {"año.txt"});
    row("frames", {"\xc9\xcd\xcd\xcd\xcd\xbb.txt"}, {"╔════╗.txt"});
    row("shades", {"\xb0\xb0\xb1\xb1\xb2\xb2\xdb\xdb.nfo"}, {"░░▒▒▓▓██.nfo"});
    row("Swedish", {"sm\x94rg\x86sbord.txt", "h\x84r.txt"}, {"smörgåsbord.txt", "här.txt"});
}

void TestMemberNames::western()
{
    QFETCH(QList<QByteArray>, stored);
    QFETCH(QList<QByteArray>, names);
    QStringList wanted;
    for (const QByteArray &name : names)
        wanted += QString::fromUtf8(name);
    QCOMPARE(decodedAll(stored), wanted);
}

void TestMemberNames::japanese_data()
{
    QTest::addColumn<QString>("names");
    for (const char *name : {"請求書.xlsx", "経理/表示ソ能.xlsx", "ソ.txt", "①.txt", "髙﨑①.txt", "第1回.pdf", "A社とB社.docx", "ﾊﾝｶｸ.txt",
                             "ﾃﾞｰﾀ.csv", "表.txt", "議事録(2024年4月).docx", "スクリーンショット.png", "新しいフォルダー/メモ.txt", "株式会社ABC.txt",
                             "x社y.txt", "十.txt", "日報0401", "Readme日本語.txt", "ｱｲｳｴｵ.txt"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestMemberNames::japanese()
{
    QFETCH(QString, names);
    const auto cp932 = encodeCp932(names);
    QVERIFY(cp932);
    QCOMPARE(decodedAll({*cp932}), QStringList({names}));
}

/// Where the bytes are no code page of DOS and the writer none of its programs, they are shown as they are.
void TestMemberNames::writerOnUnix()
{
    QCOMPARE(decodedAll({"r\xe9sum\xe9.txt"}, {}, false), QStringList({QStringLiteral("r\\xE9sum\\xE9.txt")}));
    auto source = openBytes(zipOf({{"r\xe9sum\xe9.txt", "x", 0, 8, 3}}), QStringLiteral("t.zip"));
    Tree tree(*source);
    QVERIFY(tree.find(QStringLiteral("/t.zip/r\\xE9sum\\xE9.txt")));
}

void TestMemberNames::zipDeclared()
{
    // The flag, the Unicode path and the code page beside each other; a Unicode path of an older name is none.
    const QByteArray stored = "r\x82sum\x82.txt";
    const auto path = [](const QByteArray &of, const QByteArray &utf8) {
        return "up" + little(quint16(5 + utf8.size())) + '\1' + little(crcOf(of)) + utf8;
    };
    auto source = openBytes(zipOf({{stored, "1"}, {"\xfc" "ber.txt", "2", 0, 8, 0, path("\xfc" "ber.txt", "über.txt")},
                                   {"経理.txt", "3", 1 << 11}, {"\x81" "x.txt", "4", 0, 8, 0, path("older", "wrong.txt")}}),
                            QStringLiteral("t.zip"));
    Tree tree(*source);
    for (const char *name : {"résumé.txt", "über.txt", "経理.txt", "üx.txt"})
        QVERIFY2(tree.find(QStringLiteral("/t.zip/") + QString::fromUtf8(name)), qPrintable(tree.paths().join(u' ')));
}

void TestMemberNames::zipChosen()
{
    const auto opened = [](const QByteArray &zip, const char *encoding) {
        OpenFiles files(zip, QStringLiteral("t.zip"));
        OpenRequest request;
        request.name = QStringLiteral("t.zip");
        request.segmentNames = {request.name};
        request.encoding = QString::fromLatin1(encoding);
        auto source = openEvidence(request, {::dup(files.descriptors[0])});
        return Tree(**source).paths();
    };
    const QByteArray name = "\x8e\xe2\xe7\xa5\xe2.txt"; // Отчет in CP866
    QVERIFY(opened(zipOf({{name, "x"}}), "CP866").contains(QStringLiteral("/t.zip/Отчет.txt")));
    QVERIFY(opened(zipOf({{"\xc3\xc9\xcd.txt", "x"}}), "CP437").contains(QStringLiteral("/t.zip/├╔═.txt")));
    QVERIFY(opened(zipOf({{"\xc3\xc9\xcd.txt", "x"}}), "CP932").contains(QStringLiteral("/t.zip/ﾃﾉﾍ.txt")));
    QVERIFY(opened(zipOf({{"\xe9t\xe9.txt", "x"}, {"経理.txt", "y", 1 << 11}}), "windows-1252").contains(QStringLiteral("/t.zip/été.txt")));
    QVERIFY(opened(zipOf({{"経理.txt", "y", 1 << 11}}), "windows-1252").contains(QStringLiteral("/t.zip/経理.txt")));
    QVERIFY(opened(zipOf({{name, "x"}}), "no-such-encoding").size() == 2);
}

QTEST_GUILESS_MAIN(TestMemberNames)
#include "tst_membernames.moc"
