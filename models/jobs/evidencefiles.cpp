// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/evidencefiles.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMiB = 1 << 20;
constexpr rlim_t kDescriptorsWanted = 65'536;

/// How the names of a set count on.
enum class Series { None, Ewf, Numbers, Letters };

Series seriesOf(const QString &suffix)
{
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto letter = [](QChar c) { return c.toLower() >= u'a' && c.toLower() <= u'z'; };
    if (suffix.size() >= 3 && std::all_of(suffix.begin(), suffix.end(), digit)) {
        return Series::Numbers;
    }
    const qsizetype tail = suffix.size() - 2;
    if (tail != 1 && tail != 2) // E01, Ex01
        return Series::None;
    const QChar first = suffix[0].toLower();
    const bool counted = (digit(suffix[tail]) && digit(suffix[tail + 1])) ||
                         (letter(suffix[tail]) && letter(suffix[tail + 1]));
    const bool ewf = tail == 1 ? (first >= u'e' && first <= u'z') : suffix[1].toLower() == u'x';
    if (!counted || !ewf)
        return Series::None;
    return Series::Ewf;
}

/// Suffix number index (from 0 on) of an EWF set that begins with letter first: E01 … E99, EAA … EZZ, FAA … ZZZ.
QString ewfSuffix(QChar first, const QString &middle, int index)
{
    const bool upper = first.isUpper();
    if (index < 99)
        return first + middle + QString::number(index + 1).rightJustified(2, u'0');
    const int letters = index - 99;
    const auto letter = [&](int n) { return QChar(ushort((upper ? u'A' : u'a') + n)); };
    const QChar lead = QChar(ushort(first.unicode() + letters / 676));
    return lead + middle + letter(letters / 26 % 26) + letter(letters % 26);
}

int ewfCount(QChar first) { return 99 + (u'z' - first.toLower().unicode() + 1) * 676; }

/// Suffix number index (from 0 on) of what split(1) makes: aa, ab … zz.
QString lettersSuffix(qsizetype width, int index)
{
    QString suffix(width, u'a');
    for (qsizetype i = width; i-- > 0; index /= 26)
        suffix[i] = QChar(ushort(u'a' + index % 26));
    return suffix;
}

/// The names in a folder. Copies between systems change the case of some, so a name stands for one that differs in case
/// alone where it is not there itself.
class FolderNames
{
public:
    explicit FolderNames(const QDir &folder)
    {
        for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden | QDir::System)) {
            m_names.insert(name);
            m_folded.insert(name.toCaseFolded(), name);
        }
    }
    bool contains(const QString &name) const { return m_folded.contains(name.toCaseFolded()); }
    /// As it is written in the folder; the name itself where it is not there.
    QString written(const QString &name) const
    {
        return m_names.contains(name) ? name : m_folded.value(name.toCaseFolded(), name);
    }

private:
    QSet<QString> m_names;
    QHash<QString, QString> m_folded;
};

/// How a name is counted on: the part in front of what counts, and that.
struct Set {
    Series series = Series::None;
    QString base;
    QString suffix;
};

/// Sets of split(1), "disk.aa" or "xab", are told by their first two: whole sectors, and all but the last as large as the
/// first. A text that was split by lines is none.
Set setOf(const QFileInfo &info)
{
    const QString name = info.fileName();
    const qsizetype dot = name.lastIndexOf(u'.');
    if (dot > 0) {
        const QString suffix = name.mid(dot + 1);
        if (const Series series = seriesOf(suffix); series != Series::None)
            return {series, name.left(dot + 1), suffix};
    }
    const qsizetype width = dot > 0 ? name.size() - dot - 1 : 2;
    const QString base = name.chopped(std::min(width, name.size())), suffix = name.mid(base.size());
    const bool letters = std::all_of(suffix.begin(), suffix.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
    if (!letters || suffix.size() != width || width < 2 || width > 3)
        return {};
    const QFileInfo first(info.dir(), base + lettersSuffix(width, 0)), second(info.dir(), base + lettersSuffix(width, 1));
    const QFileInfo third(info.dir(), base + lettersSuffix(width, 2));
    const bool sectors = first.isFile() && second.isFile() && first.size() > 0 && first.size() % 512 == 0;
    if (!sectors || (third.isFile() ? second.size() != first.size() : second.size() > first.size()))
        return {};
    return {Series::Letters, base, suffix};
}

QChar ewfFirstLetter(const Set &set, const FolderNames &names)
{
    // "FAA" belongs to the set that begins with E01 (s01, L01): take the nearest letter before it that has a first.
    const QString middle = set.suffix.size() == 4 ? set.suffix.mid(1, 1) : QString();
    for (ushort c = set.suffix[0].unicode(); QChar(c).isLetter() && QChar(c).toLower() >= u'e'; --c) {
        if (names.contains(set.base + QChar(c) + middle + u"01"_s))
            return QChar(c);
    }
    return set.suffix[0];
}

/// All names of the set up to the last that is there.
QStringList setNames(const Set &set, const FolderNames &names)
{
    std::function<QString(int)> nameAt;
    int count = 0;
    const qsizetype width = set.suffix.size();
    if (set.series == Series::Ewf) {
        const QChar first = ewfFirstLetter(set, names);
        const QString middle = width == 4 ? set.suffix.mid(1, 1) : QString();
        nameAt = [=](int i) { return set.base + ewfSuffix(first, middle, i); };
        count = ewfCount(first);
    } else if (set.series == Series::Letters) {
        nameAt = [=](int i) { return set.base + lettersSuffix(width, i); };
        count = width == 2 ? 26 * 26 : 26 * 26 * 26;
    } else {
        const int start = names.contains(set.base + QString(width, u'0')) ? 0 : 1;
        nameAt = [=](int i) { return set.base + QString::number(i + start).rightJustified(width, u'0'); };
        count = 100'000;
    }
    QStringList list;
    qsizetype used = 0;
    for (int i = 0; i < count; ++i) {
        list << names.written(nameAt(i));
        if (names.contains(list.back()))
            used = list.size();
        else if (list.size() > used + 100) // a hole wider than that is the end
            break;
    }
    return list.mid(0, used);
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kDescriptorsWanted)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, kDescriptorsWanted);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Read-only, and without touching the access time where that is allowed (it is evidence too).
int openReadOnly(const QString &path, int more = 0)
{
    const QByteArray name = QFile::encodeName(path);
    const int flags = O_RDONLY | O_CLOEXEC | more;
    const int descriptor = ::open(name.constData(), flags | O_NOATIME);
    return descriptor >= 0 || errno != EPERM ? descriptor : ::open(name.constData(), flags);
}

