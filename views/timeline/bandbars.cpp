// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/bandbars.h"

namespace ashiato
{

namespace
{
constexpr double kFlagHeight = 8;
}

BandBars::BandBars(QCPAxis *keyAxis, QCPAxis *valueAxis, ColourOf colourOf)
    : QCPLayerable(keyAxis->parentPlot(), QString(), keyAxis->axisRect()), m_keyAxis(keyAxis), m_valueAxis(valueAxis),
      m_colourOf(std::move(colourOf))
{
    setLayer(QStringLiteral("main"));
}

void BandBars::setBrush(qint64 fromNs, qint64 toNs, const QColor &colour)
{
    m_brushFrom = fromNs;
    m_brushTo = toNs;
    m_brushColour = colour;
}

quint32 BandBars::highest() const
{
    quint32 most = 0;
    for (int bucket = 0; bucket < m_histogram.buckets; ++bucket) {
        quint32 sum = 0;
        for (int kind = 0; kind < m_histogram.kinds; ++kind)
            sum += m_histogram.counts[size_t(bucket) * size_t(m_histogram.kinds) + size_t(kind)];
        most = qMax(most, sum);
    }
    return most;
}

void BandBars::applyDefaultAntialiasingHint(QCPPainter *painter) const { painter->setAntialiasing(false); }

QRect BandBars::clipRect() const { return m_keyAxis->axisRect()->rect(); }

void BandBars::draw(QCPPainter *painter)
{
    const QRect area = m_keyAxis->axisRect()->rect();
    if (m_brushFrom < m_brushTo) {
        const double left = m_keyAxis->coordToPixel(key(m_brushFrom)), right = m_keyAxis->coordToPixel(key(m_brushTo));
        painter->fillRect(QRectF(left, area.top(), qMax(1.0, right - left), area.height()), m_brushColour);
    }
    const double zero = m_valueAxis->coordToPixel(0);
    for (int bucket = 0; bucket < m_histogram.buckets; ++bucket) {
        const qint64 from = m_histogram.fromNs + bucket * m_histogram.bucketNs;
        const double left = m_keyAxis->coordToPixel(key(from));
        const double right = m_keyAxis->coordToPixel(key(from + m_histogram.bucketNs));
        if (right < area.left() || left > area.right())
            continue;
        // A hair between wide bars, none between narrow ones.
        const double width = qMax(1.0, right - left - (right - left > 4 ? 1 : 0));
        quint32 sum = 0;
        double bottom = zero;
        for (int kind = 0; kind < m_histogram.kinds; ++kind) {
            const quint32 count = m_histogram.counts[size_t(bucket) * size_t(m_histogram.kinds) + size_t(kind)];
            if (!count)
                continue;
            sum += count;
            // One event among thousands still shows: a bar is never lower than a pixel.
            const double top = qMin(m_valueAxis->coordToPixel(sum), bottom - 1);
            painter->fillRect(QRectF(left, top, width, bottom - top), m_colourOf(kind));
            bottom = top;
        }
    }
    for (const BandFlag &flag : m_flags) {
        const double x = m_keyAxis->coordToPixel(key(flag.ns));
        if (x < area.left() || x > area.right())
            continue;
        painter->setPen(QPen(flag.colour, 1, Qt::DotLine));
        painter->drawLine(QLineF(x, area.top() + kFlagHeight, x, zero));
        QPolygonF shape;
        shape << QPointF(x, area.top()) << QPointF(x + kFlagHeight, area.top())
              << QPointF(x + kFlagHeight - 2, area.top() + kFlagHeight / 2) << QPointF(x + kFlagHeight, area.top() + kFlagHeight)
              << QPointF(x, area.top() + kFlagHeight);
        painter->setPen(Qt::NoPen);
        painter->setBrush(flag.colour);
        painter->drawPolygon(shape);
    }
}

} // namespace ashiato
