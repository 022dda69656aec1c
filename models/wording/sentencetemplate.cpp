// SPDX-License-Identifier: Apache-2.0
#include "models/wording/sentencetemplate.h"

namespace ashiato
{

SentenceTemplate::SentenceTemplate(QStringView text)
{
    qsizetype at = 0;
    auto alternatives = parse(text, at, 0);
    m_valid = m_valid && at == text.size() && alternatives.size() == 1;
    m_nodes = std::move(alternatives.front());
}

/// Parses up to the bracket that closes the part (depth > 0) or the end.
std::vector<SentenceTemplate::Nodes> SentenceTemplate::parse(QStringView text, qsizetype &at, int depth)
{
    constexpr int kMaxDepth = 8;
    std::vector<Nodes> alternatives(1);
    QString literal;
    const auto flush = [&alternatives, &literal] {
        if (!literal.isEmpty())
            alternatives.back().push_back({literal, {}, {}});
        literal.clear();
    };
    while (at < text.size()) {
        const QChar c = text[at++];
        if (c == u'{') {
            const qsizetype close = text.indexOf(u'}', at);
            if (close < 0) {
                m_valid = false;
                break;
            }
            flush();
            alternatives.back().push_back({{}, text.sliced(at, close - at).toString().split(u'|'), {}});
            at = close + 1;
        } else if (c == u'[' && depth < kMaxDepth) {
            flush();
            alternatives.back().push_back({{}, {}, parse(text, at, depth + 1)});
        } else if (c == u']' && depth > 0) {
            flush();
            return alternatives;
        } else if (c == u'|' && depth > 0) {
            flush();
            alternatives.emplace_back();
        } else {
            literal += c;
        }
    }
    m_valid = m_valid && depth == 0;
    flush();
    return alternatives;
}

/// unknown: the word for fields without a value; null: such a field makes the part fail.
bool SentenceTemplate::renderNodes(const Nodes &nodes, const Lookup &lookup, const QString *unknown, QString &into)
{
    for (const Node &node : nodes) {
        if (!node.alternatives.empty()) {
            for (const Nodes &alternative : node.alternatives) {
                QString part;
                if (renderNodes(alternative, lookup, nullptr, part)) {
                    into += part;
                    break;
                }
            }
            continue;
        }
        if (node.names.isEmpty()) {
            into += node.literal;
            continue;
        }
        QString value;
        for (const QString &name : node.names) {
            value = lookup(name);
            if (!value.isEmpty())
                break;
        }
        if (value.isEmpty() && !unknown)
            return false;
        into += value.isEmpty() ? *unknown : value;
    }
    return true;
}

QString SentenceTemplate::render(const Lookup &lookup, const QString &unknown) const
{
    QString text;
    renderNodes(m_nodes, lookup, &unknown, text);
    return text;
}

void SentenceTemplate::collect(const Nodes &nodes, QStringList &names)
{
    for (const Node &node : nodes) {
        names += node.names;
        for (const Nodes &alternative : node.alternatives)
            collect(alternative, names);
    }
}

QStringList SentenceTemplate::names() const
{
    QStringList names;
    collect(m_nodes, names);
    names.removeDuplicates();
    return names;
}

} // namespace ashiato
