// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

namespace ashiato
{

/// Images that the own chunk reader does not know (EWF version 2: Ex01, bzip2), read by libewf through
/// /proc/self/fd/N of the open segments: open it before the worker locks itself. decodeInto() takes turns.
class LibewfReader : public ImageReader
{
public:
    ~LibewfReader() override;
    static Result<std::unique_ptr<ImageReader>> open(const std::vector<int> &descriptors,
                                                     const QStringList &segmentNames);

    Result<void> decodeInto(qint64 offset, char *into, qint64 size) override;

private:
    struct Handle;
    LibewfReader();
    void describe(const QStringList &segmentNames);

    std::unique_ptr<Handle> m_handle;
    std::mutex m_mutex;
};

} // namespace ashiato
