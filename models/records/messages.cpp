// SPDX-License-Identifier: Apache-2.0
#include "models/records/messages.h"

#include <QCborArray>
#include <QCborValue>

#include <concepts>
#include <limits>

namespace ashiato
{

namespace
{

// One field list a message serves both directions: fields(archive, message) with an archive that writes or reads.

template <typename A> void fields(A &a, CompanionSpec &m)
{
    a("role", m.role);
    a("pattern", m.pattern);
}
template <typename A> void fields(A &a, ImporterDescriptor &m)
{
    a("id", m.id);
    a("version", m.version);
    a("title", m.title);
    a("fileNames", m.fileNames);
    a("paths", m.paths);
    a("companions", m.companions);
    a("eventTypes", m.eventTypes);
    a("maxSize", m.maxSize);
    a("priority", m.priority);
    a("localTime", m.localTime);
    a("requiredFields", m.requiredFields);
}
template <typename A> void fields(A &a, HelloMessage &m)
{
    a("protocol", m.protocol);
    a("layout", m.layout);
    a("version", m.version);
    a("importers", m.importers);
}
template <typename A> void fields(A &a, LocatorStep &m)
{
    a("access", m.access);
    a("path", m.path);
    a("volume", m.volume);
    a("volumeOffset", m.volumeOffset);
    a("inode", m.inode);
    a("attributeType", m.attributeType);
    a("attributeId", m.attributeId);
    a("sequence", m.sequence);
    a("memberIndex", m.memberIndex);
}
template <typename A> void fields(A &a, OpenRequest &m)
{
    a("kind", m.kind);
    a("name", m.name);
    a("segmentNames", m.segmentNames);
    a("folderPath", m.folderPath);
    a("zone", m.zone);
    a("encoding", m.encoding);
    a("host", m.host);
    a("mapping", m.mapping);
    a("format", m.format);
    a("extraFormats", m.extraFormats);
    a("password", m.password);
    a("chunkIndexPath", m.chunkIndexPath);
}
template <typename A> void fields(A &a, OpenedMessage &m)
{
    a("error", m.error);
    a("detail", m.detail);
    a("kind", m.kind);
    a("format", m.format);
    a("mediaSize", m.mediaSize);
    a("storedSize", m.storedSize);
    a("sectorSize", m.sectorSize);
    a("chunkSize", m.chunkSize);
    a("acquisition", m.acquisition);
    a("storedMd5", m.storedMd5);
    a("storedSha1", m.storedSha1);
    a("locks", m.locks);
}
template <typename A> void fields(A &a, UnitFile &m)
{
    a("role", m.role);
    a("path", m.path);
    a("locator", m.locator);
    a("size", m.size);
}
template <typename A> void fields(A &a, UnitRequest &m)
{
    a("unit", m.unit);
    a("locator", m.locator);
    a("path", m.path);
    a("importer", m.importer);
    a("position", m.position);
    a("ordinal", m.ordinal);
    a("volume", m.volume);
    a("size", m.size);
    a("modifiedNs", m.modifiedNs);
    a("skips", m.skips);
    a("companions", m.companions);
    a("knownFolders", m.knownFolders);
    a("knownFolderIds", m.knownFolderIds);
    a("onlyLocked", m.onlyLocked);
    a("lockedMembers", m.lockedMembers);
    a("lockedIds", m.lockedIds);
}
template <typename A> void fields(A &a, TaskRequest &m)
{
    a("task", m.task);
    a("kind", m.kind);
    a("units", m.units);
    a("firstFileId", m.firstFileId);
    a("careful", m.careful);
    a("doneOrphans", m.doneOrphans);
    a("doneVolumes", m.doneVolumes);
}
template <typename A> void fields(A &a, ProgressMessage &m)
{
    a("done", m.done);
    a("total", m.total);
    a("bytes", m.bytes);
    a("unit", m.unit);
    a("position", m.position);
    a("step", m.step);
    a("current", m.current);
    a("warnings", m.warnings);
}
template <typename A> void fields(A &a, TaskDoneMessage &m)
{
    a("error", m.error);
    a("detail", m.detail);
    a("nextFileId", m.nextFileId);
    a("result", m.result);
}
template <typename A> void fields(A &a, ReadRequest &m)
{
    a("locator", m.locator);
    a("offset", m.offset);
    a("size", m.size);
    a("raw", m.raw);
}
template <typename A> void fields(A &a, BytesMessage &m)
{
    a("error", m.error);
    a("detail", m.detail);
    a("offset", m.offset);
    a("fileSize", m.fileSize);
    a("bytes", m.bytes);
}
template <typename A> void fields(A &a, ProbeRequest &m)
{
    a("locator", m.locator);
    a("path", m.path);
    a("zone", m.zone);
    a("encoding", m.encoding);
    a("host", m.host);
    a("format", m.format);
    a("mapping", m.mapping);
    a("extraFormats", m.extraFormats);
}
template <typename A> void fields(A &a, PictureRequest &m)
{
    a("locator", m.locator);
    a("maxEdge", m.maxEdge);
}
template <typename A> void fields(A &a, ProbeMessage &m)
{
    a("error", m.error);
    a("kind", m.kind);
    a("mediaSize", m.mediaSize);
    a("importer", m.importer);
    a("format", m.format);
    a("confidence", m.confidence);
    a("encoding", m.encoding);
    a("encodingGuessed", m.encodingGuessed);
    a("zone", m.zone);
    a("zoneNeeded", m.zoneNeeded);
    a("host", m.host);
    a("columns", m.columns);
    a("rows", m.rows);
    a("missingFields", m.missingFields);
}
template <typename A> void fields(A &a, PictureMessage &m)
{
    a("error", m.error);
    a("detail", m.detail);
    a("width", m.width);
    a("height", m.height);
    a("pixels", m.pixels);
}
struct LocatorMessage {
    FileLocator locator;
};
template <typename A> void fields(A &a, LocatorMessage &m) { a("locator", m.locator); }

class Writer
{
public:
    QCborMap map;

