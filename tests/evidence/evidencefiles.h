// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStringList>

#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace ashiato
{

/// Descriptors of files, closed at the end.
class OpenFiles
{
public:
    explicit OpenFiles(const QStringList &paths)
    {
        for (const QString &path : paths) {
            descriptors.push_back(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
            names += path.section(u'/', -1);
        }
    }
    /// One file of these bytes that has no name.
    OpenFiles(const QByteArray &bytes, const QString &name)
    {
        const int memory = ::memfd_create("test", MFD_CLOEXEC);
        for (qsizetype done = 0; done < bytes.size();)
            done += ::write(memory, bytes.constData() + done, size_t(bytes.size() - done));
        descriptors.push_back(memory);
        names += name;
    }
    ~OpenFiles()
    {
        for (const int descriptor : descriptors)
            ::close(descriptor);
    }
    OpenFiles(const OpenFiles &) = delete;
    OpenFiles &operator=(const OpenFiles &) = delete;

    std::vector<int> descriptors;
    QStringList names;
};

/// All of an image, by reads of step bytes; up to the first that fails.
inline QByteArray readAll(ImageReader &image, OnDamage onDamage = OnDamage::Fail, qint64 step = 100'000)
{
    QByteArray all;
    QByteArray part(step, Qt::Uninitialized);
    for (;;) {
        const auto got = image.read(all.size(), part.data(), part.size(), onDamage);
        if (!got || *got == 0)
            return all;
        all.append(part.constData(), *got);
    }
}

/// Content of the kinds that a disk has: zeros, noise, text, a filling; the same bytes for the same seed.
inline QByteArray mixedBytes(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes;
    while (bytes.size() < size) {
        switch (random.bounded(4)) {
        case 0:
            bytes += QByteArray(40'000, '\0');
            break;
        case 1: {
            QByteArray noise(36'000, Qt::Uninitialized);
            random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
            bytes += noise;
            break;
        }
        case 2:
            for (int i = 0; i < 2500; ++i)
                bytes += "line " + QByteArray::number(random.bounded(10'000)) + " of text here\n";
            break;
        default:
            bytes += QByteArray(33'000, '\xff');
        }
    }
    bytes.truncate(size);
    return bytes;
}

inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

inline QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Runs a program to its end; its exit code, or -1.
inline int run(const QString &program, const QStringList &arguments, const QString &folder = {}, QByteArray *out = nullptr)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        return -1;
    if (out)
        *out = process.readAllStandardOutput();
    return process.exitCode();
}

} // namespace ashiato
