// SPDX-License-Identifier: Apache-2.0
#include "views/inspector/noteeditor.h"

#include "models/casedb/act.h"
#include "models/jobs/async.h"
#include "views/shared/actqueue.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{
TargetKind targetOf(const Focus &focus) { return focus.kind == ItemKind::File ? TargetKind::File : TargetKind::Event; }
} // namespace

NoteEditor::NoteEditor(const ViewContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 4, 10, 8);
    column->setSpacing(4);
    m_title = new QLabel(this);
    m_title->setProperty("heading", true);
    column->addWidget(m_title);
    m_edit = new QPlainTextEdit(this);
    m_edit->setObjectName(QStringLiteral("note"));
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(fontMetrics().lineSpacing() * 2 + 20);
    m_edit->setReadOnly(true);
    m_edit->installEventFilter(this);
    column->addWidget(m_edit);
}

void NoteEditor::retranslate()
{
    m_title->setText(tr("Note"));
    m_edit->setAccessibleName(tr("Note"));
    m_edit->setPlaceholderText(m_context.writer ? tr("Ctrl+Enter saves.") : tr("The case is open read-only."));
}

void NoteEditor::setItem(const Focus &focus)
{
    save();
    m_focus = focus;
    if (m_taken != focus)
        m_edit->setReadOnly(true);
}

void NoteEditor::take(const Focus &focus, const QString &stored, quint64 confirmedThen)
{
    if (focus != m_focus)
        return;
    QString text = stored;
    if (const auto sent = m_sent.find(keyOf(focus)); sent != m_sent.end()) {
        // An answer may be older than what was written last.
        if (sent->underWay > 0 || sent->confirmedAs > confirmedThen || sent->failed)
            text = sent->text;
        else
            m_sent.erase(sent);
    }
    const bool isOther = m_taken != focus;
    m_taken = focus;
    // Text that is being written stays, whatever the case says meanwhile.
    if ((isOther || m_edit->toPlainText() == m_saved) && m_edit->toPlainText() != text)
        m_edit->setPlainText(text);
    const auto sent = m_sent.constFind(keyOf(focus));
    m_saved = sent != m_sent.cend() && sent->failed ? stored : text;
    m_edit->setReadOnly(m_context.writer == nullptr);
}

void NoteEditor::clear()
{
    save();
    m_taken = {};
    m_edit->clear();
    m_edit->setReadOnly(true);
    m_saved.clear();
}

void NoteEditor::edit() { m_edit->setFocus(Qt::ShortcutFocusReason); }

void NoteEditor::save()
{
    const QString text = m_edit->toPlainText();
    if (m_taken.kind == ItemKind::None || text == m_saved || !m_context.acts)
        return;
    m_saved = text;
    const Key key = keyOf(m_taken);
    Sent &sent = m_sent[key];
    sent.text = text;
    sent.failed = false;
    ++sent.underWay;
    const auto written = m_context.acts->act(Act::noteSet(targetOf(m_taken), m_taken.id, text));
    whenReady(this, written, [this, key](const Result<ActDone> &answer) {
        ++m_confirmed;
        const auto found = m_sent.find(key);
        if (found == m_sent.end())
            return;
        --found->underWay;
        found->confirmedAs = m_confirmed;
        found->failed = !answer; // the window tells why; the text is written again when the note is left
        if (!answer && keyOf(m_taken) == key && m_edit->toPlainText() == m_saved)
            m_saved = QString(QChar::ReplacementCharacter);
    });
}

bool NoteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if ((isEnter && key->modifiers().testFlag(Qt::ControlModifier)) || key->key() == Qt::Key_Escape) {
            save(); // Esc too: what was written is never lost
            Q_EMIT left();
            return true;
        }
    }
    if (watched == m_edit && event->type() == QEvent::FocusOut) {
        // What is done elsewhere from now on comes after it. A menu or another window is not elsewhere.
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            save();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ashiato
