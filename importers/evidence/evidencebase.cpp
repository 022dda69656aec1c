// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/evidencebase.h"

#include "importers/contentend.h"
#include "importers/evidence/candidates.h"
#include "importers/evidence/contenttype.h"
#include "importers/evidence/memberrows.h"
#include "importers/evidence/nestedcontent.h"
#include "importers/importer.h"

#include <algorithm>
#include <cstring>

#include <unistd.h>

namespace ashiato
{

namespace
{

constexpr size_t kKnownContainers = 4;
constexpr qint64 kMagicBytes = 64 << 10;

/// A member's content together with the container that it reads from.
class HeldMember : public ByteSource
{
public:
    HeldMember(std::shared_ptr<Container> container, std::unique_ptr<ByteSource> member)
        : m_container(std::move(container)), m_member(std::move(member))
    {
    }
    qint64 size() const override { return m_member->size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_member->read(offset, into, size); }
    bool randomAccess() const override { return m_member->randomAccess(); }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_member->unclaimed(); }

private:
    std::shared_ptr<Container> m_container; // outlives the member
    std::unique_ptr<ByteSource> m_member;
};

QByteArray lastPart(const QString &path) { return path.mid(path.lastIndexOf(u'/') + 1).toUtf8(); }

/// What a container may cost grows smaller with each level, so that archives in archives in archives stay a small part
/// of what the outermost may hold.
ContainerLimits limitsAtDepth(size_t depth)
{
    ContainerLimits limits;
    for (size_t level = 1; level < depth; ++level) {
        limits.members = std::max<quint64>(limits.members / 4, 1000);
        limits.total = std::max<qint64>(limits.total / 16, 64 << 20);
        limits.member = std::max<qint64>(limits.member / 16, 64 << 20);
    }
    return limits;
}

bool isMember(const LocatorStep &step)
{
    return step.access == AccessMethod::ArchiveMember || step.access == AccessMethod::Compressed;
}

bool isHandedOver(const FileLocator &locator)
{
    const AccessMethod first = locator.empty() ? AccessMethod::Whole : locator.front().access;
    return first == AccessMethod::Whole || first == AccessMethod::FolderPath;
}

/// What each error of reading content means for the hash job: said once a unit, and no hash.
void addUnreadable(quint64 fileId, RecordBatch &batch)
{
    HashRecord hash;
    hash.fileId = fileId;
    hash.flags = HashUnreadable;
    batch.hashes.push_back(hash);
}

} // namespace

EvidenceBase::EvidenceBase(const OpenRequest &request, std::vector<int> descriptors)
    : m_request(request), m_descriptors(std::move(descriptors))
{
}

EvidenceBase::~EvidenceBase()
{
    m_containers.clear();
    for (const int descriptor : m_descriptors)
        ::close(descriptor);
}

void EvidenceBase::setCandidateOrRecognise(FileRecord &file, QByteArrayView name, StringPool &strings) const
{
    constexpr qint8 kPriority = 85; // behind everything that is known by name
    chooseCandidate(file, strings.view(file.directory).toByteArray(), name, strings, CandidateOf::HandedOver);
    if (file.kind != FileKind::File || file.importer != 0 || (file.flags & (FileContainer | FileEncrypted)) || file.size == 0)
        return;
    file.importer = strings.intern(QByteArrayView(kRecogniseImporter));
    file.importerPriority = kPriority;
}

Result<std::shared_ptr<Container>> EvidenceBase::container(const FileLocator &locator, const QByteArray &name)
{
    const QByteArray key = encode(locator);
    const auto known = std::find_if(m_containers.begin(), m_containers.end(),
                                    [&](const KnownContainer &one) { return one.key == key; });
    if (known != m_containers.end()) {
        std::rotate(m_containers.begin(), known, known + 1);
        return m_containers.front().container;
    }
    auto bytes = open(locator);
    if (!bytes)
        return bytes.error();
    auto opened = openContainer(std::move(*bytes), name, limitsAtDepth(locator.size()), m_request.password,
                                m_request.encoding);
    if (!opened)
        return opened.error();
    if (!*opened)
        return {ErrorCode::NotMine, QString::fromUtf8(name)};
    std::shared_ptr<Container> shared(std::move(*opened));
    if (m_containers.size() >= kKnownContainers)
        m_containers.pop_back();
    m_containers.insert(m_containers.begin(), {key, shared});
    return shared;
}

Result<std::unique_ptr<ByteSource>> EvidenceBase::open(const FileLocator &locator)
{
    if (locator.size() > size_t(kMaxContainerDepth) + 1)
        return {ErrorCode::LimitExceeded, QString::number(locator.size())};
    if (locator.empty())
        return openFirst({});
    if (locator.back().access == AccessMethod::None) // a name alone: a folder, a device, the hole that $BadClus:$Bad is
        return ErrorCode::NotStored;
    if (!isMember(locator.back()))
        return locator.size() == 1 ? openFirst(locator.back()) : Result<std::unique_ptr<ByteSource>>(ErrorCode::Invalid);
    if (locator.size() == 1) // the evidence itself is the container and was left out
        return open({LocatorStep{}, locator.back()});
    auto parent = container(FileLocator(locator.begin(), locator.end() - 1), {});
    if (!parent)
        return parent.error();
    auto member = (*parent)->open(locator.back().memberIndex);
    if (!member)
        return member.error();
    return std::unique_ptr<ByteSource>(std::make_unique<HeldMember>(std::move(*parent), std::move(*member)));
}

