// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace ashiato
{

/// Says in the middle of a view that has nothing to show why that is, and what to do. Lies over its parent, as large as
/// it, and lets the mouse through. GUI thread.
class EmptyNote : public QLabel
{
    Q_OBJECT

public:
    /// over: the viewport of a table, or what is painted on.
    EmptyNote(QWidget *over, const QString &objectName);

    /// An empty text: there is something to show.
    void say(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void cover();
};

} // namespace ashiato
