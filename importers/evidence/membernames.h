// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

struct UConverter;

namespace ashiato
{

/// Names of archive members whose format does not say what they are written in: UTF-8 where they are that, else the
/// encoding that the examiner gave, else CP932 or CP437, whichever all names of the archive together look like (APPNOTE
/// 4.4.4 and appendix D: CP437 where nothing else is said; Japanese programs write CP932). One thread.
class MemberNames
{
public:
    /// encoding: of the examiner ("CP932", "CP437", "windows-1251" …); empty, or unknown to ICU: by the names themselves.
    explicit MemberNames(const QString &encoding = {});
    ~MemberNames();

    /// Takes a name into account: all names of an archive, or those so far, before the first is decoded.
    void weigh(QByteArrayView stored);
    /// The name as UTF-8. dos: written by a program of DOS or Windows, whose names are in a code page; on other systems
    /// bytes that are neither UTF-8 nor CP932 have none, and are escaped (escapedName). damaged is set, never cleared.
    QByteArray decoded(QByteArrayView stored, bool dos, bool *damaged) const;

private:
    bool allUtf8() const { return m_notUtf8 == 0; }

    struct CloseConverter {
        void operator()(UConverter *converter) const;
    };
    std::unique_ptr<UConverter, CloseConverter> m_chosen;
    qint64 m_japanese = 0;
    qint64 m_western = 0;
    qint64 m_notUtf8 = 0;
};

} // namespace ashiato
