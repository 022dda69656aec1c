// SPDX-License-Identifier: Apache-2.0
#include "models/files/bodyfile.h"

#include <sys/stat.h>

namespace ashiato
{

namespace
{

constexpr qint64 kSecond = 1000000000;
constexpr int kFileNameHeader = 66; // bytes of $FILE_NAME before the name

bool isBlockDevice(quint32 mode)
{
    return (mode & S_IFMT) == S_IFBLK;
}

/// What names and contents of a kind share.
char letterOf(FileKind kind, quint32 mode)
{
    switch (kind) {
    case FileKind::File:
        return 'r';
    case FileKind::Directory:
        return 'd';
    case FileKind::Symlink:
        return 'l';
    case FileKind::Device:
        return isBlockDevice(mode) ? 'b' : 'c';
    case FileKind::Pipe:
        return 'p';
    case FileKind::Socket:
        return 'h';
    case FileKind::Shadow:
        return 's';
    case FileKind::Whiteout:
        return 'w';
    case FileKind::Virtual:
        return 'v';
    default:
        return '-';
    }
}

char nameLetter(const BodyfileRow &row)
{
    const bool virtualFolder = row.nameKind == FileKind::Virtual && row.kind == FileKind::Directory;
    return virtualFolder ? 'V' : letterOf(row.nameKind, row.mode);
}

char kindLetter(const BodyfileRow &row)
{
    switch (row.kind) {
    case FileKind::Member:
        return 'r';
    case FileKind::Directory:
        return row.nameKind == FileKind::Virtual ? 'V' : 'd';
    case FileKind::Stream:
        return (row.mode & S_IFMT) == S_IFDIR ? 'd' : 'r'; // letters of the file that it belongs to
    default:
        return letterOf(row.kind, row.mode);
    }
}

QByteArray modeText(const BodyfileRow &row)
{
    QByteArray text(10, '-');
    text[0] = kindLetter(row);
    static constexpr char letters[] = "rwx";
    for (int bit = 0; bit < 9; ++bit) {
        if (row.mode & (0400u >> bit))
            text[bit + 1] = letters[bit % 3];
    }
    const auto special = [&](quint32 bit, int place, char letter) {
        if (row.mode & bit)
            text[place] = text[place] == 'x' ? letter : char(letter - 'a' + 'A');
    };
    special(S_ISUID, 3, 's');
    special(S_ISGID, 6, 's');
    special(S_ISVTX, 9, 't');
    return text;
}

/// Control characters as "^", as TSK prints names.
QByteArray printable(const QString &path)
{
    QByteArray text = path.toUtf8();
    for (char &byte : text) {
        if (quint8(byte) < 0x20)
            byte = '^';
    }
    return text;
}

QByteArray number(const QString &id)
{
    bool ok = false;
    const quint64 value = id.toULongLong(&ok);
    return ok ? QByteArray::number(value) : QByteArray("0");
}

QByteArray seconds(qint64 ns)
{
    if (ns == kNoTime)
        return "0";
    return QByteArray::number(ns >= 0 ? ns / kSecond : -((kSecond - 1 - ns) / kSecond));
}

QByteArray timesText(const qint64 (&times)[4])
{
    return seconds(times[1]) + '|' + seconds(times[0]) + '|' + seconds(times[2]) + '|' + seconds(times[3]) + '\n';
}

QByteArray line(const BodyfileRow &row, const QByteArray &name, const QByteArray &inode, qint64 size,
                const qint64 (&times)[4])
{
    QByteArray text = row.md5.isEmpty() ? QByteArray("0") : row.md5.toHex();
    text += '|' + name;
    if (row.kind == FileKind::Symlink && !row.linkTarget.isEmpty())
        text += " -> " + row.linkTarget.toUtf8();
    if (row.flags & FileDeleted)
        text += row.flags & FileRealloc ? " (deleted-realloc)" : " (deleted)";
    text += '|' + inode + '|' + nameLetter(row) + '/';
    if (row.kind == FileKind::Unknown)
        return text + "----------|0|0|0|0|0|0|0\n";
    return text + modeText(row) + '|' + number(row.owner) + '|' + number(row.group) + '|' +
           QByteArray::number(std::max<qint64>(size, 0)) + '|' + timesText(times);
}

} // namespace

QByteArray bodyfileLines(const BodyfileRow &row)
{
    const QByteArray inode = row.inodeText.toUtf8();
    QByteArray lines;
    bool hasFileName = false;
    for (const qint64 time : row.fnTimes)
        hasFileName = hasFileName || time != kNoTime;
    if (hasFileName) {
        QString path = row.path;
        if (row.kind == FileKind::Stream)
            path.truncate(path.lastIndexOf(u':'));
        const qint64 size = kFileNameHeader + 2 * (path.size() - path.lastIndexOf(u'/') - 1);
        BodyfileRow plain = row;
        plain.md5.clear();
        lines =
            line(plain, printable(path) + " ($FILE_NAME)", inode.left(inode.indexOf('-')) + "-48", size, row.fnTimes);
    }
    if (!(row.flags & FileSystemName))
        lines += line(row, printable(row.path), inode, row.size, row.times);
    return lines;
}

} // namespace ashiato
