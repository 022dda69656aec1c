// SPDX-License-Identifier: Apache-2.0
#include "views/shared/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

namespace ashiato
{

QIcon icon(const QString &name, const QColor &colour)
{
    static QHash<std::pair<QString, QRgb>, QIcon> cache;
    const std::pair key{name, colour.rgba()};
    if (const auto found = cache.constFind(key); found != cache.constEnd())
        return *found;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    QIcon made;
    for (const int size : {16, 20, 24, 32, 48}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        made.addPixmap(pixmap);
    }
    cache.insert(key, made);
    return made;
}

QIcon icon(const QString &name) { return icon(name, QGuiApplication::palette().color(QPalette::WindowText)); }

} // namespace ashiato
