// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QSettings;
class QVBoxLayout;

namespace ashiato
{

/// What is shown without a case: make one, open one, or one of the last. GUI thread.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QSettings &settings, QWidget *parent = nullptr);

Q_SIGNALS:
    void newCase();
    void openCase(const QString &path); ///< Empty: ask

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();

    QSettings &m_settings;
    QVBoxLayout *m_column = nullptr;
};

} // namespace ashiato
