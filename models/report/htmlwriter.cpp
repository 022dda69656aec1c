// SPDX-License-Identifier: Apache-2.0
#include "models/report/htmlwriter.h"

#include "models/wording/visibletext.h"

#include <QBuffer>

namespace ashiato
{

namespace
{

using namespace report;

const char *const kStyle = R"(
:root{--line:#d5dae0;--muted:#55606c;--accent:#1b69ae}
*{box-sizing:border-box}
body{margin:0 auto;padding:32px 28px 64px;max-width:1080px;color:#15191e;background:#fff;line-height:1.6;
font:15px/1.6 "Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI","Segoe UI",sans-serif}
header{border-bottom:3px solid var(--accent);padding-bottom:18px;margin-bottom:24px}
h1{font-size:28px;margin:0 0 4px}h2{font-size:21px;margin:40px 0 10px;border-bottom:1px solid var(--line);padding-bottom:4px}
h3{font-size:17px;margin:26px 0 8px}h4{font-size:15px;margin:22px 0 6px}.sub,.date,.small,caption,figcaption,footer{color:var(--muted)}
.small{font-size:13px}.warn{border-left:4px solid #b3261e;padding:6px 12px;background:#fdf3f2}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:8px 0 20px;font-size:13px}
caption,figcaption{text-align:left;font-size:13px;padding:4px 0}
th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f5f8;font-weight:600}td.m{font:12px/1.5 "Noto Sans Mono CJK JP",Consolas,monospace}
table.facts th{width:26%}figure{margin:12px 0 24px}img{max-width:100%;border:1px solid var(--line)}
nav ol{list-style:none;padding-left:0}nav li.l2{padding-left:24px}a{color:var(--accent);text-decoration:none}
@media print{body{max-width:none;padding:0}h2{break-before:page}tr{break-inside:avoid}}
)";

QString htmlText(const QString &text)
{
    return visibleText(text, LineEnds::Keep).toHtmlEscaped().replace(u'\'', QStringLiteral("&#39;"));
}

QString paragraphs(const QString &text)
{
    return htmlText(text).replace(u'\n', QStringLiteral("<br>"));
}

QString anchor(const Heading &heading) { return QStringLiteral("c") + QString(heading.number).replace(u'.', u'-'); }

QString numbered(const Heading &heading)
{
    return heading.number.isEmpty() ? htmlText(heading.text)
                                    : QStringLiteral("%1&ensp;%2").arg(htmlText(heading.number), htmlText(heading.text));
}

QString factsHtml(const Facts &facts)
{
    QString out = QStringLiteral("<table class=\"facts\"><tbody>");
    for (const auto &[name, value] : facts.rows)
        out += QStringLiteral("<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n").arg(htmlText(name), paragraphs(value));
    return out + QStringLiteral("</tbody></table>\n");
}

struct BlockHtml {
    QString operator()(const Heading &b) const
    {
        if (b.number.isEmpty())
            return QStringLiteral("<h%1>%2</h%1>\n").arg(QString::number(b.level + 1), htmlText(b.text));
        return QStringLiteral("<h%1 id=\"%2\">%3</h%1>\n").arg(QString::number(b.level + 1), anchor(b), numbered(b));
    }
    QString operator()(const Paragraph &b) const
    {
        static const QString classes[] = {QString(), QStringLiteral(" class=\"small\""), QStringLiteral(" class=\"warn\"")};
        return QStringLiteral("<p%1>%2</p>\n").arg(classes[int(b.style)], paragraphs(b.text));
    }
    QString operator()(const Facts &b) const { return factsHtml(b); }
    QString operator()(const Table &b) const
    {
        if (b.rows.empty())
            return QStringLiteral("<p class=\"small\">%1</p>\n").arg(paragraphs(b.empty));
        QString out = QStringLiteral("<div class=\"scroll\"><table><caption>%1</caption><thead><tr>").arg(htmlText(b.caption));
        for (const Table::Column &column : b.columns)
            out += QStringLiteral("<th scope=\"col\">%1</th>").arg(htmlText(column.title));
        out += QStringLiteral("</tr></thead><tbody>\n");
        for (const QStringList &row : b.rows) {
            out += QStringLiteral("<tr>");
            for (qsizetype i = 0; i < row.size(); ++i) {
                const bool mono = size_t(i) < b.columns.size() && b.columns[size_t(i)].mono;
                out += QStringLiteral("<td%1>%2</td>").arg(mono ? QStringLiteral(" class=\"m\"") : QString(), paragraphs(row[i]));
            }
            out += QStringLiteral("</tr>\n");
        }
        return out + QStringLiteral("</tbody></table></div>\n");
    }
    QString operator()(const Picture &b) const
    {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        b.image.save(&buffer, "PNG");
        return QStringLiteral("<figure><img alt=\"%1\" src=\"data:image/png;base64,%2\" width=\"%3\"><figcaption>%4</figcaption></figure>\n")
            .arg(htmlText(b.alternative), QString::fromLatin1(png.toBase64()), QString::number(b.image.width() / 2),
                 htmlText(b.caption));
    }
};

} // namespace

QByteArray toHtml(const report::Document &document)
{
    QString out = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head><meta charset=\"utf-8\">\n"
                                 "<meta name=\"viewport\" content=\"width=device-width\">\n"
                                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                                 "style-src 'unsafe-inline'\">\n<title>%2</title>\n<style>%3</style></head>\n<body>\n")
                      .arg(document.language, htmlText(document.title), QString::fromLatin1(kStyle));
    out += QStringLiteral("<header><h1>%1</h1><p class=\"sub\">%2</p>\n%3<p class=\"date\">%4</p></header>\n")
               .arg(htmlText(document.title), htmlText(document.subtitle), factsHtml(document.front), htmlText(document.dateLine));
    out += QStringLiteral("<p class=\"small\">%1</p>\n").arg(paragraphs(document.handling));
    out += QStringLiteral("<nav><h2>%1</h2><ol>\n").arg(htmlText(document.contentsTitle));
    for (const Block &block : document.blocks) {
        if (const auto *heading = std::get_if<Heading>(&block); heading && heading->level < 3)
            out += QStringLiteral("<li class=\"l%1\"><a href=\"#%2\">%3</a></li>\n")
                       .arg(QString::number(heading->level), anchor(*heading), numbered(*heading));
    }
    out += QStringLiteral("</ol></nav>\n<main>\n");
    for (const Block &block : document.blocks)
        out += std::visit(BlockHtml{}, block);
    out += QStringLiteral("</main>\n<footer class=\"small\">%1</footer>\n</body>\n</html>\n").arg(htmlText(document.footerLeft));
    return out.toUtf8();
}

} // namespace ashiato
