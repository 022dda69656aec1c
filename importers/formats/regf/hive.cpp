// SPDX-License-Identifier: Apache-2.0
#include "importers/formats/regf/hive.h"

#include "importers/common/windowstypes.h"

#include <QList>
#include <QString>
#include <QtEndian>

#include <algorithm>
#include <unordered_set>

namespace ashiato
{

namespace
{

constexpr quint32 kNowhere = 0xffffffff;
constexpr qsizetype kMostName = 512;
constexpr quint32 kMostSubkeys = 1'000'000, kMostValues = 100'000;
constexpr quint32 kMostData = 64u << 20;
constexpr quint32 kLargestPlainData = 16'344; // what is larger is in segments
constexpr int kListDepth = 2;                 // an index root and its leaves

quint16 u16(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint16>(bytes.data() + at); }
quint32 u32(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint32>(bytes.data() + at); }
quint64 u64(QByteArrayView bytes, qsizetype at) { return qFromLittleEndian<quint64>(bytes.data() + at); }

bool hasSignature(QByteArrayView cell, const char *signature)
{
    return cell.size() >= 4 && cell[0] == signature[0] && cell[1] == signature[1];
}

QByteArray nameOf(QByteArrayView stored, bool isLatin)
{
    return isLatin ? QString::fromLatin1(stored).toUtf8() : utf16Text(stored);
}

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return QString::fromUtf8(a).compare(QString::fromUtf8(b), Qt::CaseInsensitive) == 0;
}

QByteArray untilNul(QByteArrayView utf16)
{
    qsizetype end = 0;
    while (end + 1 < utf16.size() && (utf16[end] || utf16[end + 1]))
        end += 2;
    return utf16Text(utf16.first(end));
}

} // namespace

std::optional<HiveBaseBlock> HiveBaseBlock::read(QByteArrayView bytes)
{
    constexpr qsizetype kRead = 512, kChecksum = 508, kName = 48, kNameBytes = 64;
    if (bytes.size() < kRead || !bytes.startsWith("regf"))
        return {};
    HiveBaseBlock block;
    block.primarySequence = u32(bytes, 4);
    block.secondarySequence = u32(bytes, 8);
    block.written = u64(bytes, 12);
    block.major = u32(bytes, 20);
    block.minor = u32(bytes, 24);
    block.type = u32(bytes, 28);
    block.root = u32(bytes, 36);
    block.binsSize = u32(bytes, 40);
    block.name = untilNul(bytes.sliced(kName, kNameBytes));
    quint32 sum = 0;
    for (qsizetype at = 0; at < kChecksum; at += 4)
        sum ^= u32(bytes, at);
    sum = sum == 0 ? 1 : sum == 0xffffffff ? 0xfffffffe : sum;
    block.checksumValid = sum == u32(bytes, kChecksum);
    return block;
}

// ---------------------------------------------------------------------------------------------------------------------

QByteArray RegValue::text() const { return untilNul(data); }

QByteArray RegValue::texts() const
{
    QByteArray joined;
    for (qsizetype at = 0; at + 1 < data.size();) {
        const QByteArray one = untilNul(QByteArrayView(data).sliced(at));
        qsizetype end = at;
        while (end + 1 < data.size() && (data[end] || data[end + 1]))
            end += 2;
        if (one.isEmpty())
            break;
        joined += (joined.isEmpty() ? "" : "; ") + one;
        at = end + 2;
    }
    return joined;
}

std::optional<quint64> RegValue::number() const
{
    if (type == quint32(RegType::Dword) && data.size() >= 4)
        return u32(data, 0);
    if (type == quint32(RegType::DwordBigEndian) && data.size() >= 4)
        return qFromBigEndian<quint32>(data.data());
    if (type == quint32(RegType::Qword) && data.size() >= 8)
        return u64(data, 0);
    return {};
}

QByteArray RegValue::shown() const
{
    constexpr qsizetype kMostBytes = 64;
    switch (RegType(type)) {
    case RegType::Sz:
    case RegType::ExpandSz:
    case RegType::Link: return text();
    case RegType::MultiSz: return texts();
    default: break;
    }
    if (const auto value = number())
        return QByteArray::number(*value);
    return data.first(std::min(data.size(), kMostBytes)).toHex() + (data.size() > kMostBytes ? "…" : "");
}

// ---------------------------------------------------------------------------------------------------------------------

