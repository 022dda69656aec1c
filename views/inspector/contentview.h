// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/inspector/bytewindows.h"
#include "views/shared/viewcontext.h"

#include <QHash>
#include <QImage>
#include <QTabWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;

namespace ashiato
{

class HexView;
struct PictureMessage;

/// The bytes of one file as hex, as text in a chosen encoding, and as a picture. Bytes come from the worker by windows;
/// a picture is decoded there when its tab is looked at. GUI thread.
class ContentView : public QTabWidget
{
    Q_OBJECT

public:
    explicit ContentView(const ViewContext &context, QWidget *parent = nullptr);

    /// Bytes [markOffset, markOffset + markLength) are marked; -1: none.
    void setFile(qint64 fileId, qint64 size, qint64 markOffset = -1, qint64 markLength = 0);
    void clearContent();
    HexView *hex() const { return m_hex; }
    /// Raises the hex page and gives it the keys.
    void focusHex();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void setSource(qint64 size);
    void fetch(qint64 offset, qint64 size, ByteWindows::Answer answer);
    void refreshText();
    void askPicture();
    void takePicture(const PictureMessage &message);
    void placePicture();

    ViewContext m_context;
    ByteWindows m_bytes;
    HexView *m_hex = nullptr;
    QWidget *m_textPage = nullptr;
    QComboBox *m_encoding = nullptr;
    QLabel *m_textNote = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QLabel *m_picture = nullptr;
    QImage m_image;
    QHash<quint32, ByteWindows::Answer> m_waiting;
    quint32 m_pictureAsked = 0;
    bool m_pictureFailed = false;
    qint64 m_fileId = 0;
    qint64 m_markOffset = -1, m_markLength = 0;
    bool m_encodingChosen = false; ///< By the examiner, for this file
};

} // namespace ashiato
