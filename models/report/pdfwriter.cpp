// SPDX-License-Identifier: Apache-2.0
#include "models/report/pdfwriter.h"

#include "models/report/pdfcanvas.h"
#include "models/wording/visibletext.h"
#include "models/report/reportfonts.h"

#include <QFont>
#include <QTextLayout>

#include <cmath>
#include <functional>

namespace ashiato
{

namespace
{

using namespace report;

// All lengths in points on A4.
constexpr double kPageWidth = PdfCanvas::kPageWidth, kPageHeight = PdfCanvas::kPageHeight;
constexpr double kMargin = 51, kTop = 71, kBottom = 62;
constexpr double kTextWidth = kPageWidth - 2 * kMargin;
constexpr double kCellPad = 3.5;

struct Fonts {
    QFont body, small, mono, caption, chapter, section, part, title, subtitle;

    Fonts()
    {
        const QStringList sans = {kReportFont};
        const auto make = [&](const QStringList &families, double size, bool bold) {
            QFont font(families);
            font.setPixelSize(qRound(size * PdfCanvas::kUnits));
            font.setBold(bold);
            font.setHintingPreference(QFont::PreferNoHinting);
            return font;
        };
        body = make(sans, 10.5, false);
        small = make(sans, 8.5, false);
        mono = make({kReportMonoFont}, 8, false);
        caption = make(sans, 9, false);
        chapter = make(sans, 17, true);
        section = make(sans, 12.5, true);
        part = make(sans, 10.5, true);
        title = make(sans, 25, true);
        subtitle = make(sans, 13, false);
    }
};

/// A place of a heading, known after the first pass.
struct Place {
    int page = 0;
    double y = 0;
};

/// One pass over the document. A pass without a canvas only counts pages.
class Pass
{
public:
    Pass(const Document &document, PdfCanvas *canvas, const std::vector<Place> &headings, int pages,
         const std::shared_ptr<std::atomic<bool>> &cancel)
        : m_document(document), m_canvas(canvas), m_known(headings), m_pages(pages), m_cancel(cancel)
    {
    }

    bool run()
    {
        titlePage();
        newPage();
        contents();
        for (m_block = 0; m_block < m_document.blocks.size(); ++m_block) {
            if (m_cancel && *m_cancel)
                return false;
            std::visit([this](const auto &b) { put(b); }, m_document.blocks[m_block]);
        }
        return true;
    }

