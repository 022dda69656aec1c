// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/seals.h"

#include "models/casedb/exhibitdigest.h"

namespace ashiato
{

Result<std::vector<Act>> sealActs(const QString &databasePath)
{
    auto opened = Connection::open(databasePath, Connection::Mode::Read);
    if (!opened)
        return opened.error();
    Connection &connection = **opened;
    // The rows and the mark of what was written are of one state.
    if (auto begun = connection.execute("BEGIN"); !begun)
        return begun.error();
    struct Unsealed {
        qint64 id, parts, writes;
    };
    std::vector<Unsealed> exhibits;
    Statement find = connection.prepare(
        "SELECT v.id, v.unsealed, v.writes FROM evidence v WHERE v.unsealed <> 0 AND EXISTS (SELECT 1 FROM job j"
        " WHERE j.evidence_id = v.id) AND NOT EXISTS (SELECT 1 FROM job j WHERE j.evidence_id = v.id"
        " AND j.state IN ('pending', 'running', 'paused')) ORDER BY v.id");
    Statement::Step step = find.step();
    for (; step == Statement::Step::Row; step = find.step())
        exhibits.push_back({find.integer(0), find.integer(1), find.integer(2)});
    if (step == Statement::Step::Failed)
        return find.error();
    std::vector<Act> acts;
    for (const Unsealed &exhibit : exhibits) {
        auto parts = quint32(exhibit.parts);
        ExhibitDigest kept;
        for (const SealPart part : {SealPart::Events, SealPart::Files}) {
            if (!(parts & sealBit(part)))
                continue;
            const auto sum = keptSum(connection, exhibit.id, part);
            if (!sum)
                return sum.error();
            if (!*sum)
                continue;
            kept[part] = **sum;
            parts &= ~sealBit(part);
        }
        auto digest = digestExhibit(connection, exhibit.id, parts);
        if (!digest)
            return digest.error();
        digest->merge(kept);
        acts.push_back({QStringLiteral("evidence.seal"),
                        {{QStringLiteral("id"), exhibit.id},
                         {QStringLiteral("parts"), exhibit.parts},
                         {QStringLiteral("writes"), exhibit.writes},
                         {QStringLiteral("digests"), digestJson(*digest)}},
                        TargetKind::Event,
                        {}});
    }
    return acts;
}

} // namespace ashiato
