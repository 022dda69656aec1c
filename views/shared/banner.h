// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/language.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace ashiato
{

/// A message above a view that does not interrupt: what, where, why and what to do. It stays until it is closed, another
/// one comes, or what it is about is over. GUI thread.
class Banner : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Warning, Error };

    explicit Banner(QWidget *parent = nullptr);

    /// about: a name by which end() takes it away again; empty: only the examiner does.
    void tell(Kind kind, const Sentence &text, const QString &about = {});
    /// What the message is about is over; another message stays.
    void end(const QString &about);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLabel *m_text = nullptr;
    QToolButton *m_close = nullptr;
    Sentence m_said;
    QString m_about;
};

} // namespace ashiato
