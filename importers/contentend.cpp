// SPDX-License-Identifier: Apache-2.0
#include "importers/contentend.h"

namespace ashiato
{

Result<void> checkContentEnd(ByteSource &content, const UnitRequest &unit, RecordSink &sink)
{
    const AccessMethod access = unit.locator.empty() ? AccessMethod::Whole : unit.locator.back().access;
    if (access != AccessMethod::ArchiveMember && access != AccessMethod::Compressed)
        return {};
    if (content.size() != kUnknown) {
        if (const auto end = content.window(content.size(), 1); !end)
            return end.error();
    }
    if (const auto bytes = content.unclaimed())
        warnUnclaimed(*bytes, unit.path.first(qMax(unit.path.lastIndexOf(u'/'), 0)), sink, 0);
    return {};
}

void warnUnclaimed(const UnclaimedBytes &bytes, const QString &path, RecordSink &sink, quint64 fileId)
{
    const QString size = bytes.decoded ? QStringLiteral("%1 B, decompressed") : QStringLiteral("%1 B");
    sink.warn(ErrorCode::Unclaimed, path, size.arg(bytes.length), bytes.offset, bytes.length, fileId);
}

} // namespace ashiato
