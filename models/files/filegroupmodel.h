// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filegroups.h"
#include "models/lens/grouplist.h"

#include <QLocale>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace ashiato
{

class Case;

/// The files of a question grouped by a value. The question's own choice of a value of that kind is left out, so that the
/// other values stay in the list and can be chosen instead; what it excludes is not. Counts off the GUI thread; what is
/// shown stays until the answer has come. GUI thread. The case must outlive it.
class FileGroupModel : public GroupList
{
    Q_OBJECT

public:
    FileGroupModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~FileGroupModel() override;

    /// nullopt: nothing is counted and nothing shown.
    void groupBy(std::optional<FileGrouping> by);
    /// The list's question has been answered, or the case has grown.
    void setQuestion(const FileQuestion &question);
    void choose(int row) override;
    void exclude(int row) override;
    bool isBusy() const override { return m_asked != m_answered; }
    qint64 values() const override { return m_counts.values; }
    QString key(int row) const override { return QString::fromUtf8(group(row).value); }
    /// How a value is told in the language of the window.
    void setWords(std::function<QString(const FileGroup &)> words, const QLocale &locale);

    int rowCount(const QModelIndex &parent = {}) const override;

Q_SIGNALS:
    /// What the groups of the question are to be.
    void wanted(const std::vector<ashiato::FileGroup> &groups);

protected:
    qint64 countOf(int row) const override { return m_counts.groups[size_t(row)].count; }
    QString valueText(int row) const override { return m_words(group(row)); }
    QString countText(int row) const override { return m_locale.toString(countOf(row)); }
    bool isChosen(int row) const override;

private:
    const FileGroup &group(int row) const { return m_counts.groups[size_t(row)].group; }
    std::vector<FileGroup> withoutChoice() const;
    void refresh();

    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    FileQuestion m_question;
    std::optional<FileGrouping> m_by;
    FileGroupCounts m_counts;
    std::function<QString(const FileGroup &)> m_words;
    QLocale m_locale;
    CancelFlag m_cancel;
    quint64 m_asked = 0, m_answered = 0;
    QThreadPool m_pool; ///< One thread: questions in order. Ends before what they read
};

} // namespace ashiato
