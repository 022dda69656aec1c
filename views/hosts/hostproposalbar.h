// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/hosts/hostlist.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ashiato
{

/// One proposal after the other: which names may be of one machine, and why; a button that joins them and one that goes on.
/// Hidden where there is none. GUI thread.
class HostProposalBar : public QWidget
{
    Q_OBJECT

public:
    explicit HostProposalBar(QWidget *parent = nullptr);

    /// canJoin: the case can be written.
    void setList(const HostList &list, bool canJoin);

Q_SIGNALS:
    void joinWanted(const QString &name, const std::vector<qint64> &aliases);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Shown {
        QString name;
        QStringList hosts;
        std::vector<qint64> aliases;
        HostReasons reasons;
    };
    void refresh();

    std::vector<Shown> m_shown;
    size_t m_at = 0;
    bool m_canJoin = false;
    QLabel *m_text = nullptr;
    QPushButton *m_join = nullptr, *m_next = nullptr;
};

} // namespace ashiato
