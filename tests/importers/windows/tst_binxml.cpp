// SPDX-License-Identifier: Apache-2.0
#include "evtxwriter.h"
#include "importers/windows/binxml.h"
#include "importers/windows/evtxchunk.h"
#include "tests/shared/corpus.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <QtEndian>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// Spellings in which libevtx differs from the event viewer: zeros before hexadecimal digits, two more digits of times,
/// letters of GUIDs and hashes, exponents of floating point numbers; and line ends, which XML itself rewrites.
QString normalised(QString value)
{
    static const QRegularExpression zeros(u"^0x0*(?=[0-9a-f])"_s), nanoseconds(u"(\\.\\d{7})00(?=z$)"_s), blanks(u"\\s+"_s);
    value = value.toLower();
    value.replace(zeros, u"0x"_s);
    if (value.size() == 30)
        value.replace(nanoseconds, u"\\1"_s);
    static const QRegularExpression floating(u"^-?\\d+\\.\\d+(e[+-]\\d+)?$"_s);
    if (floating.match(value).hasMatch())
        return QString::number(value.toDouble());
    return value.replace(blanks, u" "_s).trimmed();
}

/// Leaves and attributes in document order: "Event/System/EventID=4624", "…/Data@Name=LogonType".
QStringList linesOf(const XmlTree &tree)
{
    QStringList lines, paths;
    for (const XmlElement &element : tree.elements) {
        const QString parent = element.parent < 0 ? QString() : paths[element.parent] + u'/';
        paths.push_back(parent + QString::fromUtf8(element.name));
        QStringList attributes;
        for (int i = 0; i < element.attributeCount; ++i) {
            const XmlAttribute &attribute = tree.attributes[size_t(element.firstAttribute + i)];
            const QString value = normalised(QString::fromUtf8(attribute.value));
            if (attribute.name != "xmlns" && !value.isEmpty())
                attributes.push_back(paths.back() + u'@' + QString::fromUtf8(attribute.name) + u'=' + value);
        }
        attributes.sort();
        lines += attributes;
        const QString text = normalised(QString::fromUtf8(element.text));
        if (!text.isEmpty())
            lines.push_back(paths.back() + u'=' + text);
    }
    return lines;
}

QStringList linesOf(const QString &xml)
{
    QStringList lines, path;
    QString text;
    QXmlStreamReader reader(xml);
    reader.setNamespaceProcessing(false);
    const auto endText = [&lines, &path, &text] {
        const QString value = normalised(text);
        if (!value.isEmpty())
            lines.push_back(path.join(u'/') + u'=' + value);
        text.clear();
    };
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            endText();
            path.push_back(reader.qualifiedName().toString());
            QStringList attributes;
            for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                const QString value = normalised(attribute.value().toString());
                if (attribute.qualifiedName() != "xmlns"_L1 && !value.isEmpty())
                    attributes.push_back(path.join(u'/') + u'@' + attribute.qualifiedName().toString() + u'=' + value);
            }
            attributes.sort();
            lines += attributes;
            break;
        }
        case QXmlStreamReader::EndElement:
            endText();
            path.removeLast();
            break;
        case QXmlStreamReader::Characters:
            text += reader.text();
            break;
        default:
            break;
        }
    }
    return reader.hasError() ? QStringList() : lines;
}

/// All live records of a log as lines.
QList<QStringList> recordsOf(const QByteArray &bytes)
{
    QList<QStringList> records;
    for (qint64 at = kEvtxHeaderSize; at < bytes.size(); at += kEvtxChunkSize) {
        const auto chunk = QByteArrayView(bytes).sliced(at, std::min<qint64>(kEvtxChunkSize, bytes.size() - at));
        const EvtxChunkScan scan = scanEvtxChunk(chunk);
        BinXmlReader reader(chunk);
        for (const EvtxRecordPlace &place : scan.records) {
            if (place.recovered || place.torn)
                continue;
            XmlTree tree;
            reader.read(place.offset + kEvtxRecordHeaderSize, place.offset + place.size - 4, tree);
            records.push_back(linesOf(tree));
        }
    }
    return records;
}

