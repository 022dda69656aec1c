// SPDX-License-Identifier: Apache-2.0
#include "models/files/bodyfile.h"
#include "tests/evidence/filesystemsamples.h"
#include "tests/shared/corpus.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

/// The fields of a bodyfile line; names of evidence may hold "|", so they are counted from the end.
struct Line {
    QList<QByteArray> fields;

    explicit Line(const QByteArray &text)
    {
        QList<QByteArray> parts = text.split('|');
        while (parts.size() > 11) {
            parts[1] += '|' + parts[2];
            parts.removeAt(2);
        }
        fields = parts;
    }
    QByteArray text() const { return fields.join('|'); }
};

enum Field { Md5, Name, Inode, Mode, Uid, Gid, Size, Atime, Mtime, Ctime, Crtime };

/// What may differ from fls, and why. Applied to the lines of both sides.
struct Rule {
    const char *why;
    void (*apply)(Line &line, const QByteArray &fileSystem, bool hardLinked);
};

const Rule kRules[] = {
    {"NTFS has SIDs: the numbers that fls prints are quota fields or bytes behind a short $STANDARD_INFORMATION",
     [](Line &line, const QByteArray &fileSystem, bool) {
         if (fileSystem == "ntfs")
             line.fields[Uid] = line.fields[Gid] = "0";
     }},
    {"the number of the $FILE_NAME attribute is not kept",
     [](Line &line, const QByteArray &, bool) {
         if (line.fields[Name].contains(" ($FILE_NAME)"))
             line.fields[Inode] = line.fields[Inode].left(line.fields[Inode].indexOf("-48") + 3);
     }},
    {"TSK prints times and size of one of its $FILE_NAME attributes for every name of a hard link",
     [](Line &line, const QByteArray &, bool hardLinked) {
         for (int field = Size; field <= Crtime && hardLinked && line.fields[Name].contains(" ($FILE_NAME)"); ++field)
             line.fields[field] = "0";
     }},
    {"ext2 and ext3 keep a time of creation in their large inodes, which TSK reads in ext4 alone",
     [](Line &line, const QByteArray &fileSystem, bool) {
         if (fileSystem == "ext2" || fileSystem == "ext3")
             line.fields[Crtime] = "0";
     }},
    {"TSK prints an NTFS time that is not set (FILETIME 0) as 2076-11-29 08:54:34",
     [](Line &line, const QByteArray &fileSystem, bool) {
         for (int field = Atime; field <= Crtime && fileSystem == "ntfs"; ++field) {
             if (line.fields[field] == "3373865674")
                 line.fields[field] = "0";
         }
     }},
    {"exFAT and ISO 9660 store the UTC offset of each time in quarters of an hour, which TSK does not apply",
     [](Line &line, const QByteArray &fileSystem, bool) {
         for (int field = Atime; field <= Crtime && (fileSystem == "exfat" || fileSystem == "iso9660"); ++field)
             line.fields[field] = QByteArray::number(line.fields[field].toLongLong() % 900);
     }},
    {"TSK drops the second that a creation increment of 100 adds",
     [](Line &line, const QByteArray &fileSystem, bool) {
         for (int field = Atime; field <= Crtime && (fileSystem.startsWith("fat") || fileSystem == "exfat"); ++field)
             line.fields[field] = QByteArray::number(line.fields[field].toLongLong() / 2);
     }},
    {"TSK keeps the lower 32 bits of the seconds of ext4 and NTFS times",
     [](Line &line, const QByteArray &, bool) {
         for (int field = Atime; field <= Crtime; ++field)
             line.fields[field] = QByteArray::number(quint32(line.fields[field].toLongLong()));
     }},
};

/// Lines that one side alone has, and why.
struct Apart {
    const char *why;
    const char *image; ///< Its name ends so; empty: all
    const char *name;  ///< What is in the path
};

const Apart kApart[] = {
    {"TSK takes exFAT's label record, which is live, for an orphan", "", "/$OrphanFiles/$EMPTY_VOLUME_LABEL"},
    {"an entry behind the end mark of its directory is a deleted one; TSK lists it as live", "fat32_loop.raw", "/test_dir/n40/4/T1"},
    {"where the root directory is not in the image, TSK lists nothing, and not the tables either", "_bs.bin", "/$"},
    {"where the root directory is not in the image, TSK lists nothing, and not the tables either", "_bs_dirty.bin", "/$"},
    {"where the root directory is not in the image, TSK lists nothing, and not the tables either", "_edge.bin", "/$"},
    {"fls does not enter a folder whose name has 255 characters", "exfat_lin_part.raw", "/testtesttesttesttest"},
    {"TSK refuses a FAT32 of few clusters", "fat32_small.raw", "/"},
};

