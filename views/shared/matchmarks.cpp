// SPDX-License-Identifier: Apache-2.0
#include "views/shared/matchmarks.h"

#include <QColor>
#include <QPainter>

namespace ashiato
{

namespace
{
constexpr int kGap = 3; // to the rows above and below
} // namespace

void paintMatches(QPainter &painter, const QRect &rect, Qt::Alignment align, const QString &text, const QFontMetrics &metrics,
                  const QStringList &needles, const QColor &colour)
{
    const int begin = align & Qt::AlignRight ? rect.right() + 1 - metrics.horizontalAdvance(text) : rect.left();
    for (const QString &needle : needles) {
        if (needle.isEmpty())
            continue;
        for (qsizetype at = text.indexOf(needle, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(needle, at + needle.size(), Qt::CaseInsensitive)) {
            const int left = begin + metrics.horizontalAdvance(text.left(at));
            painter.fillRect(QRect(left, rect.top() + kGap, metrics.horizontalAdvance(text.mid(at, needle.size())), rect.height() - 2 * kGap), colour);
        }
    }
}

} // namespace ashiato