/// What evtxexport writes for a log; a record that it cannot write ends the list.
QList<QStringList> exported(const QString &path)
{
    QProcess process;
    process.start(u"evtxexport"_s, {u"-f"_s, u"xml"_s, path});
    if (!process.waitForFinished(60'000))
        return {};
    static const QRegularExpression event(u"<Event[ >].*?</Event>"_s, QRegularExpression::DotMatchesEverythingOption);
    QList<QStringList> records;
    const QString text = QString::fromUtf8(process.readAllStandardOutput());
    for (auto match = event.globalMatch(text); match.hasNext();)
        records.push_back(linesOf(match.next().captured()));
    return records;
}

struct Comparison {
    int equal = 0;
    int notComparable = 0; ///< libevtx writes no well-formed XML (control characters, names)
    QStringList different;
};

void compare(const QString &path, Comparison &result)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QStringList> ours = recordsOf(file.readAll()), theirs = exported(path);
    for (qsizetype i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
        if (theirs[i].isEmpty()) {
            ++result.notComparable;
        } else if (ours[i] == theirs[i]) {
            ++result.equal;
        } else {
            QString difference = path + u" record "_s + QString::number(i);
            for (qsizetype k = 0; k < std::max(ours[i].size(), theirs[i].size()); ++k) {
                if (ours[i].value(k) != theirs[i].value(k)) {
                    difference += u"\n  ours   "_s + ours[i].value(k) + u"\n  theirs "_s + theirs[i].value(k);
                    break;
                }
            }
            result.different.push_back(difference);
        }
    }
}

} // namespace

/// The decoder against libevtx's, which is an implementation by other people.
class BinXmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsLibevtxOnTheSample();
    void equalsLibevtxOnTheCorpus();
    void boundsAmplification();
};

void BinXmlTest::equalsLibevtxOnTheSample()
{
    if (QStandardPaths::findExecutable(u"evtxexport"_s).isEmpty())
        QSKIP("no evtxexport");
    EvtxWriter writer;
    for (int i = 0; i < 300; ++i) { // several chunks
        SampleEvent event;
        event.id = quint16(4600 + i % 40);
        event.fileTime = 134'388'908'241'180'000 + quint64(i) * 10'000'000;
        event.data = {{u"TargetUserName"_s, u"髙﨑%1"_s.arg(i)}, {u"Text"_s, QString(i, u'x')}, {QString(), u"<&>\"'"_s}};
        writer.add(event);
    }
    QTemporaryDir folder;
    QFile file(folder.filePath(u"sample.evtx"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(writer.file());
    file.close();
    Comparison result;
    compare(file.fileName(), result);
    QVERIFY2(result.different.isEmpty(), qPrintable(result.different.join(u'\n')));
    QCOMPARE(result.equal, 300);
}

void BinXmlTest::equalsLibevtxOnTheCorpus()
{
    const QString corpus = corpusDir();
    if (corpus.isEmpty() || QStandardPaths::findExecutable(u"evtxexport"_s).isEmpty()) {
        corpusSummary(0, 1);
        QSKIP("no corpus");
    }
    Comparison result;
    int files = 0;
    for (QDirIterator it(corpus, {u"*.evtx"_s}, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        if (QFileInfo(path).size() < kEvtxHeaderSize)
            continue;
        compare(path, result);
        ++files;
    }
    QTemporaryDir folder; // large logs are stored compressed
    for (QDirIterator it(corpus, {u"*.evtx.xz"_s}, QDir::Files, QDirIterator::Subdirectories); it.hasNext(); ++files) {
        QProcess unpack;
        const QString path = folder.filePath(u"%1.evtx"_s.arg(files));
        unpack.setStandardOutputFile(path);
        unpack.start(u"xz"_s, {u"-dkc"_s, it.next()});
        QVERIFY(unpack.waitForFinished(60'000));
        compare(path, result);
    }
    qInfo("%d records equal, %d not comparable, %d different", result.equal, result.notComparable,
          int(result.different.size()));
    QVERIFY2(result.different.isEmpty(), qPrintable(result.different.mid(0, 10).join(u'\n')));
    QVERIFY(result.equal > 1000);
    corpusSummary(files, 0);
}

void BinXmlTest::boundsAmplification()
{
    // A fragment whose template refers to itself must end.
    QByteArray chunk(4096, '\0');
    const QByteArray instance = QByteArray::fromHex("0f010100" "0c01000000000e02000000000000" "00000000");
    chunk.replace(512, instance.size(), instance);
    qToLittleEndian<quint32>(1024, chunk.data() + 512 + 4 + 6);
    qToLittleEndian<quint32>(64, chunk.data() + 1024 + 20);
    const QByteArray body = QByteArray::fromHex("0c0100000000" "00040000" "00000000");
    chunk.replace(1024 + 24, body.size(), body);
    BinXmlReader reader(chunk);
    XmlTree tree;
    QVERIFY(!reader.read(512, 600, tree));
    QVERIFY(!reader.read(5000, 6000, tree));
    QVERIFY(!reader.read(512, 512, tree));
}

QTEST_GUILESS_MAIN(BinXmlTest)
#include "tst_binxml.moc"