bool isApart(const QByteArray &line, const QString &image)
{
    return std::any_of(std::begin(kApart), std::end(kApart), [&](const Apart &apart) {
        return image.endsWith(QString::fromLatin1(apart.image)) && line.split('|').value(Name).contains(apart.name);
    });
}

QList<QByteArray> comparable(const QByteArray &body, const QByteArray &fileSystem)
{
    const auto isFileName = [](const Line &line) { return line.fields[Name].contains(" ($FILE_NAME)"); };
    const auto record = [](const Line &line) { return line.fields[Inode].left(line.fields[Inode].indexOf('-')); };
    std::vector<Line> parsed;
    QHash<QByteArray, int> names; // of an MFT record
    for (const QByteArray &text : body.split('\n')) {
        Line line(text);
        if (line.fields.size() != 11)
            continue;
        if (isFileName(line))
            ++names[record(line)];
        parsed.push_back(std::move(line));
    }
    QList<QByteArray> lines;
    for (Line &line : parsed) {
        const bool hardLinked = isFileName(line) && names.value(record(line)) > 1;
        for (const Rule &rule : kRules)
            rule.apply(line, fileSystem, hardLinked);
        lines.append(line.text());
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

QByteArray ourBody(const RecordingSink &constSink, quint32 volume, bool ntfs)
{
    auto &sink = const_cast<RecordingSink &>(constSink);
    QByteArray body;
    for (const FileRecord &file : sink.batch().files) {
        if (file.volume != volume || file.parentId == 0)
            continue;
        // fls has no lines for resource forks and extended attributes.
        if (file.kind == FileKind::Stream && !ntfs)
            continue;
        BodyfileRow row;
        row.path = sink.text(file.directory) + sink.text(file.name);
        row.linkTarget = sink.text(file.linkTarget);
        row.inodeText = sink.text(file.inodeText);
        row.owner = sink.text(file.owner);
        row.group = sink.text(file.group);
        row.size = file.size;
        row.mode = file.mode;
        row.flags = file.flags;
        row.nameKind = file.nameKind;
        row.kind = file.kind;
        std::copy(std::begin(file.times), std::end(file.times), row.times);
        std::copy(std::begin(file.fnTimes), std::end(file.fnTimes), row.fnTimes);
        body += bodyfileLines(row);
    }
    return body;
}

} // namespace

class TestFileSystemFls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsFls_data();
    void sameAsFls();
    void cleanupTestCase() { corpusSummary(m_run, m_skipped); }

private:
    QStringList prepared(const QString &path);

    QTemporaryDir m_scratch;
    int m_run = 0;
    int m_skipped = 0;
};

/// The image itself, or its unpacked copy; all segments of a set.
QStringList TestFileSystemFls::prepared(const QString &path)
{
    const QFileInfo info(path);
    QString plain = path;
    if (info.suffix() == u"xz" || info.suffix() == u"gz") {
        plain = m_scratch.filePath(info.completeBaseName());
        QProcess process;
        process.setStandardOutputFile(plain);
        process.start(info.suffix() == u"xz" ? u"xz"_s : u"gzip"_s, {u"-dc"_s, path});
        process.waitForFinished(120000);
        // A set is only whole with its other segments.
        if (plain.endsWith(u".E01")) {
            const QString second = path.chopped(4 + 2) + u"02.xz"_s;
            if (QFile::exists(second))
                return {plain, prepared(second).constFirst()};
        }
    }
    return {plain};
}

