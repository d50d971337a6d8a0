import { readFile, stat } from 'node:fs/promises'
import type { Role } from '../model/caller.ts'
import type { Log } from '../ports.ts'
import { findKey, parseKeyFile, type KeyEntry } from './key-file.ts'

export interface KnownKey {
  readonly name: string
  readonly roles: readonly Role[]
}

/** Who a secret belongs to. */
export interface ApiKeys {
  find(secret: string): Promise<KnownKey | undefined>
}

const lookAgainMs = 1000

/**
 * The keys of a file, read again when it changes (looked at once a second at most). While it is
 * missing or broken the last good keys stay in force, and the log says so once for each state.
 */
export function openApiKeys(path: string, log: Pick<Log, 'info' | 'warn'>): ApiKeys {
  let keys: readonly KeyEntry[] = []
  let seen: string | undefined
  let lookedAt = -Infinity
  let looking: Promise<void> | undefined

  const look = async (): Promise<void> => {
    const version = await versionOf(path)
    if (version === seen) return
    seen = version
    try {
      keys = await parseKeyFile(await readFile(path, 'utf8'))
      log.info({ path, keys: keys.length }, 'api keys read')
    } catch (error) {
      log.warn({ path, reason: String(error), keys: keys.length }, 'api keys not read')
    }
  }

  return {
    async find(secret) {
      if (performance.now() - lookedAt >= lookAgainMs) {
        lookedAt = performance.now()
        looking = look()
      }
      await looking
      return findKey(keys, secret)
    }
  }
}

/** Changes with the file; a rename over it gives another inode. */
async function versionOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable'
  }
}
