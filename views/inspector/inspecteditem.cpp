// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/inspecteditem.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"

namespace ashiato
{

Result<InspectedItem> readInspectedItem(Case &openCase, const Focus &focus)
{
    const auto opened = openCase.reader();
    if (!opened)
        return opened.error();
    CaseReader &reader = **opened;
    InspectedItem item;
    item.focus = focus;
    if (focus.kind == ItemKind::Event) {
        const auto rows = reader.events({focus.id});
        if (!rows)
            return rows.error();
        if (rows->empty())
            return ErrorCode::NotFound;
        item.event = rows->front();
        item.tags = item.event->tags;
        if (const auto file = reader.file(item.event->fileId))
            item.fileSize = file->size;
    } else {
        auto files = readFileItems(reader, {focus.id});
        if (!files)
            return files.error();
        if (files->empty())
            return ErrorCode::NotFound;
        item.file = std::move(files->front());
        item.tags = item.file->tags;
        item.fileSize = item.file->row.size;
    }
    const TargetKind target = focus.kind == ItemKind::File ? TargetKind::File : TargetKind::Event;
    if (const auto note = reader.note(target, focus.id); note && *note)
        item.note = (*note)->text;
    return item;
}

} // namespace ashiato
