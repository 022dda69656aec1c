// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/casedb/fold.h"
#include "models/files/filetablemodel.h"
#include "models/files/filetreemodel.h"
#include "models/files/textdecoding.h"
#include "models/lens/lens.h"
#include "tests/shared/syntheticcase.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

namespace
{
Wording english() { return Wording(std::make_shared<EventTypeCatalogue>(), QLocale::English); }
} // namespace

/// What a row is sorted by; invalid where it is not known.
static QVariant sortKey(const FileItem &item, FileColumn column)
{
    const FileRow &row = item.row;
    const auto text = [](const QByteArray &value) { return value.isEmpty() ? QVariant() : QVariant(value); };
    const auto time = [&item](int which) { return item.shownNs[which] == kNoTime ? QVariant() : QVariant(item.shownNs[which]); };
    switch (column) {
    case FileColumn::Name: return text(foldKey(row.name.toUtf8()));
    case FileColumn::State: return row.flags ? QVariant(qint64(row.flags)) : QVariant();
    case FileColumn::Size: return row.size < 0 ? QVariant() : QVariant(row.size);
    case FileColumn::Modified: return time(0);
    case FileColumn::Accessed: return time(1);
    case FileColumn::Changed: return time(2);
    case FileColumn::Created: return time(3);
    case FileColumn::Type: return text(foldKey(row.contentType.toUtf8()));
    case FileColumn::Path: return text(foldKey(row.path().toUtf8()));
    case FileColumn::Evidence: return text(row.evidence.toUtf8());
    case FileColumn::Inode: return row.inode == 0 && row.inodeText.isEmpty() ? QVariant() : QVariant(qint64(row.inode));
    case FileColumn::Owner: return text(foldKey(row.owner.toUtf8()));
    case FileColumn::Md5: return text(row.md5.toHex());
    case FileColumn::Sha1: return text(row.sha1.toHex());
    case FileColumn::Sha256: return text(row.sha256.toHex());
    case FileColumn::Tags: return item.tags.isEmpty() ? QVariant() : QVariant(qint64(0));
    default: return {};
    }
}

class TestFileModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void initTestCase();
    void cleanupTestCase();
    void treeReadsFoldersWhenTheyAreOpened();
    void treeKeepsWhatIsOpenWhileTheCaseGrows();
    void tableOfFolderAgainstTheCase();
    void tableSortsAndFilters();
    void tagNarrowsFiles();
    void rootOfAFileSystemHasAName();
    void tableSortsByEveryColumn();
    void decodesJapanese_data();
    void decodesJapanese();

private:
    FileQuestion folder(qint64 id) const
    {
        FileQuestion question;
        question.scope = FileQuestion::Scope::Folder;
        question.evidenceId = 1;
        question.folderId = id;
        return question;
    }
    void ask(FileTableModel &model, const FileQuestion &question)
    {
        model.setQuestion(question);
        QTRY_VERIFY(!model.isBusy());
    }
    QStringList names(FileTableModel &model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex at = model.index(row, int(FileColumn::Name));
            if (!QTest::qWaitFor([&] { return !at.data(FileTableModel::LoadingRole).toBool(); }, 60'000))
                return {};
            list.append(at.data().toString());
        }
        return list;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<ColumnStore> m_columns;
    std::shared_ptr<CaseReader> m_reader;
};

void TestFileModels::initTestCase()
{
    SyntheticOptions options;
    options.events = 200;
    options.files = 400;
    auto made = makeSyntheticCase(m_folder.filePath(u"files"_s), options);
    QVERIFY(made);
    m_case = std::move(*made);
    m_reader = *m_case->reader();
    m_columns = std::make_shared<ColumnStore>(m_case->cacheFolder(), ColumnStore::Use::Own);
    QVERIFY(m_columns->open(*m_reader));
    QVERIFY(m_columns->refresh(*m_reader));
}

void TestFileModels::cleanupTestCase()
{
    m_columns.reset();
    m_reader.reset();
    m_case.reset();
}

void TestFileModels::treeReadsFoldersWhenTheyAreOpened()
{
    FileTreeModel model(*m_case);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(model.rowCount(), 2);
    const QModelIndex image = model.index(0, 0);
    QCOMPARE(image.data().toString(), u"E-01  pc-07.E01"_s);
    QCOMPARE(image.data(FileTreeModel::VerificationRole).toInt(), int(Verification::Unverified));
    QVERIFY(model.hasChildren(image));
    // The tester may have asked already; asking again does no harm.
    model.fetchMore(image);
    QTRY_COMPARE(model.rowCount(image), 6);
    for (int row = 0; row < 6; ++row) {
        const QModelIndex folder = model.index(row, 0, image);
        QCOMPARE(folder.data(FileTreeModel::NodeRole).toInt(), int(FileTreeModel::Node::Folder));
        QVERIFY(folder.data(FileTreeModel::FileIdRole).toLongLong() > 0);
        QVERIFY(folder.data(FileTreeModel::FolderPathRole).toString().endsWith(u'/'));
        QCOMPARE(folder.parent(), image);
    }
    QCOMPARE(model.exhibit(1), image);
    QVERIFY(!model.exhibit(99).isValid());
}

void TestFileModels::treeKeepsWhatIsOpenWhileTheCaseGrows()
{
    FileTreeModel model(*m_case);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(model.rowCount(), 2);
    model.fetchMore(model.index(0, 0));
    QTRY_COMPARE(model.rowCount(model.index(0, 0)), 6);
    const QPersistentModelIndex last(model.index(5, 0, model.index(0, 0)));

    RecordBatch batch;
    FileRecord row;
    row.id = 100'000;
    row.directory = batch.strings.intern(u"/"_s);
    row.name = batch.strings.intern(u"Aaa"_s);
    row.kind = row.nameKind = FileKind::Directory;
    row.access = AccessMethod::FileSystem;
    batch.files.push_back(row);
    const auto job = m_case->writer()->createJob(1, TaskKind::Walk, 20).result();
    QVERIFY(job);
    m_case->writer()->submit(std::move(batch), {1, *job, u"filesystem"_s, u"1"_s});
    QVERIFY(m_case->writer()->flush().result());
    model.refresh();
    QTRY_COMPARE(model.rowCount(model.index(0, 0)), 7);
    QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(), u"Aaa"_s);
    QCOMPARE(last.row(), 6);
    QVERIFY(m_columns->compact(*m_reader)); // refresh() may leave new file rows for later
}

