// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/tarheader.h"

#include "models/records/records.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kPart = 1 << 20;
constexpr qsizetype kNameBytes = 100;
constexpr qsizetype kSizeAt = 124;

/// Octal digits of a size; kUnknown where there are none.
qint64 octalSize(QByteArrayView block)
{
    qint64 size = 0;
    bool digits = false;
    for (qsizetype i = kSizeAt; i < kSizeAt + 12; ++i) {
        if (block[i] < '0' || block[i] > '7')
            continue;
        size = size * 8 + (block[i] - '0');
        digits = true;
    }
    return digits ? size : kUnknown;
}

} // namespace

bool isTarHeader(QByteArrayView block)
{
    if (block.size() < kTarBlock || block[0] == 0)
        return false;
    qint64 sum = 0;
    for (qsizetype i = 0; i < kTarBlock; ++i)
        sum += i >= 148 && i < 156 ? ' ' : quint8(block[i]);
    qint64 stored = 0;
    bool digits = false;
    for (qsizetype i = 148; i < 156; ++i) {
        if (block[i] >= '0' && block[i] <= '7') {
            stored = stored * 8 + (block[i] - '0');
            digits = true;
        }
    }
    return digits && stored == sum;
}

bool hasTarMagic(QByteArrayView block) { return block.size() >= kTarBlock && block.sliced(257, 5) == "ustar"; }

QByteArray tarHeaderName(QByteArrayView block)
{
    QByteArray name = block.first(std::min(block.size(), kNameBytes)).toByteArray();
    name.truncate(std::max<qsizetype>(0, name.indexOf('\0') < 0 ? name.size() : name.indexOf('\0')));
    const bool text = std::none_of(name.begin(), name.end(), [](char c) { return quint8(c) < 0x20; });
    return text ? name : QByteArray();
}

Result<qint64> tarHeaderBehind(ByteSource &source, qint64 offset, const std::function<bool()> &alive)
{
    const auto damaged = source.window(offset, kTarBlock);
    if (!damaged)
        return damaged.error();
    const qint64 size = damaged->size() == kTarBlock && hasTarMagic(*damaged) ? octalSize(*damaged) : kUnknown;
    if (size >= 0) {
        const qint64 led = offset + kTarBlock + (size + kTarBlock - 1) / kTarBlock * kTarBlock;
        const auto there = source.window(led, kTarBlock);
        if (there && isTarHeader(*there))
            return led;
    }
    for (qint64 at = offset + kTarBlock;;) {
        if (alive && !alive())
            return ErrorCode::Cancelled;
        const auto part = source.window(at, kPart);
        if (!part)
            return part.error();
        for (qsizetype i = 0; i + kTarBlock <= part->size(); i += kTarBlock) {
            const QByteArrayView block = QByteArrayView(*part).sliced(i, kTarBlock);
            if (isTarHeader(block) && (hasTarMagic(block) || !tarHeaderName(block).isEmpty()))
                return at + i;
        }
        if (part->size() < kPart)
            return kUnknown;
        at += kPart;
    }
}

} // namespace ashiato
