// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "importers/evidence/evidencesource.h"
#include "importers/evidence/hashing.h"
#include "importers/evidence/memberrows.h"

#include <QHash>

namespace ashiato
{

/// What images, files and folders have in common: the way along a locator through containers, the listing of container
/// members, the hashes of files. One thread, as EvidenceSource.
class EvidenceBase : public EvidenceSource
{
public:
    const OpenedMessage &opened() const override { return m_opened; }
    Result<void> expand(const TaskRequest &request, RecordSink &sink) override;
    Result<void> hash(const TaskRequest &request, RecordSink &sink) override;
    Result<std::unique_ptr<ByteSource>> open(const FileLocator &locator) override;

protected:
    EvidenceBase(const OpenRequest &request, std::vector<int> descriptors);
    ~EvidenceBase() override; ///< Closes the descriptors

    /// The bytes that the first step of a locator leads to.
    virtual Result<std::unique_ptr<ByteSource>> openFirst(const LocatorStep &step) = 0;

    /// chooseCandidate() for what an examiner handed over by itself (a log, a folder of logs), whatever its name: where the name
    /// tells no importer, the content is looked at.
    void setCandidateOrRecognise(FileRecord &file, QByteArrayView name, StringPool &strings) const;
    bool zoneKnown() const { return !m_request.zone.isEmpty(); }

    /// The hashes of size bytes as the result of verify().
    Result<QCborMap> hashStream(qint64 size, const std::function<void(qint64, char *, qint64)> &decode, RecordSink &sink);

    OpenRequest m_request;
    OpenedMessage m_opened;
    std::vector<int> m_descriptors;

private:
    struct KnownContainer {
        QByteArray key;
        std::shared_ptr<Container> container;
    };

    Result<std::shared_ptr<Container>> container(const FileLocator &locator, const QByteArray &name);
    void warnNotContainer(const UnitRequest &unit, RecordSink &sink);
    Result<void> expandUnit(const UnitRequest &unit, RecordSink &sink);
    Result<void> hashUnit(const UnitRequest &unit, FileHasher &hasher, RecordSink &sink, qint64 &done);

    Result<RowBudget *> budgetOf(const FileLocator &locator);

    QHash<QByteArray, RowBudget> m_budgets; // of the outermost file of containers
    std::vector<KnownContainer> m_containers; // the latest used in front
};

/// Each kind of evidence. They take the descriptors over.
/// An image that cannot be opened is a single file with a warning.
Result<std::unique_ptr<EvidenceSource>> openDiskImage(const OpenRequest &request, std::vector<int> descriptors);
std::unique_ptr<EvidenceSource> openSingleFile(const OpenRequest &request, std::vector<int> descriptors);
/// A single file that should have been more; error says what.
std::unique_ptr<EvidenceSource> openUnsupported(const OpenRequest &request, std::vector<int> descriptors,
                                                const Error &error);
std::unique_ptr<EvidenceSource> openFolder(const OpenRequest &request, std::vector<int> descriptors);

} // namespace ashiato