    template <typename T> void operator()(const char *key, T &value) { map.insert(QLatin1StringView(key), put(value)); }

private:
    template <std::integral T> static QCborValue put(T value)
    {
        if constexpr (std::same_as<T, bool>)
            return QCborValue(value);
        else
            return QCborValue(qint64(value));
    }
    template <typename T>
        requires std::is_enum_v<T>
    static QCborValue put(T value)
    {
        return QCborValue(qint64(value));
    }
    static QCborValue put(QString &value) { return QCborValue(value); }
    static QCborValue put(QByteArray &value) { return QCborValue(value); }
    static QCborValue put(QStringList &value) { return QCborArray::fromStringList(value); }
    static QCborValue put(QCborMap &value) { return value; }
    template <typename T> static QCborValue put(std::vector<T> &values)
    {
        QCborArray array;
        for (T &value : values)
            array.append(put(value));
        return array;
    }
    template <typename T>
        requires std::is_class_v<T>
    static QCborValue put(T &value)
    {
        Writer inner;
        fields(inner, value);
        return inner.map;
    }
};

class Reader
{
public:
    explicit Reader(QCborMap source) : m_map(std::move(source)) {}
    QString failed; ///< Key of the first field that broke a rule

    template <typename T> void operator()(const char *key, T &value)
    {
        const QCborValue stored = m_map.value(QLatin1StringView(key));
        if (stored.isUndefined())
            return; // left at its default
        if (!take(stored, value) && failed.isEmpty())
            failed = QLatin1StringView(key);
    }

private:
    static constexpr qsizetype kMaxItems = 4'000'000;

