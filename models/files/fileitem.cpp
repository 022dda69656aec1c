// SPDX-License-Identifier: Apache-2.0
#include "models/files/fileitem.h"

#include "models/casedb/casereader.h"
#include "models/files/filetreemodel.h"
#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "models/wording/visibletext.h"

#include <algorithm>

namespace ashiato
{

QString FileItem::title() const { return visibleText(row.name.isEmpty() ? rootTitle : row.name); }

Result<std::vector<FileItem>> readFileItems(CaseReader &reader, const QList<qint64> &ids)
{
    const auto rows = reader.filesByIds(ids);
    const auto clocks = reader.clocks();
    const auto tagged = reader.taggedIds(TargetKind::File);
    if (!rows || !clocks || !tagged)
        return !rows ? rows.error() : !clocks ? clocks.error() : tagged.error();
    std::vector<FileItem> items;
    for (const FileRow &row : *rows) {
        FileItem item;
        item.row = row;
        if (row.name.isEmpty() && row.parentId == 0) {
            item.rootTitle = row.path();
            const auto volumes = reader.volumes(row.evidenceId);
            if (!volumes)
                return volumes.error();
            for (const VolumeRow &volume : *volumes) {
                if (volume.number == row.volume)
                    item.rootTitle = volumeTitle(volume.number, volume.fileSystem.toUpper(), volume.label);
            }
        }
        const auto clock = std::find_if(clocks->begin(), clocks->end(), [&row](const ClockRow &c) { return c.id == row.clockId; });
        for (int i = 0; i < 4; ++i)
            item.shownNs[i] = clock == clocks->end() ? row.times[i] : shownTime(*clock, row.times[i], &item.ambiguous[i]);
        if (clock != clocks->end()) {
            item.localTime = clock->local;
            item.zoneKnown = clock->zoneKnown;
            item.row.flags = flagsByClock(row.flags, FileZoneUnknown, *clock);
        }
        const auto first = std::lower_bound(tagged->begin(), tagged->end(), std::pair<qint64, qint64>(row.id, 0));
        for (auto at = first; at != tagged->end() && at->first == row.id; ++at)
            item.tags.append(at->second);
        items.push_back(std::move(item));
    }
    return items;
}

QString fileTimeText(const FileItem &item, int which, const QString &zone)
{
    const qint64 precision = item.row.precisionNs[which];
    if (item.row.times[which] == kNoTime)
        return {};
    if (zone == Lens::kSourceZone)
        return timeDisplay(item.row.times[which], precision) + (item.localTime ? QString() : QStringLiteral("Z"));
    return timeDisplay(item.shownNs[which], precision, zone, item.zoneKnown);
}

} // namespace ashiato
