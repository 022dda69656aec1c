// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace ashiato
{

/// A sentence with fields, compiled once.
///   {a}        the value of a, or the word for "unknown" where it has none
///   {a|b}      the first of a and b that has a value
///   [ … ]      left out when a field in it has no value (optional parts in it excepted)
///   [ x | y ]  x, else y
/// Immutable; any thread.
class SentenceTemplate
{
public:
    using Lookup = std::function<QString(const QString &)>;

    explicit SentenceTemplate(QStringView text = {});

    QString render(const Lookup &lookup, const QString &unknown) const;
    /// All field names in it.
    QStringList names() const;
    /// Whether brackets and braces are balanced.
    bool isValid() const { return m_valid; }

private:
    struct Node {
        QString literal;
        QStringList names;                            ///< A field
        std::vector<std::vector<Node>> alternatives;  ///< An optional part
    };
    using Nodes = std::vector<Node>;

    std::vector<Nodes> parse(QStringView text, qsizetype &at, int depth);
    static bool renderNodes(const Nodes &nodes, const Lookup &lookup, const QString *unknown, QString &into);
    static void collect(const Nodes &nodes, QStringList &names);

    Nodes m_nodes;
    bool m_valid = true;
};

} // namespace ashiato
