// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QAbstractScrollArea>

namespace ashiato
{

class ByteWindows;

/// Offset, bytes and characters of a file of any size, with one range marked (the record that is looked at).
/// Keys: arrows, page keys, Ctrl+Home/End; Ctrl+C copies the marked or selected bytes as hex. GUI thread.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    HexView(ByteWindows &bytes, const ViewContext &context, QWidget *parent = nullptr);

    /// Marks [offset, offset + length) and scrolls there.
    void markRange(qint64 offset, qint64 length);
    qint64 markOffset() const { return m_markOffset; }
    qint64 markLength() const { return m_markLength; }
    /// Scrolls the row of an offset into the upper third.
    void goTo(qint64 offset);
    qint64 firstOffset() const;
    int bytesPerRow() const { return m_perRow; }
    /// Why there are no bytes to see.
    QString problemSentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void measure();
    int offsetDigits() const;
    void updateScrollBar();
    qint64 rowCount() const;
    qint64 offsetAt(const QPoint &point) const;
    void copySelection();

    ByteWindows &m_bytes;
    const ViewContext m_context;
    int m_perRow = 16;
    int m_charWidth = 8;
    int m_rowHeight = 18;
    int m_ascent = 13;
    qint64 m_rowsPerStep = 1; // files of more rows than a scroll bar can count
    qint64 m_markOffset = -1;
    qint64 m_markLength = 0;
    qint64 m_anchor = -1;
    qint64 m_cursor = -1;
};

} // namespace ashiato
