// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QRawFont>

#include <cairo.h>

namespace ashiato
{

/// Gives cairo the very fonts that Qt shaped with, so that glyph numbers mean the same glyphs. Keeps one face a font file
/// face, whatever its size. Not concurrently.
class PdfFonts
{
public:
    PdfFonts() = default;
    ~PdfFonts();
    PdfFonts(const PdfFonts &) = delete;
    PdfFonts &operator=(const PdfFonts &) = delete;

    /// Null where the font has no outlines to embed (colour bitmaps). Stays this object's.
    cairo_font_face_t *face(const QRawFont &font);

private:
    QHash<QByteArray, cairo_font_face_t *> m_faces;
};

} // namespace ashiato
