// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ewfreader.h"
#include "importers/evidence/imagesignature.h"
#include "importers/evidence/libewfreader.h"
#include "importers/evidence/plainfile.h"
#include "importers/evidence/rawreader.h"

namespace ashiato
{

Result<std::unique_ptr<ImageReader>> openImage(const std::vector<int> &descriptors, const QStringList &segmentNames)
{
    if (descriptors.empty())
        return ErrorCode::Invalid;
    QByteArray head(70 << 10, Qt::Uninitialized);
    const auto got = readFully(descriptors[0], 0, head.data(), head.size());
    if (!got)
        return got.error();
    head.truncate(qsizetype(*got));
    QByteArray tail(512, '\0');
    if (const auto size = descriptorSize(descriptors[0]); size && *size >= tail.size())
        (void)readFully(descriptors[0], *size - tail.size(), tail.data(), tail.size()).ok();

    QString name;
    switch (imageSignature(head, tail, &name)) {
    case ImageSignature::Ewf:
        return EwfReader::open(descriptors, segmentNames);
    case ImageSignature::Ewf2:
        return LibewfReader::open(descriptors, segmentNames);
    case ImageSignature::Unsupported:
        return {ErrorCode::Unsupported, name};
    case ImageSignature::DiskLike:
    case ImageSignature::None:
        break;
    }
    return RawReader::open(descriptors, segmentNames);
}

} // namespace ashiato
