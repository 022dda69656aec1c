// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborMap>

namespace ashiato
{

/// The values of the header sections of an E01 by name: caseNumber, evidenceNumber, description, examiner, notes,
/// software, os, acquired, system, password (true where one was set), model, serialNumber, deviceLabel. header2 (UTF-16)
/// goes before header (8 bit; UTF-8 or else CP932). Times: header2 has seconds since 1970, told with "Z"; header has wall
/// digits of an unnamed zone, told without. Values that are empty are left out.
QCborMap ewfAcquisition(const QByteArray &header, const QByteArray &header2);

} // namespace ashiato
