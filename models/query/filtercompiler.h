// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/filterplan.h"

#include <initializer_list>

namespace ashiato
{

/// Turns conditions into tests: looks values up in the dictionaries of one state of the columns. Only FilterPlan uses it.
/// One thread.
class FilterPlan::Compiler
{
public:
    Compiler(const EventColumns &columns, const EventMarks &marks, const CancelFlag &cancel)
        : m_columns(columns), m_marks(marks), m_cancel(cancel)
    {
    }

    /// Cancelled; Invalid names a value that the field cannot have; Damaged where a dictionary does not fit its checksum.
    Result<Conjunct> compile(const Condition &condition);

private:
    using Ids = std::shared_ptr<const IdSet>;

    const std::atomic<bool> *cancelFlag() const { return m_cancel ? m_cancel.get() : nullptr; }
    Ids find(const TextDictionary &dictionary, const QString &value, TextMatch match);
    Ids findPaths(const TextDictionary &dictionary, const QString &pattern);
    void inColumn(EventField field, const QString &value, TextMatch match, Conjunct &out);
    Result<void> add(FilterField what, const QString &value, Conjunct &out);
    Result<void> typed(EventField field, const QString &value, Conjunct &out);
    void evidence(const QString &value, Conjunct &out);
    void type(const QString &value, Conjunct &out);
    Result<void> kind(const QString &value, Conjunct &out);
    static Result<void> severity(const QString &value, Conjunct &out);
    static Result<void> fileTimes(const QString &value, Conjunct &out);
    static Result<void> number(std::initializer_list<EventField> fields, FilterField what, const QString &value, qint64 none,
                               Conjunct &out);
    void path(const QString &value, Conjunct &out);
    void tag(const QString &value, Conjunct &out);
    void text(const QString &value, Conjunct &out);
    Result<void> seen(const QString &value, Conjunct &out);
    static Result<void> flag(const QString &value, Conjunct &out);

    const EventColumns &m_columns;
    const EventMarks &m_marks;
    const CancelFlag &m_cancel;
    bool m_stopped = false;
    bool m_damaged = false; ///< A dictionary does not fit its checksum
};

} // namespace ashiato
