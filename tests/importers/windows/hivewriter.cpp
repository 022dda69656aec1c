// SPDX-License-Identifier: Apache-2.0
#include "hivewriter.h"

#include "importers/formats/regf/hivelog.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

constexpr quint32 kNowhere = 0xffffffff;

QByteArray le16(quint16 value) { return QByteArray(1, char(value & 0xff)) + char(value >> 8); }
QByteArray le32(quint32 value) { return le16(quint16(value & 0xffff)) + le16(quint16(value >> 16)); }
QByteArray le64(quint64 value) { return le32(quint32(value)) + le32(quint32(value >> 32)); }

void put32(QByteArray &bytes, qsizetype at, quint32 value) { qToLittleEndian(value, bytes.data() + at); }

QByteArray utf16(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text)
        bytes += le16(c.unicode());
    return bytes;
}

class Writer
{
public:
    explicit Writer(bool utf16Names) : m_utf16Names(utf16Names) {}

    quint32 key(const HiveKeyTree &tree, quint32 parent, bool isRoot)
    {
        const QByteArray name = nameBytes(tree.name);
        QByteArray cell = "nk" + le16(quint16((m_utf16Names ? 0 : 0x20) | (isRoot ? 0x0c : 0))) + le64(tree.written) + le32(0) + le32(parent)
                          + le32(quint32(tree.keys.size())) + le32(0) + le32(kNowhere) + le32(kNowhere)
                          + le32(quint32(tree.values.size())) + le32(kNowhere) + le32(kNowhere) + le32(kNowhere)
                          + QByteArray(20, '\0') + le16(quint16(name.size())) + le16(0) + name;
        const quint32 at = add(cell);
        if (!tree.values.empty()) {
            QByteArray list;
            for (const HiveKeyTree::Value &value : tree.values)
                list += le32(this->value(value));
            put32(m_bins, at + 4 + 40, add(list));
        }
        if (!tree.keys.empty()) {
            std::vector<quint32> cells;
            for (const HiveKeyTree &child : tree.keys)
                cells.push_back(key(child, at, false));
            put32(m_bins, at + 4 + 28, list(cells));
        }
        return at;
    }

    QByteArray bins()
    {
        const qsizetype rest = (4096 - m_bins.size() % 4096) % 4096;
        if (rest > 0) {
            m_bins += le32(quint32(rest)); // free
            m_bins += QByteArray(rest - 4, '\0');
        }
        put32(m_bins, 8, quint32(m_bins.size()));
        return m_bins;
    }

private:
    QByteArray nameBytes(const QByteArray &name) const { return m_utf16Names ? utf16(QString::fromUtf8(name)) : name; }

    quint32 add(const QByteArray &content)
    {
        const auto at = quint32(m_bins.size());
        const qsizetype size = (content.size() + 4 + 7) / 8 * 8;
        m_bins += le32(quint32(-qint32(size)));
        m_bins += content + QByteArray(size - 4 - content.size(), '\0');
        return at;
    }

    quint32 value(const HiveKeyTree::Value &value)
    {
        constexpr qsizetype kSegment = 16'344;
        quint32 size = quint32(value.data.size()), data = 0;
        if (size <= 4) {
            std::memcpy(&data, value.data.constData(), size_t(value.data.size())); // resident: little-endian, as it lies
            size |= 0x80000000u;
        } else if (value.data.size() <= kSegment) {
            data = add(value.data);
        } else {
            QByteArray segments;
            for (qsizetype at = 0; at < value.data.size(); at += kSegment)
                segments += le32(add(value.data.mid(at, kSegment)));
            const quint32 list = add(segments);
            data = add("db" + le16(quint16(segments.size() / 4)) + le32(list));
        }
        const QByteArray name = nameBytes(value.name);
        return add("vk" + le16(quint16(name.size())) + le32(size) + le32(data) + le32(value.type) + le16(m_utf16Names ? 0 : 1) + le16(0) + name);
    }

    quint32 list(const std::vector<quint32> &cells)
    {
        constexpr size_t kMost = 500;
        QByteArray leaves;
        quint32 last = 0;
        for (size_t from = 0; from < cells.size(); from += kMost) {
            QByteArray leaf = "lh" + le16(quint16(std::min(kMost, cells.size() - from)));
            for (size_t i = from; i < std::min(cells.size(), from + kMost); ++i)
                leaf += le32(cells[i]) + le32(0);
            last = add(leaf);
            leaves += le32(last);
        }
        return leaves.size() == 4 ? last : add("ri" + le16(quint16(leaves.size() / 4)) + leaves);
    }

