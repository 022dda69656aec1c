// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/columns/columnstore.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <vector>

namespace ashiato
{

class Case;

/// Why something is not in the case, or is there with a doubt. Three different things, never merged: a record that was
/// looked for and is absent is a finding, and none of these.
enum class GapKind : quint8 {
    NotExamined, ///< Nobody looked yet: a job that is not at its end, an exhibit that was not imported
    NotReadable, ///< It was looked at and could not be read, or not all of it
    Doubtful,    ///< It was read, and what it says is open to doubt: no zone, no year, another hash value
};

/// One thing that was not read: a warning, a job that is not done, or an exhibit without a job.
struct Gap {
    GapKind kind = GapKind::NotReadable;
    Severity severity = Severity::None;
    QString evidence; ///< Its number
    qint64 count = 1;
    WarningRow warning;          ///< code None: not a warning
    TaskKind task = TaskKind::Import;
    JobState state = JobState::Pending;
    bool registeredOnly = false; ///< An exhibit that nobody imported
};

struct CoverageData {
    std::vector<CoverageRow> sources;
    std::vector<Gap> gaps; ///< By kind, then severity, most severe first
    bool cut = false;      ///< More warnings than kMostWarnings: the rest is not in gaps
};
inline constexpr int kMostWarnings = 100'000;

GapKind gapKindOf(ErrorCode code);

/// Loads what was read and what was not, off the GUI thread; several requests within a second are one. GUI thread; the
/// case must outlive it.
class CoverageQuery : public QObject
{
    Q_OBJECT

public:
    explicit CoverageQuery(Case &openCase, QObject *parent = nullptr);
    ~CoverageQuery() override;

    bool isBusy() const { return m_busy || m_soon.isActive(); }

public Q_SLOTS:
    void refresh();
    void refreshSoon();

Q_SIGNALS:
    void loaded(const ashiato::CoverageData &data);
    void failed(const ashiato::Error &error);

private:
    Case &m_case;
    QThreadPool m_pool;
    QTimer m_soon;
    bool m_busy = false, m_again = false;
};

} // namespace ashiato
