// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "importers/evidence/inflatesource.h"

namespace ashiato
{

/// The single content of a gzip file.
std::unique_ptr<Container> openGzip(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                    const ContainerLimits &limits);

/// The decoded bytes of a gzip file or of a deflated member of a zip, with the source that they come from.
std::unique_ptr<ByteSource> inflated(std::unique_ptr<ByteSource> stored, InflateSource::Wrapper wrapper, qint64 size,
                                     const ContainerLimits &limits);

/// What the content of "access.log.1.gz" is called: "access.log.1".
QByteArray contentName(const QByteArray &name);

} // namespace ashiato
