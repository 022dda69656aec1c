// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "importers/recordsink.h"
#include "models/records/messages.h"

#include <QByteArrayView>

#include <memory>
#include <vector>

namespace ashiato
{

/// The companions of a file, opened by role. Worker, one thread.
class SourceFiles
{
public:
    virtual ~SourceFiles() = default;
    /// The path of the companion; empty where there is none.
    virtual QString path(const QString &role) const = 0;
    /// Errors: NotFound (no such companion), and those of opening any file.
    virtual Result<std::unique_ptr<ByteSource>> open(const QString &role) = 0;
};

/// What an importer may see: one file's bytes, what the examiner said about it, and the sink.
struct ImportContext {
    ByteSource &source;
    RecordSink &sink;
    quint64 fileId = 0;    ///< The file row that positions refer to.
    QString fileName;
    QString path;          ///< With the volume prefix; for warnings
    QString zone;          ///< IANA id or "+09:00"; empty: unknown
    QString encoding;      ///< Empty: detect
    QString host;          ///< Chosen for the exhibit; for previews: records keep what the source itself says
    QString format;        ///< Log format id chosen by the examiner; empty: recognise
    QByteArray mapping;    ///< JSON of a mapping file; empty: none
    QStringList extraFormats; ///< Log format definitions of the user
    qint64 fileModifiedNs = kNoTime; ///< For logs without a year
    SourceFiles *files = nullptr; ///< Its companions; nullptr: none are known (a preview)
    qint64 position = 0;   ///< Where to go on (the last committed checkpoint), 0: from the start
    quint32 ordinal = 0;

    /// The same file from its start, without companions, its records into this sink.
    ImportContext previewedBy(RecordSink &preview) const;
};

/// An importer: constant data, a pure look at the first bytes, and one function that reads.
/// It knows nothing of SQL, item models or the screen. Worker only, one thread.
class Importer
{
public:
    virtual ~Importer() = default;

    virtual const ImporterDescriptor &descriptor() const = 0;

    /// Confidence 0–100 that these are its bytes. head: at most 64 KiB of the start; pure, no I/O, never throws.
    virtual int sniff(QByteArrayView head, const QString &fileName) const = 0;

    /// For the import dialog: format, zone, encoding, host, first rows (at most 20).
    virtual ProbeMessage probe(ImportContext &context) const;

    /// Reads the file and emits its records, then one CoverageRecord. Begin and end of the unit are the caller's.
    /// NotMine: nothing was emitted, the next importer may try. Cancelled: stopped at a checkpoint.
    virtual Result<void> run(ImportContext &context) const = 0;
};

/// Least confidence with which a file is taken without being named.
inline constexpr int kConfidentImporter = 50;

/// All importers in order of registration. The list is made by importers/registry.cpp, one line an importer.
const std::vector<std::unique_ptr<Importer>> &importers();
const Importer *importerById(const QString &id);
/// Candidate by file name alone: nullptr where no pattern fits.
const Importer *importerForName(const QString &fileName);
/// Candidate by name and place: directory ends with "/", and begins with the volume's prefix. isStream: only what is meant
/// for streams.
const Importer *importerForPath(QByteArrayView directory, const QString &fileName, bool isStream = false);
/// The importers worth trying on a file, best first; each may still say NotMine. First the named one (by the unit or
/// by the evidence's format), then those that what the examiner gave along asks for (a mapping: csv, jsonl; own log
/// formats: linelog), then all that are confident about the bytes.
std::vector<const Importer *> importersFor(const QString &named, const ImportContext &context, QByteArrayView head);
/// Best importer for these bytes; nullptr where none is confident.
const Importer *recognise(QByteArrayView head, const QString &fileName);

} // namespace ashiato
