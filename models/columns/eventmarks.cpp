// SPDX-License-Identifier: Apache-2.0
#include "models/columns/columnstore.h"

#include "models/casedb/casereader.h"

namespace ashiato
{

Result<void> ColumnStore::refreshMarks(CaseReader &reader)
{
    auto tags = reader.tags();
    const auto tagged = reader.taggedIds(TargetKind::Event);
    const auto notes = reader.notes();
    const auto seen = reader.seenIds(TargetKind::Event);
    if (!tags)
        return tags.error();
    if (!tagged)
        return tagged.error();
    if (!notes)
        return notes.error();
    if (!seen)
        return seen.error();
    auto marks = std::make_shared<EventMarks>();
    marks->tags = std::move(*tags);
    for (const auto &[event, tag] : *tagged)
        marks->tagged[tag].add(event);
    for (auto &[tag, ids] : marks->tagged)
        ids.seal();
    for (const NoteRow &note : *notes) {
        if (note.target == TargetKind::Event && note.targetId != 0)
            marks->noted.add(note.targetId);
    }
    for (const qint64 id : *seen)
        marks->seen.add(id);
    marks->noted.seal();
    marks->seen.seal();
    const std::lock_guard lock(m_lock);
    m_marks = std::move(marks);
    return {};
}

} // namespace ashiato
