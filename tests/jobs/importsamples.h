// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/jobs/jobtest.h"

#include <QProcess>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

/// Lines of a proxy log; salt makes them others.
inline QByteArray squidLog(int lines, int salt)
{
    QByteArray text;
    for (int i = 0; i < lines; ++i) {
        const int n = (i * 7919 + salt) % 1000;
        text += "1791953" + QByteArray::number(100 + i % 900) + '.' + QByteArray::number(100 + n % 900) + ' ' +
                QByteArray::number(n) + " 10.0." + QByteArray::number(n % 7) + '.' + QByteArray::number(n % 250) +
                " TCP_MISS/200 " + QByteArray::number(1000 + n) + " GET http://host" + QByteArray::number(n % 60) +
                ".example.jp/p" + QByteArray::number(i) + " user" + QByteArray::number(n % 9) +
                " HIER_DIRECT/192.0.2." + QByteArray::number(n % 60) + " text/html\n";
    }
    return text;
}

/// An ext4 image with many folders, proxy logs and a zip, made by mke2fs: read by the worker itself.
inline QString makeImage(const QString &scratch)
{
    const QString root = scratch + u"/image-root/"_s, image = scratch + u"/image.dd"_s;
    for (int folder = 0; folder < 120; ++folder) {
        for (int file = 0; file < 20; ++file)
            writeFile(root + u"home/u%1/s%2/f%3.txt"_s.arg(folder).arg(file % 3).arg(file), QByteArray::number(file));
    }
    for (int log = 0; log < 4; ++log)
        writeFile(root + u"var/log/squid%1/access.log"_s.arg(log), squidLog(12'000, log));
    QProcess zip;
    zip.setWorkingDirectory(root);
    zip.start(u"zip"_s, {u"-q"_s, u"-r"_s, u"collected.zip"_s, u"var/log/squid0"_s, u"home/u1"_s});
    zip.waitForFinished();
    QFile file(image);
    if (zip.exitCode() != 0 || !file.open(QIODevice::WriteOnly) || !file.resize(64 << 20))
        return {};
    file.close();
    QProcess make;
    make.start(u"/sbin/mke2fs"_s, {u"-q"_s, u"-F"_s, u"-t"_s, u"ext4"_s, u"-d"_s, root, image});
    make.waitForFinished(60'000);
    return make.exitCode() == 0 ? image : QString();
}

} // namespace ashiato
