// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/evidencesource.h"
#include "importers/evidence/imagereader.h"
#include "tests/evidence/evidencefiles.h"
#include "tests/shared/recordingsink.h"

#include <QTest>

namespace ashiato
{

inline std::unique_ptr<EvidenceSource> openPaths(const QStringList &paths, EvidenceKind kind = EvidenceKind::Auto)
{
    OpenRequest request;
    request.kind = kind;
    request.name = paths[0].section(u'/', -1);
    std::vector<int> descriptors;
    for (const QString &path : paths) {
        request.segmentNames += path.section(u'/', -1);
        descriptors.push_back(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    }
    auto source = openEvidence(request, descriptors);
    return source ? std::move(*source) : nullptr;
}

/// Everything that is in an evidence: volumes, walk, and containers in containers, as the jobs do it.
class Tree
{
public:
    explicit Tree(EvidenceSource &source, int maxContainers = 1000) : m_source(source)
    {
        QVERIFY(source.volumes(sink));
        TaskRequest walk;
        for (const FileRecord &file : sink.batch().files) {
            if (isWalkUnit(file))
                walk.units.push_back(unitOf(file));
        }
        QVERIFY(source.walk(walk, sink));
        for (size_t i = 0; i < sink.batch().files.size(); ++i) { // it grows
            if (!(sink.batch().files[i].flags & FileContainer))
                continue;
            if (--maxContainers < 0)
                break;
            TaskRequest expand;
            expand.units.push_back(unitOf(sink.batch().files[i]));
            QVERIFY(source.expand(expand, sink));
        }
    }

    QString path(const FileRecord &file) const { return sink.text(file.directory) + sink.text(file.name); }
    const FileRecord *find(const QString &wanted) const
    {
        for (const FileRecord &file : const_cast<RecordingSink &>(sink).batch().files) {
            if (path(file) == wanted)
                return &file;
        }
        return nullptr;
    }
    QStringList paths() const
    {
        QStringList all;
        for (const FileRecord &file : const_cast<RecordingSink &>(sink).batch().files)
            all += path(file);
        all.sort();
        return all;
    }
    FileLocator locator(const FileRecord &file) const
    {
        // As the case makes it: a step for each container on the way up.
        FileLocator chain;
        for (const FileRecord *at = &file; at;) {
            LocatorStep step;
            step.access = at->access;
            step.volume = at->volume;
            step.inode = at->inode;
            step.attributeType = at->attributeType;
            step.attributeId = at->attributeId;
            step.memberIndex = at->accessIndex;
            if (at->access == AccessMethod::FolderPath)
                step.path = path(*at);
            chain.insert(chain.begin(), step);
            if (!isMember(*at))
                break;
            do {
                at = byId(at->parentId);
            } while (at && isMember(*at) && !(at->flags & FileContainer));
        }
        return chain;
    }
    UnitRequest unitOf(const FileRecord &file) const
    {
        UnitRequest unit;
        unit.unit = file.id;
        unit.locator = locator(file);
        unit.path = path(file);
        unit.volume = file.volume;
        unit.size = file.size;
        return unit;
    }
    QByteArray content(const QString &wanted)
    {
        const FileRecord *file = find(wanted);
        if (!file)
            return "no such file";
        auto bytes = m_source.open(locator(*file));
        if (!bytes)
            return "error " + errorCodeId(bytes.error().code).toUtf8();
        QByteArray all;
        for (;;) {
            auto part = (*bytes)->window(all.size(), 50'000);
            if (!part)
                return "error " + errorCodeId(part.error().code).toUtf8();
            if (part->isEmpty())
                return all;
            all += *part;
        }
    }
    QStringList warnings()
    {
        QStringList all;
        for (const WarningRecord &warning : sink.batch().warnings)
            all += errorCodeId(ErrorCode(warning.code)) + u' ' + sink.text(warning.path) + u' ' + sink.text(warning.detail);
        return all;
    }

    RecordingSink sink;

private:
    static bool isMember(const FileRecord &file)
    {
        return file.access == AccessMethod::ArchiveMember || file.access == AccessMethod::Compressed;
    }
    const FileRecord *byId(quint64 id) const
    {
        for (const FileRecord &file : const_cast<RecordingSink &>(sink).batch().files) {
            if (file.id == id)
                return &file;
        }
        return nullptr;
    }
    EvidenceSource &m_source;
};

} // namespace ashiato
