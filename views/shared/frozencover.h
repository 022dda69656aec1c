// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace ashiato
{

/// What stays in sight while its place is scrolled away: a widget of the owner that lies over the owner's viewport. It
/// holds nothing: what the mouse does here is done at the place that it stands for. GUI thread.
class FrozenCover : public QWidget
{
public:
    /// target: the viewport that is told what the mouse does here; it outlives this.
    FrozenCover(QWidget &owner, QWidget &target, const QString &name);

protected:
    /// From here to the covered place in the target, which may lie left of it.
    virtual int shift() const = 0;
    /// The thin line at the right edge.
    void drawEdge(QPainter &painter) const;
    bool event(QEvent *event) override;

private:
    QWidget &m_target;
};

} // namespace ashiato