void TestFileModels::tableOfFolderAgainstTheCase()
{
    FileTableModel model(*m_case, m_columns);
    model.setWording(english());
    model.setDisplayZone(u"Asia/Tokyo"_s);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ask(model, folder(2));
    const auto children = m_reader->children(1, 2);
    QVERIFY(children);
    QVERIFY(!children->empty());
    QCOMPARE(model.rowCount(), int(children->size()));
    QStringList expected;
    for (const FileRow &row : *children)
        expected.append(row.name);
    QStringList got = names(model);
    std::sort(expected.begin(), expected.end());
    std::sort(got.begin(), got.end());
    QCOMPARE(got, expected);
    const FileItem *first = model.item(0);
    QVERIFY(first);
    QCOMPARE(model.index(0, int(FileColumn::Size)).data(FileTableModel::RawValueRole).toString(), QString::number(first->row.size));
    // Recorded in UTC, shown nine hours later.
    QCOMPARE(fileTimeText(*first, 0, u"UTC"_s).left(10).size(), 10);
    QVERIFY(fileTimeText(*first, 0, u"Asia/Tokyo"_s) != fileTimeText(*first, 0, u"UTC"_s));
}

void TestFileModels::tableSortsAndFilters()
{
    FileTableModel model(*m_case, m_columns);
    model.setWording(english());
    FileQuestion all;
    all.sortBy = FileColumn::Size;
    all.order = Qt::DescendingOrder;
    ask(model, all);
    QCOMPARE(qint64(model.rowCount()), *m_reader->fileCount());
    qint64 before = std::numeric_limits<qint64>::max();
    for (int row = 0; row < model.rowCount(); ++row) {
        QTRY_VERIFY(model.item(row));
        QVERIFY(model.item(row)->row.size <= before);
        before = model.item(row)->row.size;
    }
    // Width folded: half-width katakana in the path finds full-width typed.
    all.pathContains = u"アシアト"_s;
    ask(model, all);
    QVERIFY(model.rowCount() > 0);
    for (int row = 0; row < model.rowCount(); ++row) {
        QTRY_VERIFY(model.item(row));
        QVERIFY(model.item(row)->row.path().contains(u"ｱｼｱﾄ"));
    }
    all.pathContains.clear();
    all.flagsAny = FileDeleted;
    ask(model, all);
    QVERIFY(model.rowCount() > 0 && model.rowCount() < 400);
    all.flagsAny = 0;
    all.filter = *Filter::fromText(u"evidence:E-02"_s);
    ask(model, all);
    QCOMPARE(names(model), QStringList{u"access.log"_s});
    all.filter = *Filter::fromText(u"path:請求書 host:PC-01"_s);
    ask(model, all);
    QVERIFY(model.rowCount() > 0);
    QCOMPARE(unusedFields(all.filter), std::vector<FilterField>{FilterField::Host});
    FileQuestion below = folder(0);
    below.scope = FileQuestion::Scope::Below;
    ask(model, below);
    QVERIFY(model.rowCount() >= 406);
    QCOMPARE(model.selection().placeOf(model.fileId(3)), qint64(3));
}

