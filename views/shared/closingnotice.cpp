// SPDX-License-Identifier: Apache-2.0
#include "views/shared/closingnotice.h"

#include "views/shared/actqueue.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{
constexpr int kMomentMs = 500; // a wait that needs no word
constexpr int kTextWidth = 420;
} // namespace

ClosingNotice::ClosingNotice(ActQueue &acts, const QString &caseTitle, std::function<QString(const Error &)> sentence)
    : m_acts(acts), m_title(caseTitle)
{
    setWindowTitle(tr("Closing the case"));
    auto *column = new QVBoxLayout(this);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("closingText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(kTextWidth);
    column->addWidget(m_text);
    m_buttons = new QDialogButtonBox(this);
    m_buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    m_buttons->hide();
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ClosingNotice::reject);
    connect(&m_acts, &ActQueue::refused, this, [this, sentence = std::move(sentence)](const Error &error) { m_refused.append(sentence(error)); });
}

void ClosingNotice::finish()
{
    QTimer late;
    late.setSingleShot(true);
    connect(&late, &QTimer::timeout, this, [this] {
        tell(tr("What you did last is still being written to the case “%1”. The case closes by itself when it is done.").arg(m_title));
    });
    late.start(kMomentMs);
    m_acts.finish();
    late.stop();
    if (m_refused.isEmpty()) {
        hide();
        return;
    }
    m_refused.removeDuplicates();
    m_buttons->show();
    tell(tr("Not everything that you did last is in the case “%1”.").arg(m_title) + QStringLiteral("\n\n") + m_refused.join(u'\n'));
    // Not exec(): its loop would end at once where the program is being quitted.
    while (isVisible())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void ClosingNotice::tell(const QString &text)
{
    m_text->setText(text);
    show();
    raise();
    activateWindow();
}

void ClosingNotice::reject()
{
    if (!m_acts.isUnderWay())
        QDialog::reject();
}

} // namespace ashiato
