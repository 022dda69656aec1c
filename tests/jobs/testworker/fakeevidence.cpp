// SPDX-License-Identifier: Apache-2.0
// A folder as evidence, as plainly as it can be read: what the tests of worker and supervisor need of an
// EvidenceSource, without the readers that they are not about.
#include "importers/evidence/nestedcontent.h"
#include "importers/evidence/evidencesource.h"
#include "importers/importer.h"

#include <algorithm>
#include <csignal>
#include <deque>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

class PlainFile : public ByteSource
{
public:
    explicit PlainFile(int descriptor) : m_descriptor(descriptor) {}
    ~PlainFile() override { ::close(m_descriptor); }
    qint64 size() const override { return ::lseek(m_descriptor, 0, SEEK_END); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        const ssize_t n = ::pread(m_descriptor, into, size_t(size), offset);
        if (n < 0)
            return {ErrorCode::Io, {}, offset};
        return qint64(n);
    }

private:
    int m_descriptor;
};

FileLocator locatorOf(const QString &path)
{
    LocatorStep step;
    step.access = AccessMethod::FolderPath;
    step.path = path;
    return {step};
}

class FakeEvidence : public EvidenceSource
{
public:
    FakeEvidence(const OpenRequest &request, std::vector<int> descriptors)
        : m_descriptors(std::move(descriptors)), m_refused(request.name.endsWith(u"!refused"_s))
    {
        const bool folder = request.kind == EvidenceKind::Folder; // of a file nothing is listed
        m_opened.kind = folder ? EvidenceKind::Folder : EvidenceKind::File;
        m_opened.format = folder ? u"folder"_s : u"file"_s;
    }
    ~FakeEvidence() override
    {
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
    }
    const OpenedMessage &opened() const override { return m_opened; }

    Result<void> volumes(RecordSink &sink) override
    {
        FileRecord root;
        root.id = sink.nextFileId();
        root.kind = root.nameKind = FileKind::Directory;
        root.access = AccessMethod::FolderPath;
        root.name = sink.batch().strings.intern(u"/"_s);
        sink.batch().files.push_back(root);
        if (m_refused) { // passes every check of the host; the case has no two of a number
            sink.batch().volumes.resize(2);
            sink.batch().volumes[0].id = sink.batch().volumes[1].id = 1;
        }
        return sink.endRecord(0) ? Result<void>() : Result<void>(ErrorCode::Cancelled);
    }

    Result<void> walk(const TaskRequest &request, RecordSink &sink) override
    {
        std::deque<UnitRequest> queue(request.units.begin(), request.units.end());
        qint64 listed = 0;
        while (!queue.empty()) {
            const UnitRequest unit = queue.front();
            queue.pop_front();
            sink.beginUnit(unit.unit);
            const QString relative = unit.locator.empty() ? QString() : unit.locator.front().path;
            const std::vector<std::string> names = entries(relative);
            for (qint64 i = 0; i < qint64(names.size()); ++i) {
                const QString name = QString::fromStdString(names[size_t(i)]);
                const QString path = relative.isEmpty() ? name : relative + u'/' + name;
                struct stat info = {};
                if (name == u"!slow")
                    ::usleep(500'000);
                ::fstatat(m_descriptors[0], path.toUtf8().constData(), &info, AT_SYMLINK_NOFOLLOW);
                const bool folder = S_ISDIR(info.st_mode);
                const bool known = i < unit.position; // listed before; only its folders are walked again by the host
                if (known || !sink.step(i))
                    continue;
                FileRecord file;
                file.id = sink.nextFileId();
                file.parentId = unit.unit;
                file.size = info.st_size;
                file.kind = file.nameKind = folder ? FileKind::Directory : FileKind::File;
                file.access = AccessMethod::FolderPath;
                file.name = sink.batch().strings.intern(name);
                file.directory = sink.batch().strings.intern(u"/"_s + (relative.isEmpty() ? QString() : relative + u'/'));
                if (const Importer *importer = folder ? nullptr : importerForName(name))
                    file.importer = sink.batch().strings.intern(importer->descriptor().id);
                sink.batch().files.push_back(file);
                if (folder) {
                    UnitRequest below;
                    below.unit = file.id;
                    below.locator = locatorOf(path);
                    queue.push_back(std::move(below));
                }
                if (!sink.endRecord(i + 1))
                    return {ErrorCode::Cancelled};
                if (!sink.advance(++listed, 0, path))
                    return {ErrorCode::Cancelled};
            }
            if (relative.endsWith(u"!refused"_s)) { // passes every check of the host; the case knows no two such types
                for (const QByteArrayView type : {"twice\x1f", "twice\x1f\x1f"}) {
                    EventRecord event;
                    event.fileId = unit.unit;
                    event.type = sink.batch().strings.intern(type);
                    sink.batch().events.push_back(event);
                }
            }
            sink.endUnit();
        }
        return {};
    }
    Result<void> expand(const TaskRequest &, RecordSink &) override { return {}; }
    Result<QCborMap> verify(RecordSink &) override { return QCborMap(); }
    Result<void> hash(const TaskRequest &request, RecordSink &sink) override
    {
        for (const UnitRequest &unit : request.units) {
            if (unit.path.endsWith(u"!mute"_s)) // says nothing of it
                continue;
            sink.beginUnit(unit.unit);
            sink.endUnit();
        }
        return {};
    }

    Result<std::unique_ptr<ByteSource>> open(const FileLocator &locator) override
    {
        if (locator.empty())
            return {ErrorCode::NotFound};
        if (locator.front().path.endsWith(u"!die"_s)) // content that kills whoever looks at it
            ::raise(SIGSEGV);
        const int descriptor =
            ::openat(m_descriptors[0], locator.front().path.toUtf8().constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (descriptor < 0)
            return {ErrorCode::NotFound, locator.front().path};
        return std::unique_ptr<ByteSource>(std::make_unique<PlainFile>(descriptor));
    }
    Result<std::unique_ptr<ByteSource>> openRaw() override { return {ErrorCode::Unsupported}; }

private:
    std::vector<std::string> entries(const QString &relative) const
    {
        const QByteArray path = relative.isEmpty() ? QByteArray(".") : relative.toUtf8();
        std::vector<std::string> names;
        if (DIR *folder = ::fdopendir(::openat(m_descriptors[0], path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))) {
            while (const dirent *entry = ::readdir(folder)) {
                const std::string name = entry->d_name;
                if (name != "." && name != "..")
                    names.push_back(name);
            }
            ::closedir(folder);
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    std::vector<int> m_descriptors;
    bool m_refused;
    OpenedMessage m_opened;
};

} // namespace

Result<std::unique_ptr<EvidenceSource>> openEvidence(const OpenRequest &request, std::vector<int> descriptors)
{
    if (request.name.endsWith(u"!slow"_s))
        ::usleep(60'000'000); // a minute: nobody waits for it
    if (request.name.endsWith(u"!locked"_s)) {
        ::usleep(300'000);
        if (request.password.isEmpty())
            return {ErrorCode::Encrypted, request.name};
    }
    if (descriptors.empty())
        return {ErrorCode::NotFound};
    return std::unique_ptr<EvidenceSource>(std::make_unique<FakeEvidence>(request, std::move(descriptors)));
}

void warmUpEvidenceLibraries() {}
void makeEvidenceThreads() {}
QString nestedKind(ByteSource &) { return {}; }

} // namespace ashiato
