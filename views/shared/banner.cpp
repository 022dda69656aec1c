// SPDX-License-Identifier: Apache-2.0
#include "views/shared/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace ashiato
{

Banner::Banner(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("banner"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6); // the padding of a style sheet does not reach a layout
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it names what stands in evidence
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close = new QToolButton(this);
    m_close->setObjectName(QStringLiteral("bannerClose"));
    m_close->setText(QStringLiteral("×"));
    row->addWidget(m_text, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void Banner::tell(Kind kind, const Sentence &text, const QString &about)
{
    m_about = about;
    setProperty("banner", kind == Kind::Error ? QStringLiteral("error") : QStringLiteral("warning"));
    m_said = text;
    m_text->setText(m_said());
    style()->unpolish(this); // the property decides the look
    style()->polish(this);
    show();
}

void Banner::end(const QString &about)
{
    if (m_about == about)
        hide();
}

void Banner::retranslate()
{
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    if (m_said)
        m_text->setText(m_said());
}

void Banner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace ashiato
