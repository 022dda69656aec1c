// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/lens/filter.h"

#include <QHash>

#include <functional>

namespace ashiato
{

/// The filter on files and flows, row by row (events go through EventQuery). One thread.
class RowFilter
{
public:
    /// What a condition on a value means that such rows do not have.
    enum class Lacking {
        IsRefused, ///< An error rather than an empty list
        HoldsNone, ///< As with an event that has no such value
    };
    /// Invalid: the filter names a field that these rows do not have (Lacking::IsRefused) or a value that it cannot have; the
    /// detail is its id, with the value behind a colon.
    static Result<RowFilter> make(const Filter &filter, TargetKind rows, CaseReader &reader, Lacking lacking);

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

/// The flows that sources tell themselves, as captures do, which the filter holds: flowsOf() adds them to those of events.
Result<std::vector<FlowRow>> toldFlows(CaseReader &reader, const Filter &filter);

} // namespace ashiato
