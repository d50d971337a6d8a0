import { firstText, type Entry } from './entry.ts'
import type { NameVersion } from './name-version.ts'

/** 1.2.840.113556.1.4.221 by the prefix table that every server starts with ([MS-DRSR] 5.16.4). */
const sAMAccountName = 0x9_00dd

/** 2.5.4.0; nobody ever changes it. */
const objectClass = 0

/**
 * replPropertyMetaData ([MS-DRSR] 5.162): version, number of rows, each followed by four bytes of 0,
 * and the rows by attribute. A real server has one for every attribute that was ever set.
 */
export function encodeMetaData(entry: Entry, invocationId: Buffer): Buffer {
  const made = { version: 1, setAt: madeAt(entry), usn: Number(firstText(entry, 'uSNCreated')) }
  const rows = [
    encodeRow(objectClass, made, invocationId),
    ...(entry.nameVersion ? [encodeRow(sAMAccountName, entry.nameVersion, invocationId)] : [])
  ]
  const head = Buffer.alloc(16)
  head.writeUInt32LE(1, 0)
  head.writeUInt32LE(rows.length, 8)
  return Buffer.concat([head, ...rows])
}

/** 48 bytes: attribute, version, time, and of the change who made it, and its USN there and here. */
function encodeRow(
  attribute: number,
  { version, setAt, usn }: NameVersion,
  invocationId: Buffer
): Buffer {
  const row = Buffer.alloc(48)
  row.writeUInt32LE(attribute, 0)
  row.writeUInt32LE(version, 4)
  row.writeBigInt64LE(secondsOf(setAt), 8)
  invocationId.copy(row, 16)
  row.writeBigInt64LE(BigInt(usn), 32)
  row.writeBigInt64LE(BigInt(usn), 40)
  return row
}

/** DSTIME: whole seconds since 1601 ([MS-DRSR] 5.53). */
function secondsOf(date: Date): bigint {
  return BigInt(Math.floor(date.getTime() / 1_000)) + 11_644_473_600n
}

function madeAt(entry: Entry): Date {
  const text = firstText(entry, 'whenCreated') ?? ''
  return new Date(text.replace(/^(....)(..)(..)(..)(..)(..).*$/u, '$1-$2-$3T$4:$5:$6Z'))
}
