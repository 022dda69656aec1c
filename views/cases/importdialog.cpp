// SPDX-License-Identifier: Apache-2.0
#include "views/cases/importdialog.h"

#include "models/casedb/act.h"
#include "models/jobs/async.h"
#include "models/jobs/importservice.h"
#include "models/time/zones.h"
#include "models/wording/wording.h"
#include "views/cases/importpreview.h"
#include "views/shared/actqueue.h"
#include "views/shared/droppedpaths.h"
#include "views/shared/emptynote.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/shared/wordingof.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QThreadPool>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{

constexpr qint64 kMaxMapping = 1 << 20;

void addEvidence(ImportService &imports, ActQueue &acts, const ProbeOptions &options, const Result<NewEvidence> &described)
{
    if (!described) {
        Q_EMIT imports.evidenceFailed(0, described.error());
        return;
    }
    NewEvidence evidence = *described;
    evidence.zone = options.zone;
    evidence.encoding = options.encoding;
    evidence.host = options.host;
    evidence.mapping = options.mapping;
    whenReady(&imports, acts.act(Act::evidenceAdd(evidence)), [&imports](const Result<ActDone> &done) {
        if (done)
            imports.import(done->id);
        else
            Q_EMIT imports.evidenceFailed(0, done.error());
    });
}

} // namespace

ImportDialog::ImportDialog(const ViewContext &context, const QStringList &paths, QWidget *parent)
    : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("importDialog"));
    setAcceptDrops(true);
    setWindowTitle(tr("Import evidence"));
    resize(980, 620);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 12);
    auto *words = new QLabel(tr("Evidence is opened read-only and stays where it is. Look at the first rows before it is imported; zone, "
                                "skew and host can be corrected later without reading again."),
                             this);
    words->setWordWrap(true);
    words->setProperty("muted", true);
    column->addWidget(words);
    auto *split = new QSplitter(this);
    split->setChildrenCollapsible(false);
    auto *left = new QWidget(split);
    makeList(left);
    split->addWidget(left);
    split->addWidget(makeDetails());
    split->setStretchFactor(1, 1);
    split->setSizes({300, 640});
    column->addWidget(split, 1);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Import"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ImportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
    column->addWidget(m_buttons);
    if (m_context.evidence)
        connect(m_context.evidence, &EvidenceReader::probed, this, &ImportDialog::probed);
    addPaths(paths);
    show(m_items.empty() ? -1 : 0);
}

ImportDialog::~ImportDialog()
{
    for (const Item &item : m_items) {
        if (m_context.evidence && item.asked)
            m_context.evidence->forget(item.asked);
    }
}

void ImportDialog::makeList(QWidget *parent)
{
    auto *column = new QVBoxLayout(parent);
    column->setContentsMargins(0, 0, 8, 0);
    m_list = new QListWidget(parent);
    m_list->setObjectName(QStringLiteral("importList"));
    m_list->setAccessibleName(tr("Evidence to import"));
    m_list->viewport()->setAcceptDrops(false); // the dialog takes them
    m_empty = new EmptyNote(m_list->viewport(), QStringLiteral("importEmpty"));
    column->addWidget(m_list, 1);
    auto *files = new QPushButton(icon(QStringLiteral("file")), tr("Add files…"), parent);
    auto *folder = new QPushButton(icon(QStringLiteral("folder")), tr("Add folder…"), parent);
    m_remove = new QPushButton(icon(QStringLiteral("cancel")), tr("Take out of the list"), parent);
    m_remove->setObjectName(QStringLiteral("importRemove"));
    m_remove->setShortcut(Qt::Key_Delete);
    m_remove->setToolTip(QKeySequence(Qt::Key_Delete).toString(QKeySequence::NativeText));
    for (QPushButton *button : {files, folder, m_remove}) {
        button->setAutoDefault(false);
        column->addWidget(button);
    }
    connect(m_remove, &QPushButton::clicked, this, &ImportDialog::removeCurrent);
    connect(files, &QPushButton::clicked, this, &ImportDialog::chooseFiles);
    connect(folder, &QPushButton::clicked, this, &ImportDialog::chooseFolder);
    connect(m_list, &QListWidget::currentRowChanged, this, &ImportDialog::show);
}

