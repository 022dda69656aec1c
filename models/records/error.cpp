// SPDX-License-Identifier: Apache-2.0
#include "models/records/error.h"

#include <algorithm>
#include <iterator>

namespace ashiato
{

namespace
{

struct ErrorSpec {
    ErrorCode code;
    const char *id;
    ErrorGap gap;
};

using enum ErrorGap;

constexpr ErrorSpec kErrors[] = {
    {ErrorCode::None, "none", None},
    {ErrorCode::NotMine, "not_mine", NotReadable},
    {ErrorCode::Io, "io", NotReadable},
    {ErrorCode::NotFound, "not_found", NotReadable},
    {ErrorCode::Truncated, "truncated", NotReadable},
    {ErrorCode::Damaged, "damaged", NotReadable},
    {ErrorCode::LimitExceeded, "limit", NotReadable},
    {ErrorCode::Unsupported, "unsupported", NotReadable},
    {ErrorCode::Encrypted, "encrypted", NotReadable},
    {ErrorCode::NotStored, "not_stored", NotReadable},
    {ErrorCode::Encoding, "encoding", NotReadable},
    {ErrorCode::Crashed, "crashed", NotReadable},
    {ErrorCode::Hung, "hung", NotReadable},
    {ErrorCode::OutOfMemory, "out_of_memory", NotReadable},
    {ErrorCode::Protocol, "protocol", NotReadable},
    {ErrorCode::Cancelled, "cancelled", NotExamined},
    {ErrorCode::Locked, "locked", NotReadable},
    {ErrorCode::ReadOnly, "read_only", NotReadable},
    {ErrorCode::DiskFull, "disk_full", NotReadable},
    {ErrorCode::NewerVersion, "newer_version", NotReadable},
    {ErrorCode::HashMismatch, "hash_mismatch", Doubtful},
    {ErrorCode::Invalid, "invalid", NotReadable},
    {ErrorCode::Internal, "internal", NotReadable},
    {ErrorCode::ZoneUnknown, "zone_unknown", Doubtful},
    {ErrorCode::YearUnknown, "year_unknown", Doubtful},
    {ErrorCode::FieldUndeclared, "field_undeclared", Doubtful},
    {ErrorCode::Missing, "missing", NotReadable},
    {ErrorCode::OlderVersion, "older_version", NotReadable},
    {ErrorCode::Unclaimed, "unclaimed", NotExamined},
    {ErrorCode::Dangling, "dangling", NotReadable},
    {ErrorCode::Leftover, "leftover", NotExamined},
    {ErrorCode::CopiesDiffer, "copies_differ", Doubtful},
    {ErrorCode::Incomplete, "incomplete", NotReadable},
    {ErrorCode::TimeInvalid, "time_invalid", Doubtful},
    {ErrorCode::NestedImage, "nested_image", NotExamined},
    {ErrorCode::NotRecognised, "not_recognised", NotExamined},
    {ErrorCode::ShadowCopies, "shadow_copies", NotExamined},
    {ErrorCode::SpecialFile, "special_file", NotExamined},
    {ErrorCode::Changed, "changed", Doubtful},
    {ErrorCode::CellsDiffer, "cells_differ", Doubtful},
    {ErrorCode::Assumed, "assumed", Doubtful},
    {ErrorCode::Unlocked, "unlocked", Doubtful},
    {ErrorCode::NotReplayed, "not_replayed", Doubtful},
};
static_assert(std::size(kErrors) == size_t(ErrorCode::Last) + 1);
static_assert([] {
    for (size_t i = 0; i < std::size(kErrors); ++i) {
        if (size_t(kErrors[i].code) != i)
            return false;
    }
    return true;
}());

} // namespace

ErrorGap errorGap(ErrorCode code) { return code <= ErrorCode::Last ? kErrors[size_t(code)].gap : NotReadable; }

QString errorCodeId(ErrorCode code)
{
    return code <= ErrorCode::Last ? QString::fromLatin1(kErrors[size_t(code)].id) : QStringLiteral("unknown");
}

ErrorCode errorFromId(const QString &id)
{
    const auto spec = std::find_if(std::begin(kErrors), std::end(kErrors),
                                   [&id](const ErrorSpec &error) { return id == QLatin1StringView(error.id); });
    return spec == std::end(kErrors) ? ErrorCode::Internal : spec->code;
}

} // namespace ashiato
