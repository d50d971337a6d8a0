import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { roles as knownRoles, type Role } from '../model/caller.ts'
import { formatKeyFile, mintKey, parseKeyFile, type KeyEntry } from './key-file.ts'

/** What stops the command, with its exit code (sysexits.h: 64 usage, 65 data, 73, 75 try again). */
export class KeyCommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

interface Wanted {
  readonly path: string
  readonly name: string
  readonly roles: readonly string[]
  readonly now: string
}

/** Adds a key to the file (created if missing, mode 0600) and gives its secret. */
export async function addApiKey({ path, name, roles, now }: Wanted): Promise<string> {
  const keyRoles = checkRoles(roles)
  checkName(name)
  const { entry, secret } = mintKey(name, keyRoles, now)
  await replaceFile(path, async text =>
    formatKeyFile([...(await keysBeside(text, path, name)), entry])
  )
  return secret
}

function checkRoles(roles: readonly string[]): Role[] {
  const unknown = roles.filter(role => !knownRoles.includes(role as Role))
  const choices = `the roles are ${knownRoles.join(', ')}.`
  if (roles.length === 0) throw usage(`Usage: npm run api-key -- NAME ROLE...; ${choices}`)
  if (unknown.length > 0) throw usage(`There is no role ${unknown.join(', ')}; ${choices}`)
  return [...new Set(roles as Role[])]
}

/** A colon would end the user name of HTTP Basic (RFC 7617, section 2). */
function checkName(name: string): void {
  if (/^[^\s:\p{Cc}]{1,100}$/u.test(name)) return
  throw usage('A name has 1 to 100 characters, no colon and no blanks.')
}

async function keysBeside(
  text: string | undefined,
  path: string,
  name: string
): Promise<readonly KeyEntry[]> {
  if (text === undefined) return []
  const keys = await readKeys(text, path)
  if (keys.some(key => key.name === name))
    throw usage(`There is a key '${name}' already in ${path}.`)
  return keys
}

async function readKeys(text: string, path: string): Promise<readonly KeyEntry[]> {
  try {
    return await parseKeyFile(text)
  } catch (error) {
    throw new KeyCommandError(`${path} is left as it is: ${(error as Error).message}.`, 65)
  }
}

function usage(message: string): KeyCommandError {
  return new KeyCommandError(message, 64)
}

/** The new file is also the lock: who finds it there comes second, and loses nothing. */
async function replaceFile(path: string, change: (text: string | undefined) => Promise<string>) {
  const next = `${path}.new`
  const handle = await lock(next)
  try {
    await handle.writeFile(await change(await readIfThere(path)))
    await handle.sync()
    await rename(next, path)
  } catch (error) {
    await rm(next, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

async function lock(next: string): Promise<FileHandle> {
  try {
    return await open(next, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') {
      throw new KeyCommandError(`Another api-key is at work; if none is, remove ${next}.`, 75)
    }
    throw new KeyCommandError(`${next} can't be written (${code}).`, 73)
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
