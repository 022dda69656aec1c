// SPDX-License-Identifier: Apache-2.0
#include "views/files/filegrouppanel.h"

#include "models/casedb/casereader.h"
#include "models/wording/visibletext.h"
#include "views/shared/language.h"
#include "views/shared/settingskeys.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(FileGroups)
};

struct Grouping {
    FileGrouping by;
    const char *id;    ///< In the settings
    const char *title; ///< In English
};
constexpr Grouping kGroupings[] = {
    {FileGrouping::Extension, "extension", QT_TRANSLATE_NOOP("FileGroups", "Extension")},
    {FileGrouping::Type, "type", QT_TRANSLATE_NOOP("FileGroups", "Type by content")},
    {FileGrouping::Kind, "kind", QT_TRANSLATE_NOOP("FileGroups", "Kind")},
    {FileGrouping::State, "state", QT_TRANSLATE_NOOP("FileGroups", "State")},
    {FileGrouping::Owner, "owner", QT_TRANSLATE_NOOP("FileGroups", "Owner")},
    {FileGrouping::Evidence, "evidence", QT_TRANSLATE_NOOP("FileGroups", "Exhibit")}};

QString titleOf(FileGrouping by)
{
    const auto found = std::find_if(std::begin(kGroupings), std::end(kGroupings), [by](const Grouping &grouping) { return grouping.by == by; });
    return QCoreApplication::translate("FileGroups", found->title);
}

QList<int> fields()
{
    QList<int> all;
    for (const Grouping &grouping : kGroupings)
        all.append(int(grouping.by));
    return all;
}

QString kindName(FileKind kind)
{
    switch (kind) {
    case FileKind::File: return Tr::tr("File");
    case FileKind::Directory: return Tr::tr("Folder");
    case FileKind::Symlink: return Tr::tr("Symbolic link");
    case FileKind::Stream: return Tr::tr("Alternate data stream");
    case FileKind::Device: return Tr::tr("Device");
    case FileKind::Pipe: return Tr::tr("Named pipe");
    case FileKind::Socket: return Tr::tr("Socket");
    case FileKind::Virtual: return Tr::tr("Made for reading, not in the file system");
    case FileKind::Member: return Tr::tr("Member of an archive");
    case FileKind::Whiteout: return Tr::tr("Whiteout");
    case FileKind::Shadow: return Tr::tr("Shadow entry");
    case FileKind::Undefined:
    case FileKind::Unknown: break;
    }
    return Tr::tr("not known");
}

} // namespace

QString fileGroupValue(const FileGroup &group, const ViewContext &context)
{
    const QString text = visibleText(QString::fromUtf8(group.value));
    switch (group.by) {
    case FileGrouping::Kind: return kindName(FileKind(qBound(0, group.value.toInt(), int(FileKind::Last))));
    case FileGrouping::Type: return text.isEmpty() ? Tr::tr("not known") : text;
    case FileGrouping::Extension: return text.isEmpty() ? Tr::tr("(none)") : text;
    case FileGrouping::State:
        return group.value == kLiveFiles ? Tr::tr("live") : group.value == kOrphanFiles ? Tr::tr("orphan") : Tr::tr("deleted");
    case FileGrouping::Owner: return text.isEmpty() ? Tr::tr("not recorded") : text;
    case FileGrouping::Evidence: {
        const auto row = context.reader->evidenceById(group.value.toLongLong());
        return row ? row->number : text;
    }
    }
    return text;
}

QString fileGroupText(const FileGroup &group, const ViewContext &context)
{
    return (group.excluded ? Tr::tr("not %1: %2") : Tr::tr("%1: %2")).arg(titleOf(group.by), fileGroupValue(group, context));
}

FileGroupPanel::FileGroupPanel(const ViewContext &context, QWidget *parent)
    : GroupListPanel(context, new FileGroupModel(context.openCase, context.columns), fields(), settings::kGroupFilesBy, parent),
      m_groups(findChild<FileGroupModel *>())
{
    retranslate();
}

void FileGroupPanel::groupBy(std::optional<int> field)
{
    m_groups->groupBy(field ? std::optional(FileGrouping(*field)) : std::nullopt);
}

QString FileGroupPanel::fieldName(int field) const { return titleOf(FileGrouping(field)); }

QString FileGroupPanel::fieldId(int field) const
{
    const auto found = std::find_if(std::begin(kGroupings), std::end(kGroupings), [field](const Grouping &grouping) { return int(grouping.by) == field; });
    return QString::fromLatin1(found->id);
}

std::optional<int> FileGroupPanel::fieldFromId(const QString &id) const
{
    for (const Grouping &grouping : kGroupings) {
        if (id == QLatin1StringView(grouping.id))
            return int(grouping.by);
    }
    return std::nullopt;
}

void FileGroupPanel::refreshValues()
{
    m_groups->setWords([this](const FileGroup &group) { return fileGroupValue(group, context()); }, context().language.locale());
}

} // namespace ashiato
