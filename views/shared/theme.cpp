// SPDX-License-Identifier: Apache-2.0
#include "views/shared/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <cmath>

namespace ashiato
{

namespace
{

Colours lightColours()
{
    return {QColor(0xFFFFFFu), QColor(0xFBFBFCu), QColor(0xF4F6F8u), QColor(0xD8DDE3u), QColor(0x1B2027u), QColor(0x5B6571u),
            QColor(0x1A66AAu), QColor(0xFFFFFFu), QColor(0xD6E6F5u), QColor(0xF8F9FBu), QColor(26, 102, 170, 36),
            QColor(0xFFE9A8u), QColor(0x8A5A00u), QColor(0xB3261Eu), QColor(0x1A7040u)};
}

Colours darkColours()
{
    return {QColor(0x23272Eu), QColor(0x272B33u), QColor(0x2E333Cu), QColor(0x3D444Fu), QColor(0xE8EBEFu), QColor(0xA8B2BEu),
            QColor(0x6FB5EEu), QColor(0x10151Bu), QColor(0x27435Du), QColor(0x272B33u), QColor(111, 181, 238, 44),
            QColor(0x6B5514u), QColor(0xF0B849u), QColor(0xFF958Cu), QColor(0x6CCB95u)};
}

Colours contrastColours()
{
    return {QColor(0x000000u), QColor(0x000000u), QColor(0x101010u), QColor(0xFFFFFFu), QColor(0xFFFFFFu), QColor(0xE0E0E0u),
            QColor(0xFFD400u), QColor(0x000000u), QColor(0x004A8Fu), QColor(0x000000u), QColor(255, 212, 0, 70),
            QColor(0x7A5C00u), QColor(0xFFD400u), QColor(0xFFA59Cu), QColor(0x7CFFB2u)};
}

double luminance(const QColor &colour)
{
    const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

QPalette paletteOf(const Colours &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.panel);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.ground);
    p.setColor(QPalette::AlternateBase, c.stripe);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.error);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.text);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.raised);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.line);
    p.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.muted);
    return p;
}

