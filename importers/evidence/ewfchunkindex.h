// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/ewfformat.h"

#include <array>
#include <list>
#include <map>
#include <mutex>

namespace ashiato
{

/// Where the chunks of an image lie. The tables stay in the segments; the pages of them that were asked for last are
/// kept, 1 MiB in all, however large the image is and however many workers read it. Any thread.
class EwfChunkIndex
{
public:
    /// Where one chunk lies in its segment. Its end may be too far, never too near, where the next entry is no help.
    struct Place {
        qint64 offset = 0;
        qint64 end = 0; ///< Where the next chunk begins; not behind offset where the table is damaged
        bool compressed = false;
    };

    /// layout must stay as it is and outlive this.
    explicit EwfChunkIndex(const EwfLayout &layout) : m_layout(layout) {}

    /// The place of chunk `index` of a group (0 … count - 1). Errors: Io, Truncated (the segment shrank meanwhile).
    Result<Place> placeOf(const EwfChunkGroup &group, qint64 index);

private:
    static constexpr qint64 kPageEntries = 4096;
    static constexpr size_t kPages = 64;

    struct Page {
        const EwfChunkGroup *group = nullptr;
        qint64 number = 0;
        std::array<quint32, kPageEntries> entries;
    };
    using Key = std::pair<const EwfChunkGroup *, qint64>;

    Result<quint32> entryOf(const EwfChunkGroup &group, qint64 index);

    const EwfLayout &m_layout;
    std::mutex m_mutex;
    std::list<Page> m_pages; // the latest used in front
    std::map<Key, std::list<Page>::iterator> m_pageOf;
};

} // namespace ashiato