    int pages() const { return m_page; }
    const std::vector<Place> &headings() const { return m_headings; }

private:
    /// Lays text out in a width; paint at (x, y) when there is a canvas. Gives the height.
    double text(const QString &words, const QFont &font, double x, double y, double width, bool paint,
                const QColor &colour = Qt::black, Qt::Alignment align = Qt::AlignLeft, bool anywhere = false)
    {
        double height = 0;
        // A block of text may hold line ends of its own; each is a layout.
        for (const QString &line : visibleText(words, LineEnds::Keep).split(u'\n')) {
            QTextLayout layout(line.isEmpty() ? QStringLiteral(" ") : line, font);
            QTextOption option(align);
            // UAX 14 rules keep 、。」 from the start of a line; hashes have no place to break and may break anywhere.
            option.setWrapMode(anywhere ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
            layout.setTextOption(option);
            layout.setCacheEnabled(true);
            layout.beginLayout();
            double inner = 0;
            for (QTextLine row = layout.createLine(); row.isValid(); row = layout.createLine()) {
                row.setLineWidth(width * PdfCanvas::kUnits);
                row.setPosition(QPointF(0, inner));
                inner += std::ceil(row.height() * 1.12);
            }
            layout.endLayout();
            for (int i = 0; paint && m_canvas && i < layout.lineCount(); ++i)
                m_canvas->text(layout, layout.lineAt(i), {x, y + height}, colour);
            height += inner / PdfCanvas::kUnits;
        }
        return height;
    }

    void line(double x1, double y1, double x2, double y2, const QColor &colour, double width = 0.5)
    {
        if (m_canvas)
            m_canvas->line({x1, y1}, {x2, y2}, colour, width);
    }
    void fill(double x, double y, double w, double h, const QColor &colour)
    {
        if (m_canvas)
            m_canvas->fill({x, y, w, h}, colour);
    }

    void furniture()
    {
        const QColor grey(90, 98, 108);
        const double half = kTextWidth / 2;
        text(m_document.headerLeft, m_fonts.small, kMargin, 36, half, true, grey);
        text(m_document.headerRight, m_fonts.small, kMargin + half, 36, half, true, grey, Qt::AlignRight);
        line(kMargin, 52, kPageWidth - kMargin, 52, QColor(190, 196, 204));
        text(m_document.footerLeft, m_fonts.small, kMargin, kPageHeight - 44, half, true, grey);
        text(m_document.pageOf.arg(m_page).arg(m_pages), m_fonts.small, kMargin + half, kPageHeight - 44, half, true, grey,
             Qt::AlignRight);
    }

    void newPage()
    {
        if (m_canvas)
            m_canvas->newPage();
        ++m_page;
        m_y = kTop;
        m_fresh = true;
        furniture();
    }
    void need(double height)
    {
        if (m_y + height > kPageHeight - kBottom && !m_fresh)
            newPage();
    }
    void advance(double height)
    {
        m_y += height;
        m_fresh = false;
    }

    void titlePage()
    {
        m_page = 1;
        fill(kMargin, 150, 60, 4, QColor(27, 105, 174));
        double y = 170;
        y += text(m_document.title, m_fonts.title, kMargin, y, kTextWidth, true) + 6;
        y += text(m_document.subtitle, m_fonts.subtitle, kMargin, y, kTextWidth, true, QColor(85, 96, 108)) + 34;
        for (const auto &[name, value] : m_document.front.rows) {
            const double left = text(name, m_fonts.body, kMargin, y, 130, true, QColor(85, 96, 108));
            const double right = text(value, m_fonts.body, kMargin + 140, y, kTextWidth - 140, true);
            y += std::max(left, right) + 5;
        }
        text(m_document.dateLine, m_fonts.body, kMargin, y + 12, kTextWidth, true);
        const double tall = text(m_document.handling, m_fonts.small, 0, 0, kTextWidth, false);
        text(m_document.handling, m_fonts.small, kMargin, kPageHeight - kBottom - tall, kTextWidth, true, QColor(85, 96, 108));
    }

    void contents()
    {
        advance(text(m_document.contentsTitle, m_fonts.chapter, kMargin, m_y, kTextWidth, true) + 12);
        size_t index = 0;
        for (const Block &block : m_document.blocks) {
            const auto *heading = std::get_if<Heading>(&block);
            if (!heading || heading->level > 2)
                continue;
            const double indent = heading->level > 1 ? 18 : 0;
            const QString label = heading->number.isEmpty() ? heading->text : heading->number + u' ' + heading->text;
            const QFont &font = m_fonts.body;
            const double tall = text(label, font, 0, 0, kTextWidth - indent - 40, false);
            need(tall + 3);
            text(label, font, kMargin + indent, m_y, kTextWidth - indent - 40, true);
            const Place place = index < m_known.size() ? m_known[index] : Place{};
            if (m_canvas)
                m_canvas->link({kMargin, m_y, kTextWidth, tall}, place.page, place.y);
            text(QString::number(place.page), font, kPageWidth - kMargin - 40, m_y, 40, true, Qt::black, Qt::AlignRight);
            advance(tall + (heading->level > 1 ? 2 : 4));
            ++index;
        }
    }

    static QString labelOf(const Heading &b) { return b.number.isEmpty() ? b.text : b.number + u' ' + b.text; }
    const QFont &fontOf(const Heading &b) const { return b.level == 1 ? m_fonts.chapter : b.level == 2 ? m_fonts.section : m_fonts.part; }
    static double gapAbove(const Heading &b) { return b.level == 1 ? 26 : 12; }

    /// Of the headings that stand right under the one being put, with nothing between.
    double headingsBelow()
    {
        double all = 0;
        for (size_t i = m_block + 1; i < m_document.blocks.size(); ++i) {
            const auto *next = std::get_if<Heading>(&m_document.blocks[i]);
            if (!next)
                break;
            all += gapAbove(*next) + text(labelOf(*next), fontOf(*next), 0, 0, kTextWidth, false) + 6;
        }
        return all;
    }

    void put(const Heading &b)
    {
        const QString label = labelOf(b);
        const QFont &font = fontOf(b);
        // A chapter begins a page where much of it is full, and the first one always.
        if (b.level == 1 && (m_headings.empty() || m_y > kPageHeight * 0.55))
            newPage();
        // A heading keeps room for what follows it.
        need(text(label, font, 0, 0, kTextWidth, false) + headingsBelow() + (b.level == 1 ? 140 : 90));
        if (!m_fresh)
            advance(gapAbove(b));
        if (b.level < 3)
            m_headings.push_back({m_page, m_y});
        if (m_canvas)
            m_canvas->outline(b.level, label, m_page, m_y);
        advance(text(label, font, kMargin, m_y, kTextWidth, true) + 6);
    }

    void put(const Paragraph &b)
    {
        const QFont &font = b.style == Paragraph::Style::Small ? m_fonts.small : m_fonts.body;
        const bool warning = b.style == Paragraph::Style::Warning;
        const double indent = warning ? 8 : 0;
        // A long paragraph is put line by line at its own line ends.
        for (const QString &part : b.text.split(u'\n')) {
            const double tall = text(part, font, 0, 0, kTextWidth - indent, false);
            need(tall);
            if (warning)
                fill(kMargin, m_y, 2.5, tall, QColor(179, 38, 30));
            advance(text(part, font, kMargin + indent, m_y, kTextWidth - indent, true));
        }
        advance(5);
    }

    void put(const Facts &b)
    {
        std::vector<double> heights;
        double all = 0;
        for (const auto &[name, value] : b.rows) {
            heights.push_back(std::max(text(name, m_fonts.small, 0, 0, 130, false),
                                       text(value, m_fonts.small, 0, 0, kTextWidth - 145, false)) + 2 * kCellPad);
            all += heights.back();
        }
        // Few lines stay together.
        if (all < kPageHeight / 4)
            need(all);
        for (size_t i = 0; i < b.rows.size(); ++i) {
            const auto &[name, value] = b.rows[i];
            const double tall = heights[i];
            need(tall);
            fill(kMargin, m_y, 138, tall, QColor(242, 245, 248));
            text(name, m_fonts.small, kMargin + kCellPad, m_y + kCellPad, 130, true);
            text(value, m_fonts.small, kMargin + 143, m_y + kCellPad, kTextWidth - 145, true);
            line(kMargin, m_y + tall, kMargin + kTextWidth, m_y + tall, QColor(213, 218, 224));
            advance(tall);
        }
        advance(8);
    }

    double row(const Table &b, const QStringList &cells, const std::vector<double> &widths, bool head, bool paint)
    {
        double tall = 0, x = kMargin;
        for (size_t i = 0; i < b.columns.size(); ++i) {
            const QString cell = i < size_t(cells.size()) ? cells[qsizetype(i)] : QString();
            const bool mono = !head && b.columns[i].mono;
            const double h = text(cell, mono ? m_fonts.mono : m_fonts.small, x + kCellPad, m_y + kCellPad, widths[i] - 2 * kCellPad,
                                  paint, Qt::black, Qt::AlignLeft, mono);
            tall = std::max(tall, h);
            x += widths[i];
        }
        return tall + 2 * kCellPad;
    }

    /// What of a row has room on a page of its own, which is nearly always all: rows do not split, but none may run off
    /// the page. The rest stays in `cells`; nothing is left when it is empty.
    QStringList takeFitting(const Table &b, QStringList &cells, const std::vector<double> &widths)
    {
        constexpr double kRoom = kPageHeight - kTop - kBottom - 40; // under the repeated head
        QStringList part = cells;
        qsizetype most = 0;
        for (const QString &cell : cells)
            most = std::max(most, cell.size());
        while (most > 1 && row(b, part, widths, false, false) > kRoom) {
            most = most * 3 / 4;
            for (qsizetype i = 0; i < cells.size(); ++i) {
                const bool splitsPair = cells[i].size() > most && cells[i][most].isLowSurrogate();
                part[i] = cells[i].left(splitsPair ? most - 1 : most);
            }
        }
        bool isAll = true;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            cells[i] = cells[i].mid(part[i].size());
            isAll &= cells[i].isEmpty();
        }
        if (isAll)
            cells.clear();
        return part;
    }