    template <std::integral T> static bool take(const QCborValue &stored, T &value)
    {
        if constexpr (std::same_as<T, bool>) {
            value = stored.toBool();
            return stored.isBool();
        } else {
            const qint64 number = stored.toInteger();
            if (!stored.isInteger())
                return false;
            if constexpr (sizeof(T) < 8) {
                if (number < qint64(std::numeric_limits<T>::min()) || number > qint64(std::numeric_limits<T>::max()))
                    return false;
            }
            value = T(number);
            return true;
        }
    }
    template <typename T>
        requires std::is_enum_v<T>
    static bool take(const QCborValue &stored, T &value)
    {
        if (!stored.isInteger() || stored.toInteger() < 0 || stored.toInteger() > qint64(T::Last))
            return false;
        value = T(stored.toInteger());
        return true;
    }
    static bool take(const QCborValue &stored, QString &value)
    {
        value = stored.toString();
        return stored.isString();
    }
    static bool take(const QCborValue &stored, QByteArray &value)
    {
        value = stored.toByteArray();
        return stored.isByteArray();
    }
    static bool take(const QCborValue &stored, QCborMap &value)
    {
        value = stored.toMap();
        return stored.isMap();
    }
    static bool take(const QCborValue &stored, QStringList &value)
    {
        const QCborArray array = stored.toArray();
        if (!stored.isArray() || array.size() > kMaxItems)
            return false;
        value.clear();
        for (const QCborValue &item : array) {
            if (!item.isString())
                return false;
            value.append(item.toString());
        }
        return true;
    }
    template <typename T> static bool take(const QCborValue &stored, std::vector<T> &values)
    {
        const QCborArray array = stored.toArray();
        if (!stored.isArray() || array.size() > kMaxItems)
            return false;
        values.clear();
        for (const QCborValue &item : array) {
            T value{};
            if (!take(item, value))
                return false;
            values.push_back(std::move(value));
        }
        return true;
    }
    template <typename T>
        requires std::is_class_v<T>
    static bool take(const QCborValue &stored, T &value)
    {
        if (!stored.isMap())
            return false;
        Reader inner(stored.toMap());
        fields(inner, value);
        return inner.failed.isEmpty();
    }

    QCborMap m_map;
};

template <typename T> QByteArray encodeMessage(const T &message)
{
    Writer writer;
    fields(writer, const_cast<T &>(message)); // the writer only reads
    return QCborValue(writer.map).toCbor();
}

template <typename T> Result<T> decodeMessage(QByteArrayView payload)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(QByteArray::fromRawData(payload.data(), payload.size()), &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return {ErrorCode::Protocol, QStringLiteral("cbor"), error.offset};
    T message;
    Reader reader(value.toMap());
    fields(reader, message);
    if (!reader.failed.isEmpty())
        return {ErrorCode::Protocol, reader.failed};
    return message;
}

} // namespace

#define ASHIATO_MESSAGE(Type)                                                                                          \
    QByteArray encode(const Type &message) { return encodeMessage(message); }                                          \
    template <> Result<Type> decode(QByteArrayView payload) { return decodeMessage<Type>(payload); }

ASHIATO_MESSAGE(HelloMessage)
ASHIATO_MESSAGE(OpenRequest)
ASHIATO_MESSAGE(OpenedMessage)
ASHIATO_MESSAGE(TaskRequest)
ASHIATO_MESSAGE(ProgressMessage)
ASHIATO_MESSAGE(TaskDoneMessage)
ASHIATO_MESSAGE(ReadRequest)
ASHIATO_MESSAGE(BytesMessage)
ASHIATO_MESSAGE(ProbeRequest)
ASHIATO_MESSAGE(ProbeMessage)
ASHIATO_MESSAGE(PictureRequest)
ASHIATO_MESSAGE(PictureMessage)
#undef ASHIATO_MESSAGE

QByteArray encode(const FileLocator &locator) { return encodeMessage(LocatorMessage{locator}); }

template <> Result<FileLocator> decode(QByteArrayView payload)
{
    auto message = decodeMessage<LocatorMessage>(payload);
    if (!message)
        return message.error();
    if (message->locator.size() > size_t(kMaxContainerDepth) + 1)
        return {ErrorCode::LimitExceeded, QStringLiteral("locator")};
    return std::move(message->locator);
}

} // namespace ashiato
