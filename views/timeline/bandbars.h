// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "views/timeline/bandflag.h"

#include <QColor>

#include <functional>
#include <qcustomplot.h>

namespace ashiato
{

/// Draws the stacked counts straight into the plot: a bar a bucket, which is a few pixels wide. QCPBars takes 40–72 ms
/// for 2,000 bars; this takes under two. Owned by the plot. GUI thread.
class BandBars : public QCPLayerable
{
    Q_OBJECT

public:
    using ColourOf = std::function<QColor(int kind)>;

    BandBars(QCPAxis *keyAxis, QCPAxis *valueAxis, ColourOf colourOf);

    void setHistogram(const Histogram &histogram) { m_histogram = histogram; }
    const Histogram &histogram() const { return m_histogram; }
    void setFlags(const std::vector<BandFlag> &flags) { m_flags = flags; }
    const std::vector<BandFlag> &flags() const { return m_flags; }
    /// The span that the lens is narrowed to; from ≥ to: none.
    void setBrush(qint64 fromNs, qint64 toNs, const QColor &colour);
    /// Times are drawn as seconds from here, so that a double keeps nanoseconds.
    void setBase(qint64 baseNs) { m_baseNs = baseNs; }
    double key(qint64 ns) const { return double(ns - m_baseNs) / 1e9; }
    qint64 ns(double key) const { return m_baseNs + qint64(key * 1e9); }
    quint32 highest() const; ///< Largest bucket, all kinds together

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override;
    void draw(QCPPainter *painter) override;
    QRect clipRect() const override;

private:
    QCPAxis *m_keyAxis;
    QCPAxis *m_valueAxis;
    ColourOf m_colourOf;
    Histogram m_histogram;
    std::vector<BandFlag> m_flags;
    qint64 m_brushFrom = 0, m_brushTo = 0;
    QColor m_brushColour;
    qint64 m_baseNs = 0;
};

} // namespace ashiato
