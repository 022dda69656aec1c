// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QStringList>

class QColor;
class QPainter;

namespace ashiato
{

/// Marks, under a text of one line that is drawn in rect afterwards, every place where one of the needles stands, whatever
/// its case. text: as it is drawn, elided already. GUI thread.
void paintMatches(QPainter &painter, const QRect &rect, Qt::Alignment align, const QString &text, const QFontMetrics &metrics,
                  const QStringList &needles, const QColor &colour);

} // namespace ashiato