QString beside(const EvidenceFiles &files, const QString &name)
{
    return QFileInfo(files.location).dir().filePath(name);
}

Result<QByteArray> readAt(const EvidenceFiles &files, qint64 offset, qint64 size)
{
    QByteArray out;
    qint64 start = 0;
    for (const QString &name : files.segments) {
        QFile file(beside(files, name));
        const qint64 end = start + file.size();
        while (out.size() < size && offset + out.size() >= start && offset + out.size() < end) {
            if (!file.isOpen()) {
                const int descriptor = openReadOnly(file.fileName());
                if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
                    return {ErrorCode::Io, file.fileName()};
            }
            file.seek(offset + out.size() - start);
            const QByteArray part = file.read(size - out.size());
            if (part.isEmpty())
                return {ErrorCode::Io, file.fileName()};
            out += part;
        }
        start = end;
    }
    return out;
}

} // namespace

Result<EvidenceFiles> findEvidenceFiles(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {ErrorCode::NotFound, path};
    EvidenceFiles files;
    files.location = info.absoluteFilePath();
    files.name = info.fileName();
    if (info.isDir()) {
        files.location = QDir(path).absolutePath();
        files.name = QDir(files.location).dirName();
        files.kind = EvidenceKind::Folder;
        return files;
    }
    const Set set = setOf(info);
    if (set.series == Series::None) {
        files.segments = QStringList{files.name};
    } else {
        const FolderNames names(info.dir());
        for (const QString &name : setNames(set, names))
            (names.contains(name) ? files.segments : files.missing) << name;
        if (!files.segments.contains(files.name)) { // its neighbours count, it does not
            files.segments = QStringList{files.name};
            files.missing.clear();
        }
        files.name = files.segments.first();
        files.location = info.dir().absoluteFilePath(files.name);
    }
    for (const QString &name : files.segments)
        files.storedSize += QFileInfo(beside(files, name)).size();
    return files;
}

Result<std::vector<int>> openEvidenceFiles(const EvidenceFiles &files)
{
    raiseDescriptorLimit();
    QStringList paths;
    if (files.kind == EvidenceKind::Folder)
        paths << files.location;
    for (const QString &name : files.segments)
        paths << beside(files, name);
    std::vector<int> descriptors;
    for (const QString &path : paths) {
        const int descriptor = openReadOnly(path, files.kind == EvidenceKind::Folder ? O_DIRECTORY : 0);
        if (descriptor < 0) {
            const ErrorCode code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
            for (const int open : descriptors)
                ::close(open);
            return {code, path};
        }
        descriptors.push_back(descriptor);
    }
    return descriptors;
}

Result<QString> evidenceFingerprint(const EvidenceFiles &files)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (files.kind == EvidenceKind::Folder) {
        const QFileInfoList entries = QDir(files.location).entryInfoList(
            QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System, QDir::Name);
        for (const QFileInfo &entry : entries) {
            hash.addData(entry.fileName().toUtf8() + '\0');
            hash.addData(QByteArray::number(entry.isDir() ? -1 : entry.size()) + '\0');
        }
        return QString::fromLatin1(hash.result().toHex());
    }
    hash.addData(QByteArray::number(files.storedSize) + '\0');
    for (const qint64 offset : {qint64(0), files.storedSize / 2, std::max<qint64>(0, files.storedSize - kMiB)}) {
        auto bytes = readAt(files, offset, std::min(kMiB, files.storedSize - offset));
        if (!bytes)
            return bytes.error();
        hash.addData(*bytes);
    }
    return QString::fromLatin1(hash.result().toHex());
}

QString findMovedEvidence(const QString &name, const QString &fingerprint, const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QString path = QDir(folder).absoluteFilePath(name);
        const auto files = findEvidenceFiles(path);
        if (!files)
            continue;
        if (const auto print = evidenceFingerprint(*files); print && *print == fingerprint)
            return path;
    }
    return {};
}

} // namespace ashiato
