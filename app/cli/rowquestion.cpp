// SPDX-License-Identifier: Apache-2.0
#include "app/cli/rowquestion.h"

#include "app/cli/filternames.h"
#include "app/cli/filteroptions.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

Result<RowFilter> rowQuestion(const Filter &filter, TargetKind rows, CaseReader &reader)
{
    Result<RowFilter> made = RowFilter::make(filter, rows, reader, RowFilter::Lacking::IsRefused);
    if (made) {
        if (const Result<void> known = namesExist(filter, reader); !known)
            return known.error();
    }
    if (made || made.error().code != ErrorCode::Invalid)
        return made;
    const QString detail = made.error().detail;
    return {ErrorCode::Invalid, detail.contains(u':') ? filterValueSentence(detail)
                                                      : u"--%1: a %2 has no such value; leave it out."_s.arg(
                                                            detail, rows == TargetKind::File ? u"file"_s : u"flow"_s)};
}

} // namespace ashiato
