// SPDX-License-Identifier: Apache-2.0
#include "views/hosts/hostproposalbar.h"

#include "models/wording/visibletext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ashiato
{

HostProposalBar::HostProposalBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("hostProposals"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 10, 6);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("hostProposal"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    m_join = new QPushButton(this);
    m_join->setObjectName(QStringLiteral("hostProposalJoin"));
    row->addWidget(m_join);
    m_next = new QPushButton(this);
    m_next->setObjectName(QStringLiteral("hostProposalNext"));
    row->addWidget(m_next);
    connect(m_join, &QPushButton::clicked, this, [this] {
        if (m_at < m_shown.size())
            Q_EMIT joinWanted(m_shown[m_at].name, m_shown[m_at].aliases);
    });
    connect(m_next, &QPushButton::clicked, this, [this] {
        m_at = m_shown.empty() ? 0 : (m_at + 1) % m_shown.size();
        refresh();
    });
    refresh();
}

void HostProposalBar::setList(const HostList &list, bool canJoin)
{
    m_canJoin = canJoin;
    m_shown.clear();
    for (const HostProposal &proposal : list.proposals) {
        QStringList names;
        for (const size_t place : proposal.hosts)
            names.append(visibleText(list.hosts[place].name));
        m_shown.push_back({proposal.name, names, proposal.aliases, proposal.reasons});
    }
    if (m_at >= m_shown.size())
        m_at = 0;
    refresh();
}

void HostProposalBar::refresh()
{
    setVisible(!m_shown.empty());
    m_join->setText(tr("Join"));
    m_join->setEnabled(m_canJoin);
    m_next->setText(tr("Next proposal"));
    m_next->setVisible(m_shown.size() > 1);
    if (m_shown.empty())
        return;
    const Shown &shown = m_shown[m_at];
    QStringList reasons;
    if (shown.reasons.testFlag(HostReason::FullName))
        reasons.append(tr("One is the full domain name of the other."));
    if (shown.reasons.testFlag(HostReason::Spelling))
        reasons.append(tr("They differ only in spelling."));
    if (shown.reasons.testFlag(HostReason::NetbiosName))
        reasons.append(tr("One is the NetBIOS name of the other."));
    if (shown.reasons.testFlag(HostReason::Renamed))
        reasons.append(tr("One log names first the one, then the other."));
    m_text->setText(tr("These may be one machine: %1. %2", "names; sentences with the reason").arg(shown.hosts.join(tr(", ")), reasons.join(u' ')));
    m_join->setToolTip(tr("Treat these names as one machine, %1. It can be taken back.").arg(visibleText(shown.name)));
}

void HostProposalBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace ashiato
