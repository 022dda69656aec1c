// SPDX-License-Identifier: Apache-2.0
#include "models/report/bandpicture.h"

#include "models/lens/eventkind.h"
#include "models/time/timetext.h"
#include "models/report/reportfonts.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>

namespace ashiato
{

namespace
{

constexpr int kWidth = 980, kHeight = 400;
constexpr int kLeft = 66, kRight = 16, kTop = 30, kBottom = 92;
constexpr int kJstMinutes = 540;
constexpr qint64 kSecond = 1'000'000'000;

// The same eight as on the screen (Okabe and Ito).
constexpr std::array<QRgb, 8> kKinds = {0xFFD55E00, 0xFFE69F00, 0xFF56B4E9, 0xFF009E73,
                                        0xFFCC79A7, 0xFF0072B2, 0xFFB8A500, 0xFF8A939E};

quint32 niceCeiling(quint32 most)
{
    quint32 step = 1;
    while (step * 10 < most)
        step *= 10;
    return (most + step - 1) / step * step;
}

} // namespace

QImage paintBand(const ReportData &data, const ReportWords &words)
{
    QImage image(kWidth, kHeight, QImage::Format_RGB32);
    image.fill(Qt::white);
    if (!data.span || data.histogram.buckets == 0)
        return image;
    QPainter painter(&image);
    QFont font(QStringList{kReportFont});
    font.setPixelSize(17);
    painter.setFont(font);
    const Histogram &h = data.histogram;
    const QRectF area(kLeft, kTop, kWidth - kLeft - kRight, kHeight - kTop - kBottom);
    quint32 most = 1;
    std::vector<quint64> totals(size_t(h.kinds), 0);
    for (int bucket = 0; bucket < h.buckets; ++bucket) {
        quint32 sum = 0;
        for (int kind = 0; kind < h.kinds; ++kind) {
            sum += h.count(bucket, kind);
            totals[size_t(kind)] += h.count(bucket, kind);
        }
        most = std::max(most, sum);
    }
    const quint32 ceiling = niceCeiling(most);
    const Wording &wording = words.wording();
    for (const double part : {0.0, 0.5, 1.0}) {
        const double y = area.bottom() - part * area.height();
        painter.setPen(QColor(0xD5DAE0));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(QColor(0x55606C));
        painter.drawText(QRectF(0, y - 12, kLeft - 8, 24), Qt::AlignRight | Qt::AlignVCenter,
                         wording.number(qint64(part * ceiling)));
    }
    const double width = area.width() / h.buckets;
    for (int bucket = 0; bucket < h.buckets; ++bucket) {
        double bottom = area.bottom();
        for (int kind = 0; kind < h.kinds; ++kind) {
            const quint32 count = h.count(bucket, kind);
            if (!count)
                continue;
            const double tall = std::max(1.0, area.height() * count / ceiling);
            painter.fillRect(QRectF(area.left() + bucket * width, bottom - tall, std::max(1.0, width - 1), tall),
                             QColor(kKinds[size_t(kind) % kKinds.size()]));
            bottom -= tall;
        }
    }
    const qint64 from = data.span->first.shownNs, length = std::max<qint64>(1, data.span->second.shownNs - from + 1);
    for (const ReportItem &item : data.items) {
        if (item.shownNs == kNoTime || item.tags.empty())
            continue;
        const double x = area.left() + area.width() * double(item.shownNs - from) / double(length);
        if (x < area.left() || x > area.right())
            continue;
        const QColor colour(item.tags.front().colour);
        painter.setPen(QPen(colour, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, kTop - 4), QPointF(x, area.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF{QPointF(x, 8), QPointF(x + 14, 13), QPointF(x, 18)});
    }
    painter.setPen(QColor(0x55606C));
    for (int i = 0; i <= 4; ++i) {
        const qint64 at = from + length / 4 * i;
        const double x = area.left() + area.width() * i / 4;
        const QRectF place(std::clamp(x - 110, 0.0, kWidth - 220.0), area.bottom() + 6, 220, 24);
        const auto align = i == 0 ? Qt::AlignLeft : i == 4 ? Qt::AlignRight : Qt::AlignHCenter;
        const QRectF shown = i == 0 ? QRectF(area.left(), place.top(), 220, 24) : place;
        painter.drawText(shown, align | Qt::AlignVCenter, timeDisplay(at, kSecond, kJstMinutes).left(16));
    }
    // Legend: every kind that occurs, with its count; two lines where it must.
    double x = kLeft, y = area.bottom() + 38;
    for (int kind = 0; kind < h.kinds; ++kind) {
        if (!totals[size_t(kind)])
            continue;
        const QString text = QStringLiteral("%1 %2").arg(wording.kind(EventKind(kind)), wording.number(qint64(totals[size_t(kind)])));
        const double wide = QFontMetricsF(font).horizontalAdvance(text) + 44;
        if (x + wide > kWidth - kRight) {
            x = kLeft;
            y += 26;
        }
        painter.fillRect(QRectF(x, y + 4, 14, 14), QColor(kKinds[size_t(kind) % kKinds.size()]));
        painter.drawText(QRectF(x + 20, y - 1, wide, 24), Qt::AlignVCenter | Qt::AlignLeft, text);
        x += wide;
    }
    return image;
}

} // namespace ashiato
