// SPDX-License-Identifier: Apache-2.0
#include "models/columns/filecolumns.h"

#include "models/casedb/fold.h"

#include <algorithm>

namespace ashiato
{

Result<void> FileColumnsWriter::add(const FileRow &row, const std::vector<ClockRow> &clocks)
{
    const auto put = [this](FileField field, qint64 value) { m_chunk.values[size_t(field)].push_back(value); };
    put(FileField::Id, row.id);
    put(FileField::Evidence, row.evidenceId);
    put(FileField::Parent, row.parentId);
    put(FileField::Size, row.size);
    put(FileField::Kind, qint64(row.kind == FileKind::Unknown || row.kind == FileKind::Undefined ? row.nameKind : row.kind));
    put(FileField::NameLength, row.name.toUtf8().size());
    const auto clock = std::find_if(clocks.begin(), clocks.end(), [&row](const ClockRow &c) { return c.id == row.clockId; });
    put(FileField::Flags, clock == clocks.end() ? row.flags : flagsByClock(row.flags, FileZoneUnknown, *clock));
    for (int i = 0; i < 4; ++i) {
        const FileField field = FileField(int(FileField::Modified) + i);
        put(field, clock == clocks.end() ? row.times[i] : shownTime(*clock, row.times[i]));
    }
    const bool bare = row.md5.isEmpty() && row.sha1.isEmpty() && row.sha256.isEmpty() && row.contentType.isEmpty();
    if (!bare) {
        m_chunk.strings.push_back(row.md5.toHex() + ' ' + row.sha1.toHex() + ' ' + row.sha256.toHex() + ' ' +
                                  foldKey(row.contentType).toUtf8());
    }
    put(FileField::Contents, bare ? 0 : qint64(m_chunk.strings.size()));
    ++m_rows;
    if (m_chunk.rows() < kChunkRows)
        return {};
    auto done = m_writer.addChunk(m_chunk);
    m_chunk.clear();
    return done;
}

Result<void> FileColumnsWriter::finish()
{
    if (m_chunk.rows() > 0) {
        if (auto done = m_writer.addChunk(m_chunk); !done)
            return done;
    }
    return m_rows == 0 ? Result<void>() : m_writer.finish();
}

} // namespace ashiato
