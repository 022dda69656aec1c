// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/caserows.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace ashiato
{

namespace
{

template <size_t N> QString nameOf(const std::array<const char *, N> &names, quint8 index)
{
    return index < N ? QString::fromLatin1(names[index]) : QString();
}

constexpr std::array kTargets{"event", "file", "flow", "endpoint"};
constexpr std::array kVerifications{"unverified", "verifying", "match", "mismatch", "computed", "unreadable"};
constexpr std::array kJobStates{"pending", "running", "paused", "done", "failed", "cancelled", "waiting_for_key"};
constexpr std::array kTaskKinds{"volumes", "walk", "import", "verify", "hash", "expand"};
constexpr std::array kEvidenceKinds{"auto", "image", "file", "folder"};

static_assert(kTargets.size() == size_t(TargetKind::Last) + 1);
static_assert(kVerifications.size() == size_t(Verification::Last) + 1);
static_assert(kJobStates.size() == size_t(JobState::Last) + 1);
static_assert(kTaskKinds.size() == size_t(TaskKind::Last) + 1);
static_assert(kEvidenceKinds.size() == size_t(EvidenceKind::Last) + 1);

} // namespace

QString targetId(TargetKind kind) { return nameOf(kTargets, quint8(kind)); }
QString verificationId(Verification state) { return nameOf(kVerifications, quint8(state)); }
QString jobStateId(JobState state) { return nameOf(kJobStates, quint8(state)); }
QString taskKindId(TaskKind kind) { return nameOf(kTaskKinds, quint8(kind)); }
QString evidenceKindId(EvidenceKind kind) { return nameOf(kEvidenceKinds, quint8(kind)); }

std::optional<TargetKind> targetFromId(const QString &id)
{
    for (quint8 kind = 0; kind <= quint8(TargetKind::Last); ++kind) {
        if (targetId(TargetKind(kind)) == id)
            return TargetKind(kind);
    }
    return std::nullopt;
}

qint64 shownTime(const ClockRow &clock, qint64 recordedNs, bool *ambiguous)
{
    if (ambiguous)
        *ambiguous = false;
    if (recordedNs == kNoTime)
        return kNoTime;
    const auto after = std::upper_bound(clock.spans.begin(), clock.spans.end(), recordedNs,
                                        [](qint64 ns, const ClockSpanRow &span) { return ns < span.fromNs; });
    if (after == clock.spans.begin())
        return recordedNs;
    const ClockSpanRow &span = *std::prev(after);
    if (ambiguous)
        *ambiguous = span.ambiguous;
    qint64 shown = 0;
    return __builtin_add_overflow(recordedNs, span.offsetNs, &shown) ? recordedNs : shown;
}

quint32 flagsByClock(quint32 flags, quint32 zoneUnknown, const ClockRow &clock)
{
    return clock.zoneKnown ? flags & ~zoneUnknown : flags | zoneUnknown;
}

} // namespace ashiato
