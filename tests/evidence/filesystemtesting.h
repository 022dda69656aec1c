// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/filesystemwalker.h"
#include "tests/shared/recordingsink.h"

#include <QDir>
#include <QHash>
#include <QProcess>
#include <QString>

#include <fcntl.h>
#include <unistd.h>

#include <memory>

namespace ashiato
{

/// An image file opened for a test.
struct OpenedImage {
    explicit OpenedImage(const QStringList &paths)
    {
        QStringList names;
        for (const QString &path : paths) {
            descriptors.push_back(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
            names.append(QFileInfo(path).fileName());
        }
        auto opened = openImage(descriptors, names);
        if (opened)
            reader = std::move(*opened);
        else
            error = opened.error();
    }
    ~OpenedImage()
    {
        reader.reset();
        for (const int descriptor : descriptors)
            ::close(descriptor);
    }
    Q_DISABLE_COPY_MOVE(OpenedImage)

    std::vector<int> descriptors;
    std::unique_ptr<ImageReader> reader;
    Error error;
};

/// The walk's request for file rows that are units, as the case makes it.
inline UnitRequest unitFor(const FileRecord &row, const RecordingSink &sink)
{
    UnitRequest unit;
    unit.unit = row.id;
    unit.path = sink.text(row.directory) + sink.text(row.name);
    unit.volume = row.volume;
    LocatorStep step;
    step.access = AccessMethod::FileSystem;
    step.volume = row.volume;
    step.inode = row.inode;
    step.attributeType = row.attributeType;
    step.attributeId = row.attributeId;
    step.sequence = row.sequence;
    unit.locator = {step};
    return unit;
}

inline LocatorStep locatorFor(const FileRecord &row)
{
    LocatorStep step;
    step.access = AccessMethod::FileSystem;
    step.volume = row.volume;
    step.inode = row.inode;
    step.attributeType = row.attributeType;
    step.attributeId = row.attributeId;
    step.sequence = row.sequence;
    return step;
}

/// Volumes and the whole walk of an image into a sink.
inline Result<void> walkAll(FileSystemWalker &walker, RecordingSink &sink)
{
    if (auto done = walker.volumes(sink); !done)
        return done;
    TaskRequest request;
    for (const FileRecord &row : sink.batch().files) {
        if (isWalkUnit(row))
            request.units.push_back(unitFor(row, sink));
    }
    request.firstFileId = sink.nextId;
    return walker.walk(request, sink);
}

/// Runs a tool; its output, and a null array where it failed.
inline QByteArray toolOutput(const QString &program, const QStringList &arguments, const QString &folder = {})
{
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(300000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    const QByteArray output = process.readAllStandardOutput();
    return output.isNull() ? QByteArray("") : output;
}

/// An image and all rows of its walk by their paths.
struct Walked {
    explicit Walked(const QString &path, const QString &encoding = {}) : image({path}), walker(*image.reader, false, encoding)
    {
        good = walkAll(walker, sink).ok();
        for (const FileRecord &row : sink.batch().files)
            rows.insert(sink.text(row.directory) + sink.text(row.name), row);
    }
    OpenedImage image;
    FileSystemWalker walker;
    RecordingSink sink;
    QHash<QString, FileRecord> rows;
    bool good = false;
};

/// The bytes of a row's content, or why there are none.
inline Result<QByteArray> contentOf(FileSystemWalker &walker, const FileRecord &row)
{
    auto source = walker.open(locatorFor(row));
    if (!source)
        return source.error();
    QByteArray content;
    while (content.size() < (*source)->size()) {
        const auto window = (*source)->window(content.size(), 1 << 18);
        if (!window)
            return window.error();
        if (window->isEmpty())
            break;
        content += *window;
    }
    return content;
}

inline bool copyInto(const QString &image, const QByteArray &bytes, qint64 offset)
{
    QFile file(image);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

inline QByteArray allOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace ashiato