void TestFileModels::rootOfAFileSystemHasAName()
{
    RecordBatch batch;
    FileRecord root;
    root.id = 100'001;
    root.directory = batch.strings.intern(u"/"_s);
    root.kind = root.nameKind = FileKind::Directory;
    root.access = AccessMethod::FileSystem;
    batch.files.push_back(root);
    // And some with an owner, a type and hashes, which the made-up files do not have.
    for (quint64 i = 1; i <= 40; ++i) {
        FileRecord file = root;
        file.id = root.id + i;
        file.parentId = root.id;
        file.kind = file.nameKind = FileKind::File;
        file.name = batch.strings.intern(u"owned-%1"_s.arg(i));
        file.owner = batch.strings.intern(u"S-1-5-21-%1"_s.arg(i * 7 % 10));
        file.inode = 1000 - i;
        batch.files.push_back(file);
        HashRecord hash;
        hash.fileId = file.id;
        hash.flags = HashComputed;
        hash.md5[0] = hash.sha1[1] = hash.sha256[0] = quint8(i * 37);
        hash.contentType = batch.strings.intern(i % 3 ? u"text/plain"_s : u"image/png"_s);
        batch.hashes.push_back(hash);
    }
    const auto job = m_case->writer()->createJob(1, TaskKind::Walk, 20).result();
    QVERIFY(job);
    m_case->writer()->submit(std::move(batch), {1, *job, u"filesystem"_s, u"1"_s});
    QVERIFY(m_case->writer()->flush().result());
    const auto items = readFileItems(*m_reader, {100'001});
    QVERIFY(items);
    QCOMPARE(int(items->size()), 1);
    QCOMPARE(items->front().title(), u"/"_s); // a root of no volume; it has no name of its own
    QVERIFY(m_columns->compact(*m_reader));
}

void TestFileModels::tableSortsByEveryColumn()
{
    // What a cell says, as far as its order is that of its text; numbers and times are compared as such.
    FileTableModel model(*m_case, m_columns);
    model.setWording(english());
    for (int column = 0; column < int(FileColumn::Count); ++column) {
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            FileQuestion all;
            all.sortBy = FileColumn(column);
            all.order = order;
            ask(model, all);
            QCOMPARE(qint64(model.rowCount()), *m_reader->fileCount());
            std::optional<QVariant> before;
            bool unknown = false;
            int known = 0;
            for (int row = 0; row < model.rowCount(); ++row) {
                QTRY_VERIFY(model.item(row));
                const QVariant key = sortKey(*model.item(row), FileColumn(column));
                QVERIFY2(!(unknown && key.isValid()), qPrintable(model.columnTitle(FileColumn(column)) + u": a known value below an unknown one"_s));
                unknown = !key.isValid();
                if (unknown)
                    continue;
                if (before) {
                    const auto turned = order == Qt::AscendingOrder ? QVariant::compare(*before, key) : QVariant::compare(key, *before);
                    QVERIFY2(turned != QPartialOrdering::Greater, qPrintable(model.columnTitle(FileColumn(column))));
                }
                before = key;
                ++known;
            }
            if (FileColumn(column) != FileColumn::State)
                QVERIFY2(known > 1, qPrintable(model.columnTitle(FileColumn(column))));
        }
    }
}

void TestFileModels::tagNarrowsFiles()
{
    const auto tag = m_case->writer()->act(Act::tagCreate(u"侵入"_s, u"Entry"_s, u"#D55E00"_s, u"1"_s)).result();
    QVERIFY(tag);
    QVERIFY(m_case->writer()->act(Act::tagAdd(tag->id, TargetKind::File, {20, 30})).result());
    FileTableModel model(*m_case, m_columns);
    model.setWording(english());
    FileQuestion all;
    all.filter = *Filter::fromText(u"tag:侵入"_s);
    ask(model, all);
    QCOMPARE(model.rowCount(), 2);
    QTRY_VERIFY(model.item(0));
    QCOMPARE(model.item(0)->tags, QList<qint64>{tag->id});
}

void TestFileModels::decodesJapanese_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("UTF-8") << u"UTF-8"_s << QByteArray("\xe8\xab\x8b\xe6\xb1\x82\xe6\x9b\xb8");
    QTest::newRow("CP932") << u"CP932"_s << QByteArray("\x90\xbf\x8b\x81\x8f\x91");
    QTest::newRow("EUC-JP") << u"EUC-JP"_s << QByteArray("\xc0\xc1\xb5\xe1\xbd\xf1");
    QTest::newRow("ISO-2022-JP") << u"ISO-2022-JP"_s << QByteArray("\x1b$B@A5a=q\x1b(B");
    QTest::newRow("UTF-16LE") << u"UTF-16LE"_s << QByteArray("\xcb\x8a\x42\x6c\xf8\x66");
}

void TestFileModels::decodesJapanese()
{
    QFETCH(QString, encoding);
    QFETCH(QByteArray, bytes);
    qint64 replaced = -1;
    QCOMPARE(decodedText(bytes, encoding, &replaced), u"請求書"_s);
    QCOMPARE(replaced, qint64(0));
    if (encoding != u"UTF-16LE")
        QCOMPARE(guessEncoding(bytes), encoding);
    QCOMPARE(decodedText(QByteArray("a\0b", 3), u"UTF-8"_s), u"a\u2400b"_s);
}

QTEST_GUILESS_MAIN(TestFileModels)
#include "tst_filemodels.moc"
