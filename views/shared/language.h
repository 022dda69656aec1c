// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

#include <functional>
#include <memory>

namespace ashiato
{

/// What is said to the examiner and stays on the screen: called again when the language changes, so that it holds what
/// it is about, not words. Empty: nothing is said.
using Sentence = std::function<QString()>;

/// The language of the window, switched at once: the translators are exchanged (every widget gets a LanguageChange) and
/// changed() tells what is not a widget. GUI thread.
class Language : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);
    ~Language() override;

    /// "ja" or "en"; anything else: the system's, English where it is neither.
    void set(const QString &id);
    QString id() const { return m_id; }
    bool isJapanese() const { return m_id == QStringLiteral("ja"); }
    QLocale locale() const;

Q_SIGNALS:
    void changed();

private:
    QString m_id;
    std::unique_ptr<QTranslator> m_ours;
    std::unique_ptr<QTranslator> m_qts; ///< Qt's own dialogs
};

} // namespace ashiato
