// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/fileitem.h"
#include "models/files/fileselection.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace ashiato
{

class Case;

/// How a table gets its rows; a test puts a slow one in. Both are called off the GUI thread.
struct FileReading {
    using Select = Result<FileSelection>(const ColumnStore &, CaseReader &, const FileQuestion &, const CancelFlag &);
    using Items = Result<std::vector<FileItem>>(CaseReader &, const QList<qint64> &);
    std::function<Select> select = selectFiles;
    std::function<Items> items = readFileItems;
};

/// The files of a question as a table of any length. Asks and sorts off the GUI thread, the newest question alone is
/// answered; the rows that are here stay until the answer has come, and it comes with the rows that will be looked at.
/// Further pages are fetched by ids when they are looked at. data() never waits: a cell that is not here yet is empty and
/// LoadingRole is true. GUI thread.
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

    FileTableModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr, FileReading reading = {});
    ~FileTableModel() override;

    /// lookedAt: file.id that will be the current row, its page comes with the answer; 0: the first row.
    void setQuestion(const FileQuestion &question, qint64 lookedAt = 0);
    /// Asked last; after cancel() that of the rows that are here.
    const FileQuestion &question() const { return m_question; }
    const FileSelection &selection() const { return m_selection; }
    bool isBusy() const { return m_asked != m_answered; }
    void setWording(const Wording &wording);
    void setDisplayZone(const QString &zone);
    /// Stops what is being asked (Esc): the rows that are here stay, and so does their question.
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
    void refresh(qint64 lookedAt = 0);
    /// Tags and notes have changed: visible pages are fetched again.
    void marksChanged();

Q_SIGNALS:
    void selectionChanged();
    void busyChanged(bool busy);
    void pageArrived(int first, int last);
    void failed(const ashiato::Error &error);

private:
    using Page = std::vector<FileItem>;
    struct Answer;
    void ask(qint64 lookedAt);
    void taken(Answer &answer);
    void fetch() const;
    void take(quint64 generation, int page, Page rows);
    QString rawText(const FileItem &item, FileColumn column) const;

    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    const std::shared_ptr<const FileReading> m_reading;
    FileQuestion m_question, m_shown; ///< m_shown: of the rows that are here
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
