// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/caseaccess.h"
#include "models/jobs/importservice.h"

#include <QSet>

#include <functional>
#include <optional>

namespace ashiato
{

/// Runs the import service in an event loop until nothing is left to do, with progress on a terminal; Ctrl+C pauses it.
/// Main thread; needs a case that is open for writing.
class ImportRun
{
public:
    ImportRun(Invocation &call, OpenedCase &opened, const ImportOptions &options = {});

    ImportService &service() { return m_service; }
    /// These exhibits (none: all) are to be imported whole: where one is not at the end, that is said and run() gives no 0.
    void expectWhole(const std::vector<qint64> &evidence = {});
    /// Lets start tell the service what to do and waits for the end. Gives the exit code; says on standard error what
    /// failed, what was paused, and how many warnings came.
    int run(const std::function<void(ImportService &)> &start);

private:
    void showProgress();
    void noteFailedJob(qint64 jobId);
    int sayWhatIsLeft();
    qint64 warningCount() const;
    QString evidenceName(qint64 evidenceId) const;

    struct Failure {
        qint64 evidenceId;
        Error error;
    };

    Invocation &m_call;
    OpenedCase &m_opened;
    ImportService m_service;
    std::vector<Failure> m_failures;
    std::optional<QSet<qint64>> m_expected;
    std::optional<Error> m_stopped; // the case itself failed
    class ProgressLine *m_line = nullptr; // during run()
};

/// --password-file, and what it gives: the file's first line, never printed or stored; empty where it is not set.
QCommandLineOption passwordOption();
Result<QString> givenPassword(const Invocation &call);

/// Zone, skew, host, encoding, format, mapping and the custody fields: what `add` and `set` have in common.
QList<QCommandLineOption> evidenceOptions();
/// The options that are set, checked, as Act::evidenceSet() takes them. Invalid: detail is a sentence.
Result<QJsonObject> evidenceFields(const Invocation &call);

} // namespace ashiato
