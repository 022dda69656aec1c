// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/hexview.h"

#include "views/inspector/bytewindows.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <limits>

namespace ashiato
{

namespace
{
constexpr int kPad = 8;
constexpr qint64 kMaxSteps = 1 << 30;
} // namespace

HexView::HexView(ByteWindows &bytes, const ViewContext &context, QWidget *parent)
    : QAbstractScrollArea(parent), m_bytes(bytes), m_context(context)
{
    setObjectName(QStringLiteral("hexView"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setAccessibleName(tr("Bytes"));
    viewport()->setCursor(Qt::IBeamCursor);
    measure();
    connect(&m_bytes, &ByteWindows::arrived, viewport(), qOverload<>(&QWidget::update));
    connect(&m_bytes, &ByteWindows::failed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_bytes, &ByteWindows::sizeKnown, this, &HexView::measure);
    connect(&m_context.theme, &Theme::changed, this, &HexView::measure);
}

int HexView::offsetDigits() const { return m_bytes.size() > 0xffffffff ? 12 : 8; }

void HexView::measure()
{
    setFont(Theme::monospaced());
    const QFontMetrics metrics(font());
    m_charWidth = metrics.horizontalAdvance(u'0');
    m_rowHeight = metrics.height() + 2;
    m_ascent = metrics.ascent() + 1;
    // 16 bytes where they fit, else 8: offset, "hh " a byte, one column a character.
    const int room = viewport()->width() - 2 * kPad;
    const auto width = [this](int bytes) { return (offsetDigits() + 2 + bytes * 3 + 1 + bytes) * m_charWidth; };
    m_perRow = width(16) <= room ? 16 : 8;
    updateScrollBar();
    viewport()->update();
}

qint64 HexView::rowCount() const { return m_bytes.size() <= 0 ? 0 : (m_bytes.size() + m_perRow - 1) / m_perRow; }

void HexView::updateScrollBar()
{
    const qint64 rows = rowCount();
    m_rowsPerStep = rows / kMaxSteps + 1;
    const int visible = qMax(1, viewport()->height() / m_rowHeight);
    verticalScrollBar()->setRange(0, int(qMax<qint64>(0, rows - visible + 1) / m_rowsPerStep));
    verticalScrollBar()->setPageStep(qMax(1, int(visible / m_rowsPerStep)));
    viewport()->update();
}

qint64 HexView::firstOffset() const { return qint64(verticalScrollBar()->value()) * m_rowsPerStep * m_perRow; }

void HexView::markRange(qint64 offset, qint64 length)
{
    measure(); // the bytes may be another file's
    m_markOffset = offset;
    m_markLength = length;
    m_anchor = m_cursor = -1;
    if (offset >= 0)
        goTo(offset);
    viewport()->update();
}

void HexView::goTo(qint64 offset)
{
    updateScrollBar();
    const qint64 visible = qMax(1, viewport()->height() / m_rowHeight);
    verticalScrollBar()->setValue(int(qMax<qint64>(0, offset / m_perRow - visible / 4) / m_rowsPerStep));
}

QString HexView::problemSentence() const
{
    return tr("The bytes could not be read. %1").arg(wordingOf(m_context).errorSentence({m_bytes.problem().code, {}, -1}));
}

void HexView::paintEvent(QPaintEvent *)
{
    const Colours &c = m_context.theme.colours();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), c.ground);
    painter.setFont(font());
    if (!m_bytes.hasSource()) {
        painter.setPen(c.muted);
        painter.drawText(viewport()->rect().adjusted(kPad, kPad, -kPad, -kPad), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Choose an event or a file to see its bytes."));
        return;
    }
    const int rows = viewport()->height() / m_rowHeight + 1;
    const qint64 first = firstOffset();
    const QByteArray bytes = m_bytes.bytes(first, qint64(rows) * m_perRow);
    if (bytes.isEmpty()) {
        painter.setPen(c.muted);
        const bool empty = m_bytes.size() == 0;
        const bool failed = m_bytes.problem().code != ErrorCode::None;
        painter.drawText(viewport()->rect().adjusted(kPad, kPad, -kPad, -kPad), Qt::AlignCenter | Qt::TextWordWrap,
                         empty    ? tr("The file is empty.")
                         : failed ? problemSentence()
                                  : tr("Reading…"));
        return;
    }
    const int hexLeft = kPad + (offsetDigits() + 2) * m_charWidth;
    const int textLeft = hexLeft + (m_perRow * 3 + 1) * m_charWidth;
    const qint64 selectFrom = qMin(m_anchor, m_cursor), selectTo = qMax(m_anchor, m_cursor);
    for (int row = 0; row * m_perRow < bytes.size(); ++row) {
        const int y = row * m_rowHeight;
        const qint64 offset = first + qint64(row) * m_perRow;
        painter.setPen(c.muted);
        painter.drawText(kPad, y + m_ascent, QString::number(offset, 16).rightJustified(offsetDigits(), u'0'));
        const qsizetype count = qMin<qsizetype>(m_perRow, bytes.size() - row * m_perRow);
        for (qsizetype i = 0; i < count; ++i) {
            const quint8 byte = quint8(bytes[row * m_perRow + i]);
            const qint64 at = offset + i;
            const int hexX = hexLeft + int(i) * 3 * m_charWidth;
            const int textX = textLeft + int(i) * m_charWidth;
            const bool marked = m_markOffset >= 0 && at >= m_markOffset && at < m_markOffset + m_markLength;
            const bool selected = m_anchor >= 0 && at >= selectFrom && at <= selectTo;
            if (marked || selected) {
                const QColor ground = selected ? c.selection : c.match;
                painter.fillRect(hexX - m_charWidth / 2, y, 3 * m_charWidth, m_rowHeight, ground);
                painter.fillRect(textX, y, m_charWidth, m_rowHeight, ground);
            }
            painter.setPen(byte == 0 ? c.muted : c.text);
            painter.drawText(hexX, y + m_ascent, QString::number(byte, 16).rightJustified(2, u'0'));
            const bool printable = byte >= 0x20 && byte < 0x7F;
            painter.setPen(printable ? c.text : c.muted);
            painter.drawText(textX, y + m_ascent, QString(printable ? QLatin1Char(char(byte)) : QLatin1Char('.')));
        }
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const qint64 kept = m_markOffset >= 0 ? m_markOffset : firstOffset();
    const int before = m_perRow;
    measure();
    if (before != m_perRow)
        goTo(kept);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->matches(QKeySequence::MoveToStartOfDocument)) {
        bar->setValue(0);
    } else if (event->matches(QKeySequence::MoveToEndOfDocument)) {
        bar->setValue(bar->maximum());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    event->accept();
}

qint64 HexView::offsetAt(const QPoint &point) const
{
    const int hexLeft = kPad + (offsetDigits() + 2) * m_charWidth;
    const int textLeft = hexLeft + (m_perRow * 3 + 1) * m_charWidth;
    const int column = point.x() >= textLeft ? (point.x() - textLeft) / m_charWidth
                                             : (point.x() - hexLeft + m_charWidth / 2) / (3 * m_charWidth);
    const qint64 at = firstOffset() + qint64(point.y() / m_rowHeight) * m_perRow + qBound(0, column, m_perRow - 1);
    return qBound<qint64>(0, at, qMax<qint64>(0, m_bytes.size() - 1));
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    m_anchor = m_cursor = offsetAt(event->pos());
    viewport()->update();
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    m_cursor = offsetAt(event->pos());
    viewport()->update();
}

void HexView::copySelection()
{
    const bool selected = m_anchor >= 0;
    const qint64 from = selected ? qMin(m_anchor, m_cursor) : m_markOffset;
    const qint64 size = selected ? qAbs(m_anchor - m_cursor) + 1 : m_markLength;
    if (from < 0 || size <= 0)
        return;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_bytes.bytes(from, qMin(size, ByteWindows::kWindow)).toHex(' ')));
}

void HexView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Bytes"));
        viewport()->update();
    }
    QAbstractScrollArea::changeEvent(event);
}

} // namespace ashiato