    void put(const Table &b)
    {
        if (b.rows.empty()) {
            put(Paragraph{b.empty, Paragraph::Style::Body});
            return;
        }
        double weights = 0;
        QStringList titles;
        for (const Table::Column &column : b.columns) {
            weights += column.weight;
            titles.append(column.title);
        }
        std::vector<double> widths;
        for (const Table::Column &column : b.columns)
            widths.push_back(kTextWidth * column.weight / weights);
        const auto head = [&] {
            const double tall = row(b, titles, widths, true, false);
            fill(kMargin, m_y, kTextWidth, tall, QColor(232, 237, 243));
            row(b, titles, widths, true, true);
            advance(tall);
        };
        need(70);
        advance(text(b.caption, m_fonts.caption, kMargin, m_y, kTextWidth, true, QColor(85, 96, 108)) + 2);
        head();
        for (const QStringList &cells : b.rows) {
            if (m_cancel && *m_cancel)
                return;
            for (QStringList rest = cells; !rest.isEmpty();) {
                const QStringList part = takeFitting(b, rest, widths);
                const double tall = row(b, part, widths, false, false);
                if (m_y + tall > kPageHeight - kBottom) {
                    newPage();
                    head();
                }
                row(b, part, widths, false, true);
                line(kMargin, m_y + tall, kMargin + kTextWidth, m_y + tall, QColor(213, 218, 224));
                advance(tall);
            }
        }
        advance(10);
    }

