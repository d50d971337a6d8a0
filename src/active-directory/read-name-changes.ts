import type { NameChanges } from '../model/account.ts'

/**
 * How often and when last the logon name changed, from replPropertyMetaData ([MS-DRSR] 5.162,
 * PROPERTY_META_DATA_VECTOR): a head of 16 bytes, then 48 for each attribute that was ever set.
 * The constructed msDS-ReplAttributeMetaData says the same as XML; Samba leaves that empty.
 * Undefined when it is anything else.
 */
export function readNameChanges(bytes: Buffer): NameChanges | undefined {
  if (bytes.length < headLength || bytes.readUInt32LE(0) !== 1) return undefined
  const count = bytes.readUInt32LE(8)
  if (bytes.length !== headLength + count * rowLength) return undefined
  for (let at = headLength; at < bytes.length; at += rowLength) {
    if (bytes.readUInt32LE(at) !== sAMAccountName) continue
    return { count: bytes.readUInt32LE(at + 4) - 1, lastAt: readTime(bytes.readBigInt64LE(at + 8)) }
  }
  return undefined
}

const headLength = 16
const rowLength = 48

/** 1.2.840.113556.1.4.221 as an ATTRTYP, by the prefix table that every server has ([MS-DRSR] 5.16.4). */
const sAMAccountName = 0x9_00dd

/** DSTIME: whole seconds since 1601 ([MS-DRSR] 5.53). */
function readTime(seconds: bigint): string {
  return new Date((Number(seconds) - 11_644_473_600) * 1000).toISOString()
}