/// Thin lines, flat fields, one accent. @name stands for a colour.
const char *const kSheet = R"(
QMainWindow, QDialog { background: @panel; }
QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: url(:/icons/float-@look.svg); color: @muted; }
QDockWidget::title { background: @panel; padding: 6px 10px; border-bottom: 1px solid @line; }
QToolBar { background: @panel; border: none; border-bottom: 1px solid @line; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 6px; }
QMenuBar { background: @panel; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 5px 9px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @selection; }
QMenu { background: @ground; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 24px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QStatusBar { background: @panel; border-top: 1px solid @line; color: @muted; }
QStatusBar::item { border: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateTimeEdit, QComboBox {
    background: @raised; border: 1px solid @line; border-radius: 4px; padding: 3px 7px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus { border: 1px solid @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/down-@look.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @ground; border: 1px solid @line; selection-background-color: @selection; selection-color: @text; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 3px; background: @raised; }
QCheckBox::indicator:checked { image: url(:/icons/check-@look.svg); background: @accent; border-color: @accent; }
QCheckBox::indicator:focus { border: 1px solid @accent; }
QCheckBox:disabled { color: @muted; }
QPushButton { background: @raised; border: 1px solid @line; border-radius: 4px; padding: 5px 14px; }
QPushButton:hover { border-color: @accent; }
QPushButton:pressed, QPushButton:checked { background: @selection; }
QPushButton:default { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton:disabled { color: @muted; background: @panel; border-color: @line; }
QPushButton:focus, QToolButton:focus { border: 1px solid @accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px 6px; }
QToolButton:hover { background: @raised; border-color: @line; }
QToolButton:checked { background: @selection; border-color: @accent; }
QTabBar { background: @panel; }
QTabBar::tab { padding: 8px 18px; background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @line; padding: 5px 8px; font-weight: 600; }
QHeaderView::up-arrow { image: url(:/icons/up-@look.svg); width: 9px; height: 9px; subcontrol-origin: padding; subcontrol-position: top right; margin: 8px 5px; }
QHeaderView::down-arrow { image: url(:/icons/down-@look.svg); width: 9px; height: 9px; subcontrol-origin: padding; subcontrol-position: top right; margin: 8px 5px; }
QTableView, QTreeView, QListView { background: @ground; border: none; gridline-color: transparent;
    selection-background-color: @selection; selection-color: @text; alternate-background-color: @stripe; outline: 0; }
QTreeView { background: @panel; }
QTreeView::item, QListView::item { padding: 2px 4px; border: none; }
QTableView::item { padding: 0 5px; border: none; }
QTableView::item:selected { background: @selection; color: @text; }
QTreeView::item:selected, QListView::item:selected { background: @selection; color: @text; }
QSplitter::handle { background: @line; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; border: none; width: 0; height: 0; }
QProgressBar { background: @raised; border: 1px solid @line; border-radius: 4px; text-align: center; color: @text; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QGroupBox { border: 1px solid @line; border-radius: 5px; margin-top: 18px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; color: @muted; }
*[heading="true"] { color: @muted; font-weight: 600; }
*[muted="true"] { color: @muted; }
*[card="true"] { background: @raised; border: 1px solid @line; border-radius: 5px; padding: 7px 9px; }
*[chip="true"] { background: @raised; border: 1px solid @line; border-radius: 11px; padding: 3px 10px; }
*[chip="true"]:hover, *[chip="true"]:focus { border-color: @accent; }
QFrame[banner="warning"] { background: @raised; border: 1px solid @warning; border-radius: 5px; padding: 7px 9px; color: @text; }
QFrame[banner="error"] { background: @raised; border: 1px solid @error; border-radius: 5px; padding: 7px 9px; color: @text; }
)";

QString sheetOf(const Colours &c, const QString &look)
{
    QString sheet = QString::fromLatin1(kSheet);
    sheet.replace(QStringLiteral("@look"), look);
    // Longer names first: @onAccent must not be read as @on.
    const std::pair<const char *, QColor> names[] = {
        {"@selection", c.selection}, {"@onAccent", c.onAccent}, {"@warning", c.warning}, {"@accent", c.accent},
        {"@ground", c.ground},       {"@raised", c.raised},     {"@stripe", c.stripe},   {"@panel", c.panel},
        {"@muted", c.muted},         {"@error", c.error},       {"@line", c.line},       {"@text", c.text}};
    for (const auto &[name, colour] : names)
        sheet.replace(QLatin1StringView(name), colour.name());
    return sheet;
}

} // namespace

Theme::Theme(QApplication &application, QObject *parent) : QObject(parent), m_application(application)
{
    m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    m_application.setFont(interfaceFont());
    apply();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    apply();
}

bool Theme::systemIsDark() const
{
    // Qt 6.4 has no colour scheme of its own: the platform's palette tells.
    const QPalette system = m_application.style()->standardPalette();
    return system.color(QPalette::Window).lightness() < 128;
}

void Theme::apply()
{
    m_dark = m_mode == Mode::Dark || m_mode == Mode::Contrast || (m_mode == Mode::System && systemIsDark());
    m_colours = m_mode == Mode::Contrast ? contrastColours() : m_dark ? darkColours() : lightColours();
    m_application.setPalette(paletteOf(m_colours));
    m_application.setStyleSheet(sheetOf(m_colours, m_mode == Mode::Contrast ? QStringLiteral("contrast") : m_dark ? QStringLiteral("dark") : QStringLiteral("light")));
    Q_EMIT changed();
}

QColor Theme::kindColour(int kind) const
{
    // Okabe and Ito, Color Universal Design; the last is a grey that holds on both grounds.
    static constexpr std::array<QRgb, 8> kKinds = {0xD55E00, 0xE69F00, 0x56B4E9, 0x009E73,
                                                   0xCC79A7, 0x0072B2, 0xB8A500, 0x8A939E};
    return QColor(kKinds[size_t(kind) % kKinds.size()]);
}

QColor Theme::textOn(const QColor &ground)
{
    const double light = luminance(ground);
    return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? QColor(0x111111u) : QColor(0xFFFFFFu);
}

QFont Theme::monospaced()
{
    QFont font(QStringList{QStringLiteral("Noto Sans Mono CJK JP"), QStringLiteral("DejaVu Sans Mono"),
                           QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    font.setStyleHint(QFont::Monospace);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont Theme::interfaceFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // lang=ja glyph forms for Han characters, whatever the system's first CJK font is.
    font.setFamilies({QStringLiteral("Noto Sans CJK JP"), font.family()});
    if (font.pointSizeF() < 9.5)
        font.setPointSizeF(9.5);
    return font;
}

Theme::Mode Theme::modeFromId(const QString &id)
{
    for (const Mode mode : {Mode::Light, Mode::Dark, Mode::Contrast}) {
        if (modeId(mode) == id)
            return mode;
    }
    return Mode::System;
}

QString Theme::modeId(Mode mode)
{
    switch (mode) {
    case Mode::Light: return QStringLiteral("light");
    case Mode::Dark: return QStringLiteral("dark");
    case Mode::Contrast: return QStringLiteral("contrast");
    case Mode::System: break;
    }
    return QStringLiteral("system");
}

} // namespace ashiato
