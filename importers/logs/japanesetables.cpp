// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/japanesetables.h"

#include <unicode/ucnv.h>

#include <memory>

namespace ashiato
{

namespace
{

/// A converter that stops at what it does not know instead of writing U+FFFD.
class Converter
{
public:
    explicit Converter(const char *name)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_converter = ucnv_open(name, &status);
        if (U_FAILURE(status))
            qFatal("ICU has no converter %s", name);
        ucnv_setToUCallBack(m_converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    }
    ~Converter() { ucnv_close(m_converter); }
    Q_DISABLE_COPY_MOVE(Converter)

    /// The one BMP character of these bytes, 0 for anything else.
    char16_t character(const char *bytes, int size)
    {
        UErrorCode status = U_ZERO_ERROR;
        UChar out[4] = {};
        ucnv_resetToUnicode(m_converter);
        const int length = ucnv_toUChars(m_converter, out, 4, bytes, size, &status);
        return U_SUCCESS(status) && length == 1 ? char16_t(out[0]) : u'\0';
    }

private:
    UConverter *m_converter = nullptr;
};

} // namespace

JapaneseTables::JapaneseTables()
{
    // By their full names: "Shift_JIS" and "EUC-JP" mean different tables in different builds.
    Converter windows("ibm-943_P15A-2003");
    for (int lead = 0x81; lead <= 0xFC; ++lead) {
        if (lead >= 0xA0 && lead <= 0xDF)
            continue;
        for (int trail = 0x40; trail <= 0xFC; ++trail) {
            const char bytes[2] = {char(lead), char(trail)};
            m_cp932[lead - 0x80][trail] = trail == 0x7F ? u'\0' : windows.character(bytes, 2);
        }
    }
    Converter euc("euc-jp-2007");
    for (int first = 0xA1; first <= 0xFE; ++first) {
        for (int second = 0xA1; second <= 0xFE; ++second) {
            const char bytes[3] = {char(0x8F), char(first), char(second)};
            m_euc[first - 0x80][second - 0x80] = euc.character(bytes + 1, 2);
            m_euc3[first - 0x80][second - 0x80] = euc.character(bytes, 3);
        }
    }
}

const JapaneseTables &JapaneseTables::instance()
{
    static const std::unique_ptr<const JapaneseTables> tables(new JapaneseTables);
    return *tables;
}

} // namespace ashiato
