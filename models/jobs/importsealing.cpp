// SPDX-License-Identifier: Apache-2.0
// ImportService: when the last job of an exhibit is over, the journal gets the digests of its rows.
#include "models/jobs/importservice.h"

#include "models/casedb/case.h"
#include "models/casedb/casewriter.h"
#include "models/casedb/seals.h"
#include "models/jobs/async.h"

namespace ashiato
{

/// Once, each time that work has come to an end. Gives whether it has begun: idle comes after it.
bool ImportService::sealEnded()
{
    if (m_stopping || m_writeFailed || std::exchange(m_sealsAsked, true))
        return false;
    ++m_preparing;
    const auto stored = [this](const Result<void> &) {
        whenReady(this, onPool([path = m_case.databasePath()] { return sealActs(path); }), [this](const Result<std::vector<Act>> &acts) {
            --m_preparing;
            // Without digests the exhibit stays open to the next time; reading the case fails elsewhere, too.
            if (acts) {
                for (const Act &act : *acts)
                    m_case.writer()->act(act);
            }
            checkIdle();
        });
    };
    whenReady(this, m_case.writer()->flush(), stored); // the states of the last jobs, too
    return true;
}

} // namespace ashiato
