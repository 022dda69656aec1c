// SPDX-License-Identifier: Apache-2.0
#include "models/report/pdffont.h"

#include <QtEndian>

#include <cairo-ft.h>

#include <array>
#include <memory>

namespace ashiato
{

namespace
{

/// All that embedding needs; what shapes text (GSUB and such) has done its work.
constexpr std::array kTables{"CFF ", "OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"};

void append16(QByteArray &out, quint16 value)
{
    value = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void append32(QByteArray &out, quint32 value)
{
    value = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

/// A font file of its own (OpenType specification, "Organization of an OpenType Font"): the font may be one of a
/// collection, and Qt does not tell its file. Check sums are left empty; FreeType does not read them. Empty: no outlines.
QByteArray fontFile(const QRawFont &font)
{
    std::vector<std::pair<const char *, QByteArray>> tables;
    bool isCff = false, hasOutlines = false;
    for (const char *tag : kTables) {
        QByteArray table = font.fontTable(tag);
        if (table.isEmpty())
            continue;
        isCff |= qstrcmp(tag, "CFF ") == 0;
        hasOutlines |= isCff || qstrcmp(tag, "glyf") == 0;
        tables.emplace_back(tag, std::move(table));
    }
    if (!hasOutlines)
        return {};
    QByteArray file, content;
    append32(file, isCff ? 0x4F54544Fu : 0x00010000u); // "OTTO" or TrueType
    append16(file, quint16(tables.size()));
    for (int i = 0; i < 3; ++i)
        append16(file, 0); // for binary search; not read
    const size_t begin = 12 + 16 * tables.size();
    for (const auto &[tag, table] : tables) {
        file.append(tag, 4);
        append32(file, 0);
        append32(file, quint32(begin + size_t(content.size())));
        append32(file, quint32(table.size()));
        content += table;
        content.append((4 - table.size() % 4) % 4, '\0');
    }
    return file + content;
}

/// A FreeType face with what it lives on; cairo lets it go when it needs the font no more.
struct OwnedFace {
    QByteArray file;
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    ~OwnedFace()
    {
        if (face)
            FT_Done_Face(face);
        if (library)
            FT_Done_FreeType(library);
    }
};

const cairo_user_data_key_t kOwned{};

cairo_font_face_t *makeFace(const QRawFont &font)
{
    auto owned = std::make_unique<OwnedFace>();
    owned->file = fontFile(font);
    if (owned->file.isEmpty() || FT_Init_FreeType(&owned->library) != 0 ||
        FT_New_Memory_Face(owned->library, reinterpret_cast<const FT_Byte *>(owned->file.constData()),
                           FT_Long(owned->file.size()), 0, &owned->face) != 0)
        return nullptr;
    cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face(owned->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    const auto release = [](void *data) { delete static_cast<OwnedFace *>(data); };
    if (cairo_font_face_set_user_data(face, &kOwned, owned.get(), release) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(face);
        return nullptr;
    }
    owned.release();
    return face;
}

} // namespace

PdfFonts::~PdfFonts()
{
    for (cairo_font_face_t *face : std::as_const(m_faces)) {
        if (face)
            cairo_font_face_destroy(face);
    }
}

cairo_font_face_t *PdfFonts::face(const QRawFont &font)
{
    // The header has a check sum of the whole file; faces of one collection differ in their names.
    const QByteArray key = font.fontTable("head") + font.fontTable("name");
    const auto known = m_faces.constFind(key);
    return known != m_faces.cend() ? *known : *m_faces.insert(key, makeFace(font));
}

} // namespace ashiato
