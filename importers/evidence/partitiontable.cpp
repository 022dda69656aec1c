// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/partitiontable.h"

#include "importers/evidence/gpttable.h"
#include "importers/evidence/mbrtable.h"
#include "importers/evidence/volumesignatures.h"

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kSectorSizes[] = {512, 4096, 2048};

/// What the image says first, then what disks have.
std::vector<int> sectorSizes(const ImageReader &image)
{
    std::vector<int> sizes{std::max(image.sectorSize(), 512)};
    for (const int size : kSectorSizes) {
        if (size != sizes.front())
            sizes.push_back(size);
    }
    return sizes;
}

/// Whether a partition holds a table of its own: a disklabel of BSD in its second sector, one of Sun or an MBR in its first.
bool holdsTable(ImageReader &image, qint64 offset)
{
    QByteArray head(1024, '\0');
    if (!image.read(offset, head.data(), head.size(), OnDamage::FillZeros))
        return false;
    using View = QByteArrayView;
    return head.sliced(512, 4) == View("\x57\x45\x56\x82", 4) || head.sliced(508, 2) == View("\xda\xbe", 2) ||
           head.sliced(510, 2) == View("\x55\xaa", 2);
}

/// How many of the partitions begin with something that is known.
int plausible(ImageReader &image, const PartitionTable &table)
{
    return int(std::count_if(table.partitions.begin(), table.partitions.end(), [&image](const Partition &one) {
        return one.offset < image.size() &&
               (!volumeSignature(image, one.offset, one.length).name.isEmpty() || holdsTable(image, one.offset));
    }));
}

struct Found {
    PartitionTable table;
    int sectorSize = 0;
    int plausible = 0;
};

/// The scale at which most of the partitions show something; what the image says where none shows more.
Found bestMbr(ImageReader &image, const std::vector<int> &sizes)
{
    Found best;
    for (const int size : sizes) {
        Found one{readMbr(image, size), size, 0};
        one.plausible = plausible(image, one.table);
        const bool isComplete = one.plausible == int(one.table.partitions.size());
        if (size == sizes.front() || one.plausible > best.plausible)
            best = std::move(one);
        if (isComplete && best.sectorSize == size)
            break;
    }
    return best;
}

} // namespace

PartitionTable readPartitionTable(ImageReader &image)
{
    const std::vector<int> sizes = sectorSizes(image);
    Found mbr = bestMbr(image, sizes);
    std::optional<GptTable> gpt;
    int gptSize = 0;
    for (const GptTable::State wanted : {GptTable::State::Holds, GptTable::State::Unsure}) {
        for (size_t i = 0; i < sizes.size() && !gpt; ++i) {
            if (GptTable one(image, sizes[i]); one.state() == wanted) {
                gpt.emplace(one);
                gptSize = sizes[i];
            }
        }
    }

    PartitionTable table = gpt ? gpt->table() : PartitionTable();
    int sectorSize = gptSize;
    const bool hasOther = !mbr.table.isProtective && !mbr.table.partitions.empty();
    if (gpt && hasOther && mbr.plausible >= plausible(image, table)) { // left over from before the disk was divided anew
        table = std::move(mbr.table);
        table.warnings.push_back({ErrorCode::Leftover, 0, u"another partition table: gpt"_s, gpt->offset(), gptSize});
        sectorSize = mbr.sectorSize;
    } else if (!gpt) {
        table = std::move(mbr.table);
        sectorSize = mbr.sectorSize;
    } else if (mbr.table.isProtective) { // partitions of a hybrid table that the GPT does not list
        for (Partition &one : mbr.table.partitions) {
            const bool isListed = std::any_of(table.partitions.begin(), table.partitions.end(),
                                              [&one](const Partition &other) { return other.offset == one.offset; });
            if (!isListed)
                table.partitions.push_back(std::move(one));
        }
    } else {
        table.warnings.push_back({ErrorCode::Damaged, 0, u"no protective MBR before the gpt"_s, 0, 512});
    }
    std::stable_sort(table.partitions.begin(), table.partitions.end(),
                     [](const Partition &a, const Partition &b) { return a.offset < b.offset; });
    table.sectorSize = sectorSize;
    if (!table.partitions.empty() && sectorSize != sizes.front())
        table.warnings.push_back({ErrorCode::Assumed, 0, u"bytes per sector: %1"_s.arg(sectorSize), 0, kUnknown});
    return table;
}

} // namespace ashiato
