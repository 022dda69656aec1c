// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QString>

#include <memory>

namespace ashiato
{

/// The right to write a case: flock() on a file in its folder, which the kernel gives back however the process ends.
/// The file says who has it; it stays when the lock is gone and means nothing then.
class CaseLock
{
public:
    /// Errors: Locked (detail: "pid 4711 on host-a"), ReadOnly, Io.
    static Result<std::unique_ptr<CaseLock>> take(const QString &folder);
    ~CaseLock();
    CaseLock(const CaseLock &) = delete;
    CaseLock &operator=(const CaseLock &) = delete;

private:
    explicit CaseLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace ashiato
