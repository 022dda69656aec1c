// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"

#include "app/cli/textwidth.h"

#include <array>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int terminalWidth()
{
    winsize size = {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

/// As much of the text's end as fits: of a path the name says more than the root.
QString endOf(const QString &text, int width)
{
    if (textWidth(text) <= width)
        return text;
    QString end = text;
    while (!end.isEmpty() && textWidth(end) > width - 1)
        end.remove(0, end[0].isHighSurrogate() ? 2 : 1);
    return u"…"_s + end;
}

} // namespace

QString bytesText(qint64 bytes)
{
    constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 1024 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    return QString::number(value, 'f', unit == 0 || value >= 100 ? 0 : 1) + u' ' + QLatin1String(kUnits[unit]);
}

QString remainingText(qint64 seconds)
{
    if (seconds < 60)
        return u"%1 s"_s.arg(seconds);
    if (seconds < 3600)
        return u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar(u'0'));
}

ProgressLine::ProgressLine(bool quiet) : m_visible(!quiet && ::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const QString &what, qint64 done, qint64 total, bool bytes)
{
    if (!m_visible || (m_sinceDrawn.isValid() && m_sinceDrawn.elapsed() < 100))
        return;
    m_sinceDrawn.start();
    if (!m_window.isValid() || done < m_windowDone) {
        m_window.start();
        m_windowDone = done;
        m_rate = 0;
    } else if (m_window.elapsed() >= 1000) {
        m_rate = double(done - m_windowDone) * 1000 / double(m_window.restart());
        m_windowDone = done;
    }
    const auto amount = [bytes](qint64 value) { return bytes ? bytesText(value) : QString::number(value); };
    QString line = amount(done);
    if (total > 0)
        line = u"%1% of %2"_s.arg(100 * double(done) / double(total), 3, 'f', 0).arg(amount(total));
    if (m_rate > 0) {
        line += u"  %1/s"_s.arg(amount(qint64(m_rate)));
        if (total > done)
            line += u"  %1 left"_s.arg(remainingText(qint64(double(total - done) / m_rate)));
    }
    line += u"  "_s;
    line += endOf(terminalText(what), std::max(10, terminalWidth() - textWidth(line) - 1));
    const QByteArray text = "\r\033[K" + line.toUtf8();
    fwrite(text.constData(), 1, size_t(text.size()), stderr);
    fflush(stderr);
    m_drawn = true;
}

void ProgressLine::clear()
{
    if (!m_drawn)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    m_drawn = false;
}

} // namespace ashiato