    const bool m_utf16Names;
    QByteArray m_bins = "hbin" + QByteArray(28, '\0');
};

QByteArray baseBlock(quint32 primary, quint32 secondary, quint32 root, quint32 size, quint32 type)
{
    QByteArray block = "regf" + le32(primary) + le32(secondary) + le64(132'000'000'000'000'000) + le32(1) + le32(5) + le32(type)
                       + le32(1) + le32(root) + le32(size) + le32(1) + utf16(QStringLiteral("\\config\\SYSTEM"));
    block += QByteArray(4096 - block.size(), '\0');
    sealBaseBlock(block);
    return block;
}

} // namespace

HiveKeyTree &HiveKeyTree::key(const QByteArray &path)
{
    HiveKeyTree *at = this;
    for (const QByteArray &part : path.split('\\')) {
        auto child = std::find_if(at->keys.begin(), at->keys.end(), [&](const HiveKeyTree &one) { return one.name == part; });
        if (child == at->keys.end()) {
            at->keys.push_back({});
            at->keys.back().name = part;
            child = at->keys.end() - 1;
        }
        at = &*child;
    }
    return *at;
}

HiveKeyTree &HiveKeyTree::set(const QByteArray &valueName, const QString &text, quint32 type)
{
    values.push_back({valueName, type, utf16(text) + QByteArray(2, '\0')});
    return *this;
}

HiveKeyTree &HiveKeyTree::set(const QByteArray &valueName, quint32 number)
{
    values.push_back({valueName, 4, le32(number)});
    return *this;
}

HiveKeyTree &HiveKeyTree::set(const QByteArray &valueName, const QByteArray &data, quint32 type)
{
    values.push_back({valueName, type, data});
    return *this;
}

void sealBaseBlock(QByteArray &bytes)
{
    quint32 sum = 0;
    for (qsizetype at = 0; at < 508; at += 4)
        sum ^= qFromLittleEndian<quint32>(bytes.constData() + at);
    put32(bytes, 508, sum == 0 ? 1 : sum == 0xffffffff ? 0xfffffffe : sum);
}

QByteArray writeHive(const HiveKeyTree &root, quint32 primary, quint32 secondary, bool utf16Names)
{
    Writer writer(utf16Names);
    const quint32 at = writer.key(root, kNowhere, true);
    const QByteArray bins = writer.bins();
    return baseBlock(primary, secondary, at, quint32(bins.size()), 0) + bins;
}

QByteArray writeHiveLog(const QByteArray &base, const std::vector<QByteArray> &states, quint32 firstSequence)
{
    QByteArray log = baseBlock(firstSequence, firstSequence, qFromLittleEndian<quint32>(base.constData() + 36), quint32(base.size() - 4096), 6).first(512);
    const QByteArray *before = &base;
    quint32 sequence = firstSequence;
    for (const QByteArray &state : states) {
        QByteArray refs, pages;
        quint32 count = 0;
        for (qsizetype at = 4096; at < state.size(); at += 512) {
            const QByteArray page = state.mid(at, 512);
            if (before->mid(at, 512) == page)
                continue;
            refs += le32(quint32(at - 4096)) + le32(512);
            pages += page;
            ++count;
        }
        QByteArray body = refs + pages;
        const qsizetype size = (40 + body.size() + 511) / 512 * 512;
        body += QByteArray(size - 40 - body.size(), '\0');
        QByteArray head = "HvLE" + le32(quint32(size)) + le32(0) + le32(sequence++) + le32(quint32(state.size() - 4096)) + le32(count);
        head += le64(marvin32(body));
        head += le64(marvin32(head));
        log += head + body;
        before = &state;
    }
    return log;
}

QByteArray writeOldHiveLog(const QByteArray &base, const QByteArray &state, quint32 sequence)
{
    QByteArray log = baseBlock(sequence, sequence, qFromLittleEndian<quint32>(base.constData() + 36), quint32(state.size() - 4096), 1).first(512);
    const qsizetype sectors = (state.size() - 4096) / 512;
    QByteArray bitmap(sectors / 8, '\0'), pages;
    for (qsizetype i = 0; i < sectors; ++i) {
        const QByteArray sector = state.mid(4096 + i * 512, 512);
        if (base.mid(4096 + i * 512, 512) == sector)
            continue;
        bitmap[i / 8] = char(quint8(bitmap[i / 8]) | 1 << (i % 8));
        pages += sector;
    }
    log += "DIRT" + bitmap;
    log += QByteArray((512 - log.size() % 512) % 512, '\0');
    return log + pages;
}

} // namespace ashiato
