// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/files/fileselection.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace ashiato
{

class Case;

/// A file as a table shows it: the row, its times through its clock, its tags.
struct FileItem {
    FileRow row;
    qint64 shownNs[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< modified, accessed, changed, created
    bool ambiguous[4] = {};
    bool localTime = false;
    bool zoneKnown = true;
    QList<qint64> tags;
    bool hasNote = false;
};

/// Files by id with their times and tags. Not for the GUI thread, one row excepted. NotFound, and those of CaseReader.
Result<std::vector<FileItem>> readFileItems(CaseReader &reader, const QList<qint64> &ids);

/// A time of a file as people read it, in a display zone (IANA id, "UTC" or Lens::kSourceZone); times: 0 modified,
/// 1 accessed, 2 changed, 3 created. A wall-clock time of an unknown zone is marked with "?".
QString fileTimeText(const FileItem &item, int which, const QString &zone);

/// The files of a question as a table of any length. Asks and sorts off the GUI thread, the newest question alone is
/// answered; pages are fetched by ids when they are looked at. data() never waits: a cell that is not here yet is empty
/// and LoadingRole is true. GUI thread.
class FileTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        FileIdRole = Qt::UserRole, ///< qint64; never loads
        LoadingRole,               ///< bool
        FlagsRole,                 ///< FileFlag
        KindRole,                  ///< FileKind as int
        IsFolderRole,              ///< Has something in it: a folder or a container
        TagsRole,                  ///< QVariantList of tag ids
        RawValueRole,              ///< The exact stored value, as text
        FilterFieldRole,           ///< FilterField that the cell's value narrows, -1: none
    };

    FileTableModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~FileTableModel() override;

    void setQuestion(const FileQuestion &question);
    const FileQuestion &question() const { return m_question; }
    const FileSelection &selection() const { return m_selection; }
    bool isBusy() const { return m_asked != m_answered; }
    void setWording(const Wording &wording);
    void setDisplayZone(const QString &zone);
    /// Stops what is being asked (Esc).
    void cancel();

    /// The whole row if it is here, else nullptr (and it is asked for).
    const FileItem *item(int place) const;
    /// A cell as it is shown, of any file.
    QString text(const FileItem &item, FileColumn column) const;
    qint64 fileId(int place) const { return m_selection.fileId(place); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    QString columnTitle(FileColumn column) const;

public Q_SLOTS:
    /// The case has grown: asks the same question again; the rows that are here stay until the answer has come.
    void refresh();
    /// Tags and notes have changed: visible pages are fetched again.
    void marksChanged();

Q_SIGNALS:
    void selectionChanged();
    void busyChanged(bool busy);
    void pageArrived(int first, int last);
    void failed(const ashiato::Error &error);

private:
    using Page = std::vector<FileItem>;
    void ask();
    void fetch() const;
    void take(quint64 generation, int page, Page rows);
    QString rawText(const FileItem &item, FileColumn column) const;

    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    FileQuestion m_question;
    FileSelection m_selection;
    std::unique_ptr<Wording> m_wording;
    QString m_zone;
    CancelFlag m_cancel;
    mutable QCache<int, Page> m_pages;
    mutable QSet<int> m_wanted, m_waiting;
    mutable QTimer m_merge;
    mutable QThreadPool m_fetches;
    QThreadPool m_questions;
    quint64 m_asked = 0, m_answered = 0;
    quint64 m_generation = 0;
};

} // namespace ashiato
