// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filetablemodel.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace ashiato
{

class EmptyNote;
class FileDelegate;
class FileGroupPanel;
class FilterHeader;
class FlowLayout;
class FrozenTable;
class HeldKeys;
class TagController;

/// The files of the folder that is chosen, of everything below it, or of the whole case under the conditions of the lens.
/// Fields under the titles narrow further; Enter opens a folder, Source shows the bytes. GUI thread.
class FilesView : public QWidget
{
    Q_OBJECT

public:
    FilesView(const ViewContext &context, FileTableModel &model, TagController &tags, QWidget *parent = nullptr);

    FrozenTable *table() const { return m_table; }
    FileGroupPanel *groups() const { return m_groups; }
    /// Ids of the marked rows, in order; all of the list after "select all".
    std::vector<qint64> markedIds() const;
    qint64 currentId() const;

public Q_SLOTS:
    /// A folder of the tree; fileId 0: the exhibit. path ends with '/', empty for an exhibit.
    void showFolder(qint64 evidenceId, qint64 fileId, const QString &path);
    /// A file in its folder; what was typed under the titles is lifted, for it may hide the file.
    void showFile(qint64 fileId);
    /// The whole case under the conditions of the lens.
    void showAll();

Q_SIGNALS:
    void sourceWanted(qint64 fileId);
    void noteWanted(qint64 fileId);
    void markedChanged();
    void told(const ashiato::Sentence &text); ///< Why a key did nothing

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeBar(QVBoxLayout *column);
    void makeTable();
    void makeGroups(QVBoxLayout *column);
    void connectActions();
    void onAction(const char *id, void (FilesView::*work)());
    void retranslate();
    Wording wording() const;
    void connectModel();
    void go(qint64 evidenceId, qint64 folderId, const QString &path, qint64 wanted);
    /// wanted: file.id that becomes the current row, 0: none.
    void ask(qint64 wanted);
    bool isReading() const;
    void keepPlace();
    void restoreMarks();
    void applyField(int column, const QString &text);
    void answered();
    void refreshSummary();
    void currentChanged();
    void step(int rows);
    void down() { step(1); }
    void up() { step(-1); }
    void open();
    void openParent();
    void source();
    void note();
    void find();
    void copyRows();
    void copyCell();
    void markAll();
    void narrow(bool exclude);
    void include();
    void exclude();
    void group();
    void narrowToGroups(const std::vector<FileGroup> &groups);
    void ungroup();
    void refreshChips();
    void refreshNeedles();
    void chooseColumns();
    void restoreColumns();
    void saveColumns();
    void columnsMenu(const QPoint &point);

    static QString folderPath(const FileRow &row);

    static constexpr qint64 kFirstRow = -1; ///< Wanted as the current row, whichever it is

    ViewContext m_context;
    FileTableModel &m_model;
    FileQuestion m_question;
    QComboBox *m_scope = nullptr;
    QToolButton *m_parent = nullptr;
    QLabel *m_place = nullptr, *m_summary = nullptr, *m_unused = nullptr;
    EmptyNote *m_empty = nullptr;
    FrozenTable *m_table = nullptr;
    FileGroupPanel *m_groups = nullptr;
    QWidget *m_chips = nullptr; ///< The groups that the list is narrowed to
    FlowLayout *m_chipRow = nullptr;
    FilterHeader *m_header = nullptr;
    FileDelegate *m_delegate = nullptr;
    HeldKeys *m_keys = nullptr;
    bool m_allMarked = false;
    bool m_isAsking = false;    ///< The examiner asked for other rows, and they are not here yet
    bool m_isRestoring = false; ///< The current row is set to what it was
    qint64 m_wantedId = 0;
    struct {
        qint64 id = 0;
        int column = 0, y = -1; ///< y: of the row in the viewport
        QSet<qint64> marked;    ///< Where more than the current row is marked
        bool all = false;
    } m_kept;
};

} // namespace ashiato
