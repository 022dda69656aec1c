// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/filter.h"
#include "views/shared/viewcontext.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeView;
class QPushButton;
class QVBoxLayout;

namespace ashiato
{

class CountedList;
class FileTreeModel;
class TagController;

/// Left dock: exhibits with their folders, hosts, tags, saved filters. A click narrows the lens to one of them, and the
/// same click again takes that back; a folder is told by folderChosen(). GUI thread.
class NavigationPanel : public QWidget
{
    Q_OBJECT

public:
    NavigationPanel(const ViewContext &context, FileTreeModel &files, TagController &tags, QWidget *parent = nullptr);

    /// The exhibit that is chosen in the tree, also through one of its folders; 0: none.
    qint64 currentEvidence() const;

public Q_SLOTS:
    /// The case has grown: reads again soon (several calls are one).
    void refresh();

Q_SIGNALS:
    /// An exhibit (fileId 0), volume or folder was chosen; path ends with '/', empty for an exhibit.
    void folderChosen(qint64 evidenceId, qint64 fileId, const QString &path);
    void custodyWanted(qint64 evidenceId);
    void clockWanted(qint64 evidenceId);
    void passwordWanted(qint64 evidenceId);
    void verifyWanted(qint64 evidenceId);
    void hashWanted(qint64 evidenceId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeWidgets();
    void connectLists();
    void retranslate();
    void readCase();
    void fillTags();
    void markNarrowed();
    /// One step: the lens holds this value of the field alone, or no longer.
    void narrow(FilterField field, const QString &value);
    void exhibitMenu(const QPoint &point);
    void lensMenu(const QPoint &point);
    QLabel *addHeading(QVBoxLayout *column);

    ViewContext m_context;
    FileTreeModel &m_files;
    TagController &m_tags;
    QTimer m_soon;
    QLabel *m_evidenceTitle = nullptr, *m_hostTitle = nullptr, *m_tagTitle = nullptr, *m_lensTitle = nullptr;
    QLabel *m_noEvidence = nullptr, *m_noHosts = nullptr, *m_noLenses = nullptr;
    QTreeView *m_tree = nullptr;
    CountedList *m_hosts = nullptr, *m_tagList = nullptr, *m_lenses = nullptr;
    QPushButton *m_usual = nullptr;
    bool m_reading = false;
};

} // namespace ashiato
