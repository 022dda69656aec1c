// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

#include <QByteArray>

#include <functional>
#include <memory>

struct TSK_IMG_INFO;

namespace ashiato
{

/// An ImageReader as The Sleuth Kit reads it. Bytes that the image does not give reach TSK as zeros, so that a walk
/// goes on behind them; who shows content asks ImageReader::touchesBadRange(). The reader outlives it. One thread at a
/// time.
class FileSystemImage
{
public:
    FileSystemImage(ImageReader &reader, int sectorSize);
    ~FileSystemImage();
    Q_DISABLE_COPY_MOVE(FileSystemImage)

    TSK_IMG_INFO *handle();
    ImageReader &reader() { return m_reader; }

    /// Asked now and then while TSK reads; when it says false, reads fail until it is set again: the only way to stop
    /// TSK within a long call (the search for orphans goes through all inodes at once). Empty: none.
    void setAlive(std::function<bool()> alive);

    /// Makes TSK see these bytes at offset in place of the image's own (a boot sector taken from its backup copy), or
    /// behind its end.
    void overlay(qint64 offset, const QByteArray &bytes);

private:
    struct External;
    ImageReader &m_reader;
    std::unique_ptr<External> m_external;
};

/// What TSK says of its last error in this thread, in one line, and clears it.
QString takeTskError();

} // namespace ashiato