void TestFileSystemFls::sameAsFls_data()
{
    QTest::addColumn<QString>("path");
    // Made here, so that a clone alone compares something.
    const QString scratch = m_scratch.path();
    const std::vector<SampleFile> samples = sampleFiles();
    const QString ext = scratch + u"/made.ext4"_s, ntfs = scratch + u"/made.ntfs"_s;
    QVERIFY(makeExt(ext, scratch, samples));
    QTest::newRow("made: ext4") << ext;
    for (const int bits : {12, 16, 32}) {
        const QString fat = scratch + u"/made.fat%1"_s.arg(bits);
        QVERIFY(makeFat(fat, scratch, samples, bits));
        QTest::addRow("made: fat%d", bits) << fat;
    }
    const QString ext3 = scratch + u"/made.ext3"_s, iso = scratch + u"/made.iso"_s, root = scratch + u"/plain-root"_s;
    QVERIFY(writeSample(root, samples, false) && makeEmpty(ext3, 16 << 20));
    QVERIFY(runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext3"_s, u"-d"_s, root, ext3}));
    QTest::newRow("made: ext3") << ext3;
    QVERIFY(runTool(u"genisoimage"_s, {u"-quiet"_s, u"-J"_s, u"-joliet-long"_s, u"-o"_s, iso, root}));
    QTest::newRow("made: iso9660") << iso;
    const auto link = [](const QString &mount) {
        return ::link(QFile::encodeName(mount + u"/big.bin"_s).constData(),
                      QFile::encodeName(mount + u"/many/another name"_s).constData()) == 0;
    };
    if (makeNtfs(ntfs, scratch, samples, link))
        QTest::newRow("made: ntfs") << ntfs;

    QStringList folders = qEnvironmentVariable("ASHIATO_MORE_EVIDENCE").split(u':', Qt::SkipEmptyParts);
    const QString corpus = corpusDir();
    if (corpus.isEmpty()) {
        ++m_skipped;
    } else {
        folders += corpus + u"/../cases"_s;
        for (const char *name :
             {"dfvfs", "sleuthkit", "sleuthkit_test_data", "dfir_ntfs", "grr", "go-ext4", "velociraptor", "plaso"})
            folders += corpus + u'/' + QString::fromLatin1(name);
    }
    static const QRegularExpression image(
        u"\\.(E01|001|dd|raw|img|iso|ntfs|fat|ext2|ext3|ext4|hfs|dmg|bin)(\\.gz|\\.xz)?$"_s);
    for (const QString &folder : folders) {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (image.match(path).hasMatch() && files.fileInfo().size() > 0)
                QTest::newRow(qPrintable(QDir(corpus).relativeFilePath(path))) << path;
        }
    }
}

void TestFileSystemFls::sameAsFls()
{
    QFETCH(QString, path);
    const QStringList segments = prepared(path);
    OpenedImage image(segments);
    if (!image.reader) {
        QVERIFY2(toolOutput(u"fsstat"_s, segments).isNull(), "TSK opens it");
        ++m_skipped;
        return;
    }
    FileSystemWalker walker(*image.reader);
    RecordingSink sink;
    QVERIFY(walkAll(walker, sink).ok());

    bool compared = false;
    for (const VolumeRecord &volume : sink.batch().volumes) {
        const QByteArray fileSystem = sink.text(volume.fileSystem).toUtf8();
        if (fileSystem.isEmpty())
            continue;
        QStringList arguments{u"-r"_s, u"-p"_s,
                              u"-m"_s, sink.text(volume.prefix) + u'/',
                              u"-o"_s, QString::number(volume.offset / image.reader->sectorSize())};
        if (fileSystem == "apfs") { // fls wants the block of the volume in its container
            static const QRegularExpression number(u"APSB Block Number: (\\d+)"_s);
            const QString pool = QString::fromUtf8(toolOutput(u"pstat"_s, segments));
            auto match = number.globalMatch(pool);
            for (quint32 i = 1; i < volume.id && match.hasNext(); ++i)
                match.next();
            QVERIFY(match.hasNext());
            arguments += {u"-P"_s, u"apfs"_s, u"-B"_s, match.next().captured(1)};
        }
        const QByteArray theirs = toolOutput(u"fls"_s, arguments + segments);
        const QList<QByteArray> expected = comparable(theirs, fileSystem);
        const QList<QByteArray> found = comparable(ourBody(sink, volume.id, fileSystem == "ntfs"), fileSystem);
        QList<QByteArray> missing, more;
        std::set_difference(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(missing));
        std::set_difference(found.begin(), found.end(), expected.begin(), expected.end(), std::back_inserter(more));
        const auto apart = [&](const QByteArray &line) { return isApart(line, segments.constFirst()); };
        missing.removeIf(apart);
        more.removeIf(apart);
        for (const QByteArray &line : missing.mid(0, 10))
            qInfo("fls only:  %s", line.constData());
        for (const QByteArray &line : more.mid(0, 10))
            qInfo("ours only: %s", line.constData());
        QCOMPARE(more.size(), 0);
        QCOMPARE(missing.size(), 0);
        compared = true;
    }
    if (!compared) // then TSK has none either
        QVERIFY2(toolOutput(u"fls"_s, segments).isNull(), "fls lists it");
    if (!path.startsWith(m_scratch.path()))
        ++(compared ? m_run : m_skipped);
}

QTEST_GUILESS_MAIN(TestFileSystemFls)
#include "tst_filesystemfls.moc"