QWidget *ImportDialog::makeDetails()
{
    m_details = new QWidget(this);
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins(8, 0, 0, 0);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto add = [&](const QString &label, QWidget *field) {
        auto *name = new QLabel(label, m_details);
        name->setBuddy(field);
        field->setAccessibleName(label);
        form->addRow(name, field);
    };
    m_kind = new QLabel(m_details);
    m_kind->setWordWrap(true);
    add(tr("Recognised as"), m_kind);
    m_zone = new QComboBox(m_details);
    m_zone->setEditable(true);
    m_zone->addItem(QString());
    m_zone->addItems(zoneList());
    add(tr("Time zone of local times"), m_zone);
    m_encoding = new QComboBox(m_details);
    m_encoding->setEditable(true);
    m_encoding->addItems({QString(), QStringLiteral("UTF-8"), QStringLiteral("CP932"), QStringLiteral("EUC-JP"),
                          QStringLiteral("ISO-2022-JP"), QStringLiteral("UTF-16LE")});
    m_encoding->lineEdit()->setPlaceholderText(tr("as recognised"));
    // The list is of short names; the field holds the placeholder too.
    m_encoding->setMinimumWidth(m_encoding->fontMetrics().horizontalAdvance(tr("as recognised")) + 64);
    add(tr("Encoding"), m_encoding);
    m_host = new QLineEdit(m_details);
    m_host->setObjectName(QStringLiteral("importHost"));
    add(tr("Host"), m_host);
    auto *mappingRow = new QWidget(m_details);
    auto *line = new QHBoxLayout(mappingRow);
    line->setContentsMargins(0, 0, 0, 0);
    m_mapping = new QLabel(mappingRow);
    auto *choose = new QPushButton(tr("Choose…"), mappingRow);
    choose->setAutoDefault(false);
    line->addWidget(m_mapping, 1);
    line->addWidget(choose);
    add(tr("Mapping file (CSV, JSONL, squid.conf)"), mappingRow);
    connect(choose, &QPushButton::clicked, this, &ImportDialog::chooseMapping);
    column->addLayout(form);
    m_hint = new QLabel(m_details);
    m_hint->setWordWrap(true);
    m_hint->setProperty("banner", QStringLiteral("warning"));
    column->addWidget(m_hint);
    m_preview = new ImportPreview(m_details);
    column->addWidget(m_preview, 1);
    const auto changed = [this] {
        keep();
        probe(m_current);
    };
    connect(m_zone, &QComboBox::activated, this, changed);
    connect(m_zone->lineEdit(), &QLineEdit::editingFinished, this, changed);
    connect(m_encoding, &QComboBox::activated, this, changed);
    connect(m_host, &QLineEdit::editingFinished, this, changed);
    return m_details;
}

void ImportDialog::addPaths(const QStringList &paths)
{
    for (const QString &path : paths) {
        Item item;
        item.path = QFileInfo(path).absoluteFilePath();
        m_items.push_back(item);
        const QFileInfo file(path);
        auto *row = new QListWidgetItem(icon(file.isDir() ? QStringLiteral("folder") : QStringLiteral("file")), file.fileName(), m_list);
        row->setToolTip(item.path);
        probe(int(m_items.size()) - 1);
    }
    if (m_list->currentRow() < 0 && m_list->count() > 0)
        m_list->setCurrentRow(0);
    countChanged();
}

void ImportDialog::countChanged()
{
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_items.empty());
    m_remove->setEnabled(!m_items.empty());
    m_empty->say(m_items.empty() ? tr("Add files or a folder, or drop them here.") : QString());
}

void ImportDialog::removeCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    if (m_context.evidence && m_items[size_t(row)].asked)
        m_context.evidence->forget(m_items[size_t(row)].asked);
    m_current = -1; // what stands in the fields is of the row that goes
    m_items.erase(m_items.begin() + row);
    {
        const QSignalBlocker quiet(m_list);
        delete m_list->takeItem(row);
    }
    show(m_list->currentRow());
    countChanged();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    if (const QStringList paths = droppedPaths(*event->mimeData()); !paths.isEmpty()) {
        event->acceptProposedAction();
        addPaths(paths);
    }
}

void ImportDialog::chooseFiles()
{
    addPaths(QFileDialog::getOpenFileNames(this, tr("Choose evidence")));
}

void ImportDialog::chooseFolder()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Choose a folder of evidence"));
    if (!path.isEmpty())
        addPaths({path});
}

void ImportDialog::chooseMapping()
{
    if (m_current < 0)
        return;
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a mapping file"), {}, tr("Mapping or squid.conf (*.json *.conf)"));
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > kMaxMapping)
        return;
    Item &item = m_items[size_t(m_current)];
    item.mapping = file.readAll();
    item.mappingName = QFileInfo(path).fileName();
    m_mapping->setText(item.mappingName);
    probe(m_current);
}

void ImportDialog::show(int row)
{
    keep();
    m_current = row;
    m_details->setEnabled(row >= 0);
    if (row < 0 || row >= int(m_items.size())) {
        m_kind->clear();
        m_zone->clearEditText();
        m_encoding->clearEditText();
        m_host->clear();
        m_host->setPlaceholderText({});
        m_mapping->clear();
        m_preview->clearRows();
        m_hint->hide();
        return;
    }
    const Item &item = m_items[size_t(row)];
    m_zone->setEditText(item.zone);
    m_encoding->setEditText(item.encoding);
    m_host->setText(item.host);
    m_host->setPlaceholderText(item.probe.host); // what the log itself says
    m_mapping->setText(item.mappingName.isEmpty() ? tr("none") : item.mappingName);
    showProbe(item);
}

void ImportDialog::keep()
{
    if (m_current < 0 || m_current >= int(m_items.size()))
        return;
    Item &item = m_items[size_t(m_current)];
    item.zone = m_zone->currentText().trimmed();
    item.encoding = m_encoding->currentText().trimmed();
    item.host = m_host->text().trimmed();
}

