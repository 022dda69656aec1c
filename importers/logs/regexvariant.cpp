// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/logvariants.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

class RegexVariant : public VariantOfFormat
{
public:
    RegexVariant(const LogFormat &format, pcre2_code *code) : VariantOfFormat(format), m_code(code)
    {
        constexpr quint32 kMatchLimit = 100'000; // hostile lines end here instead of never
        m_context = pcre2_match_context_create(nullptr);
        pcre2_set_match_limit(m_context, kMatchLimit);
        m_match = pcre2_match_data_create_from_pattern(code, nullptr);
        for (size_t i = 0; i < format.fields.size(); ++i) {
            const int group = pcre2_substring_number_from_name(code, PCRE2_SPTR(format.fields[i].name.constData()));
            if (group > 0)
                m_groups.emplace_back(size_t(i), size_t(group));
        }
    }
    ~RegexVariant() override
    {
        pcre2_match_data_free(m_match);
        pcre2_match_context_free(m_context);
        pcre2_code_free(m_code);
    }

    bool split(QByteArrayView line, LogFields &fields) const override
    {
        line = trimBlanks(line);
        clear(fields);
        if (pcre2_match(m_code, PCRE2_SPTR(line.data()), size_t(line.size()), 0, PCRE2_NO_UTF_CHECK, m_match, m_context) < 1)
            return false;
        const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(m_match);
        for (const auto &[field, group] : m_groups) {
            if (ends[2 * group] != PCRE2_UNSET)
                fields.values[field] = line.sliced(qsizetype(ends[2 * group]), qsizetype(ends[2 * group + 1] - ends[2 * group]));
        }
        return true;
    }

private:
    pcre2_code *m_code;
    pcre2_match_context *m_context = nullptr;
    pcre2_match_data *m_match = nullptr; ///< Scratch; importers run in one thread
    std::vector<std::pair<size_t, size_t>> m_groups;
};

} // namespace

Result<std::unique_ptr<LogVariant>> compileRegex(const QString &pattern, const LogFormat &format)
{
    const QByteArray bytes = pattern.toUtf8();
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code = pcre2_compile(PCRE2_SPTR(bytes.constData()), size_t(bytes.size()),
                                     PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &place, nullptr);
    if (!code)
        return {ErrorCode::Invalid, u"regex"_s, qint64(place)};
    // Where the JIT is forbidden (a locked worker without executable memory) the interpreter does the same.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return std::unique_ptr<LogVariant>(std::make_unique<RegexVariant>(format, code));
}

} // namespace ashiato
