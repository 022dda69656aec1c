// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/evidencereader.h"
#include "views/shared/viewcontext.h"

#include <QDialog>
#include <QHash>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ashiato
{

class EmptyNote;
class ImportPreview;

/// What is to be imported and how: each path with kind, zone, encoding and host as guessed, and the first parsed rows,
/// before anything is taken into the case. Accepting adds the evidence (one act each) and starts the import. GUI thread.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(const ViewContext &context, const QStringList &paths, QWidget *parent = nullptr);
    ~ImportDialog() override;

    void addPaths(const QStringList &paths);
    void accept() override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Item {
        QString path;
        QString zone, encoding, host, format;
        QByteArray mapping;
        QString mappingName;
        ProbeMessage probe;
        bool probed = false;
        EvidenceReader::Generation asked = 0;
    };

    void makeList(QWidget *parent);
    QWidget *makeDetails();
    void show(int row);
    void keep();
    void probe(int row);
    void probed(quint32 generation, const ProbeMessage &message);
    void showProbe(const Item &item);
    void chooseFiles();
    void chooseFolder();
    void chooseMapping();
    void removeCurrent();
    void countChanged();
    QString problems() const;

    ViewContext m_context;
    std::vector<Item> m_items;
    int m_current = -1;
    QListWidget *m_list = nullptr;
    EmptyNote *m_empty = nullptr;
    QPushButton *m_remove = nullptr;
    QWidget *m_details = nullptr;
    QLabel *m_kind = nullptr;
    QComboBox *m_zone = nullptr;
    QComboBox *m_encoding = nullptr;
    QLineEdit *m_host = nullptr;
    QLabel *m_mapping = nullptr;
    QLabel *m_hint = nullptr;
    ImportPreview *m_preview = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
};

/// Evidence and how it is to be read.
struct EvidenceWanted {
    QString path;
    ProbeOptions options;
};

/// Adds evidence to the case, in this order, and starts its import; the work is done off the GUI thread.
void importEvidence(const ViewContext &context, std::vector<EvidenceWanted> evidence);

} // namespace ashiato
