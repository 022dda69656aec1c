// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "importers/evidence/inflatesource.h"

namespace ashiato
{

/// The single content of a gzip file.
std::unique_ptr<Container> openGzip(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                    const ContainerLimits &limits);

/// A deflated member of a zip.
std::unique_ptr<ByteSource> inflateMember(std::unique_ptr<ByteSource> stored, const InflateSource::Expected &expected,
                                          const ContainerLimits &limits);

/// What the content of "access.log.1.gz" is called: "access.log.1".
QByteArray contentName(const QByteArray &name);

} // namespace ashiato
