// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/columnstore.h"
#include "models/wording/wording.h"
#include "views/inspector/inspecteditem.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

#include <optional>

class QLabel;
class QSplitter;
class QVBoxLayout;

namespace ashiato
{

class ContentView;
class FactSheet;
class FlowLayout;
class NoteEditor;
class TagController;

/// Right dock: everything about the item that the lens points at. What it is and when, its fields, what such a record
/// shows and does not, where it stands in the evidence with its bytes, what lies near it, its tags and its note.
/// Reads off the GUI thread; an answer of an item that is no longer looked at is dropped. GUI thread.
class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    InspectorPanel(const ViewContext &context, TagController &tags, QWidget *parent = nullptr);
    ~InspectorPanel() override;

    ContentView *content() const { return m_content; }
    /// Writes a note that was begun; also done when another item is looked at.
    void saveNote();

public Q_SLOTS:
    void showSource();
    /// A byte of the file that the item stands in.
    void showOffset(qint64 offset);
    void editNote();
    /// Tags, notes or the case have changed: reads the item again.
    void refresh();

Q_SIGNALS:
    /// The note was left by Ctrl+Enter or Esc: the keys go back to the table.
    void noteLeft();
    void failed(const ashiato::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeWidgets();
    QLabel *addCard(QVBoxLayout *column);
    void retranslate();
    void setFocusItem(const Focus &focus);
    void read();
    void take(const InspectedItem &item);
    void showItem();
    void showTags();
    void showEmpty();
    void askRelated();
    void showRelated();
    Wording wording() const;

    ViewContext m_context;
    TagController &m_tags;
    Focus m_focus;
    std::optional<InspectedItem> m_item;
    quint64 m_generation = 0;
    CancelFlag m_cancel;
    QSplitter *m_splitter = nullptr;
    QLabel *m_title = nullptr, *m_sentence = nullptr, *m_explanation = nullptr, *m_provenance = nullptr;
    FactSheet *m_facts = nullptr;
    QLabel *m_relatedTitle = nullptr, *m_related = nullptr;
    QWidget *m_pills = nullptr;
    FlowLayout *m_pillRow = nullptr;
    NoteEditor *m_note = nullptr;
    ContentView *m_content = nullptr;
    QLabel *m_empty = nullptr;
    std::vector<Filter> m_relatedFilters;
    std::vector<qint64> m_relatedCounts; ///< Empty while they are being counted; -1: could not be
};

} // namespace ashiato
