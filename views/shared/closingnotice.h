// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"

#include <QDialog>
#include <QStringList>

#include <functional>

class QDialogButtonBox;
class QLabel;

namespace ashiato
{

class ActQueue;

/// The end of a case whose window is gone already: waits for the examiner's last acts, says so where that takes longer
/// than a moment, and then says which were refused, since no other window shows that any more. GUI thread.
class ClosingNotice : public QDialog
{
    Q_OBJECT

public:
    /// sentence: what an error means, in the language of the window.
    ClosingNotice(ActQueue &acts, const QString &caseTitle, std::function<QString(const Error &)> sentence);

    /// Comes back when every act is in the case, or was refused and that has been read.
    void finish();
    /// Not while acts are under way.
    void reject() override;

private:
    void tell(const QString &text);

    ActQueue &m_acts;
    const QString m_title;
    QStringList m_refused;
    QLabel *m_text = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

} // namespace ashiato
