// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/lens/filter.h"

#include <QHash>

#include <functional>

namespace ashiato
{

/// The filter on files and flows, row by row (events go through models/query). A condition on something that such a row
/// does not have is an error rather than an empty list. One thread.
class RowFilter
{
public:
    /// Invalid: the filter names a field that these rows do not have, a value that it cannot have, or what is not in the
    /// case; the detail is a sentence.
    static Result<RowFilter> make(const Filter &filter, TargetKind rows, CaseReader &reader);

    bool holds(const FileRow &file) const;
    bool holds(const FlowRow &flow) const;
    bool isEmpty() const { return m_groups.empty(); }

private:
    struct Test {
        Condition condition;
        QStringList folded; ///< Values, folded for comparing
    };

    void addNumber(const EvidenceRow &evidence);
    template <typename Row> bool holdsRow(const Row &row) const;
    bool matches(const Test &test, const FileRow &file) const;
    bool matches(const Test &test, const FlowRow &flow) const;

    std::vector<std::vector<Test>> m_groups;
    QHash<qint32, ClockRow> m_clocks;
    QHash<qint64, QString> m_evidenceHost; ///< Folded host of each exhibit
    QHash<qint64, QStringList> m_tags;     ///< Folded names on each row
};

/// All files that the filter holds, in order of id, a thousand at a time; the function gives false to stop.
Result<void> eachFile(CaseReader &reader, const RowFilter &filter, const std::function<bool(const FileRow &)> &take);

} // namespace ashiato
