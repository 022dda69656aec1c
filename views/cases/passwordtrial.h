// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

#include <QHash>
#include <QObject>

namespace ashiato
{

/// Asks for the password of an exhibit's encrypted archives, has it tried, and tells what it opened. The password stays in
/// the memory of the import service and of the viewers; nothing is written. GUI thread; needs a case that is open for
/// writing.
class PasswordTrial : public QObject
{
    Q_OBJECT

public:
    explicit PasswordTrial(const ViewContext &context, QObject *parent = nullptr);

    /// Asks in a dialog over parent, where anything of the exhibit is encrypted.
    void start(qint64 evidenceId, QWidget *parent);

Q_SIGNALS:
    void told(const ashiato::Sentence &text);   ///< What it opened
    void warned(const ashiato::Sentence &text); ///< It opened nothing, or there is nothing to open

private:
    struct Trial {
        qint64 closed = 0;   ///< Members before it
        qint64 lastJob = 0;  ///< Jobs up to here are others
    };
    template <typename Function> void count(qint64 evidenceId, Function with);
    void ask(qint64 evidenceId, qint64 closed, QWidget *parent);
    void jobFinished(qint64 jobId, JobState state);
    void tell(qint64 evidenceId, qint64 closed, qint64 left);

    const ViewContext m_context;
    QHash<qint64, Trial> m_trials; ///< By exhibit
};

} // namespace ashiato
