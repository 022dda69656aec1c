// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/candidates.h"
#include "importers/evidence/evidencebase.h"
#include "importers/evidence/filetimes.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/plainfile.h"

namespace ashiato
{

namespace
{

/// One file as evidence: a log, an artifact, a collection in an archive. It is the only row; a container's members come
/// by expand().
class SingleFile : public EvidenceBase
{
public:
    SingleFile(const OpenRequest &request, std::vector<int> descriptors)
        : EvidenceBase(request, std::move(descriptors)), m_file(m_descriptors.at(0), PlainFile::Ownership::Borrowed)
    {
        m_opened.kind = EvidenceKind::File;
        m_opened.format = QStringLiteral("file");
        m_opened.mediaSize = m_opened.storedSize = m_file.size();
        m_name = (request.name.isEmpty() ? request.segmentNames.value(0) : request.name).toUtf8();
        auto bytes = std::make_unique<PlainFile>(m_descriptors.at(0), PlainFile::Ownership::Borrowed);
        const auto container = openContainer(std::move(bytes), m_name);
        if (container && *container)
            m_opened.format = QString::fromUtf8((*container)->format());
        // One that is too damaged to be opened says so when its members are to be listed.
        m_isContainer = container ? bool(*container) : isContainerName(m_name, m_file.size());
    }

    /// An image format that is not read: the file is listed and hashed as any other, and that is said.
    void setUnsupported(const Error &error) { m_unsupported = error; }

    Result<void> volumes(RecordSink &sink) override
    {
        FileRecord file;
        QByteArray owner;
        QByteArray group;
        if (!fillFromDescriptor(m_descriptors.at(0), "", file, &owner, &group))
            return {ErrorCode::Io, m_request.name};
        file.id = sink.nextFileId();
        StringPool &strings = sink.batch().strings;
        file.name = strings.add(m_name);
        file.directory = strings.intern(QByteArrayView("/"));
        file.owner = strings.intern(QByteArrayView(owner));
        file.group = strings.intern(QByteArrayView(group));
        file.access = AccessMethod::Whole;
        if (m_isContainer || m_unsupported.code != ErrorCode::None)
            chooseCandidate(file, "/", m_name, strings, CandidateOf::Walk);
        else // "proxy.log.gz" that somebody has unpacked under its old name is a log
            setCandidateOrRecognise(file, isContainerName(m_name, file.size) ? contentName(m_name) : m_name, strings);
        file.flags = m_isContainer ? file.flags | FileContainer : file.flags & ~quint32(FileContainer);
        sink.batch().files.push_back(file);
        emitFileTimeEvents(file, fileTimeTypes("folder"), sink);
        if (m_unsupported.code != ErrorCode::None)
            sink.warn(m_unsupported.code, m_request.name, m_unsupported.detail, m_unsupported.offset, kUnknown, file.id);
        return sink.endRecord(1) ? Result<void>() : ErrorCode::Cancelled;
    }
    Result<void> walk(const TaskRequest &, RecordSink &) override { return {}; }
    Result<QCborMap> verify(RecordSink &sink) override
    {
        Error failed;
        failed.code = ErrorCode::None;
        std::mutex mutex;
        auto result = hashStream(m_file.size(), [&](qint64 offset, char *into, qint64 size) {
            const auto got = m_file.read(offset, into, size);
            if (got && *got == size)
                return;
            const std::lock_guard lock(mutex);
            failed = got ? Error{ErrorCode::Truncated, m_request.name, offset + *got} : got.error();
        }, sink);
        if (result && failed.code != ErrorCode::None)
            return failed; // no hash of what was not read
        return result;
    }
    Result<std::unique_ptr<ByteSource>> openRaw() override
    {
        return std::unique_ptr<ByteSource>(
            std::make_unique<PlainFile>(m_descriptors.at(0), PlainFile::Ownership::Borrowed));
    }

protected:
    Result<std::unique_ptr<ByteSource>> openFirst(const LocatorStep &step) override
    {
        if (step.access != AccessMethod::Whole)
            return {ErrorCode::Invalid, step.path};
        return openRaw();
    }

private:
    PlainFile m_file;
    QByteArray m_name;
    bool m_isContainer = false;
    Error m_unsupported{ErrorCode::None, {}, -1};
};

} // namespace

std::unique_ptr<EvidenceSource> openSingleFile(const OpenRequest &request, std::vector<int> descriptors)
{
    return std::make_unique<SingleFile>(request, std::move(descriptors));
}

std::unique_ptr<EvidenceSource> openUnsupported(const OpenRequest &request, std::vector<int> descriptors, const Error &error)
{
    auto file = std::make_unique<SingleFile>(request, std::move(descriptors));
    file->setUnsupported(error);
    return file;
}

} // namespace ashiato