Result<void> EvidenceBase::expand(const TaskRequest &request, RecordSink &sink)
{
    for (const UnitRequest &unit : request.units) {
        sink.beginUnit(unit.unit);
        if (auto done = expandUnit(unit, sink); !done) {
            if (done.error().code == ErrorCode::Cancelled)
                return done;
            // A file that only has the name of a container is no fault of anybody; of what was handed over it is counted.
            if (done.error().code == ErrorCode::NotMine)
                warnNotContainer(unit, sink);
            else
                sink.warn(done.error().code, unit.path, done.error().detail, done.error().offset, kUnknown, unit.unit);
        }
        sink.endUnit();
    }
    return {};
}

void EvidenceBase::warnNotContainer(const UnitRequest &unit, RecordSink &sink)
{
    if (!isHandedOver(unit.locator))
        return;
    const auto bytes = open(unit.locator);
    const QString kind = bytes ? nestedKind(**bytes) : QString();
    sink.warn(kind.isEmpty() ? ErrorCode::NotRecognised : ErrorCode::NestedImage, unit.path, kind, kUnknown, kUnknown, unit.unit);
}

Result<void> EvidenceBase::expandUnit(const UnitRequest &unit, RecordSink &sink)
{
    if (unit.locator.size() > size_t(kMaxContainerDepth))
        return {ErrorCode::LimitExceeded, QString::number(unit.locator.size())};
    if (!sink.advance(0, unit.size, unit.path))
        return ErrorCode::Cancelled;
    const auto budget = budgetOf(unit.locator);
    if (!budget)
        return budget.error();
    if ((*budget)->spent())
        return {ErrorCode::LimitExceeded, QString::number(0)};
    auto opened = container(unit.locator, lastPart(unit.path));
    if (!opened)
        return opened.error();
    // A log that was handed over, alone, packed or in a collection, is known by what is in it, whatever its name. On a
    // disk image the names decide: most of its archives belong to programs.
    const bool handedOver = isHandedOver(unit.locator);
    MemberRows rows(**opened, unit, zoneKnown(), **budget, sink, [&](FileRecord &file, QByteArrayView name, StringPool &strings) {
        if (handedOver)
            setCandidateOrRecognise(file, name, strings);
        else
            chooseCandidate(file, strings.view(file.directory).toByteArray(), name, strings, CandidateOf::Walk);
    });
    return rows.emitAll();
}

/// One for the outermost file of nested containers: each of them alone may look harmless.
Result<RowBudget *> EvidenceBase::budgetOf(const FileLocator &locator)
{
    const FileLocator outermost(locator.begin(), locator.begin() + std::min<qsizetype>(1, qsizetype(locator.size())));
    const QByteArray key = encode(outermost);
    if (const auto known = m_budgets.find(key); known != m_budgets.end())
        return &*known;
    const auto bytes = open(isMember(outermost.empty() ? LocatorStep{} : outermost.front()) ? FileLocator() : outermost);
    if (!bytes)
        return bytes.error();
    return &*m_budgets.insert(key, RowBudget::ofFile((*bytes)->size()));
}

Result<void> EvidenceBase::hash(const TaskRequest &request, RecordSink &sink)
{
    FileHasher hasher;
    qint64 done = 0;
    for (const UnitRequest &unit : request.units) {
        sink.beginUnit(unit.unit);
        if (auto hashed = hashUnit(unit, hasher, sink, done); !hashed) {
            if (hashed.error().code == ErrorCode::Cancelled)
                return hashed;
            sink.warn(hashed.error().code, unit.path, hashed.error().detail, hashed.error().offset, kUnknown, unit.unit);
            addUnreadable(unit.unit, sink.batch());
            if (!sink.endRecord(1))
                return ErrorCode::Cancelled;
        }
        sink.endUnit();
    }
    return {};
}

Result<void> EvidenceBase::hashUnit(const UnitRequest &unit, FileHasher &hasher, RecordSink &sink, qint64 &done)
{
    auto bytes = open(unit.locator);
    if (!bytes)
        return bytes.error();
    auto hashes = hasher.hash(**bytes, [&](qint64 size) { return sink.advance(done + size, 0, unit.path); });
    if (!hashes)
        return hashes.error();
    if (const auto end = checkContentEnd(**bytes, unit, sink); !end)
        return end;
    done += hashes->size;
    if (hashes->md5.size() != 16 || hashes->sha1.size() != 20 || hashes->sha256.size() != 32)
        return {ErrorCode::Internal, QStringLiteral("digest")};
    HashRecord hash;
    hash.fileId = unit.unit;
    memcpy(hash.md5, hashes->md5.constData(), sizeof hash.md5);
    memcpy(hash.sha1, hashes->sha1.constData(), sizeof hash.sha1);
    memcpy(hash.sha256, hashes->sha256.constData(), sizeof hash.sha256);
    hash.flags = HashComputed;
    const QByteArrayView head = QByteArrayView(hashes->head).first(std::min<qsizetype>(hashes->head.size(), kMagicBytes));
    hash.contentType = sink.batch().strings.intern(QByteArrayView(contentType(head)));
    sink.batch().hashes.push_back(hash);
    return sink.endRecord(1) ? Result<void>() : ErrorCode::Cancelled;
}

Result<QCborMap> EvidenceBase::hashStream(qint64 size, const std::function<void(qint64, char *, qint64)> &decode,
                                          RecordSink &sink)
{
    const StreamHashes hashes = streamHashes(size, {HashKind::Md5, HashKind::Sha1, HashKind::Sha256}, decode,
                                             [&](qint64 done) { return sink.advance(done, size, m_request.name); });
    if (hashes.stopped)
        return ErrorCode::Cancelled;
    return QCborMap{{QStringLiteral("md5"), hashes.md5},
                    {QStringLiteral("sha1"), hashes.sha1},
                    {QStringLiteral("sha256"), hashes.sha256},
                    {QStringLiteral("bytes"), size}};
}

} // namespace ashiato
