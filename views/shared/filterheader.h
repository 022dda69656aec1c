// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

#include <vector>

class QLineEdit;

namespace ashiato
{

/// A table header with a field under each title: what is typed there narrows the column when Enter is pressed or the
/// field is left. Fields know nothing of filters; the view makes conditions of entered(). GUI thread.
class FilterHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit FilterHeader(QWidget *parent = nullptr);

    /// Which columns have a field; call after the model is set. Names become accessible names.
    void setFields(const QList<int> &columns);
    QLineEdit *field(int column) const;
    void focusField(int column);
    /// Sets a field's text without entered().
    void setFieldText(int column, const QString &text);
    /// Title and field of this column stay at the left while the header is scrolled; -1: none. It must be the first one.
    void freeze(int column);

    QSize sizeHint() const override;
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    /// The text of a field was confirmed and differs from what was confirmed before; empty takes the condition away.
    void entered(int column, const QString &text);
    /// Enter, Esc or Down in a field: back to the table.
    void left();

public Q_SLOTS:
    void place();
    void retitle();

protected:
    void updateGeometries() override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Cover;
    void confirm(int column);
    bool isFrozenOver() const { return m_frozen >= 0 && offset() > 0; }

    struct Field {
        QLineEdit *edit = nullptr;
        QString confirmed;
    };
    std::vector<Field> m_fields;
    int m_fieldHeight = 0;
    Cover *m_cover = nullptr; ///< Over what is scrolled beneath the column that stays
    int m_frozen = -1;
};

} // namespace ashiato
