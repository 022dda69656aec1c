// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/contenttype.h"
#include "importers/evidence/evidencebase.h"
#include "importers/evidence/ewfformat.h"
#include "importers/evidence/imagesignature.h"
#include "importers/evidence/japanesetext.h"
#include "importers/evidence/parallel.h"
#include "importers/evidence/plainfile.h"

#include <algorithm>
#include <clocale>

#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

/// Endings that only images have; a file with one is opened as an image even where nothing in it is recognised.
bool imageName(const QString &name)
{
    static const char *const endings[] = {".dd", ".img", ".001", ".000", ".iso", ".e01", ".s01", ".ex01"};
    for (const char *ending : endings) {
        if (name.endsWith(QLatin1String(ending), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isImage(const OpenRequest &request, const std::vector<int> &descriptors)
{
    if (request.kind == EvidenceKind::Image || descriptors.size() > 1 || imageName(request.name))
        return true;
    QByteArray head(70 << 10, Qt::Uninitialized);
    const auto got = readFully(descriptors[0], 0, head.data(), head.size());
    head.truncate(got ? qsizetype(*got) : 0);
    QByteArray tail(512, '\0');
    struct stat status = {};
    if (::fstat(descriptors[0], &status) == 0 && S_ISBLK(status.st_mode))
        return true;
    if (status.st_size >= tail.size())
        (void)readFully(descriptors[0], status.st_size - tail.size(), tail.data(), tail.size()).ok();
    return imageSignature(head, tail) != ImageSignature::None;
}

} // namespace

Result<std::unique_ptr<EvidenceSource>> openEvidence(const OpenRequest &request, std::vector<int> descriptors)
{
    if (descriptors.empty())
        return {ErrorCode::Invalid, request.name};
    struct stat status = {};
    const bool folder = ::fstat(descriptors[0], &status) == 0 && S_ISDIR(status.st_mode);
    const auto isSpecial = [](int descriptor) { return !descriptorSize(descriptor); };
    if (!folder && std::any_of(descriptors.begin(), descriptors.end(), isSpecial)) {
        for (const int descriptor : descriptors)
            ::close(descriptor);
        return {ErrorCode::SpecialFile, request.name}; // reading it could wait for ever
    }
    if (folder)
        return openFolder(request, std::move(descriptors));
    if (request.kind != EvidenceKind::File && isImage(request, descriptors))
        return openDiskImage(request, std::move(descriptors));
    return openSingleFile(request, std::move(descriptors));
}

void warmUpEvidenceLibraries()
{
    // Names of archive members are UTF-8 whatever the locale of the machine is.
    setlocale(LC_CTYPE, "C.UTF-8");
    warmUpContentTypes();
    warmUpHashing();
    warmUpJapaneseText();
}

void makeEvidenceThreads()
{
    constexpr int kReaderHasherStream = 3; // chunks of an image, the hashes of files, those of a whole image
    makeHelpers(kReaderHasherStream);
}

} // namespace ashiato
