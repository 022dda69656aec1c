// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/contentview.h"

#include "models/files/textdecoding.h"
#include "models/jobs/evidencereader.h"
#include "views/inspector/hexview.h"
#include "views/shared/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{
constexpr qint64 kTextBytes = ByteWindows::kWindow; // shown as text at once
constexpr qint64 kBefore = 512;                     // before the marked record
} // namespace

ContentView::ContentView(const ViewContext &context, QWidget *parent) : QTabWidget(parent), m_context(context)
{
    setDocumentMode(true);
    setObjectName(QStringLiteral("content"));
    m_hex = new HexView(m_bytes, m_context, this);
    addTab(m_hex, QString());
    m_textPage = new QWidget(this);
    auto *column = new QVBoxLayout(m_textPage);
    column->setContentsMargins(0, 4, 0, 0);
    auto *row = new QHBoxLayout;
    m_encoding = new QComboBox(m_textPage);
    m_encoding->setObjectName(QStringLiteral("encoding"));
    m_encoding->addItems(viewerEncodings());
    m_textNote = new QLabel(m_textPage);
    m_textNote->setProperty("muted", true);
    row->addWidget(m_encoding);
    row->addWidget(m_textNote, 1);
    column->addLayout(row);
    m_text = new QPlainTextEdit(m_textPage);
    m_text->setObjectName(QStringLiteral("contentText"));
    m_text->setReadOnly(true);
    m_text->setFont(Theme::monospaced());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    column->addWidget(m_text, 1);
    addTab(m_textPage, QString());
    m_picture = new QLabel(this);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setWordWrap(true);
    m_picture->setMinimumSize(40, 40);
    addTab(m_picture, QString());

    connect(m_encoding, &QComboBox::activated, this, [this] {
        m_encodingChosen = true;
        refreshText();
    });
    connect(&m_bytes, &ByteWindows::arrived, this, &ContentView::refreshText);
    connect(&m_bytes, &ByteWindows::failed, this, &ContentView::refreshText);
    connect(this, &QTabWidget::currentChanged, this, [this] {
        refreshText();
        askPicture();
    });
    if (m_context.evidence) {
        connect(m_context.evidence, &EvidenceReader::bytesRead, this, [this](quint32 generation, const BytesMessage &message) {
            if (const auto answer = m_waiting.take(generation))
                answer(message);
        });
        connect(m_context.evidence, &EvidenceReader::pictureDecoded, this, [this](quint32 generation, const PictureMessage &message) {
            if (generation == m_pictureAsked)
                takePicture(message);
        });
        connect(m_context.evidence, &EvidenceReader::keyGiven, this, [this] { // what was closed may be open now
            if (m_bytes.problem().code == ErrorCode::None)
                return;
            setSource(m_bytes.size());
            refreshText();
        });
    }
    retranslate();
}

void ContentView::retranslate()
{
    setTabText(0, tr("Hex"));
    setTabText(1, tr("Text"));
    setTabText(2, tr("Picture"));
    setAccessibleName(tr("Content"));
    m_encoding->setAccessibleName(tr("Encoding"));
    m_encoding->setToolTip(tr("Encoding in which the bytes are shown as text."));
    m_text->setAccessibleName(tr("Content as text"));
    m_picture->setAccessibleName(tr("Content as a picture"));
    refreshText();
    placePicture();
}

void ContentView::setFile(qint64 fileId, qint64 size, qint64 markOffset, qint64 markLength)
{
    m_markOffset = markOffset;
    m_markLength = markLength;
    if (fileId != m_fileId) {
        m_fileId = fileId;
        setSource(size);
    }
    m_hex->markRange(markOffset, markLength);
    refreshText();
}

void ContentView::setSource(qint64 size)
{
    if (m_context.evidence) {
        for (auto at = m_waiting.begin(); at != m_waiting.end(); ++at)
            m_context.evidence->forget(at.key());
    }
    m_waiting.clear();
    m_encodingChosen = false;
    m_image = {};
    m_pictureAsked = 0;
    m_pictureFailed = false;
    m_bytes.setSource(size, [this](qint64 offset, qint64 count, ByteWindows::Answer answer) { fetch(offset, count, std::move(answer)); });
    m_hex->markRange(-1, 0);
    m_hex->goTo(0);
    askPicture();
    placePicture();
}

