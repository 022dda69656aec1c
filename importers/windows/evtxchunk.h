// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

namespace ashiato
{

// EVTX file: header of 4096 bytes, then chunks of 65,536 bytes; all numbers little endian.
//
// File header: 0 "ElfFile\0" · 8 first chunk · 16 last chunk · 24 next record id · 32 size of the header (128) ·
//   36 minor, 38 major version · 40 size of the header block (4096) · 42 count of chunks · 120 flags (1 dirty, 2 full,
//   4 without checksums) · 124 CRC-32 of the first 120 bytes.
// Chunk: 0 "ElfChnk\0" · 8 first, 16 last record number · 24 first, 32 last record id · 40 size of the header (128) ·
//   44 offset of the last record · 48 offset of the free space · 52 CRC-32 of the records · 120 flags (4 without
//   checksums) · 124 CRC-32 of bytes 0–119 and 128–511 · 128 64 string offsets · 384 32 template offsets · 512 records.
// Record: 0 2a 2a 00 00 · 4 size · 8 id · 16 time written · 24 binary XML · size − 4: the size again.
inline constexpr qint64 kEvtxHeaderSize = 4096;
inline constexpr qint64 kEvtxChunkSize = 65'536;
inline constexpr quint32 kEvtxRecordHeaderSize = 24;
inline constexpr char kEvtxFileSignature[8] = {'E', 'l', 'f', 'F', 'i', 'l', 'e', '\0'};
inline constexpr char kEvtxChunkSignature[8] = {'E', 'l', 'f', 'C', 'h', 'n', 'k', '\0'};

struct EvtxFileHeader {
    bool valid = false;        ///< Signature found
    bool checksumGood = false;
    bool dirty = false;
    quint64 lastChunk = 0;     ///< The chunk being written to
    quint16 major = 0, minor = 0;
};

/// Where a record stands in its chunk.
struct EvtxRecordPlace {
    quint32 offset = 0;
    quint32 size = 0;
    quint64 id = 0;
    quint64 written = 0;    ///< FILETIME
    bool recovered = false; ///< Not in the chain of live records: free space, or a chunk without its header.
    bool torn = false;      ///< Its head is there and its end is not: size reaches to what follows it.
};

/// Bytes where a live record should stand and not even its head can be read.
struct EvtxBrokenRange {
    quint32 offset = 0;
    quint32 size = 0;
};

enum class EvtxChunkState : quint8 {
    Good,
    Empty,        ///< Only zeros: reserved and never used
    NoSignature,  ///< No chunk header; records found by their own signature are recovered ones.
};

struct EvtxChunkScan {
    EvtxChunkState state = EvtxChunkState::Empty;
    bool headerChecksumGood = true;
    bool recordsChecksumGood = true;
    std::vector<EvtxBrokenRange> broken;
    std::vector<EvtxRecordPlace> records; ///< In order of offset
};

EvtxFileHeader readEvtxFileHeader(QByteArrayView head);

/// Finds the records of one chunk (the last chunk of a truncated file may be shorter).
/// A live record has its signature, a size within the chunk, and the same size at its end; the chain of them ends at the
/// free space. Where the chain breaks, the record is torn if its head continues the numbering, and the chain goes on at
/// the next record that does. Recovered ones must begin with a binary XML fragment header as well.
EvtxChunkScan scanEvtxChunk(QByteArrayView chunk);

} // namespace ashiato
