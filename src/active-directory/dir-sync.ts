import { BerWriter, Control, type BerReader } from 'ldapts'

/** All that is visible, whoever asks; or what the account that asks may see, without further rights. */
export type DirSyncFlags = 0 | 1

const octetString = 0x04
/** The server stops at its own limits before. */
const anySize = 0x7f_ff_ff_ff

/**
 * LDAP_SERVER_DIRSYNC_OID ([MS-ADTS] 3.1.1.3.4.1.3): what changed in a naming context since the
 * cookie, deleted objects among it. The answer is put into the control that asked.
 */
export class DirSync extends Control {
  readonly #flags: DirSyncFlags
  readonly #cookie: Buffer
  /** Undefined until the server has answered. */
  answer: { readonly hasMore: boolean; readonly cookie: Buffer } | undefined

  constructor(flags: DirSyncFlags, cookie: Buffer) {
    super('1.2.840.113556.1.4.841', { critical: true })
    this.#flags = flags
    this.#cookie = cookie
  }

  override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(this.#flags)
    value.writeInt(anySize)
    value.writeBuffer(this.#cookie, octetString)
    value.endSequence()
    writer.writeBuffer(value.buffer, octetString)
  }

  override parseControl(reader: BerReader): void {
    if (!reader.readSequence()) return
    const hasMore = reader.readInt() !== 0
    reader.readInt()
    this.answer = { hasMore, cookie: reader.readString(octetString, true) ?? Buffer.alloc(0) }
  }
}
