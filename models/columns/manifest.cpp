// SPDX-License-Identifier: Apache-2.0
#include "models/columns/manifest.h"

#include "models/records/eventfields.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kFormat = 5; // raised with every change of what the files hold, but for the declared fields of an event
const QString kName = u"columns.json"_s;

/// The declared fields in the order of their columns: files of another list are made anew.
QString fieldNames()
{
    QStringList names;
    for (const EventFieldSpec &spec : kTypedSpecs)
        names.append(QLatin1String(spec.id));
    return names.join(u' ');
}

bool readNames(const QJsonValue &value, QStringList &names)
{
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array) {
        names.append(entry.toString());
        if (names.back().isEmpty() || names.back().contains(u'/')) // files of its own folder and no others
            return false;
    }
    return value.isArray();
}

} // namespace

QStringList Manifest::fileNames() const
{
    QStringList names = segments + texts + endpoints + paths;
    if (!fileColumns.isEmpty())
        names.append(fileColumns);
    return names;
}

Result<Manifest> readManifest(const QString &folder)
{
    QFile file(QDir(folder).filePath(kName));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, file.fileName()};
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    Manifest manifest;
    manifest.caseUid = json.value(u"case"_s).toString();
    manifest.generation = json.value(u"generation"_s).toInteger(-1);
    manifest.revision = json.value(u"revision"_s).toInteger(-1);
    manifest.lastEventId = json.value(u"lastEventId"_s).toInteger();
    manifest.serial = json.value(u"serial"_s).toInteger();
    manifest.fileColumns = json.value(u"fileColumns"_s).toString();
    manifest.fileRows = json.value(u"fileRows"_s).toInteger(-1);
    manifest.exhibits = json.value(u"exhibits"_s).toString();
    manifest.filesState = json.value(u"filesState"_s).toString();
    const QJsonObject clocks = json.value(u"clocks"_s).toObject();
    for (auto it = clocks.begin(); it != clocks.end(); ++it)
        manifest.clocks.insert(it.key(), it.value().toInteger());
    if (json.value(u"format"_s).toInt() != kFormat || json.value(u"eventFields"_s).toString() != fieldNames() || manifest.fileColumns.contains(u'/') ||
        !readNames(json.value(u"segments"_s), manifest.segments) || !readNames(json.value(u"texts"_s), manifest.texts) ||
        !readNames(json.value(u"endpoints"_s), manifest.endpoints) || !readNames(json.value(u"paths"_s), manifest.paths))
        return Error{ErrorCode::Damaged, file.fileName()};
    return manifest;
}

Result<void> writeManifest(const QString &folder, const Manifest &manifest)
{
    QJsonObject clocks;
    for (auto it = manifest.clocks.begin(); it != manifest.clocks.end(); ++it)
        clocks.insert(it.key(), it.value());
    const QJsonObject json{{u"format"_s, kFormat},
                           {u"eventFields"_s, fieldNames()},
                           {u"case"_s, manifest.caseUid},
                           {u"generation"_s, manifest.generation},
                           {u"revision"_s, manifest.revision},
                           {u"lastEventId"_s, manifest.lastEventId},
                           {u"serial"_s, manifest.serial},
                           {u"clocks"_s, clocks},
                           {u"segments"_s, QJsonArray::fromStringList(manifest.segments)},
                           {u"texts"_s, QJsonArray::fromStringList(manifest.texts)},
                           {u"endpoints"_s, QJsonArray::fromStringList(manifest.endpoints)},
                           {u"paths"_s, QJsonArray::fromStringList(manifest.paths)},
                           {u"fileColumns"_s, manifest.fileColumns},
                           {u"fileRows"_s, manifest.fileRows},
                           {u"exhibits"_s, manifest.exhibits},
                           {u"filesState"_s, manifest.filesState}};
    // Beside its place and then there in one step. Nothing waits for the disk: a power cut may leave a manifest that is no
    // JSON or names files that are not whole, and both are noticed; an import beside this must not wait for derived data.
    const QString path = QDir(folder).filePath(kName);
    QFile file(path + u".part"_s);
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(bytes) != bytes.size() || !file.flush())
        return {ErrorCode::Io, path};
    file.close();
    std::error_code failed;
    std::filesystem::rename(QFile::encodeName(file.fileName()).toStdString(), QFile::encodeName(path).toStdString(), failed);
    if (failed)
        return {ErrorCode::Io, path};
    return {};
}

} // namespace ashiato
