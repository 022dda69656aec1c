// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/evidence/filesystemtesting.h"

#include <QDateTime>
#include <QDirIterator>
#include <QStandardPaths>
#include <QThread>

#include <sys/stat.h>

#include <functional>

namespace ashiato
{

/// A file that a sample image was made with: the truth that the walk is compared with.
struct SampleFile {
    QString path; ///< "/…" in the file system
    QByteArray content;
    qint64 modifiedNs = 0;
    bool directory = false;
    bool deleted = false;
};

inline std::vector<SampleFile> sampleFiles()
{
    using namespace Qt::Literals::StringLiterals;
    constexpr qint64 second = 1000000000;
    const qint64 day = qint64(1791953520) * second; // 2026-10-14T04:12:00Z, an even second
    std::vector<SampleFile> files{
        {u"/資料"_s, {}, 0, true, false},
        {u"/資料/顧客一覧.csv"_s, QByteArray("番号,名前\n1,山田\n").repeated(400), day + 123456700, false, false},
        {u"/資料/深い"_s, {}, 0, true, false},
        {u"/資料/深い/ところ"_s, {}, 0, true, false},
        {u"/資料/深い/ところ/メモ.txt"_s, "memo", day - 86400 * second, false, false},
        {u"/empty.dat"_s, {}, day - 3600 * second, false, false},
        {u"/name with spaces and a very long tail that needs many entries 0123456789.txt"_s, "x", day, false, false},
        {u"/big.bin"_s, QByteArray(300000, 'b'), day - 60 * second, false, false},
        {u"/many"_s, {}, 0, true, false},
    };
    for (int i = 0; i < 40; ++i)
        files.push_back(
            {u"/many/file%1.txt"_s.arg(i), QByteArray::number(i).repeated(i), day - i * 2 * second, false, false});
    for (int i = 0; i < 5; ++i)
        files.push_back({u"/many/消したもの%1.txt"_s.arg(i), QByteArray("gone ").repeated(200), day, false, true});
    return files;
}

/// Writes the sample's files below a folder; those to be deleted only with withDeleted.
inline bool writeSample(const QString &root, const std::vector<SampleFile> &files, bool withDeleted)
{
    if (!QDir().mkpath(root))
        return false;
    for (const SampleFile &sample : files) {
        const QString path = root + sample.path;
        if (sample.directory) {
            if (!QDir().mkpath(path))
                return false;
            continue;
        }
        if (sample.deleted && !withDeleted)
            continue;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(sample.content) != sample.content.size())
            return false;
        file.close();
        const timespec times[2] = {{time_t(sample.modifiedNs / 1000000000), 0},
                                   {time_t(sample.modifiedNs / 1000000000), long(sample.modifiedNs % 1000000000)}};
        if (utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, 0) != 0)
            return false;
    }
    return true;
}

inline bool makeEmpty(const QString &image, qint64 size)
{
    QFile file(image);
    return file.open(QIODevice::WriteOnly) && file.resize(size);
}

/// Where the tool stands, /sbin included; empty where it is not.
inline QString toolPath(const QString &name)
{
    const QString program = QStandardPaths::findExecutable(name);
    return program.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")}) : program;
}

inline bool haveTool(const QString &name) { return !toolPath(name).isEmpty(); }

inline bool runTool(const QString &name, const QStringList &arguments, const QString &folder = {})
{
    const QString program = toolPath(name);
    return !program.isEmpty() && !toolOutput(program, arguments, folder).isNull();
}

/// ext4 made by mke2fs -d; deleted afterwards by debugfs.
inline bool makeExt(const QString &image, const QString &scratch, const std::vector<SampleFile> &files)
{
    using namespace Qt::Literals::StringLiterals;
    const QString root = scratch + u"/ext-root-"_s + QFileInfo(image).fileName();
    if (!writeSample(root, files, true) || !makeEmpty(image, 8 << 20) ||
        !runTool(u"mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext4"_s, u"-L"_s, u"SAMPLE"_s, u"-d"_s, root, image}))
        return false;
    for (const SampleFile &file : files) {
        // mke2fs copies whole seconds; i_mtime_extra holds ns << 2.
        const qint64 extra = (file.modifiedNs % 1000000000) << 2;
        if (extra &&
            !runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"sif \"%1\" mtime_extra %2"_s.arg(file.path).arg(extra), image}))
            return false;
        if (file.deleted && !runTool(u"debugfs"_s, {u"-w"_s, u"-R"_s, u"rm \"%1\""_s.arg(file.path), image}))
            return false;
    }
    return true;
}

/// FAT made by mkfs.vfat and filled by mtools.
inline bool makeFat(const QString &image, const QString &scratch, const std::vector<SampleFile> &files, int bits)
{
    using namespace Qt::Literals::StringLiterals;
    const QString root = scratch + u"/fat-root-"_s + QFileInfo(image).fileName();
    const qint64 size = bits == 32 ? 40 << 20 : bits == 16 ? 12 << 20 : 2 << 20;
    if (!writeSample(root, files, true) || !makeEmpty(image, size) ||
        !runTool(u"mkfs.vfat"_s, {u"-F"_s, QString::number(bits), u"-n"_s, u"SAMPLE"_s, image}))
        return false;
    QStringList top;
    for (const QString &name : QDir(root).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        top.append(root + u'/' + name);
    if (!runTool(u"mcopy"_s, QStringList{u"-i"_s, image, u"-s"_s, u"-m"_s, u"-Q"_s} + top + QStringList{u"::/"_s}))
        return false;
    for (const SampleFile &file : files) {
        if (file.deleted && !runTool(u"mdel"_s, {u"-i"_s, image, u"::"_s + file.path}))
            return false;
    }
    return true;
}

/// NTFS made by mkntfs and filled through ntfs-3g; false where there is no FUSE. more(mount point) adds to it.
inline bool makeNtfs(const QString &image, const QString &scratch, const std::vector<SampleFile> &files,
                     const std::function<bool(const QString &)> &more = {})
{
    using namespace Qt::Literals::StringLiterals;
    const QString mount = scratch + u"/ntfs-mount"_s;
    QDir().mkpath(mount);
    if (!QFile::exists(u"/dev/fuse"_s) || !makeEmpty(image, 16 << 20) ||
        !runTool(u"mkntfs"_s, {u"-F"_s, u"-q"_s, u"-Q"_s, u"-L"_s, u"サンプル"_s, image}) ||
        !runTool(u"ntfs-3g"_s, {u"-o"_s, u"norecover,streams_interface=windows"_s, image, mount}))
        return false;
    bool good = writeSample(mount, files, true) && (!more || more(mount));
    for (const SampleFile &file : files)
        good = good && (!file.deleted || QFile::remove(mount + file.path));
    for (int attempt = 0; attempt < 50; ++attempt) {
        if (runTool(u"fusermount"_s, {u"-u"_s, mount}) || runTool(u"umount"_s, {mount})) {
            QThread::msleep(200); // ntfs-3g writes its last pages when it ends
            return good;
        }
        QThread::msleep(100);
    }
    return false;
}

} // namespace ashiato
