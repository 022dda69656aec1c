// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"

#include <QTableWidget>

namespace ashiato
{

class Wording;

/// The first rows of a log before it is imported: titles and kinds in words, their ids in the tool tips; what stands in
/// the log as it stands there. GUI thread.
class ImportPreview : public QTableWidget
{
    Q_OBJECT

public:
    explicit ImportPreview(QWidget *parent = nullptr);

    void clearRows();
    void showRows(const ProbeMessage &probe, const Wording &wording);
};

} // namespace ashiato
