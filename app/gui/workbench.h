// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"
#include "views/shared/banner.h"
#include "views/shared/viewcontext.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

class QSettings;

namespace ashiato
{

class ActionRegistry;
class ActQueue;
class Case;
class ColumnStore;
class EventTableModel;
class EventsView;
class EvidenceReader;
class FileTableModel;
class FileTreeModel;
class FilesView;
class HostsView;
class ImportService;
class InspectorPanel;
class JobModel;
class JobsView;
class Language;
class Lens;
class LensQuery;
class MainWindow;
class NavigationPanel;
class PasswordTrial;
class TagController;
class Theme;
class TimeBand;

/// Everything that belongs to one open case: models, services, the window and its views, wired to each other. The only
/// place where the object graph of the window is built. GUI thread.
class Workbench : public QObject
{
    Q_OBJECT

public:
    /// What outlives a case.
    struct Shared {
        Theme &theme;
        Language &language;
        QSettings &settings;
    };

    /// Opens the case, read-only where it is open elsewhere already. Errors: those of Case::open().
    static Result<std::unique_ptr<Workbench>> open(const QString &path, const Shared &shared);
    /// Takes a case that has just been made.
    static std::unique_ptr<Workbench> take(std::unique_ptr<Case> openCase, const Shared &shared);
    ~Workbench() override;

    MainWindow &window() { return *m_window; }
    Lens &lens() { return *m_lens; }
    LensQuery &query() { return *m_query; }
    ActionRegistry &actions() { return *m_actions; }
    ImportService *imports() { return m_imports.get(); }
    Case &openCase() { return *m_case; }

    void importPaths(const QStringList &paths);

Q_SIGNALS:
    void closed();
    void newCaseWanted();
    void openCaseWanted();

private:
    Workbench(std::unique_ptr<Case> openCase, const Shared &shared);
    void makeModels();
    void makeViews();
    void connectCase();
    void connectBand();
    void connectActions();
    void connectTags();
    void connectStatus();
    void refreshTitle();
    QString caseTitle() const; ///< Null where it cannot be read
    void refreshStatus();
    void refreshFlags();
    QString errorSentence(const Error &error, const QString &path) const;
    void showError(const Error &error, const QString &path, Banner::Kind kind = Banner::Kind::Error);
    void report();
    void goTo();
    void search(const QString &entered, bool keep);
    void showResults(const QString &text);

    Shared m_shared;
    std::unique_ptr<Case> m_case;
    std::shared_ptr<ColumnStore> m_columns;
    std::unique_ptr<Lens> m_lens;
    std::unique_ptr<ActionRegistry> m_actions;
    std::unique_ptr<ActQueue> m_acts; ///< nullptr: read-only
    std::unique_ptr<ImportService> m_imports;
    std::unique_ptr<EvidenceReader> m_evidence;
    std::unique_ptr<LensQuery> m_query;
    std::unique_ptr<EventTableModel> m_events;
    std::unique_ptr<JobModel> m_jobs;
    std::unique_ptr<FileTreeModel> m_files;
    std::unique_ptr<FileTableModel> m_fileTable;
    std::unique_ptr<ViewContext> m_context;
    std::unique_ptr<TagController> m_tags;
    std::unique_ptr<PasswordTrial> m_passwords; ///< nullptr: read-only
    std::unique_ptr<MainWindow> m_window;
    TimeBand *m_band = nullptr;
    EventsView *m_eventsView = nullptr;
    FilesView *m_filesView = nullptr;
    HostsView *m_hostsView = nullptr;
    InspectorPanel *m_inspector = nullptr;
    JobsView *m_jobsView = nullptr;
    NavigationPanel *m_navigation = nullptr;
    quint64 m_flagsAsked = 0; ///< Only the newest answer counts
};

} // namespace ashiato
