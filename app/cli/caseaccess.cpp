// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"

#include "models/time/timetext.h"

#include <QFileInfo>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

Result<OpenedCase> openCase(const Invocation &call, CaseMode mode)
{
    Result<std::unique_ptr<Case>> file = Case::open(call.casePath(), mode);
    if (!file)
        return file.error();
    OpenedCase opened;
    opened.file = std::move(*file);
    if (opened.file->onNetwork() && mode == CaseMode::ReadWrite)
        call.note(u"The case lies on a network file system: it is locked for this command alone and slower to write."_s);
    if (opened.file->cacheIsForeign())
        call.note(u"The case cannot be written: what is derived from it lies in %1 and is removed at the end."_s.arg(opened.file->cacheFolder()));
    Result<std::shared_ptr<CaseReader>> reader = opened.file->reader();
    if (!reader)
        return reader.error();
    opened.reader = *reader;
    return opened;
}

Result<EvidenceRow> evidenceByName(CaseReader &reader, const QString &name)
{
    Result<std::vector<EvidenceRow>> rows = reader.evidence();
    if (!rows)
        return rows.error();
    const EvidenceRow *byFileName = nullptr;
    for (const EvidenceRow &row : *rows) {
        if (row.number.compare(name, Qt::CaseInsensitive) == 0)
            return row;
        if (row.name == name)
            byFileName = byFileName ? nullptr : &row;
    }
    if (byFileName)
        return *byFileName;
    return {ErrorCode::NotFound, u"evidence “%1”"_s.arg(name)};
}

Result<TagRow> tagByName(CaseReader &reader, const QString &name)
{
    Result<std::vector<TagRow>> rows = reader.tags();
    if (!rows)
        return rows.error();
    for (const TagRow &row : *rows) {
        if (!row.removed && (row.name == name || (!row.nameEn.isEmpty() && row.nameEn.compare(name, Qt::CaseInsensitive) == 0)))
            return row;
    }
    return TagRow{};
}

Result<Clocks> Clocks::load(CaseReader &reader)
{
    Result<std::vector<ClockRow>> rows = reader.clocks();
    if (!rows)
        return rows.error();
    Clocks clocks;
    for (ClockRow &row : *rows)
        clocks.m_clocks.insert(row.id, std::move(row));
    return clocks;
}

qint64 Clocks::shown(qint64 recordedNs, qint32 clockId) const
{
    const auto clock = m_clocks.constFind(clockId);
    return clock == m_clocks.constEnd() ? recordedNs : shownTime(*clock, recordedNs);
}

QString Clocks::text(qint64 recordedNs, qint64 precisionNs, qint32 clockId) const
{
    const auto clock = m_clocks.constFind(clockId);
    const bool zoneKnown = clock == m_clocks.constEnd() || !clock->local || clock->zoneKnown;
    return timeText(shown(recordedNs, clockId), precisionNs, 0, zoneKnown);
}

Result<TagNames> TagNames::load(CaseReader &reader, TargetKind target)
{
    const Result<std::vector<TagRow>> tags = reader.tags();
    if (!tags)
        return tags.error();
    const Result<std::vector<std::pair<qint64, qint64>>> pairs = reader.taggedIds(target);
    if (!pairs)
        return pairs.error();
    TagNames names;
    QHash<qint64, QString> byId;
    for (const TagRow &tag : *tags) {
        byId.insert(tag.id, tag.name);
        names.m_order.append(tag.name);
    }
    for (const auto &[targetId, tagId] : *pairs) {
        QString &text = names.m_names[targetId];
        if (!text.isEmpty())
            text += u';';
        text += byId.value(tagId);
    }
    return names;
}

QString TagNames::of(qint64 targetId) const { return m_names.value(targetId); }

QString fileTypeText(const FileRow &file)
{
    const bool byName = file.kind == FileKind::Unknown || file.kind == FileKind::Undefined;
    switch (byName ? file.nameKind : file.kind) {
    case FileKind::Unknown: break;
    case FileKind::File: return u"file"_s;
    case FileKind::Directory: return u"directory"_s;
    case FileKind::Symlink: return u"symlink"_s;
    case FileKind::Stream: return u"stream"_s;
    case FileKind::Device: return u"device"_s;
    case FileKind::Pipe: return u"pipe"_s;
    case FileKind::Socket: return u"socket"_s;
    case FileKind::Virtual: return u"virtual"_s;
    case FileKind::Member: return u"member"_s;
    case FileKind::Whiteout: return u"whiteout"_s;
    case FileKind::Shadow: return u"shadow"_s;
    case FileKind::Undefined: return u"undefined"_s;
    }
    return {};
}

} // namespace ashiato
