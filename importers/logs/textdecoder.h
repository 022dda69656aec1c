// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/textencodings.h"

#include <QString>

namespace ashiato
{

/// "UTF-8", "CP932" …; Detect gives an empty name.
QString encodingName(TextEncoding encoding);
/// Knows the names in use for the encodings above (Shift_JIS is read as CP932); Detect for what it does not know.
TextEncoding encodingFromName(const QString &name);
/// By a byte order mark, or by the zero bytes of UTF-16 text without one; Detect where neither is seen.
TextEncoding unicodeByHead(QByteArrayView head);

/// Turns the lines of one file into UTF-8, each by its own bytes: a log may change its encoding in the middle, and its
/// first Japanese may stand after gigabytes of ASCII, so nothing is decided before it must be.
/// The CP932 and EUC-JP tables are ICU's ibm-943_P15A-2003 (Windows, with NEC and IBM extensions) and euc-jp-2007.
/// One thread.
class LineDecoder
{
public:
    /// chosen: what the examiner said; Detect: each line by itself.
    explicit LineDecoder(TextEncoding chosen = TextEncoding::Detect) : m_chosen(chosen) {}

    /// raw as UTF-8: raw itself where it is, else a text that stays valid until the next call.
    /// ahead: what follows in the file from raw on, to tell CP932 from EUC-JP. escaped: bytes that did not decode.
    QByteArrayView decode(QByteArrayView raw, QByteArrayView ahead, qsizetype &escaped);

    /// decode() writes 〔外字 F040〕 with a no-break space, so that a format which parts its columns by blanks keeps it whole;
    /// this puts the plain blank back into a value. False, and out untouched, where there is no such mark.
    static bool withPlainMarks(QByteArrayView value, std::string &out);

    /// The encodings met so far, "ASCII" where nothing else was; "UTF-8 + CP932" for a mixed file.
    QString met() const;
    /// Whether what was met could also be something else (only two-byte sequences, say).
    bool guessed() const { return m_chosen == TextEncoding::Detect && m_guessed; }

private:
    TextEncoding encodingOf(QByteArrayView raw, QByteArrayView ahead);

    TextEncoding m_chosen;
    TextEncoding m_legacy = TextEncoding::Detect; ///< Decided at the first line that is neither ASCII nor UTF-8
    quint32 m_met = 0;                            ///< Bits of TextEncoding
    bool m_guessed = false;
    bool m_sureUtf8 = false;
    std::string m_scratch;
};

} // namespace ashiato
