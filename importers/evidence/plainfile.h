// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "models/records/records.h"

#include <optional>

namespace ashiato
{

/// A file of the operating system by its descriptor. Owns the descriptor where told so. Reads from any thread.
class PlainFile : public ByteSource
{
public:
    enum class Ownership { Borrowed, Owned };
    PlainFile(int descriptor, Ownership ownership);
    ~PlainFile() override;
    Q_DISABLE_COPY_MOVE(PlainFile)

    qint64 size() const override { return m_size; }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    int descriptor() const override { return m_descriptor; }

private:
    int m_descriptor;
    Ownership m_ownership;
    qint64 m_size = 0;
};

/// Bytes of an open file or block device, which fstat gives none; nothing where it is neither. (The size of a device by
/// seeking to its end: the system call filter knows no ioctl.)
std::optional<qint64> descriptorSize(int descriptor);

/// The row of a file or folder from what the operating system says: size, mode, owner, inode, times in ns (created where
/// the file system has it), kind. Name, directory, ids and access are the caller's.
bool fillFromDescriptor(int folder, const char *name, FileRecord &file, QByteArray *owner, QByteArray *group);

} // namespace ashiato
