// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extdirectory.h"

#include "importers/evidence/crc32c.h"

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qsizetype kHead = 8; // inode, length of the entry, length of the name, type
constexpr qsizetype kShortest = 12;
constexpr qsizetype kTail = 12;
constexpr quint8 kTailType = 0xde;

struct Entry {
    quint32 inode = 0;
    qsizetype length = 0;
    qsizetype nameLength = 0;
    quint8 type = 0;

    /// Bytes that it needs.
    qsizetype own() const { return (kHead + nameLength + 3) & ~qsizetype(3); }
};

Entry entryAt(QByteArrayView block, qsizetype at, bool typed)
{
    Entry entry;
    entry.inode = qFromLittleEndian<quint32>(block.data() + at);
    const quint16 length = qFromLittleEndian<quint16>(block.data() + at + 4);
    // Blocks of 64 KiB: their length does not fit.
    entry.length = block.size() == 65536 && (length == 65535 || length == 0) ? 65536 : length;
    entry.nameLength = typed ? quint8(block[at + 6]) : qFromLittleEndian<quint16>(block.data() + at + 6);
    entry.type = typed ? quint8(block[at + 7]) : 0;
    return entry;
}

bool leadsOn(const Entry &entry, qsizetype at, qsizetype end)
{
    return entry.length >= kHead && entry.length % 4 == 0 && entry.length <= end - at &&
           (entry.nameLength == 0 || entry.own() <= entry.length);
}

class Block
{
public:
    Block(QByteArrayView bytes, const ExtDirectoryFormat &format, std::vector<ExtName> &names)
        : m_bytes(bytes), m_format(format), m_names(names)
    {
    }

    bool parse()
    {
        bool whole = true;
        qsizetype at = 0;
        while (at + kHead <= m_bytes.size()) {
            const Entry entry = entryAt(m_bytes, at, m_format.typed);
            if (!leadsOn(entry, at, m_bytes.size())) {
                whole = false;
                at = nextAfterDamage(at + 4);
                continue;
            }
            if (at + kTail == m_bytes.size() && entry.type == kTailType && entry.inode == 0 && entry.nameLength == 0)
                return checksumFits(at) && whole;
            if (entry.nameLength > 0)
                add(entry, at, entry.inode == 0);
            deletedWithin(at + (entry.nameLength > 0 ? entry.own() : kHead), at + entry.length);
            at += entry.length;
        }
        return whole && at == m_bytes.size();
    }

private:
    void add(const Entry &entry, qsizetype at, bool deleted)
    {
        m_names.push_back({entry.inode, entry.type, deleted, m_bytes.sliced(at + kHead, entry.nameLength)});
    }

    bool mayBe(const Entry &entry, qsizetype at, qsizetype end) const
    {
        return entry.nameLength > 0 && entry.nameLength <= 255 && entry.inode <= m_format.inodes &&
               entry.own() <= end - at && leadsOn(entry, at, m_bytes.size());
    }

    /// What a live entry leaves over up to the next one holds those that were deleted.
    void deletedWithin(qsizetype from, qsizetype to)
    {
        for (qsizetype at = from; at + kShortest <= to;) {
            const Entry entry = entryAt(m_bytes, at, m_format.typed);
            if (mayBe(entry, at, to)) {
                add(entry, at, true);
                at += entry.own();
            } else {
                at += 4;
            }
        }
    }

    /// Where the next entry that holds together begins.
    qsizetype nextAfterDamage(qsizetype at) const
    {
        for (; at + kShortest <= m_bytes.size(); at += 4) {
            const Entry entry = entryAt(m_bytes, at, m_format.typed);
            if (entry.inode != 0 && mayBe(entry, at, m_bytes.size()))
                return at;
        }
        return m_bytes.size();
    }

    bool checksumFits(qsizetype tail) const
    {
        return !m_format.sums ||
               crc32c(m_format.seed, m_bytes.first(tail)) == qFromLittleEndian<quint32>(m_bytes.data() + tail + 8);
    }

    const QByteArrayView m_bytes;
    const ExtDirectoryFormat &m_format;
    std::vector<ExtName> &m_names;
};

} // namespace

bool parseExtDirectory(QByteArrayView block, const ExtDirectoryFormat &format, std::vector<ExtName> &names)
{
    return Block(block, format, names).parse();
}

} // namespace ashiato