    void put(const Picture &b)
    {
        const double width = std::min(kTextWidth, b.image.width() / 2.0);
        double height = width * b.image.height() / std::max(1, b.image.width());
        const double caption = text(b.caption, m_fonts.caption, 0, 0, kTextWidth, false) + 10;
        const double room = kPageHeight - kBottom - kTop - caption;
        const double shrink = height > room ? room / height : 1;
        height *= shrink;
        need(height + caption);
        if (m_canvas)
            m_canvas->image({kMargin, m_y, width * shrink, height}, b.image);
        advance(height + 3);
        advance(text(b.caption, m_fonts.caption, kMargin, m_y, kTextWidth, true, QColor(85, 96, 108)) + 8);
    }

    const Document &m_document;
    size_t m_block = 0; ///< The one being put
    PdfCanvas *m_canvas;
    const std::vector<Place> &m_known;
    int m_pages;
    std::shared_ptr<std::atomic<bool>> m_cancel;
    Fonts m_fonts;
    int m_page = 0;
    double m_y = 0;
    bool m_fresh = true;
    std::vector<Place> m_headings;
};

} // namespace

Result<void> writePdf(const report::Document &document, const QString &path, const std::shared_ptr<std::atomic<bool>> &cancel)
{
    Pass counting(document, nullptr, {}, 0, cancel);
    if (!counting.run())
        return {ErrorCode::Cancelled, path};
    // The contents take as many lines in the second pass: page numbers do not change the number of pages.
    PdfCanvas canvas(path, document.title, document.issued);
    Pass painting(document, &canvas, counting.headings(), counting.pages(), cancel);
    if (!painting.run())
        return {ErrorCode::Cancelled, path};
    return canvas.finish() ? Result<void>() : Result<void>(ErrorCode::Io, path);
}

} // namespace ashiato