void ImportDialog::probe(int row)
{
    if (!m_context.evidence || row < 0)
        return;
    Item &item = m_items[size_t(row)];
    if (item.asked)
        m_context.evidence->forget(item.asked);
    item.probed = false;
    item.asked = 0;
    if (QFileInfo(item.path).isDir()) {
        item.probed = true;
        item.probe.format = QStringLiteral("folder");
    } else {
        item.asked = m_context.evidence->probe(item.path, {item.zone, item.encoding, item.host, item.format, item.mapping, {}});
    }
    if (row == m_current)
        showProbe(item);
}

void ImportDialog::probed(quint32 generation, const ProbeMessage &message)
{
    for (size_t i = 0; i < m_items.size(); ++i) {
        Item &item = m_items[i];
        if (item.asked != generation)
            continue;
        item.asked = 0;
        item.probed = true;
        item.probe = message;
        if (item.zone.isEmpty())
            item.zone = message.zone;
        if (int(i) == m_current) {
            m_zone->setEditText(item.zone);
            m_host->setPlaceholderText(message.host);
            showProbe(item);
        }
    }
}

void ImportDialog::showProbe(const Item &item)
{
    m_preview->clearRows();
    const Wording words = wordingOf(m_context);
    QStringList hints;
    if (!item.probed) {
        m_kind->setText(tr("Looking…"));
    } else if (item.probe.error != ErrorCode::None && item.probe.error != ErrorCode::NotMine) {
        m_kind->setText(tr("This could not be looked at (%1). It can be imported all the same; what is not readable is listed.")
                            .arg(words.errorTitle(item.probe.error)));
    } else if (item.probe.format == QStringLiteral("folder")) {
        m_kind->setText(tr("A folder: all files below it are listed and known artifacts are read."));
    } else if (item.probe.kind == EvidenceKind::Image) {
        m_kind->setText(tr("Disk image (%1), %2").arg(item.probe.format, words.bytes(item.probe.mediaSize)));
    } else if (item.probe.importer.isEmpty() && !item.probe.format.isEmpty()) {
        m_kind->setText(tr("An archive (%1): its members are listed, and known logs and artifacts in it are read.").arg(item.probe.format));
    } else if (item.probe.importer.isEmpty()) {
        m_kind->setText(tr("No known log or artifact: the file is listed with its times, and can be hashed and looked at."));
    } else {
        const QString what = words.importerTitle(item.probe.importer);
        m_kind->setToolTip(item.probe.format);
        m_kind->setText(item.probe.encoding.isEmpty() ? what
                        : item.probe.encodingGuessed  ? tr("%1, encoding %2 (inferred)").arg(what, item.probe.encoding)
                                                      : tr("%1, encoding %2").arg(what, item.probe.encoding));
    }
    if (item.probed && item.probe.zoneNeeded && item.zone.isEmpty())
        hints.append(tr("The times of this log name no zone. Choose one, or they stay marked as unknown."));
    if (item.probed && !item.probe.missingFields.isEmpty())
        hints.append(tr("Fields that this log does not have: %1. What rests on them is not possible.")
                         .arg(item.probe.missingFields.join(QStringLiteral(", "))));
    m_hint->setText(hints.join(u'\n'));
    m_hint->setVisible(!hints.isEmpty());
    if (!item.probed)
        return;
    m_preview->showRows(item.probe, words);
}

QString ImportDialog::problems() const
{
    for (const Item &item : m_items) {
        if (!item.zone.isEmpty() && !isKnownZone(item.zone))
            return tr("The time zone of %1 is not known: %2.").arg(QFileInfo(item.path).fileName(), item.zone);
    }
    return {};
}

void ImportDialog::accept()
{
    keep();
    const QString problem = problems();
    if (!problem.isEmpty()) {
        m_hint->setText(problem);
        m_hint->show();
        return;
    }
    std::vector<EvidenceWanted> wanted;
    for (const Item &item : m_items)
        wanted.push_back({item.path, {item.zone, item.encoding, item.host, item.format, item.mapping, {}}});
    importEvidence(m_context, std::move(wanted));
    QDialog::accept();
}

void importEvidence(const ViewContext &context, std::vector<EvidenceWanted> evidence)
{
    if (!context.acts || !context.imports)
        return;
    // Describing reads some MiB of the evidence: not on the GUI thread. The acts come back there, one after the other, so
    // that the numbers of the exhibits follow the order of the list.
    QPointer<ImportService> imports(context.imports);
    QThreadPool::globalInstance()->start([imports, acts = QPointer(context.acts), evidence = std::move(evidence)] {
        for (const EvidenceWanted &wanted : evidence) {
            auto described = ImportService::describe(wanted.path);
            QMetaObject::invokeMethod(qApp, [imports, acts, options = wanted.options, described = std::move(described)] {
                if (imports && acts)
                    addEvidence(*imports, *acts, options, described);
            });
        }
    });
}

} // namespace ashiato
