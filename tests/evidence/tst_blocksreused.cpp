// SPDX-License-Identifier: Apache-2.0
// A deleted file names blocks that another file may have by now: what stands in them is not told as its own without a word.
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kTime = qint64(1'700'000'000) * 1'000'000'000;

} // namespace

class TestBlocksReused : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ext();
    void ntfs();

private:
    QTemporaryDir m_scratch;
};

void TestBlocksReused::ext()
{
    const QString folder = m_scratch.filePath(u"ext"_s), image = m_scratch.filePath(u"ext2.img"_s);
    const std::vector<SampleFile> files{{u"/free"_s, QByteArray(9000, 'f'), kTime, false, false},
                                        {u"/reused"_s, QByteArray(9000, 'r'), kTime, false, false},
                                        {u"/kept"_s, QByteArray(9000, 'k'), kTime, false, false}};
    QVERIFY(writeSample(folder, files, false));
    QVERIFY(makeEmpty(image, 4 << 20));
    QVERIFY(runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext2"_s, u"-b"_s, u"1024"_s, u"-d"_s, folder, image}));
    const auto ask = [&](const QString &request) {
        return toolOutput(toolPath(u"debugfs"_s), {u"-w"_s, u"-R"_s, request, image}).simplified();
    };
    const QByteArray block = ask(u"blocks /reused"_s).split(' ').value(4);
    const auto inode = [&](const QString &path) { return ask(u"stat "_s + path).mid(7).split(' ').front().toULongLong(); };
    const quint64 freeInode = inode(u"/free"_s), reusedInode = inode(u"/reused"_s), keptInode = inode(u"/kept"_s);
    QVERIFY(block.toInt() > 0 && freeInode > 10 && reusedInode > 10);
    ask(u"rm /free"_s);
    ask(u"rm /reused"_s);
    ask(u"setb "_s + QString::fromLatin1(block)); // one in the middle is another file's
    Walked walked(image);
    QVERIFY(walked.good);
    QHash<quint64, quint32> flags;
    for (const FileRecord &row : walked.rows) {
        if (row.kind == FileKind::File)
            flags[row.inode] |= row.flags;
    }
    QVERIFY(flags.value(freeInode) & FileMetaDeleted);
    QVERIFY(!(flags.value(freeInode) & FileBlocksReused));
    QVERIFY(flags.value(reusedInode) & FileMetaDeleted);
    QVERIFY(flags.value(reusedInode) & FileBlocksReused);
    QCOMPARE(flags.value(keptInode), 0u);
}

/// An entry that says that it is free, while the bitmap says that its clusters are in use; and one that lost both.
void TestBlocksReused::ntfs()
{
    const QString image = m_scratch.filePath(u"ntfs.img"_s);
    const std::vector<SampleFile> files{{u"/victim.bin"_s, QByteArray(20'000, 'v'), kTime, false, false},
                                        {u"/small.bin"_s, QByteArray(100, 's'), kTime, false, false},
                                        {u"/kept.bin"_s, QByteArray(20'000, 'k'), kTime, false, false}};
    if (!makeNtfs(image, m_scratch.path(), files))
        QSKIP("NTFS cannot be filled here");
    QFile file(image);
    QVERIFY(file.open(QIODevice::ReadWrite));
    uchar *bytes = file.map(0, file.size());
    QVERIFY(bytes);
    int freed = 0;
    for (const char16_t *name : {u"victim.bin", u"small.bin"}) {
        const QString text = QString::fromUtf16(name);
        const QByteArray wanted(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
        for (qint64 at = 0; at + 1024 <= file.size(); at += 1024) {
            const QByteArrayView record(bytes + at, 1024);
            if (record.startsWith("FILE") && record.contains(wanted) && (bytes[at + 22] & 3) == 1) {
                bytes[at + 22] &= ~uchar(1); // in use
                ++freed;
            }
        }
    }
    file.unmap(bytes);
    file.close();
    QCOMPARE(freed, 2);
    Walked walked(image);
    QVERIFY(walked.good);
    QHash<QString, quint32> flags;
    for (auto row = walked.rows.cbegin(); row != walked.rows.cend(); ++row)
        flags[row.key().section(u'/', -1)] |= row->flags;
    QVERIFY(flags.value(u"victim.bin"_s) & FileMetaDeleted);
    QVERIFY(flags.value(u"victim.bin"_s) & FileBlocksReused);
    QVERIFY(flags.value(u"small.bin"_s) & FileMetaDeleted);
    QVERIFY(!(flags.value(u"small.bin"_s) & FileBlocksReused)); // its bytes stand in the entry itself
    QVERIFY(!(flags.value(u"kept.bin"_s) & (FileMetaDeleted | FileBlocksReused)));
}

QTEST_GUILESS_MAIN(TestBlocksReused)
#include "tst_blocksreused.moc"
