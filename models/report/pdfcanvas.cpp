// SPDX-License-Identifier: Apache-2.0
#include "models/report/pdfcanvas.h"

#include "models/report/pdffont.h"

#include <QFile>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <cairo-pdf.h>

#include <algorithm>
#include <cmath>

namespace ashiato
{

namespace
{

constexpr double kPictureScale = 6; // pixels a point for glyphs that are pictures

void setColour(cairo_t *cairo, const QColor &colour)
{
    cairo_set_source_rgba(cairo, colour.redF(), colour.greenF(), colour.blueF(), colour.alphaF());
}

} // namespace

struct PdfCanvas::Private {
    QByteArray created;
    cairo_surface_t *surface = nullptr;
    cairo_t *cairo = nullptr;
    PdfFonts fonts;
    QRawFont lastFont; ///< Fonts are looked up often, and most lines are of the font of the line before
    cairo_font_face_t *lastFace = nullptr;
    std::vector<int> outlines; ///< Ids of the open entries, by level
    bool finished = false;

    cairo_font_face_t *faceOf(const QRawFont &font)
    {
        if (!lastFont.isValid() || font != lastFont) {
            lastFont = font;
            lastFace = fonts.face(font);
        }
        return lastFace;
    }
};

PdfCanvas::PdfCanvas(const QString &path, const QString &title, const QString &created) : d(std::make_unique<Private>())
{
    d->surface = cairo_pdf_surface_create(QFile::encodeName(path).constData(), kPageWidth, kPageHeight);
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE, title.toUtf8().constData());
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATOR, "Ashiato");
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, created.toUtf8().constData());
    d->cairo = cairo_create(d->surface);
}

PdfCanvas::~PdfCanvas()
{
    cairo_destroy(d->cairo);
    cairo_surface_destroy(d->surface);
}

Result<void> PdfCanvas::finish()
{
    cairo_surface_finish(d->surface);
    const bool isWell = cairo_status(d->cairo) == CAIRO_STATUS_SUCCESS && cairo_surface_status(d->surface) == CAIRO_STATUS_SUCCESS;
    return isWell ? Result<void>() : Result<void>(ErrorCode::Io);
}

void PdfCanvas::newPage() { cairo_show_page(d->cairo); }

void PdfCanvas::line(const QPointF &from, const QPointF &to, const QColor &colour, double width)
{
    setColour(d->cairo, colour);
    cairo_set_line_width(d->cairo, width);
    cairo_move_to(d->cairo, from.x(), from.y());
    cairo_line_to(d->cairo, to.x(), to.y());
    cairo_stroke(d->cairo);
}

void PdfCanvas::fill(const QRectF &area, const QColor &colour)
{
    setColour(d->cairo, colour);
    cairo_rectangle(d->cairo, area.x(), area.y(), area.width(), area.height());
    cairo_fill(d->cairo);
}

void PdfCanvas::image(const QRectF &area, const QImage &image)
{
    const bool hasAlpha = image.hasAlphaChannel();
    // Qt's 32-bit formats are cairo's.
    QImage pixels = image.convertToFormat(hasAlpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (pixels.isNull())
        return;
    cairo_surface_t *source =
        cairo_image_surface_create_for_data(pixels.bits(), hasAlpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, pixels.width(),
                                            pixels.height(), int(pixels.bytesPerLine()));
    cairo_save(d->cairo);
    cairo_translate(d->cairo, area.x(), area.y());
    cairo_scale(d->cairo, area.width() / pixels.width(), area.height() / pixels.height());
    cairo_set_source_surface(d->cairo, source, 0, 0);
    cairo_paint(d->cairo);
    cairo_restore(d->cairo);
    // The page keeps a copy of its own from here on: the pixels go when this function ends.
    cairo_surface_finish(source);
    cairo_surface_destroy(source);
}

std::vector<PdfCanvas::Run> PdfCanvas::runsOf(const QTextLayout &layout, const QTextLine &row)
{
    std::vector<Run> runs;
    const QString text = layout.text().mid(row.textStart(), row.textLength());
    const QList<QGlyphRun> whole = row.glyphRuns();
    // Nearly every line: one font, left to right, a glyph a character.
    if (whole.size() == 1) {
        const QGlyphRun &run = whole.front();
        const QList<quint32> glyphs = run.glyphIndexes(), plain = run.rawFont().glyphIndexesForString(text);
        const QList<QPointF> positions = run.positions();
        if (glyphs.size() <= plain.size() && positions.size() == glyphs.size() &&
            std::equal(glyphs.begin(), glyphs.end(), plain.begin())) {
            Run &all = runs.emplace_back(Run{run.rawFont(), {}});
            qsizetype at = 0;
            for (qsizetype i = 0; i < glyphs.size(); ++i) {
                const qsizetype units = text[at].isHighSurrogate() && at + 1 < text.size() ? 2 : 1;
                all.clusters.push_back({text.mid(at, units), {glyphs[i]}, {positions[i]}});
                at += units;
            }
            return runs;
        }
    }
    // Else by what people take for one character: fonts may change, and one glyph may stand for many or many for one.
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    Cluster before;
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > from; from = to, to = finder.toNextBoundary()) {
        QString stands = text.mid(from, to - from);
        for (const QGlyphRun &run : row.glyphRuns(row.textStart() + int(from), int(to - from))) {
            Cluster cluster{stands, run.glyphIndexes(), run.positions()};
            if (cluster.glyphs.isEmpty())
                continue;
            if (!runs.empty() && cluster.glyphs == before.glyphs && cluster.positions == before.positions) {
                runs.back().clusters.back().text += stands; // a ligature: drawn already
                continue;
            }
            before = cluster;
            if (runs.empty() || runs.back().font != run.rawFont())
                runs.push_back({run.rawFont(), {}});
            runs.back().clusters.push_back(std::move(cluster));
            stands.clear();
        }
    }
    return runs;
}

