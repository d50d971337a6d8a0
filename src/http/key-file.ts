import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { roles, type Role } from '../model/caller.ts'
import { choice } from '../model/schema.ts'

const KeyEntry = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{12}$' }),
    name: Type.String({ minLength: 1 }),
    roles: Type.Array(choice([...roles]), { minItems: 1 }),
    algorithm: choice(['sha256']),
    salt: Type.String({ minLength: 1 }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    createdAt: Type.String()
  },
  { additionalProperties: false }
)
export type KeyEntry = Static<typeof KeyEntry>

const KeyFile = Type.Object({ keys: Type.Array(KeyEntry) }, { additionalProperties: false })

/**
 * Throws with a reason that holds nothing of the file but the place of the fault. TypeBox's checks
 * are loaded with the first look-up of a key: at start they would be a tenth of its time.
 */
export async function parseKeyFile(text: string): Promise<readonly KeyEntry[]> {
  const { Value } = await import('typebox/value')
  const content = parseJson(text)
  if (Value.Check(KeyFile, content)) return content.keys
  const [fault] = Value.Errors(KeyFile, content)
  throw new Error(`not a key file: ${fault?.instancePath || '/'} ${fault?.message ?? ''}`)
}

/** Not JSON.parse's own message: it quotes the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('not a key file: no valid JSON')
  }
}

export function formatKeyFile(keys: readonly KeyEntry[]): string {
  return `${JSON.stringify({ keys }, undefined, 2)}\n`
}

/** A new key, and its secret, which is kept nowhere. The id in it is for the look-up. */
export function mintKey(name: string, keyRoles: readonly Role[], createdAt: string) {
  const id = randomBytes(6).toString('hex')
  const secret = `rlk_${id}_${randomBytes(32).toString('base64url')}`
  const salt = randomBytes(16).toString('hex')
  const hash = hashOf(secret, salt).toString('hex')
  const entry: KeyEntry = {
    id,
    name,
    roles: [...keyRoles],
    algorithm: 'sha256',
    salt,
    hash,
    createdAt
  }
  return { entry, secret }
}

/** The entry whose secret this is. A stranger's secret is hashed and compared all the same. */
export function findKey(keys: readonly KeyEntry[], secret: string): KeyEntry | undefined {
  const id = /^rlk_([0-9a-f]{12})_[\w-]{43}$/.exec(secret)?.[1]
  const entry = keys.find(key => key.id === id)
  const { salt, hash } = entry ?? nobody
  return timingSafeEqual(hashOf(secret, salt), Buffer.from(hash, 'hex')) ? entry : undefined
}

const nobody = { salt: '', hash: '0'.repeat(64) }

/**
 * One salted SHA-256 is right here: a secret is 256 random bits, so there is nothing to guess
 * that a slow hash would protect, and every request pays for it. Passwords would need scrypt.
 */
function hashOf(secret: string, salt: string): Buffer {
  return createHash('sha256').update(salt).update(secret).digest()
}
