// SPDX-License-Identifier: Apache-2.0
#include "models/report/networkpicture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <map>

namespace ashiato
{

namespace
{

constexpr int kWidth = 980;
constexpr int kRow = 30;
constexpr size_t kMostNodes = 18; // a side; the rest are "others"
constexpr double kLeft = 250, kRight = kWidth - 330;

/// Places the largest nodes of a side from the top; smaller ones share the last place.
std::map<QString, size_t> places(const std::map<QString, qint64> &volumes, QStringList &names, const QString &others)
{
    std::vector<std::pair<qint64, QString>> sorted;
    for (const auto &[name, bytes] : volumes)
        sorted.emplace_back(bytes, name);
    std::sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
    std::map<QString, size_t> place;
    for (size_t i = 0; i < sorted.size(); ++i) {
        place[sorted[i].second] = std::min(i, kMostNodes);
        if (i < kMostNodes)
            names.append(sorted[i].second);
    }
    if (sorted.size() > kMostNodes)
        names.append(others);
    return place;
}

} // namespace

QImage paintNetwork(const ReportData &data, const ReportWords &words)
{
    std::map<QString, qint64> sources, destinations;
    for (const FlowRow &flow : data.flows) {
        sources[flow.source] += flow.bytesOut + flow.bytesIn;
        destinations[flow.destination] += flow.bytesOut + flow.bytesIn;
    }
    const QString others = words(QT_TRANSLATE_NOOP("Report", "others"));
    QStringList left, right;
    const auto leftPlace = places(sources, left, others), rightPlace = places(destinations, right, others);
    const int rows = int(std::max(left.size(), right.size()));
    QImage image(kWidth, 40 + rows * kRow, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont font(QStringList{QStringLiteral("Noto Sans CJK JP")});
    font.setPixelSize(16);
    painter.setFont(font);
    const auto y = [&](size_t place, qsizetype count) {
        return 20.0 + (double(place) + 0.5) * rows * kRow / double(std::max<qsizetype>(1, count));
    };
    std::map<std::pair<size_t, size_t>, qint64> edges;
    qint64 most = 1;
    for (const FlowRow &flow : data.flows) {
        qint64 &bytes = edges[{leftPlace.at(flow.source), rightPlace.at(flow.destination)}];
        bytes += flow.bytesOut + flow.bytesIn;
        most = std::max(most, bytes);
    }
    for (const auto &[ends, bytes] : edges) {
        const double y1 = y(ends.first, left.size()), y2 = y(ends.second, right.size());
        QPainterPath path(QPointF(kLeft, y1));
        path.cubicTo((kLeft + kRight) / 2, y1, (kLeft + kRight) / 2, y2, kRight, y2);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor(27, 105, 174, 150), 1 + 9 * std::sqrt(double(bytes) / double(most)), Qt::SolidLine, Qt::FlatCap));
        painter.drawPath(path);
    }
    const QFontMetricsF metrics(font);
    const auto nodes = [&](const QStringList &names, double x, bool isLeft) {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const double at = y(size_t(i), names.size());
            painter.setPen(Qt::NoPen);
            painter.setBrush(isLeft ? QColor(0xE69F00) : QColor(0x0072B2));
            painter.drawEllipse(QPointF(x, at), 6, 6);
            painter.setPen(QColor(0x15191E));
            const double room = isLeft ? kLeft - 20 : kWidth - kRight - 20;
            const QString name = metrics.elidedText(names[i], Qt::ElideMiddle, room);
            painter.drawText(isLeft ? QRectF(4, at - 13, room, 26) : QRectF(x + 14, at - 13, room, 26),
                             (isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, name);
        }
    };
    nodes(left, kLeft, true);
    nodes(right, kRight, false);
    return image;
}

} // namespace ashiato
