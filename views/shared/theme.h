// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QString>

class QApplication;

namespace ashiato
{

/// The colours of the window, by what they mean. Contrast of text on its ground is at least 4.5:1.
struct Colours {
    QColor ground;    ///< Tables, text
    QColor panel;     ///< Docks, header
    QColor raised;    ///< Fields, cards, chips
    QColor line;      ///< Thin lines
    QColor text;
    QColor muted;     ///< Second rank
    QColor accent;
    QColor onAccent;
    QColor selection; ///< Ground of the selected row
    QColor stripe;    ///< Every other row
    QColor brush;     ///< Brushed span of the band (translucent)
    QColor match;     ///< Ground of found text
    QColor warning;
    QColor error;
    QColor good;
};

/// Look of the whole window: light, dark or high contrast, following the system or set. GUI thread; owned by app/.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark, Contrast };
    Q_ENUM(Mode)

    explicit Theme(QApplication &application, QObject *parent = nullptr);

    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }
    const Colours &colours() const { return m_colours; }

    /// Colour of an event kind (0–7), tellable apart by colour-blind people (Okabe-Ito).
    QColor kindColour(int kind) const;
    /// Text on a coloured ground, black or white, whichever can be read.
    static QColor textOn(const QColor &ground);

    /// Monospaced, tabular figures: numbers, hashes, hex, times.
    static QFont monospaced();
    /// The interface font with Japanese glyph forms.
    static QFont interfaceFont();

    static Mode modeFromId(const QString &id);
    static QString modeId(Mode mode);

Q_SIGNALS:
    void changed();

private:
    void apply();
    bool systemIsDark() const;

    QApplication &m_application;
    Mode m_mode = Mode::System;
    bool m_dark = false;
    Colours m_colours;
};

} // namespace ashiato