Result<Hive> Hive::open(QByteArray bytes)
{
    const auto base = HiveBaseBlock::read(bytes);
    if (!base)
        return {ErrorCode::NotMine};
    if (bytes.size() < kHiveBaseBlock + 32)
        return {ErrorCode::Truncated, QString::number(bytes.size())};
    return Hive(std::move(bytes), *base);
}

void Hive::damage(quint32 offset) const
{
    if (m_damaged++ == 0)
        m_firstDamaged = fileOffset(offset);
}

QByteArrayView Hive::cell(quint32 offset) const
{
    constexpr qsizetype kSize = 4;
    const qint64 at = fileOffset(offset);
    if (offset == kNowhere || offset % 4 != 0 || at + kSize > m_bytes.size())
        return {};
    const auto stored = qFromLittleEndian<qint32>(m_bytes.constData() + at);
    if (stored >= 0) // free: what it held may be another's
        return {};
    const qint64 size = -qint64(stored) - kSize;
    if (size < 0 || at + kSize + size > m_bytes.size())
        return {};
    return QByteArrayView(m_bytes).sliced(at + kSize, size);
}

std::optional<RegKey> Hive::key(quint32 offset) const
{
    constexpr qsizetype kFixed = 76;
    constexpr quint16 kLatinName = 0x20;
    const QByteArrayView bytes = cell(offset);
    if (bytes.size() < kFixed || !hasSignature(bytes, "nk"))
        return {};
    const qsizetype length = u16(bytes, 72);
    if (length > kMostName * 2 || kFixed + length > bytes.size())
        return {};
    RegKey key;
    key.cell = offset;
    key.cellSize = quint32(bytes.size() + 4);
    key.written = u64(bytes, 4);
    key.subkeys = u32(bytes, 20);
    key.subkeyList = u32(bytes, 28);
    key.values = u32(bytes, 36);
    key.valueList = u32(bytes, 40);
    key.name = nameOf(bytes.sliced(kFixed, length), u16(bytes, 2) & kLatinName);
    return key;
}

std::optional<RegKey> Hive::root() const { return key(m_base.root); }

std::optional<RegKey> Hive::find(QByteArrayView path) const
{
    const auto from = root();
    return from ? find(*from, path) : std::nullopt;
}

std::optional<RegKey> Hive::find(const RegKey &from, QByteArrayView path) const
{
    RegKey at = from;
    for (const QByteArray &part : path.toByteArray().split('\\')) {
        bool found = false;
        for (const quint32 cell : subkeyCells(at)) {
            auto child = key(cell);
            if (!child) {
                damage(cell);
                continue;
            }
            if (sameName(child->name, part)) {
                at = std::move(*child);
                found = true;
                break;
            }
        }
        if (!found)
            return {};
    }
    return at;
}

/// lf and lh: pairs of offset and hash; li: offsets; ri: offsets of such lists. most: what the key says.
void Hive::addList(quint32 list, quint32 most, int depth, std::vector<quint32> &cells) const
{
    const QByteArrayView bytes = cell(list);
    if (bytes.size() < 4) {
        damage(list);
        return;
    }
    const qsizetype count = u16(bytes, 2);
    const bool pairs = hasSignature(bytes, "lf") || hasSignature(bytes, "lh"), isRoot = hasSignature(bytes, "ri");
    const qsizetype step = pairs ? 8 : 4;
    if (!pairs && !isRoot && !hasSignature(bytes, "li")) {
        damage(list);
        return;
    }
    if (4 + count * step > bytes.size() || (isRoot && depth >= kListDepth))
        damage(list);
    if (isRoot && depth >= kListDepth)
        return;
    for (qsizetype i = 0; i < count && 4 + (i + 1) * step <= bytes.size() && cells.size() < most; ++i) {
        const quint32 entry = u32(bytes, 4 + i * step);
        if (isRoot)
            addList(entry, most, depth + 1, cells);
        else
            cells.push_back(entry);
    }
}

std::vector<quint32> Hive::subkeyCells(const RegKey &key) const
{
    std::vector<quint32> cells;
    if (key.subkeys == 0 || key.subkeyList == kNowhere)
        return cells;
    const quint32 most = std::min(key.subkeys, kMostSubkeys);
    addList(key.subkeyList, most, 0, cells);
    // No key stands under another twice: a list that leads to itself would give the same ones again and again.
    std::unordered_set<quint32> seen;
    std::erase_if(cells, [&seen](quint32 cell) { return !seen.insert(cell).second; });
    if (cells.size() < key.subkeys)
        damage(key.cell); // fewer than the key says
    return cells;
}

