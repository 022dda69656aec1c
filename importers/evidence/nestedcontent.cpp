// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/nestedcontent.h"

#include "importers/evidence/container.h"
#include "importers/evidence/imagesignature.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kHead = 72 << 10;
constexpr qint64 kTail = 512;
constexpr qint64 kDecodedToItsEnd = 16 << 20; // the last bytes of a larger compressed member are not worth decoding it

/// Documents and programs of Office, OpenDocument, Java and Android are zips by their first member.
bool isPackedDocument(QByteArrayView head)
{
    static const char *const kFirst[] = {"[Content_Types].xml", "mimetype", "META-INF/", "_rels/", "word/",  "xl/",
                                         "ppt/",                "docProps/", "AndroidManifest.xml", "customXml/"};
    constexpr qsizetype kNameAt = 30;
    return head.size() > kNameAt && std::any_of(std::begin(kFirst), std::end(kFirst), [&](const char *name) {
        return head.sliced(kNameAt).startsWith(QByteArrayView(name));
    });
}

} // namespace

QString nestedKind(ByteSource &content)
{
    const auto head = content.window(0, kHead);
    if (!head || head->size() < kTail)
        return {};
    const qint64 size = content.size();
    QByteArray tail(kTail, '\0');
    if (size >= kTail && (content.randomAccess() || size <= kDecodedToItsEnd)) {
        if (const auto last = content.window(size - kTail, kTail); last && last->size() == kTail)
            tail = *last;
    }
    QString name;
    switch (imageSignature(*head, tail, &name)) {
    case ImageSignature::Ewf:
        return QStringLiteral("E01");
    case ImageSignature::Ewf2:
        return QStringLiteral("Ex01");
    case ImageSignature::Unsupported:
        return name;
    case ImageSignature::DiskLike:
        return tail.startsWith("conectix") ? QStringLiteral("VHD") : QStringLiteral("raw");
    case ImageSignature::None:
        break;
    }
    if (tail.startsWith("conectix"))
        return QStringLiteral("VHD");
    const QByteArray archive = containerByHead(*head);
    return archive.isEmpty() || (archive == "zip" && isPackedDocument(*head)) ? QString() : QString::fromLatin1(archive);
}

} // namespace ashiato