void PdfCanvas::text(const QTextLayout &layout, const QTextLine &row, const QPointF &at, const QColor &colour)
{
    setColour(d->cairo, colour);
    for (const Run &run : runsOf(layout, row)) {
        if (d->faceOf(run.font))
            show(run, at);
        else
            showPicture(run, at, colour);
    }
}

void PdfCanvas::show(const Run &run, const QPointF &at)
{
    QByteArray text;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    for (const Cluster &cluster : run.clusters) {
        const QByteArray utf8 = cluster.text.toUtf8();
        text += utf8;
        clusters.push_back({int(utf8.size()), int(cluster.glyphs.size())});
        for (qsizetype i = 0; i < cluster.glyphs.size(); ++i) {
            const QPointF place = at + cluster.positions[i] / kUnits;
            glyphs.push_back({cluster.glyphs[i], place.x(), place.y()});
        }
    }
    cairo_set_font_face(d->cairo, d->faceOf(run.font));
    cairo_set_font_size(d->cairo, run.font.pixelSize() / kUnits);
    cairo_show_text_glyphs(d->cairo, text.constData(), int(text.size()), glyphs.data(), int(glyphs.size()), clusters.data(),
                           int(clusters.size()), cairo_text_cluster_flags_t(0));
}

void PdfCanvas::showPicture(const Run &run, const QPointF &at, const QColor &colour)
{
    // Glyphs that are pictures (emoji): as a picture. Their text cannot be searched.
    QRectF box;
    QList<quint32> glyphs;
    QList<QPointF> places;
    for (const Cluster &cluster : run.clusters) {
        for (qsizetype i = 0; i < cluster.glyphs.size(); ++i) {
            glyphs.append(cluster.glyphs[i]);
            places.append(cluster.positions[i]);
            box |= run.font.boundingRect(cluster.glyphs[i]).translated(cluster.positions[i]);
        }
    }
    const double scale = kPictureScale / kUnits;
    const QSize size(int(std::ceil(box.width() * scale)) + 1, int(std::ceil(box.height() * scale)) + 1);
    if (box.isEmpty() || size.width() > 8000 || size.height() > 2000)
        return;
    QImage picture(size, QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setPen(colour);
    painter.scale(scale, scale);
    painter.translate(-box.topLeft());
    QGlyphRun drawn;
    drawn.setRawFont(run.font);
    drawn.setGlyphIndexes(glyphs);
    drawn.setPositions(places);
    painter.drawGlyphRun({}, drawn);
    painter.end();
    image(QRectF(at + box.topLeft() / kUnits, QSizeF(size) / kPictureScale), picture);
    setColour(d->cairo, colour);
}

void PdfCanvas::outline(int level, const QString &title, int page, double y)
{
    d->outlines.resize(size_t(std::min(level - 1, int(d->outlines.size()))));
    const int parent = d->outlines.empty() ? CAIRO_PDF_OUTLINE_ROOT : d->outlines.back();
    const QByteArray where = QByteArray("page=") + QByteArray::number(page) + " pos=[0 " + QByteArray::number(y, 'f', 1) + ']';
    d->outlines.push_back(cairo_pdf_surface_add_outline(d->surface, parent, title.toUtf8().constData(), where.constData(),
                                                        CAIRO_PDF_OUTLINE_FLAG_OPEN));
}

void PdfCanvas::link(const QRectF &area, int page, double y)
{
    const auto number = [](double value) { return QByteArray::number(value, 'f', 1); };
    const QByteArray attributes = "rect=[" + number(area.x()) + ' ' + number(area.y()) + ' ' + number(area.width()) + ' ' +
                                  number(area.height()) + "] page=" + QByteArray::number(page) + " pos=[0 " + number(y) + ']';
    cairo_tag_begin(d->cairo, CAIRO_TAG_LINK, attributes.constData());
    cairo_tag_end(d->cairo, CAIRO_TAG_LINK);
}

} // namespace ashiato
