// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "models/casedb/case.h"
#include "models/casedb/casereader.h"

#include <QFuture>
#include <QHash>

#include <memory>

namespace ashiato
{

/// The case of a command with one reader. Main thread.
struct OpenedCase {
    std::unique_ptr<Case> file;
    std::shared_ptr<CaseReader> reader; ///< Goes before the case: declared after it
};

/// Opens the case that the first argument names. Reading needs no lock: a command may look while another imports.
Result<OpenedCase> openCase(const Invocation &call, CaseMode mode);

/// The exhibit by its number ("E-01") or, where only one has it, its file name; NotFound.
Result<EvidenceRow> evidenceByName(CaseReader &reader, const QString &name);

/// The tag by its name in either language; id 0 where there is none.
Result<TagRow> tagByName(CaseReader &reader, const QString &name);

/// Clocks by id, for file times.
class Clocks
{
public:
    static Result<Clocks> load(CaseReader &reader);
    /// A recorded file time as it is printed; empty for kNoTime.
    QString text(qint64 recordedNs, qint64 precisionNs, qint32 clockId) const;
    qint64 shown(qint64 recordedNs, qint32 clockId) const;

private:
    QHash<qint32, ClockRow> m_clocks;
};

/// Waits for the writer's answer. Main thread; the writer has its own.
template <typename T> Result<T> waitFor(QFuture<Result<T>> future)
{
    future.waitForFinished();
    return future.result();
}

/// The names of tags on each event or file, joined by ';' in the order of the tags.
class TagNames
{
public:
    static Result<TagNames> load(CaseReader &reader, TargetKind target);
    QString of(qint64 targetId) const;
    const QStringList &all() const { return m_order; }

private:
    QHash<qint64, QString> m_names;
    QStringList m_order;
};

// Values as the command line prints them; the same as the views v_event and v_file give.

/// "offset+length", "offset", "#record", or empty.
QString positionText(qint64 offset, qint64 length, qint64 recordNumber);
/// "file", "directory" …
QString fileTypeText(const FileRow &file);
/// The name is unallocated, or no name leads to it.
inline bool isDeleted(const FileRow &file) { return file.flags & kDeletedFileFlags; }

} // namespace ashiato
