// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/records/result.h"

#include <memory>
#include <optional>

namespace ashiato
{

class CaseReader;
class CaseWriter;

enum class CaseMode : quint8 { ReadWrite, ReadOnly };

struct CaseOptions {
    QString examiner;                  ///< Who acts; empty: the first examiner of the case
    std::optional<bool> networkPlace;  ///< Whether the folder lies on a network file system; nullopt: look
};

/// An open case: the folder NAME.ashiato with case.sqlite (the truth), cache/ (derived) and the lock.
/// Owns the writer and the lock; readers may outlive neither. GUI or main thread; reader() from any thread.
class Case
{
public:
    /// Makes the folder and the case, and opens it for writing. ".ashiato" is appended where it is missing. A process
    /// killed in it leaves no case, not half of one. Errors: Invalid (exists already), Locked (it is being made), Io,
    /// ReadOnly, DiskFull.
    static Result<std::unique_ptr<Case>> create(const QString &path, const CaseInfo &info, const QString &examiner,
                                                const CaseOptions &options = {});
    /// Errors: NotFound, Locked (detail: pid and host of the owner), NewerVersion, Damaged, ReadOnly (detail: path).
    /// ReadOnly needs no lock and sees what a living owner commits. A case of an older version is brought up to this one by
    /// whoever opens it, ReadOnly too: that alone takes the lock and writes; OlderVersion where it cannot be locked or written.
    static Result<std::unique_ptr<Case>> open(const QString &path, CaseMode mode, const CaseOptions &options = {});
    ~Case();

    Case(const Case &) = delete;
    Case &operator=(const Case &) = delete;

    QString path() const;         ///< The folder
    QString databasePath() const; ///< case.sqlite in it
    QString cacheFolder() const;  ///< cache/ in it, or the user's cache folder where the case lies on a network or cannot be written
    bool cacheIsForeign() const;  ///< The case cannot be written: the folder lies elsewhere, and is removed at the end
    QString uid() const;
    CaseMode mode() const;
    bool onNetwork() const;   ///< Rollback journal instead of WAL: to be said to the examiner
    bool isImmutable() const; ///< Read-only place: nobody writes

    CaseWriter *writer() const; ///< nullptr when read-only
    /// A new read-only connection; one a thread.
    Result<std::shared_ptr<CaseReader>> reader() const;

    /// Empties the writer's queue, checkpoints and releases the lock. The destructor does it too, without telling.
    Result<void> close();

private:
    Case();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ashiato
