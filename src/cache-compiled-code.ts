import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/**
 * From the second start on a third of the time until ready is saved. The code lies beside the
 * store, where nobody else writes; a folder that can't be used is the store's to explain.
 */
export function cacheCompiledCode(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch {
    return
  }
  enableCompileCache(join(dataDir, 'compile-cache'))
}
