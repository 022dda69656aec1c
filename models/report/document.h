// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace ashiato
{

/// A report as blocks, in one language, before it becomes HTML or pages. Texts are plain; writers escape them.
namespace report
{

struct Heading {
    int level = 1;   ///< 1: chapter, 2: section, 3: a part that the contents do not name
    QString number;  ///< "3.1"; empty for level 3
    QString text;
};

struct Paragraph {
    enum class Style { Body, Small, Warning };
    QString text;
    Style style = Style::Body;
};

/// Columns share the width by weight. Rows never split over pages; the head is repeated.
struct Table {
    struct Column {
        QString title;
        double weight = 1;
        bool mono = false; ///< Hashes, positions: monospaced, broken anywhere
    };
    QString caption; ///< Above the table: "表1 …"
    std::vector<Column> columns;
    std::vector<QStringList> rows;
    QString empty;   ///< Said instead of a table without rows
};

/// Names and values, one a line.
struct Facts {
    std::vector<std::pair<QString, QString>> rows;
};

struct Picture {
    QImage image;     ///< At 2 pixels a point
    QString caption;  ///< Below: "図1 …"
    QString alternative; ///< What it shows, in words
};

using Block = std::variant<Heading, Paragraph, Table, Facts, Picture>;

/// Title page, running texts, blocks.
struct Document {
    QString language;   ///< "ja", "en": sets fonts and line breaking
    QString title;
    QString subtitle;
    Facts front;        ///< On the title page
    QString dateLine;   ///< The only line that differs from run to run
    QString issued;     ///< The same as ISO 8601, for the file's properties
    QString handling;   ///< How the report is to be taken
    QString contentsTitle;
    QString headerLeft, headerRight;
    QString footerLeft;
    QString pageOf;     ///< "%1 / %2"
    std::vector<Block> blocks;
};

} // namespace report
} // namespace ashiato
