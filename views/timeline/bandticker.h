// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <qcustomplot.h>

namespace ashiato
{

/// Ticks at round times of the display zone, with as much of the date as is needed. GUI thread.
class BandTicker : public QCPAxisTicker
{
public:
    /// baseNs: what key 0 stands for; zone: IANA id, "UTC" …; the source's own zones are many and shown as UTC.
    void set(qint64 baseNs, const QString &zone);

protected:
    double getTickStep(const QCPRange &range) override;
    QVector<double> createTickVector(double tickStep, const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &locale, QChar formatChar, int precision) override;

private:
    qint64 ns(double key) const { return m_baseNs + qint64(key * 1e9); }

    qint64 m_baseNs = 0;
    QString m_zone;
    double m_step = 1;
    double m_span = 1;
};

} // namespace ashiato
