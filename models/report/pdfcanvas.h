// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QColor>
#include <QGlyphRun>
#include <QImage>
#include <QRectF>
#include <QString>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace ashiato
{

/// A PDF file of A4 pages being painted, in points from the top left. Every glyph is written together with the characters
/// that it was shaped from, so that copying and searching give the text that was put in: by the fonts alone 田 (U+7530)
/// and the radical ⽥ (U+2F65) are the same glyph, and QPdfWriter takes the wrong one and has none for 𠮷 (U+20BB7).
/// Layout stays Qt's; cairo writes. The same calls give the same bytes. Any thread, one at a time; needs a QGuiApplication.
class PdfCanvas
{
public:
    static constexpr double kPageWidth = 595.276, kPageHeight = 841.89;
    /// Units of the text layouts for a point: fonts are as many pixels high, and positions are exact enough for print.
    static constexpr int kUnits = 20;

    /// created: ISO 8601, stands in the file's properties. Begins on the first page.
    PdfCanvas(const QString &path, const QString &title, const QString &created);
    ~PdfCanvas();
    PdfCanvas(const PdfCanvas &) = delete;
    PdfCanvas &operator=(const PdfCanvas &) = delete;

    void newPage();
    void line(const QPointF &from, const QPointF &to, const QColor &colour, double width);
    void fill(const QRectF &area, const QColor &colour);
    void image(const QRectF &area, const QImage &image);
    /// A line of a layout (in kUnits) that stands at a place of the page.
    void text(const QTextLayout &layout, const QTextLine &row, const QPointF &at, const QColor &colour);
    /// An entry of the outline beside the pages: this place of a page, under the last one of a lower level.
    void outline(int level, const QString &title, int page, double y);
    /// A click in the area goes to a place of a page.
    void link(const QRectF &area, int page, double y);
    /// Writes what is left. Io.
    Result<void> finish();

private:
    struct Cluster {
        QString text;                 ///< What the glyphs stand for; empty: nothing, they are drawn all the same
        QList<quint32> glyphs;
        QList<QPointF> positions;
    };
    struct Run {
        QRawFont font;
        std::vector<Cluster> clusters;
    };
    static std::vector<Run> runsOf(const QTextLayout &layout, const QTextLine &row);
    void show(const Run &run, const QPointF &at);
    void showPicture(const Run &run, const QPointF &at, const QColor &colour);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ashiato
