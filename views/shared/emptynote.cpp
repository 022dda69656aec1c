// SPDX-License-Identifier: Apache-2.0
#include "views/shared/emptynote.h"

#include <QEvent>

namespace ashiato
{

EmptyNote::EmptyNote(QWidget *over, const QString &objectName) : QLabel(over)
{
    setObjectName(objectName);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setProperty("muted", true);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    over->installEventFilter(this);
    cover();
    hide();
}

void EmptyNote::say(const QString &text)
{
    setText(text);
    setVisible(!text.isEmpty());
}

bool EmptyNote::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        cover();
    return QLabel::eventFilter(watched, event);
}

void EmptyNote::cover() { setGeometry(parentWidget()->rect().adjusted(20, 0, -20, 0)); }

} // namespace ashiato