void ContentView::clearContent()
{
    m_fileId = 0;
    m_waiting.clear();
    m_bytes.clear();
    m_image = {};
    m_pictureAsked = 0;
    m_hex->markRange(-1, 0);
    refreshText();
    placePicture();
}

void ContentView::fetch(qint64 offset, qint64 size, ByteWindows::Answer answer)
{
    if (!m_context.evidence) {
        // The answer comes later, as it does from a worker.
        QMetaObject::invokeMethod(
            this,
            [answer = std::move(answer), offset] {
                BytesMessage message;
                message.error = ErrorCode::NotFound;
                message.offset = offset;
                answer(message);
            },
            Qt::QueuedConnection);
        return;
    }
    m_waiting.insert(m_context.evidence->read(m_fileId, offset, size), std::move(answer));
}

void ContentView::focusHex()
{
    setCurrentWidget(m_hex);
    m_hex->setFocus(Qt::ShortcutFocusReason);
}

void ContentView::refreshText()
{
    if (currentWidget() != m_textPage)
        return;
    if (!m_bytes.hasSource()) {
        m_text->clear();
        m_text->setPlaceholderText(tr("Choose an event or a file to see its bytes."));
        m_textNote->clear();
        return;
    }
    const qint64 from = m_markOffset > kBefore ? m_markOffset - kBefore : 0;
    const QByteArray bytes = m_bytes.bytes(from, kTextBytes);
    if (bytes.isEmpty()) {
        m_text->clear();
        m_textNote->clear();
        m_text->setPlaceholderText(m_bytes.size() == 0 ? tr("The file is empty.")
                                   : m_bytes.problem().code != ErrorCode::None
                                       ? m_hex->problemSentence()
                                       : tr("Reading…"));
        return;
    }
    if (!m_encodingChosen)
        m_encoding->setCurrentText(guessEncoding(bytes));
    qint64 replaced = 0;
    m_text->setPlainText(decodedText(bytes, m_encoding->currentText(), &replaced));
    QStringList notes;
    if (from > 0 || from + bytes.size() < m_bytes.size())
        notes.append(tr("0x%1 – 0x%2").arg(from, 0, 16).arg(from + bytes.size(), 0, 16));
    if (replaced > 0)
        notes.append(tr("%n character(s) not text", nullptr, int(replaced)));
    m_textNote->setText(notes.join(QStringLiteral(" · ")));
}

void ContentView::askPicture()
{
    if (currentWidget() != m_picture || !m_fileId || m_pictureAsked || !m_context.evidence)
        return;
    m_pictureAsked = m_context.evidence->picture(m_fileId, 2048);
    placePicture();
}

void ContentView::takePicture(const PictureMessage &message)
{
    m_pictureFailed = message.error != ErrorCode::None || message.width <= 0 || message.height <= 0 ||
                      message.pixels.size() < qsizetype(message.width) * message.height * 4;
    m_image = m_pictureFailed ? QImage()
                              : QImage(reinterpret_cast<const uchar *>(message.pixels.constData()), message.width, message.height,
                                       message.width * 4, QImage::Format_RGBA8888_Premultiplied)
                                    .copy();
    placePicture();
}

void ContentView::placePicture()
{
    if (m_image.isNull()) {
        m_picture->setText(m_pictureFailed     ? tr("This is not a picture that can be read.")
                           : m_pictureAsked    ? tr("Reading…")
                                               : tr("No picture."));
        return;
    }
    const QSize room = m_picture->size() - QSize(8, 8);
    m_picture->setPixmap(QPixmap::fromImage(
        m_image.width() > room.width() || m_image.height() > room.height()
            ? m_image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation)
            : m_image));
}

void ContentView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QTabWidget::changeEvent(event);
}

void ContentView::resizeEvent(QResizeEvent *event)
{
    QTabWidget::resizeEvent(event);
    if (!m_image.isNull())
        placePicture();
}

} // namespace ashiato
