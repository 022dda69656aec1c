// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/remainingwork.h"

#include "models/casedb/casereader.h"
#include "models/jobs/jobrules.h"

#include <algorithm>

namespace ashiato
{

QHash<QString, std::vector<CompanionSpec>> companionsOf(const std::vector<ImporterDescriptor> &importers)
{
    QHash<QString, std::vector<CompanionSpec>> companions;
    for (const ImporterDescriptor &importer : importers) {
        if (!importer.companions.empty())
            companions.insert(importer.id, importer.companions);
    }
    return companions;
}

RemainingWork remainingWork(CaseReader &reader, qint64 jobId, TaskKind kind, int limit,
                            const std::vector<ImporterDescriptor> &importers, bool isListing)
{
    RemainingWork left;
    left.task.kind = kind;
    const auto fail = [&](const Error &error) {
        left.error = error;
        return left;
    };
    if (kind != TaskKind::Volumes && kind != TaskKind::Verify) {
        const auto companions = kind == TaskKind::Import ? companionsOf(importers) : QHash<QString, std::vector<CompanionSpec>>();
        auto units = reader.pendingUnits(jobId, limit, companions, isListing);
        if (!units)
            return fail(units.error());
        left.waits = units->empty() && isListing && !companions.isEmpty();
        left.task.units = std::move(*units);
    }
    if (kind == TaskKind::Volumes) {
        const auto told = reader.isUnitDone(jobId, 0);
        if (!told)
            return fail(told.error());
        left.nothing = *told;
    }
    if (kind == TaskKind::Walk) {
        auto volumes = reader.doneOrphanVolumes(jobId);
        if (!volumes)
            return fail(volumes.error());
        left.task.doneVolumes = std::move(*volumes);
    }
    if (bringsFiles(kind)) {
        auto most = reader.maxFileId();
        if (!most)
            return fail(most.error());
        left.task.firstFileId = quint64(*most) + 1;
    }
    return left;
}

bool sameUnits(const std::vector<UnitRequest> &a, const std::vector<UnitRequest> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const UnitRequest &left, const UnitRequest &right) {
        return left.unit == right.unit && left.position == right.position && left.ordinal == right.ordinal;
    });
}

} // namespace ashiato