std::vector<RegKey> Hive::subkeys(const RegKey &parent) const
{
    std::vector<RegKey> keys;
    for (const quint32 offset : subkeyCells(parent)) {
        if (auto child = key(offset))
            keys.push_back(std::move(*child));
        else
            damage(offset);
    }
    return keys;
}

std::vector<quint32> Hive::valueCells(const RegKey &key) const
{
    std::vector<quint32> cells;
    if (key.values == 0 || key.valueList == kNowhere)
        return cells;
    const QByteArrayView list = cell(key.valueList);
    const quint32 count = std::min(key.values, kMostValues);
    if (quint64(list.size()) < quint64(count) * 4)
        damage(key.valueList);
    for (quint32 i = 0; i < count && (qsizetype(i) + 1) * 4 <= list.size(); ++i)
        cells.push_back(u32(list, qsizetype(i) * 4));
    return cells;
}

std::vector<RegValue> Hive::values(const RegKey &key) const
{
    std::vector<RegValue> values;
    for (const quint32 offset : valueCells(key)) {
        auto value = valueAt(offset, true);
        if (!value || !value->whole)
            damage(offset);
        if (value)
            values.push_back(std::move(*value));
    }
    return values;
}

std::optional<RegValue> Hive::value(const RegKey &key, QByteArrayView name) const
{
    for (const quint32 offset : valueCells(key)) {
        const auto named = valueAt(offset, false);
        if (!named) {
            damage(offset);
            continue;
        }
        if (!sameName(named->name, name))
            continue;
        auto value = valueAt(offset, true);
        if (!value->whole)
            damage(offset);
        return value;
    }
    return {};
}

std::optional<RegValue> Hive::valueAt(quint32 offset, bool withData) const
{
    constexpr qsizetype kFixed = 20;
    constexpr quint32 kResident = 0x80000000u;
    constexpr quint16 kLatinName = 1;
    const QByteArrayView bytes = cell(offset);
    if (bytes.size() < kFixed || !hasSignature(bytes, "vk"))
        return {};
    const qsizetype length = u16(bytes, 2);
    if (kFixed + length > bytes.size())
        return {};
    RegValue value;
    value.cell = offset;
    value.cellSize = quint32(bytes.size() + 4);
    value.type = u32(bytes, 12);
    value.name = nameOf(bytes.sliced(kFixed, length), u16(bytes, 16) & kLatinName);
    if (!withData)
        return value;
    const quint32 stored = u32(bytes, 4);
    if (stored & kResident) {
        const quint32 size = stored & ~kResident;
        value.whole = size <= 4;
        value.data = bytes.sliced(8, std::min<qsizetype>(size, 4)).toByteArray();
    } else if (stored > 0) {
        value.whole = readData(u32(bytes, 8), stored, value.data);
    }
    return value;
}

/// Data of a value: in one cell, or ("db", from version 1.4 on) in segments. False where a part of it is not there.
bool Hive::readData(quint32 offset, quint32 size, QByteArray &data) const
{
    if (size > kMostData)
        return false;
    const QByteArrayView bytes = cell(offset);
    const bool segmented = size > kLargestPlainData && m_base.minor > 3 && hasSignature(bytes, "db") && bytes.size() >= 8;
    if (!segmented) {
        data = bytes.first(std::min<qsizetype>(size, bytes.size())).toByteArray();
        return data.size() == qsizetype(size);
    }
    const qsizetype count = u16(bytes, 2);
    const QByteArrayView list = cell(u32(bytes, 4));
    for (qsizetype i = 0; i < count && (i + 1) * 4 <= list.size() && data.size() < qsizetype(size); ++i) {
        const QByteArrayView segment = cell(u32(list, i * 4));
        const qsizetype left = qsizetype(size) - data.size();
        const qsizetype part = std::min<qsizetype>({left, qsizetype(kLargestPlainData), segment.size()});
        data += segment.first(part).toByteArray();
        if (part < std::min<qsizetype>(left, kLargestPlainData))
            return false;
    }
    return data.size() == qsizetype(size);
}

} // namespace ashiato
